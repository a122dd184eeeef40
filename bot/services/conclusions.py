"""Drawing up the conclusion of a dialogue, item by item, and seeing what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from bot.domain.act import Act
from bot.domain.conclusions import KINDS, Conclusion, Item, Kind, Lack, Part, Reason, is_excused, lacks
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.marks import Mark
from bot.domain.opinions import Opinion
from bot.domain.permissions import Action
from bot.domain.words import masked, shorten, typed
from bot.services import sessions
from bot.talk.incoming import Media
from storage import agendas, attachments, marks
from storage import conclusions as rows
from storage.attachments import Attachment
from storage.work import Work

_LINE: Final = 200
_LONGEST: Final = 1000
_OPEN: Final = ("session", "awaiting")
"""While a conclusion is drawn up: from the session on, until it is published."""
_TEXTS: Final[Mapping[str, int]] = {"words": _LONGEST, "content": _LINE}
_HEAD: Final[Mapping[str, int]] = {"number": 60, "signer": 120, "place": 80, "words": 2000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What stands in the way: an opinion that leads others (or stands alone) and what its line lacks."""

    opinion: Opinion
    lack: Lack


def begin(work: Work, act: Act, name: str) -> Conclusion:
    """The conclusion of a dialogue as it stands, begun now where there is none; every topic that has no item yet gets one.

    Raises RuleBroken: "not_found", "not_yours", "dialogue_phase" before the session."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    found = rows.of(work, dialogue.id)
    if found is None:
        if dialogue.phase not in _OPEN:
            raise RuleBroken("dialogue_phase", phase=dialogue.phase)
        unit = act.province.units.get(dialogue.unit)
        found = Conclusion(id=act.mint.id(), dialogue=dialogue.id, place=unit.short)
        rows.begin(work, found, act.at)
        sessions.note(work, act, dialogue, "conclusion_begun")
    if found.state == "draft":
        _fill(work, act, dialogue, found)
    return found


def _fill(work: Work, act: Act, dialogue: Dialogue, one: Conclusion) -> None:
    """An item for each topic that has none, as its mark says; one without a name takes the title that was given since; what follows
    another by now goes with that one's."""
    items = {item.opinion: item for item in rows.items(work, one.id)}
    heard = rows.heard(work, dialogue.id)
    for opinion in heard:
        if opinion.id in items and opinion.follows in items and not _is_apart(items[opinion.id]):
            rows.drop(work, one.id, opinion.id)
    said = marks.of_dialogue(work, dialogue.id)
    for topic in agendas.topics(work, dialogue.id):
        if topic.lead.id not in items and topic.lead.follows not in items:
            rows.put(work, one.id, _proposed(act, topic.lead, said.get(topic.lead.id), topic.place))
    for opinion in heard:
        if opinion.title and (item := items.get(opinion.id)) and not item.content:
            rows.put(work, one.id, replace(item, content=_content(opinion)))


_SAID: Final[Mapping[str, Kind]] = {"answered": "explained", "promised": "promised", "assigned": "assigned", "not_reached": "reason"}


def _proposed(act: Act, lead: Opinion, mark: Mark | None, no: int) -> Item:
    """The item of a topic as its mark in the room says; who leads it, else whose field it is."""
    usual = act.province.agency_for(lead.field, lead.unit) if lead.field else None
    item = Item(opinion=lead.id, content=_content(lead), no=no, lead=lead.lead or (usual.code if usual else ""))
    if mark is None:
        return item
    day = mark.day.isoformat() if mark.day else ""
    reason: Reason | Literal[""] = "not_reached" if mark.kind == "not_reached" else ""
    words = shorten(mark.text, _LONGEST)
    return replace(item, kind=_SAID[mark.kind], words=words, lead=mark.agency or item.lead, day=day, reason=reason)


def _content(opinion: Opinion) -> str:
    """What a topic is about in the office's own words: the notice is public and read aloud, so that nothing a citizen wrote is proposed."""
    return opinion.title.rstrip(" .;,")


def find(work: Work, act: Act, conclusion: str, action: Action = "dialogue.run") -> tuple[Conclusion, Dialogue]:
    """A conclusion and its dialogue. Raises RuleBroken: "not_found", "not_yours"."""
    one = rows.get(work, conclusion)
    if one is None:
        raise RuleBroken("not_found")
    return one, sessions.find(work, act, one.dialogue, action)


def _draft(work: Work, act: Act, conclusion: str) -> tuple[Conclusion, Dialogue]:
    one, dialogue = find(work, act, conclusion)
    if one.state != "draft":
        raise RuleBroken("conclusion_out")
    return one, dialogue


def _keep(work: Work, one: Conclusion) -> Conclusion:
    kept = rows.change(work, one)
    if kept is None:
        raise RuleBroken("conclusion_moved")
    return kept


def write_head(work: Work, act: Act, conclusion: str, **told: str) -> Conclusion:
    """Its number, day (ISO), signer, place or general words.

    Raises RuleBroken: "words_needed", "words_long", "conclusion_day" for a day still to come, "conclusion_out" once it is published, else
    as `find`."""
    one, dialogue = _draft(work, act, conclusion)
    if (day := told.get("day")) and not local_day(dialogue.starts) <= date.fromisoformat(day) <= act.today:
        raise RuleBroken("conclusion_day")
    worded = {name: text if name == "day" else typed(text, _HEAD[name], one_line=name != "words") for name, text in told.items()}
    return _keep(work, replace(one, **worded))  # type: ignore[arg-type]  # the names are those of _HEAD


