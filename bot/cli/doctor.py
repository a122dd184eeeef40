"""`doithoai doctor`: what is wrong with the running service. Only looks."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from bot.cli import common
from bot.cli.channels import advice

if TYPE_CHECKING:
    from bot.web.acts import Plain
    from config.settings import Settings

_LOW_DISK = 1_000_000_000
_LISTED = 10
_TROUBLES = {
    "auth": "the platform does not accept our token, or another program uses it: see the log", "deaf": "nothing can be heard: see the log",
    "unsent": "the platform cannot be reached", "slow": "the platform does not answer",
    "old": "its refresh token could not be replaced for sixty days, and ends after ninety: see the log",
}  # fmt: skip


@click.command()
@common.as_json
def command(json_: bool) -> None:
    """Say what is wrong: communes without an active officer, queues that grow, letters set aside, the disk, the channels."""
    from bot.cli.reach import ask

    settings = common.settings()
    found = ask(settings, "doctor", {})
    assert isinstance(found, dict)  # noqa: S101  the act says so
    found = found | _machine(settings)
    if json_:
        common.show_json(found)
        return
    wrong = list(_wrong(found))
    for line in wrong:
        click.echo(f"✗ {line}")
    click.echo(f"{len(wrong)} problems" if wrong else "✓ nothing is wrong")


def _machine(settings: Settings) -> dict[str, Plain]:
    free = shutil.disk_usage(settings.home).free
    return {"free_bytes": free, "public": settings.is_public, "advice": advice(settings)}


def _wrong(found: dict[str, Plain]) -> list[str]:
    lines = []
    missing = found["no_officer"]
    if isinstance(missing, list) and missing:
        names = [str(one["unit_name"]) for one in missing if isinstance(one, dict)]
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        lines.append(f"{len(names)} of {found['open_units']} communes have no officer: {', '.join(names[:_LISTED])}{more}")
    if not found["admins"]:
        lines.append("there is no administrator: run `doithoai admin create`")
    if not found["dialogues"]:
        lines.append("no dialogue is announced: run `doithoai dialogue add`")
    for name, what in (
        ("old", "messages wait for more than 15 minutes"),
        ("poison", "letters were set aside: see the log"),
        ("overdue_timers", "scheduled things are more than 15 minutes late: does the service run?"),
    ):
        if found[name]:
            lines.append(f"{found[name]} {what}")
    if isinstance(free := found["free_bytes"], int) and free < _LOW_DISK:
        lines.append(f"only {free // 1_000_000} MB of disk are free")
    channels = found["channels"]
    if isinstance(channels, dict):
        lines += [f"channel {name}: {_TROUBLES.get(str(why), why)}" for name, why in channels.items() if why]
    if isinstance(found["advice"], list):
        lines += [str(one) for one in found["advice"]]
    if not found["public"]:
        lines.append("only this machine can reach the service: no channel token and no PUBLIC_URL is set")
    return lines
