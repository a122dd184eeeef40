"""`doithoai conclude`: what a conclusion still lacks, its draft on paper, and publishing it."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli import common, words

if TYPE_CHECKING:
    from bot.web.acts import Plain

_MIMES: Final = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


@click.command()
@click.argument("dialogue")
@click.option("--draft", type=click.Path(dir_okay=False, path_type=Path), help="Write the notice as it stands into this DOCX.")
@click.option("--number", default="", help="Its number: 5, or 05/TB-UBND.")
@click.option("--date", "day", default="", help="The day of signing.")
@click.option("--signer", default="", help="Who signed.")
@click.option("--file", "signed", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The signed paper: PDF, JPG or PNG.")
@click.option("--publish", is_flag=True, help="Publish it: everyone is told when the moment of calling it back is over.")
@click.option("--dry-run", "dry", is_flag=True, help="With --publish: only tell what would be missing.")
@common.as_json
def command(  # one option each
    *, dialogue: str, draft: Path | None, number: str, day: str, signer: str, signed: Path | None, publish: bool, dry: bool, json_: bool
) -> None:
    """The conclusion notice (thông báo kết luận) of DIALOGUE (its code): which opinions have no conclusion or reason yet, and what else is
    missing before it may be published."""
    from bot.cli.reach import ask

    settings = common.settings()
    read = common.read("--date", words.day, day).isoformat() if day else ""
    told: dict[str, Plain] = {"dialogue": dialogue, "number": number, "day": read, "signer": signer}
    if publish:
        file = _kept(settings.home / "media", signed, dialogue, dry=dry) if signed else {}
        found = ask(settings, "conclude.publish", told | {"dry": dry} | file)
    else:
        found = ask(settings, "conclude.draft", {"dialogue": dialogue})
    if not isinstance(found, dict):
        raise TypeError(found)
    drawn = b64decode(str(found.pop("docx", "")))
    if draft and drawn:
        draft.touch(mode=0o600)
        draft.write_bytes(drawn)
    _show(found, json_)


def _kept(media: Path, signed: Path, dialogue: str, *, dry: bool) -> dict[str, Plain]:
    """The signed paper in the media folder, named by its dialogue and its bytes, so that it comes there once however often this is run and
    no two dialogues share it."""
    from bot.delivery import files

    data, mime = signed.read_bytes(), _MIMES.get(signed.suffix.lower())
    if mime is None:
        raise click.BadParameter("a PDF, JPG or PNG is needed", param_hint="--file")
    sha = hashlib.sha256(data).hexdigest()
    named = hashlib.sha256(dialogue.upper().encode() + data).hexdigest()
    name = f"signed-{named}{signed.suffix.lower()}"
    if not dry:
        media.mkdir(parents=True, exist_ok=True)
        files.write(media / name, data)
    return {"path": name, "sha": sha, "size": len(data), "mime": mime, "name": signed.name}


def _show(found: dict[str, Plain], json_: bool) -> None:
    if json_:
        common.show_json(found)
        return
    number = found["number"] or "no number yet"
    click.echo(f"{found['state']}: {number}, {found['items']} items, {found['opinions']} opinions")
    if found["sha256"]:
        click.echo(f"Signed paper, SHA-256: {found['sha256']}")
    for one in found["missing"] if isinstance(found["missing"], list) else []:
        if isinstance(one, dict):
            click.echo(f"Missing: {one['code']}  {one['lack']}  {one['title']}".rstrip(), err=True)
    if found["head"] and isinstance(found["head"], list):
        click.echo(f"Missing: {', '.join(map(str, found['head']))}", err=True)
