"""The buttons of an opinion's card: each re-reads where it stands and asks for permission before anything happens."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days
from bot.domain.errors import RuleBroken
from bot.domain.statuses import may_move
from bot.flows.official import answers, cards, desks, parts, sorting, supervising, timeline, together, typed, working
from bot.flows.outcome import Enter, Keep, Outcome
from bot.notices import citizens, dossier, items, supervised
from bot.services import handling, moves, triage
from bot.talk.screen import button, say, screen
from storage import asked, attachments, grants, outbox, people, transcripts, villagers
from storage.work import Work

_PART: Final = 1500  # characters of a long text in one message
_LATER: Final = (0, 3, 5)  # working days after the usual due date


def item(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """("verb", opinion, version, ...). Who may no longer read it is told so; who comes too late reads what happened meanwhile."""
    verb, opinion, *rest = args
    version = int(rest[0]) if rest else 0
    try:
        return _VERBS[verb](work, act, opinion, version, tuple(rest[1:]))
    except RuleBroken as broken:
        if broken.code == "not_found":
            raise RuleBroken("not_yours") from broken
        if broken.code not in ("stale", "undo_late"):
            raise
        found = moves.find(work, act, opinion, "opinion.read")
        return cards.show(work, act, found, why=say(f"broken-{broken.code}", **broken.facts))


def _open(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    found = moves.find(work, act, opinion, "opinion.read")
    outbox.drop_card(work, act.account, items.card(found))
    return cards.show(work, act, found)


def _back(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    return cards.show(work, act, moves.find(work, act, opinion, "opinion.read"))


def _field(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Phân loại`: the fields, page by page."""
    if rest[:1] == ("set",):
        return cards.show(work, act, triage.classify(work, act, opinion, version, rest[1]))
    found = moves.find(work, act, opinion, "opinion.triage", version=version)
    deed = ("item", "field", opinion, str(version))
    choices = [button("official-pick", *deed, "set", one.id, name=one.label(act.lang)) for one in act.province.fields.values()]
    page = int(rest[1]) if rest[:1] == ("page",) else 0
    return cards.asks(found, say("card-item-choose_field", code=found.code), cards.paged(choices, page, *deed))


