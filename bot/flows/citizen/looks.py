"""What is looked at before and after an open question: codes, posters' words, changed messages, replies, and loose words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.dialogues import HELD, Dialogue, is_taking
from bot.domain.words import words as words_of
from bot.flows import menu
from bot.flows.citizen import attending, card, route, track
from bot.flows.citizen.taking import divert, piece_of, take_in
from bot.flows.outcome import Done, Keep, Outcome, Stay
from bot.notices import tell
from bot.notices.dialogues import deeds, title
from bot.services import drafting, opinions, sessions
from bot.talk.incoming import Incoming
from bot.talk.screen import Words, button, column, say, screen
from storage import attendance, conversations, dialogues, drafts, outbox, posters
from storage import opinions as rows
from storage.work import Work

_SPOKEN: Final = ("text", "media", "location")
_CODE_LETTERS: Final = 24
_CODE_WANTED: Final = ("track", "official.join")
"""Where a code is the answer to an open question."""
_NUMBER: Final = re.compile(r"\s*(?:số\s*)?(\d{1,2})\s*[.)]?\s*", re.IGNORECASE)
_ASKING: Final = frozenset({"consent", "commune", "write", "rewrite", "discard", "sort", "divert", "withdraw", "erase", "attend"})
"""Where a bare number can only be meant as a choice."""
_DOOR: Final = re.compile(r"dd[\s:-]*(.*)", re.IGNORECASE)
"""What the sheet at the door prints before its code."""
_POSTER: Final = re.compile(r"\s*([cd])_([0-9A-Za-z]{2,12}(?:-[0-9A-Za-z]{2,12})?)\s*", re.IGNORECASE)


def again(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """What was typed before its writer agreed is part of the opinion that now begins, whatever question is open by then."""
    return take_in(work, act, piece_of(incoming)) if act.again and incoming.kind in _SPOKEN else None


def code(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """A tracking code, or a poster's word, typed anywhere."""
    text = incoming.text.strip()
    if incoming.kind != "text" or not text or conversations.get(work, act.account).flow in _CODE_WANTED:
        return None
    if len(text) <= _CODE_LETTERS and (codes.find(text) or codes.looks_like(text)):
        return track.look_up(work, act, text)
    if found := _POSTER.fullmatch(text):
        return (commune_link if found[1].lower() == "c" else dialogue_link)(work, act, (found[2],))
    door = _DOOR.fullmatch(text)
    if (short := codes.poster(door[1] if door else text)) and posters.get(work, short):
        return (attending.check_in if door else dialogue_link)(work, act, (short,))
    return None


