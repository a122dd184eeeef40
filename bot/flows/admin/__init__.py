"""Who may do what where: `/quantri` for administrators, and for leaders in their own unit."""

from __future__ import annotations

from bot.flows.admin import calendar, posts, staff
from bot.flows.outcome import Room

ROOM = Room(
    flows=(calendar.FLOW, posts.FLOW, staff.PLACE),
    doors={
        "quantri": staff.overview,
        "calendar": calendar.door,
        "canbo": staff.colleagues,
        "canbo.one": staff.colleague,
        "canbo.link": staff.link,
        "canbo.place": staff.other_place,
        "canbo.missing": staff.missing,
        "canbo.invite": posts.invite,
        "canbo.move": posts.move,
        "canbo.revoke": staff.revoke,
        "canbo.wake": staff.wake,
    },
    harmless=frozenset({"quantri", "canbo", "canbo.one", "canbo.missing"}),
    commands={"quantri": ("quantri",), "ngaynghi": ("calendar",), "canbo": ("canbo",)},
)
