"""Invites on the terminal, and as slips of paper with a QR code each, six on a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli import common

if TYPE_CHECKING:
    from bot.domain.province import Province
    from bot.web.acts import Plain

_CONFIG: Final = Path(__file__).parent.parent.parent / "config"
_PREFERRED: Final = ("telegram", "webchat")


def show(invites: Sequence[Plain], *, json_: bool) -> None:
    """Print invites: every link, and the code that is typed where there are no links."""
    if json_:
        common.show_json(list(invites))
        return
    for one in invites:
        if isinstance(one, dict):
            who = " ".join(str(one[name]) for name in ("role", "unit", "agency", "title") if one[name])
            click.echo(f"{who} (until {common.local(one['expires'])}, once)")
            for link in _links(one):
                click.echo(f"  {link}")


def _links(invite: dict[str, Plain]) -> list[str]:
    links = invite["links"]
    return [str(links[name]) for name in _PREFERRED if name in links] if isinstance(links, dict) else []


def write(path: Path, invites: Sequence[Plain], province: Province, lang: str = "vi") -> None:
    """Print the invites into a PDF of A4 pages. Raises OSError where it cannot be written."""
    from bot.reports import typeset

    told = [one for one in invites if isinstance(one, dict)]
    pictures = {}
    for place, one in enumerate(told):
        links = _links(one)
        pictures[f"qr-{place}.svg"] = typeset.qr(links[0] if links else str(one["code"]), border=1)
    slips = [_words(province, one, lang) | {"qr": f"qr-{place}.svg"} for place, one in enumerate(told)]
    made = typeset.pdf("invite_slips.typ", slips, pictures)
    # The slips open offices: nobody but the operator reads the file.
    path.touch(mode=0o600)
    path.write_bytes(made)


def _words(province: Province, invite: dict[str, Plain], lang: str) -> dict[str, str]:
    from datetime import datetime

    from bot.talk.screen import say
    from bot.wording.catalogue import Catalogue

    catalogue = Catalogue(_CONFIG / "locale")
    unit = province.units.get(str(invite["unit"]))
    agency = province.agencies.find(str(invite["agency"]))
    place = f"{agency.name}, {unit.name}" if agency else unit.name
    role = say("official-role", role=str(invite["role"]))
    links = _links(invite)
    return {
        "body": province.office.body or province.name, "heading": catalogue.text(lang, say("paper-invite-title")),
        "role": catalogue.text(lang, say("paper-invite-role", role=role)), "place": place, "title": str(invite["title"]),
        "how": catalogue.text(lang, say("paper-invite-how")), "link": links[0] if links else "",
        "says_code": catalogue.text(lang, say("paper-invite-code")), "code": str(invite["code"]),
        "expires": catalogue.text(lang, say("paper-invite-expires", expires=datetime.fromisoformat(str(invite["expires"])))),
    }  # fmt: skip