def number(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """A number that is on no button: 0 leads to the menu, any other is no part of an opinion."""
    found = _NUMBER.fullmatch(incoming.text) if incoming.kind == "text" else None
    flow = conversations.get(work, act.account).flow
    if found is None or flow not in _ASKING:
        return None
    if found[1] == "0":
        return menu.home(work, act, ())
    wrong = say("number-wrong")
    return Keep(screens=(screen(wrong),)) if flow == "write" else Stay(why=wrong)


def changed(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """An earlier message has other words now: its piece of the draft changes, or the opinion gets an addition."""
    if incoming.kind != "edited":
        return None
    draft = drafts.get(work, act.account)
    if draft is not None and any(one == incoming.message for one, _ in draft.pieces):
        if (diverted := divert(work, act, incoming.text)) is not None:
            return diverted
        draft = drafting.reword(work, act, incoming.message, incoming.text)
        return Keep(screens=(card.review(work, act, draft),)) if draft and draft.unit else Keep()
    found = rows.get(work, drafts.opinion_of(work, act.account, incoming.message))
    if found is None or found.author != act.person or not incoming.text.strip():
        return Keep()
    if not opinions.is_live(found):
        return Keep(screens=(screen(say("broken-not_live", number=found.code), rows=column(button("menu-write", "write"))),))
    if (diverted := divert(work, act, incoming.text)) is not None:
        return diverted
    opinions.add(work, act, found.id, incoming.text, message=incoming.message)
    return Keep(screens=(screen(say("opinion-added", code=found.code), rows=column(button("button-open", "opinion", found.id))),))


def replied(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """A reply to a message of ours about an own opinion that is still open."""
    if incoming.kind not in ("text", "media") or not incoming.replied or drafts.get(work, act.account) is not None:
        return None
    found = rows.get(work, outbox.about(work, act.account, incoming.replied))
    if found is None or found.author != act.person or found.phase == "closed":
        return None
    return take_in(work, act, piece_of(incoming), about=found.id)


def loose(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """Words long enough, any file, and whatever comes right after them, begin an opinion or join the one that is open."""
    if incoming.kind == "unsupported":
        return unreadable(work, act)
    if incoming.kind not in _SPOKEN:
        return None
    rules = act.province.rules.draft
    draft = drafts.get(work, act.account)
    burst = draft is not None and (act.at - draft.touched_at).total_seconds() <= rules.burst_seconds
    if burst or incoming.media or (incoming.place and draft) or len(words_of(incoming.text)) >= rules.words_min:
        return take_in(work, act, piece_of(incoming))
    if divert_short := divert(work, act, incoming.text):
        return divert_short
    return None


def unreadable(work: Work, act: Act) -> Outcome:
    """Something that cannot be read here: another way is told, once for a handful of stickers or of messages that a platform hides."""
    office, web = act.province.office, act.province.public
    lines = [say("unsupported"), say("unsupported-elsewhere", phone=office.phone, address=office.address)]
    lines += [say("unsupported-web", url=web)] if web else []
    row = int(act.at.timestamp()) // act.province.rules.draft.burst_seconds
    tell.put(work, act, act.account, screen(*lines), key=f"unsupported:{act.account}:{row}", purpose="reply")
    return Keep()


def commune_link(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`c_<unit>`: the poster of a commune."""
    unit = act.province.units.find(args[0].strip() if args else "")
    if unit is None or unit.level != "commune":
        return Done(screens=(menu.shown(work, act, say("link-unknown")),))
    if not unit.opened:
        instead = unit.instead or act.province.office.address
        return Done(screens=(menu.shown(work, act, say("broken-commune_closed", unit=unit.name, instead=instead)),))
    return route.begin(work, act, unit=unit.code)


def dialogue_link(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`d_<poster>` of a poster, `d_<dialogue>[-<unit>]` of a dialogue and a commune; a dialogue's own button names its id."""
    name, _, hangs = (args[-1] if args else "").strip().partition("-")
    if posters.opened(work, name.upper()):
        return poster_link(work, act, (name,))
    found = sessions.named(work, name) if name else None
    return _begun(work, act, found, hangs or (found.unit if found else ""), "", pressed=args[0] == "write")


def poster_link(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`q_<poster>`: from the page that the poster's code opened, which has counted it."""
    poster = posters.get(work, args[-1].strip().upper()) if args else None
    found = dialogues.get(work, poster.dialogue) if poster else None
    return _begun(work, act, found, poster.unit if poster else "", poster.short if poster else "")


def _begun(work: Work, act: Act, found: Dialogue | None, hangs: str, poster: str, *, pressed: bool = False) -> Outcome:
    if found is None or found.phase == "planned":
        return Done(screens=(menu.shown(work, act, say("link-unknown")),))
    unit = act.province.units.find(hangs)
    unit = unit if unit is not None and unit.level == "commune" and unit.opened else None
    if is_taking(found, act.at):
        begun = route.begin(work, act, unit=unit.code if unit else "", dialogue=found.id, poster=poster)
        # A poster tells what it hangs there for, and invites; the button of a notice has just been read.
        return begun if pressed else replace(begun, screens=(*attending.poster(work, act, found), *begun.screens))
    mine = attendance.get(work, found.id, act.person)
    said = screen(*_shut(act, found), rows=deeds(act, found, mine))
    begun = route.begin(work, act, unit=unit.code if unit else "", poster=poster)
    return replace(begun, screens=(said, *begun.screens))


def _shut(act: Act, found: Dialogue) -> list[Words]:
    """Why a dialogue takes no opinions: nobody should go to one that was put off or called off since its poster was hung."""
    named = say("notice-dialogue-title", title=title(act, found))
    if found.phase in ("postponed", "cancelled"):
        return [named, say("door-off", phase=found.phase)]
    if found.phase in HELD and found.phase != "session":
        return [named, say("door-over")]
    return [say("link-dialogue-closed", title=title(act, found), starts=found.starts)]


FIRST: Final = (again, code, number, changed)
LAST: Final = (replied, loose)
