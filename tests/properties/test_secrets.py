"""What officials write for each other never reaches anyone who may not read the opinion, whatever happens in whatever order."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import (
    asking,
    commitments,
    extensions,
    handling,
    notes,
    privacy,
    ratings,
    rulings,
    supervision,
    supports,
    titles,
    triage,
)
from bot.services import opinions as authors
from bot.talk.incoming import Media
from storage import commitments as promised
from storage import opinions as rows
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, Office, Worker, office

POLICE: Final = f"{COMMUNE}.cong_an"
DUE: Final = date(2026, 12, 15)


class Story:
    """One opinion, everyone around it, and every secret that was written and not yet cleared."""

    def __init__(self, place: Office) -> None:
        self.place = place
        self.secrets: set[str] = set()
        self.reports: dict[str, str] = {}  # promise -> the secret of the report that waits
        self.n = 0
        self.one: Opinion
        self.run: Callable[..., Any]
        self.timers: Timers
        self.who: Worker

    def secret(self) -> str:
        """Words that nobody else writes."""
        self.n += 1
        word = f"BÍMẬT{self.n:04d}"
        self.secrets.add(word)
        return word

    def act(self, who: str, deed: Callable[[Work, Opinion], object]) -> None:
        """One act on the opinion as it stands; what is refused changes nothing."""

        def do(work: Work) -> None:
            found = rows.get(work, self.one.id)
            assert found is not None
            deed(work, found)

        self.who = self.place.names[who]
        try:
            self.run(self.place.write(do))
        except RuleBroken:
            return


Deed = Callable[[Story], None]


def by(who: str, deed: Callable[..., object], *args: object, secret: bool = False) -> Deed:
    """A person's act of the shape (work, act, opinion, version, ...), with a secret behind where it takes words."""

    def do(story: Story) -> None:
        behind = (*args, story.secret()) if secret else args
        story.act(who, lambda work, one: deed(work, story.who.act, one.id, one.version, *behind))

    return do


def word(who: str, deed: Callable[..., object]) -> Deed:
    """The same without a version."""

    def do(story: Story) -> None:
        secret = story.secret()
        story.act(who, lambda work, one: deed(work, story.who.act, one.id, secret))

    return do


def _ask_more(story: Story) -> None:
    wish = extensions.Wish(day=story.place.act.today + timedelta(days=16), reason="weather", words=story.secret())
    story.act("Hà", lambda work, one: extensions.ask(work, story.who.act, one.id, one.version, wish))


def _give_back(story: Story) -> None:
    because = rulings.Because(code="not_task", words=story.secret())
    story.act("Hà", lambda work, one: handling.give_back(work, story.who.act, one.id, one.version, because))


def _draft(outcome: str) -> Deed:
    def do(story: Story) -> None:
        promised_day = (story.place.act.today + timedelta(days=3)).isoformat() if outcome == "scheduled" else ""
        reply = handling.Reply(id=story.place.mint.id(), text="Lời cho dân", outcome=outcome, document="1", promised=promised_day)
        story.act("Hà", lambda work, one: handling.draft(work, story.who.act, one.id, one.version, reply))

    return do


def _release(story: Story) -> None:
    story.act("Bình", lambda work, one: handling.release(work, story.who.act, one.id, one.version, seen=99))


def _reject(story: Story) -> None:
    story.place.clock.advance(timedelta(minutes=2))
    media = (Media(kind="voice", ref="v", size=1),)
    story.act("Lan", lambda work, one: ratings.dissatisfied(work, story.who.act, one.id, one.reopened, "not_done", "Chưa làm", media=media))


def _report(kind: str) -> Deed:
    def do(story: Story) -> None:
        secret = story.secret()

        def told(work: Work, one: Opinion) -> None:
            promise = promised.of(work, one.id, one.reopened)
            if promise is None:
                return
            if kind == "done":
                given_up = commitments.Done(id=story.place.mint.id(), text=secret, no_proof=secret)
                commitments.done(work, story.who.act, promise.id, promise.version, given_up)
            else:
                day = max(story.place.act.today, promise.day) + timedelta(days=2)
                commitments.later(work, story.who.act, promise.id, promise.version, day=day, why=secret)
            story.reports[promise.id] = secret

        story.act("Hà", told)

    return do


def _clear(story: Story) -> None:
    def told(work: Work, one: Opinion) -> None:
        promise = promised.of(work, one.id, one.reopened)
        if promise is not None:
            commitments.clear(work, story.who.act, promise.id, promise.version)
            story.secrets.discard(story.reports[promise.id])  # from now on it is the citizens' to read

    story.act("Bình", told)


def _send_report_back(story: Story) -> None:
    secret = story.secret()

    def told(work: Work, one: Opinion) -> None:
        promise = promised.of(work, one.id, one.reopened)
        if promise is not None:
            commitments.send_back(work, story.who.act, promise.id, promise.version, secret)

    story.act("Bình", told)