def topic(work: Work, act: Act, conclusion: str, opinion: str) -> tuple[Conclusion, Opinion, Item]:
    """An opinion of the dialogue with its item (an empty one where it has none).

    Raises RuleBroken: "not_found" for one that the dialogue does not hear, "follows" for one that goes with another, else as `find`."""
    one, dialogue = find(work, act, conclusion)
    heard = {each.id: each for each in rows.heard(work, dialogue.id)}
    found = heard.get(opinion)
    if found is None:
        raise RuleBroken("not_found")
    if found.follows in heard:
        raise RuleBroken("follows")
    return one, found, rows.item(work, one.id, opinion) or _proposed(act, found, None, len(heard))


def put(work: Work, act: Act, conclusion: str, opinion: str, **changes: str | tuple[str, ...]) -> Item:
    """Change what is concluded about a topic: `kind`, `content`, `words`, `lead`, `supporting`, `day` (ISO), `reason`.

    Raises RuleBroken: "not_found" for an agency, a kind or a reason that there is not, "due_past", "words_needed", "words_long",
    "conclusion_out", else as `topic`."""
    _draft(work, act, conclusion)
    one, found, item = topic(work, act, conclusion, opinion)
    worded = {name: typed(str(changes[name]), limit) for name, limit in _TEXTS.items() if name in changes}
    if "content" in worded:
        worded["content"] = masked(worded["content"]).rstrip(" .;,") or item.content
    kept = replace(item, **(changes | worded))  # type: ignore[arg-type]  # the names are those of an item
    _check(act, kept, found, changes)
    if "lead" in changes:
        kept = replace(kept, supporting=tuple(code for code in kept.supporting if code != kept.lead))
    if "kind" in changes and kept.kind != "reason":
        kept = replace(kept, reason="")
    rows.put(work, one.id, kept)
    _keep(work, one)
    return kept


def _check(act: Act, item: Item, opinion: Opinion, changes: Mapping[str, object]) -> None:
    serve = {one.code for one in act.province.agencies_of(opinion.unit)}
    if item.kind and item.kind not in KINDS:
        raise RuleBroken("not_found")
    if "reason" in changes and item.reason not in act.province.rules.conclusion.reasons:
        raise RuleBroken("not_found")
    if ("lead" in changes and item.lead not in serve) or ("supporting" in changes and not set(item.supporting) <= serve - {item.lead}):
        raise RuleBroken("not_found")
    if "day" in changes and date.fromisoformat(item.day) <= act.today:
        raise RuleBroken("due_past")
    if opinion.follows and item.kind not in ("", "reason"):
        raise RuleBroken("follows")


def attach(work: Work, act: Act, conclusion: str, media: Sequence[Media], *, more: bool = False) -> Conclusion:
    """The signed paper, photographs or a PDF, in place of what was there, or `more` of its pages.

    Raises RuleBroken: "files_many", "file_large", else as `put`."""
    one, _ = _draft(work, act, conclusion)
    rules = act.province.rules.media
    held = signed(work, one) if more else []
    if len(held) + len(media) > rules.files_per_opinion:
        raise RuleBroken("files_many", limit=rules.files_per_opinion)
    if any(each.size > rules.file_megabytes * 1024 * 1024 for each in media):
        raise RuleBroken("file_large", limit=rules.file_megabytes)
    if not more:
        attachments.drop(work, one.id)
    for each in media:
        attachments.add(work, id=act.mint.id(), owner=one.id, account=act.account, channel=act.channel, media=each, at=act.at)
    return _keep(work, one)


def lines(work: Work, one: Conclusion) -> dict[str, tuple[Opinion, str]]:
    """Opinion -> (itself, the opinion whose item is its line): its own item, that of the one it follows, or itself where it has none."""
    items = {item.opinion: item for item in rows.items(work, one.id)}
    heard = rows.heard(work, one.dialogue)
    return {each.id: (each, each.follows if each.follows in items and not _is_apart(items.get(each.id)) else each.id) for each in heard}


def _is_apart(item: Item | None) -> bool:
    """Whether one that follows another has a line of its own: only a reason can be one."""
    return item is not None and item.kind == "reason"


def missing(work: Work, act: Act, one: Conclusion) -> list[Missing]:
    """The opinions without a whole line, those that say by themselves why they need none left out; one for each line, oldest first."""
    items = {item.opinion: item for item in rows.items(work, one.id)}
    heard = lines(work, one)
    found: dict[str, Missing] = {}
    for opinion, line in heard.values():
        lead = heard[line][0] if line in heard else opinion
        lack = lacks(items.get(line), act.today)
        if lack and line not in found and not is_excused(lead.status, lack):
            found[line] = Missing(opinion=lead, lack=lack)
    return list(found.values())


def unready(work: Work, one: Conclusion) -> list[Part]:
    """What its head still lacks."""
    files = signed(work, one)
    wants: list[tuple[Part, bool]] = [
        ("number", not one.number), ("day", not one.day), ("signer", not one.signer), ("file", not files),
        ("file_waits", any(each.state != "kept" for each in files)),
    ]  # fmt: skip
    return [part for part, lacking in wants if lacking]


def signed(work: Work, one: Conclusion) -> list[Attachment]:
    """The signed paper."""
    return attachments.of(work, one.id)


def fingerprint(work: Work, one: Conclusion) -> str:
    """The SHA-256 of the signed paper: of its file, or of the fingerprints of its pages; empty until it is on our disk."""
    return one.sha or attachments.fingerprint(work, one.id)
