"""What the journal alone tells of opinions, beside what is stored of them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.standings import told
from storage import journal
from storage import opinions as rows
from storage.work import Work

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def fits(work: Work) -> None:
    """Where every opinion stands can be told from the journal alone: no act forgets a fact that statistics need."""
    story = told(journal.every(work, FOREVER))
    for (one,) in work.all("SELECT id FROM opinion"):
        found = rows.get(work, one)
        assert found is not None
        stands = story.opinions[one]
        known = (stands.status, story.heard_by(stands), stands.leads, stands.ends, stands.supporter)
        due = found.due.isoformat() if found.due else ""
        assert known == (found.status, found.dialogue, found.follows, due, found.supporter), one
        if found.phase == "answered":
            assert stands.outcome == found.outcome
    promises = work.all("SELECT opinion, state, day, confirmed, round FROM commitment")
    for opinion, state, day, confirmed, round_ in promises:
        found, stands = rows.get(work, opinion), story.opinions[opinion]
        if found is not None and found.reopened == round_ and found.phase in ("answered", "closed"):
            assert (stands.promise, stands.promised, stands.confirmed) == (state, day, bool(confirmed)), opinion