def _wait(story: Story) -> None:
    story.place.clock.advance(timedelta(days=1))
    story.run(story.timers.tick(story.place.clock.now()))


def _go_to(story: Story) -> None:
    """The usual way on, so that chance gets far."""
    for deed in WAY:
        deed(story)


WAY: Final[tuple[Deed, ...]] = (
    by("An", triage.classify, "giao_thong"),
    by("An", triage.accept),
    lambda story: story.act("An", lambda work, one: triage.assign(work, story.who.act, one.id, one.version, agency=AGENCY, due=DUE)),
    by("An", supports.add, POLICE),
    by("Hà", handling.take_on),
)
DEEDS: Final[tuple[Deed, ...]] = (
    *WAY, _go_to, _go_to,
    word("Hà", notes.write), word("Dũng", notes.write), word("An", notes.write), word("Dũng", notes.progress), word("Hà", notes.progress),
    by("An", titles.retitle, secret=True), by("An", supports.drop, POLICE), _ask_more, by("Bình", extensions.grant),
    by("Bình", extensions.decline, secret=True), _give_back, _draft("done"), _draft("scheduled"), _draft("scheduled"),
    by("Bình", handling.send_back, secret=True), _release, _release, by("Bình", handling.undo_release), _reject,
    _report("done"), _report("later"), _clear, _send_report_back, by("Mai", supervision.question, secret=True),
    by("An", triage.divert), by("An", asking.go_on), _wait, _wait,
    lambda story: story.act("Lan", lambda work, one: authors.add(work, story.who.act, one.id, "Thêm một câu")),
    lambda story: story.act("Lan", lambda work, _: privacy.erase(work, story.who.act)),
)  # fmt: skip
"""Every act that an official writes words with, and what happens around it."""


async def _begin(place: Office) -> Opinion:
    for name in ("Lan", "Cúc"):
        await place.person(name)
    await place.enrol("An", "officer")
    await place.enrol("Hà", "handler", agency=AGENCY)
    await place.enrol("Dũng", "handler", agency=POLICE)
    await place.enrol("Bình", "leader")
    await place.enrol("Mai", "front")
    await place.enrol("Xa", "officer", NEIGHBOUR)
    await place.enrol("Y", "handler", agency=f"{COMMUNE}.van_phong")
    return await place.opinion(place.names["Lan"])


OUTSIDE: Final = ("Lan", "Cúc", "Xa", "Y")
"""Who never holds a grant that reads the opinion."""


def _leaks(story: Story) -> list[str]:
    """The secrets that stand in a message to someone outside, journals included."""

    def look(work: Work) -> list[str]:
        outside = {story.place.names[name].account for name in OUTSIDE}
        said = [json.loads(row[1]) if row[1] else "" for row in work.all("SELECT account, payload FROM outbox") if row[0] in outside]
        spoken = json.dumps(said, ensure_ascii=False) + "".join(row[0] for row in work.all("SELECT facts FROM journal"))
        return sorted(one for one in story.secrets if one in spoken)

    found: list[str] = story.run(story.place.read(look))
    return found


def _told(way: list[int]) -> None:
    with asyncio.Runner() as runner, tempfile.TemporaryDirectory() as folder:
        stack = office(Path(folder))
        place = runner.run(stack.__aenter__())
        try:
            story = Story(place)
            story.run = runner.run
            story.one = runner.run(_begin(place))
            story.timers = Timers(place.database, place.province, place.mint, KINDS, lambda: None)
            for n in way:
                DEEDS[n % len(DEEDS)](story)
                place.clock.advance(timedelta(seconds=1))
                assert _leaks(story) == []
        finally:
            runner.run(stack.__aexit__(None, None, None))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, len(DEEDS) - 1), min_size=5, max_size=40))
def test_no_secret_leaves_the_office(way: list[int]) -> None:
    _told([len(WAY), *way])


def test_the_long_way_holds_every_secret() -> None:
    """Every act once, in the order in which it can happen, with a promise cleared in the end."""
    _told([*range(len(DEEDS) - 2), len(WAY), DEEDS.index(_release)])


def test_what_is_looked_for_is_found() -> None:
    """The same look sees what was cleared: it would see a leak."""
    with asyncio.Runner() as runner, tempfile.TemporaryDirectory() as folder:
        stack = office(Path(folder))
        place = runner.run(stack.__aenter__())
        try:
            story = Story(place)
            story.run = runner.run
            story.one = runner.run(_begin(place))
            for deed in (*WAY, _draft("scheduled"), _release, _report("later")):
                deed(story)
            kept = set(story.secrets)
            assert _leaks(story) == []
            _clear(story)
            assert not story.secrets
            story.secrets = kept
            assert _leaks(story) == sorted(kept)
        finally:
            runner.run(stack.__aexit__(None, None, None))
