"""Pages set by typst from a template of the house: facts as JSON, pictures beside them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

TEMPLATES: Final = Path(__file__).parent.parent.parent / "config" / "templates"


def pdf(template: str, data: object, pictures: Mapping[str, bytes]) -> bytes:
    """A PDF made by the template (a `.typ` file of config/templates) from `data` and the pictures, by their file names."""
    import typst

    with TemporaryDirectory(prefix="doithoai-") as name:
        folder = Path(name)
        shutil.copy(TEMPLATES / template, folder / template)
        for file, picture in pictures.items():
            (folder / file).write_bytes(picture)
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return bytes(typst.compile(str(folder / template), root=str(folder)))


def qr(words: str, *, border: int = 4) -> bytes:
    """A QR code as SVG, as large as its place; four modules of quiet around it are what phones need."""
    from io import BytesIO

    import segno

    out = BytesIO()
    segno.make(words, error="m", micro=False).save(out, kind="svg", border=border, scale=4)
    return out.getvalue()
