"""`Giấy mời` to a dialogue, to be signed and sent: the office writes number, day and addressee in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.province import Province
from bot.reports import docx
from bot.reports.docx import Layout, Paper, Section
from bot.reports.offices import head, signature
from bot.reports.words import said_in
from bot.talk.screen import say
from storage import dialogues
from storage.work import Work


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The maker of the paper: `dialogue`. Raises LookupError where there is none."""
    found = dialogues.get(work, args["dialogue"])
    if found is None:
        raise LookupError(args["dialogue"])
    made = paper(found, act.province, year=act.today.year)
    own = Path(act.province.papers) if act.province.papers else None
    return lambda: docx.render(made, own=own)


def paper(dialogue: Dialogue, province: Province, *, year: int) -> Paper:
    """What the paper says: the People's Committee invites in the State's layout, the Party committee in the Party's."""
    tell, unit = said_in("vi"), province.units.get(dialogue.unit)
    layout: Layout = "party" if dialogue.track == "party" else "state"
    name = f"{unit.name[:1].lower()}{unit.name[1:]}"
    usual = tell(say("paper-invitation-usual", kind=say(f"dialogue-kind-{dialogue.kind}"), unit=name))
    what = dialogue.title or usual
    lines = [
        say("paper-invitation-whom", body=say("loud-body", track=dialogue.track, level=unit.level, unit=name)),
        say("paper-invitation-what", what=what),
        say("notice-dialogue-when", starts=dialogue.starts),
        say("notice-dialogue-where", place=dialogue.place, format=dialogue.format or say("dialogue-format-usual")),
        say("notice-dialogue-chair", chair=dialogue.chair),
        *([say("notice-dialogue-audience", audience=dialogue.audience)] if dialogue.audience else []),
        say("paper-invitation-end"),
    ]
    about = say("paper-invitation-about", what=f"{what[:1].lower()}{what[1:]}")
    title = say("paper-invitation")
    return Paper(
        kind="invitation", layout=layout, head=head(tell, unit, province, layout=layout, kind="GM", title=title, about=about, year=year),
        body=(Section(lines=tuple(tell(one) for one in lines)),), signature=signature(tell, unit, layout=layout),
        recipients=tuple(tell(say("paper-invitation-recipients", layout=layout)).split("\n")),
    )  # fmt: skip
