"""The operators' command line; nothing is imported before its command is asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final

import click

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "run": ("bot.cli.run:command", "Serve until stopped."),
    "check": ("bot.cli.check:command", "Check settings, province, rules and sentences; name everything that is wrong."),
    "doctor": ("bot.cli.doctor:command", "What is wrong with the running service: missing officers, queues, disk."),
    "admin": ("bot.cli.admin:group", "Administrators."),
    "invite": ("bot.cli.invite:command", "Invite an official, or all of a table, with printable slips."),
    "revoke": ("bot.cli.revoke:command", "List who holds which role, or end one."),
    "backup": ("bot.cli.backup:command", "One sealed archive of everything but the key, made beside the running service."),
    "restore": ("bot.cli.restore:command", "Bring a backup back; the service must be stopped."),
    "demo": ("bot.cli.demo.command:command", "Play one opinion from poster to verdict, then stay up to be tried."),
    "calendar": ("bot.cli.calendar:group", "Days off and make-up days: list, set, unset, import."),
    "book": ("bot.cli.book:command", "The question book of a dialogue (tổng hợp ý kiến) as DOCX and PDF."),
    "papers": ("bot.cli.papers:group", "The templates of the official papers: make them anew."),
    "conclude": ("bot.cli.conclude:command", "The conclusion notice of a dialogue: what is missing, its draft, publishing."),
    "posters": ("bot.cli.posters:command", "Print the QR posters of a dialogue, or count what came of them."),
    "dialogue": ("bot.cli.dialogue:group", "Plan, import, announce, list, move, put off and call off dialogues; who has none yet."),
    "report": ("bot.cli.report:group", "The statistics table of the practice, for any period, as of any day."),
}
"""Each command: where it stands, and what the list of commands says of it."""


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def cli() -> None:
    """Đối thoại: opinions, answers and supervision between citizens and those who govern.

    Settings come from the environment, .env and HOME/doithoai.toml, each with the prefix DOITHOAI_.
    Exit codes: 0 done, 2 usage, 65 bad data, 69 platform or storage unreachable, 70 bug, 75 already running, 78 configuration."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run a command; always exits, with the code of the outside contract."""
    try:
        code = cli.main(args=list(argv) if argv is not None else None, prog_name="doithoai", standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as why:
        why.show()
        sys.exit(why.exit_code)
    except Exception as why:  # noqa: BLE001  everything has its code
        from bot.cli.endings import end

        sys.exit(end(why))
    sys.exit(code if isinstance(code, int) else 0)  # a command that ends with `Exit` gives its code, all others give nothing
