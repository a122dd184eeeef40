"""What officials do in the chat: enrol, see what waits, take in, hand over, answer, and let answers out."""

from __future__ import annotations

from bot.flows.official import (
    answers,
    desks,
    enrol,
    finding,
    items,
    lists,
    promises,
    reminded,
    returning,
    sorting,
    supervising,
    typed,
    working,
)
from bot.flows.outcome import Room

ROOM = Room(
    flows=(
        answers.FLOW,
        typed.REASON,
        typed.DUE,
        typed.UNIT,
        *desks.FLOWS,
        *sorting.FLOWS,
        supervising.FLOW,
        promises.FLOW,
        *working.FLOWS,
    ),
    doors={
        "viec": lists.lists,
        "viec.turn": lists.turn,
        "moi": lists.new,
        "quahan": lists.overdue,
        "viec.filter": lists.narrow,
        "tim": finding.search,
        "tim.more": finding.more,
        "bantin": lists.digest_hour,
        "nhacviec": reminded.door,
        "item": items.item,
        "promise": promises.door,
        "camket": promises.listed,
        "invite.claim": enrol.claim,
        "invite.confirm": enrol.confirm,
        "invite.deny": enrol.deny,
        "web": returning.web,
        "web.return": returning.come_back,
    },
    commands={
        "viec": ("viec",),
        "moi": ("moi",),
        "quahan": ("quahan",),
        "camket": ("camket",),
        "tim": ("tim",),
        "nhacviec": ("nhacviec",),
        "bantin": ("bantin",),
        "web": ("web",),
    },
    links={"i": "invite.claim", "r": "web.return"},
)