def _accept(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    return cards.show(work, act, triage.accept(work, act, opinion, version))


def _divert(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Hướng dẫn khiếu nại, tố cáo`: asked once more, since the words are erased for good."""
    if rest == ("yes",):
        return cards.show(work, act, triage.divert(work, act, opinion, version))
    found = moves.find(work, act, opinion, "opinion.triage", version=version)
    sure = button("official-divert_sure", "item", "divert", opinion, str(version), "yes")
    return cards.asks(found, say("card-item-choose_divert", code=found.code), (sure,))


def _assign(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chuyển đơn vị`: the agency, then the due date, shown as a date before it counts."""
    match rest:
        case ("to", agency, "typed"):
            triage.assignable(work, act, opinion, version)
            return Enter(flow="official.due", draft=typed.Due(opinion=opinion, version=version, agency=agency))
        case ("to", agency, day):
            kept = triage.assign(work, act, opinion, version, agency=agency, due=date.fromisoformat(day))
            return cards.show(work, act, kept)
        case ("to", agency):
            return _due(work, act, opinion, version, agency)
        case _:
            return _agencies(work, act, opinion, version, int(rest[1]) if rest[:1] == ("page",) else 0)


def _decide_agency(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Quyết định đơn vị chủ trì`, the umpire's: the same choices."""
    moves.find(work, act, opinion, "opinion.decide_agency", version=version)
    return _assign(work, act, opinion, version, rest)


def _agencies(work: Work, act: Act, opinion: str, version: int, page: int) -> Outcome:
    found = triage.assignable(work, act, opinion, version)
    deed = ("item", "assign", opinion, str(version))
    place = moves.place_of(act, found)
    usual = act.province.agency_for(found.field, found.desk if found.sender else place)
    others = [one for one in act.province.agencies_of(place) if one != usual]
    choices = [
        button("official-pick", *deed, "to", one.code, name=one.name if one.unit == place else items.agency_name(act, one.code))
        for one in ([usual, *others] if usual else others)
    ]
    return cards.asks(found, say("card-item-choose_agency", code=found.code), cards.paged(choices, page, *deed))


def _due(work: Work, act: Act, opinion: str, version: int, agency: str) -> Outcome:
    found = triage.assignable(work, act, opinion, version)
    deed = ("item", "assign", opinion, str(version), "to", agency)
    usual = act.province.rules.due_days(found.field)
    choices = []
    for n in (usual + more for more in _LATER):
        day = add_working_days(act.today, n, act.province.calendar)
        choices.append(button("official-due", *deed, day.isoformat(), day=day, n=n))
    choices.append(button("official-due_typed", *deed, "typed"))
    return cards.asks(found, say("card-item-choose_due", code=found.code, agency=items.agency_name(act, agency)), choices)


def _unit(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Sửa xã, phường`."""
    moves.find(work, act, opinion, "opinion.triage", version=version)
    return Enter(flow="official.unit", draft=typed.Place(opinion=opinion, version=version))


def _take_on(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    return cards.show(work, act, handling.take_on(work, act, opinion, version))


def _send_back(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Trả lại để sửa`."""
    moves.clearing(work, act, opinion, version)
    return Enter(flow="official.reason", draft=typed.Reason(opinion=opinion, version=version))


def _answer(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Trả lời`: a draft of this round is taken up again where it was left."""
    found = moves.find(work, act, opinion, "opinion.answer", version=version)
    if not may_move(asked.standing(work, found), "draft"):
        raise RuleBroken("stale", status=found.status)
    return answers.begin(act, found, items.current(work, found))


def _release(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Duyệt, gửi`; what its author added after the answer was handed in is read first."""
    found = moves.clearing(work, act, opinion, version)
    if (n := dossier.since(work, found)) and found.status == "drafted" and rest[:1] != (str(n),):
        sure = button("official-release_sure", "item", "release", opinion, str(version), str(n))
        return cards.asks(found, dossier.added_since(work, found, n), (sure,))
    return cards.show(work, act, handling.release(work, act, opinion, version, seen=n))


def _undo(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Hoàn tác`, of a release or of a refusal."""
    found = moves.find(work, act, opinion, "opinion.read", version=version)
    undo = triage.undo_refuse if found.status == "refused" else handling.undo_release
    return cards.show(work, act, undo(work, act, opinion, version))


def _files(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Xem ảnh, tệp`: the author's, then those of the answer."""
    found = moves.find(work, act, opinion, "opinion.read")
    answer = items.current(work, found)
    held = [*attachments.seen_from(work, found), *(attachments.of(work, answer.files) if answer else ())]
    if supervised.is_veiled(act, found, grants.of_person(work, act.person)):  # a voice names its owner
        held = [one for one in held if one.kind not in ("voice", "audio")]
    kept = tuple(one.id for one in held if one.state == "kept")
    words = [say("official-files_of", code=found.code, n=len(kept))]
    if len(kept) < len(held):
        words.append(say("official-files_later", n=len(held) - len(kept)))
    return Keep(screens=(screen(*words, files=kept),))


def _whole(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Xem toàn văn`."""
    found = moves.find(work, act, opinion, "opinion.read")
    text = supervised.shown(
        found.text or transcripts.text(work, found.id), veiled=supervised.is_veiled(act, found, grants.of_person(work, act.person))
    )
    screens = [screen(say("card-item-whole", code=found.code, text=one)) for one in citizens.parts(text, _PART) if one]
    answer = items.current(work, found)
    if answer:
        screens += [screen(say("card-item-whole_answer", code=found.code, text=one)) for one in citizens.parts(answer.text, _PART)]
    return Keep(screens=tuple(screens))


def _phone(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Xem số điện thoại` that the author left for this; looking is journaled (FAULTS §4.1)."""
    found = moves.find(work, act, opinion, "opinion.phone")
    number = (people.phone(work, found.author) or villagers.phone(work, found.author)) if found.phone_shared else ""
    if not number:
        return Keep(screens=(screen(say("official-no_phone", code=found.code)),))
    moves.note(work, act, found, "phone.read")
    return Keep(screens=(screen(say("official-phone_is", code=found.code, phone=number)),))


def _more(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Việc khác`: what is done more rarely."""
    found = moves.find(work, act, opinion, "opinion.read")
    return Keep(screens=(items.item(work, act, found, person=act.person, more=True),))


_VERBS: Final[dict[str, cards.Verb]] = {
    **supervising.VERBS, **timeline.VERBS,
    "open": _open, "more": _more, "back": _back, "field": _field, "accept": _accept, "divert": _divert,
    "assign": _assign, "unit": _unit, "take_on": _take_on, "send_back": _send_back, "answer": _answer,
    "release": _release, "undo": _undo, "files": _files, "whole": _whole, "phone": _phone, **sorting.VERBS, **parts.VERBS, **working.VERBS,
    "decide_agency": _decide_agency, **desks.VERBS, **together.VERBS,
}  # fmt: skip
