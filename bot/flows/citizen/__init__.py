"""The citizen's conversations: from the first word to the verdict."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.flows.citizen import (
    attending,
    claiming,
    commune,
    consent,
    data,
    diversion,
    judging,
    linking,
    looks,
    lookup,
    mine,
    phone,
    promises,
    route,
    sorting,
    track,
    voices,
    writing,
)  # fmt: skip
from bot.flows.outcome import Outcome, Room
from storage.work import Work


def write(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Gửi ý kiến`, from the menu or for a commune that was just looked at."""
    if args[:1] == ("c",):
        return looks.commune_link(work, act, args[1:])
    return route.begin(work, act)


ROOM: Final = Room(
    flows=(
        consent.FLOW, commune.FLOW, *writing.FLOWS, sorting.FLOW, diversion.FLOW, *mine.FLOWS, track.FLOW, judging.FLOW, phone.FLOW,
        promises.FLOW, data.FLOW, attending.FLOW, voices.FLOW, linking.FLOW,
    ),
    doors={
        "write": write, "draft": writing.door, "mine": mine.listed, "results": mine.results, "opinion": mine.door,
        "opinion.answer": mine.answer_door, "opinion.recommune": mine.recommune_door, "opinion.withdraw": mine.withdraw_door,
        "opinion.add": mine.add_door, "verdict": judging.door,
        "promise.said": promises.door, "track": track.door, "schedule": lookup.schedule,
        "commune": commune.choose, "language": lookup.language, "data": data.door, "phone": phone.door,
        "link.commune": looks.commune_link, "dialogue": looks.dialogue_link, "poster": looks.poster_link,
        "claim": claiming.door, "attend": attending.door, "checkin": attending.check_in,
        "voice": voices.door, "voices": voices.listed, "link": linking.door,
    },
    harmless=frozenset({"write", "mine", "results", "opinion", "opinion.answer", "track", "schedule", "commune", "voices", "draft.show"}),
    commands={
        "guiykien": ("write",), "ykien": ("mine",), "ykiencuatoi": ("mine",), "tracuu": ("track",), "lich": ("schedule",),
        "lichdoithoai": ("schedule",), "ketqua": ("results",), "ketquagiaiquyet": ("results",), "xa": ("commune",),
        "dulieu": ("data",), "lienket": ("link",), "kenhlienlac": ("link",), "dulieucuatoi": ("data",), "ngonngu": ("language",),
    },
    links={"c": "link.commune", "d": "dialogue", "q": "poster", "k": "claim", "a": "checkin"},
)  # fmt: skip
FIRST_LOOKS: Final = looks.FIRST
LAST_LOOKS: Final = looks.LAST
