"""A small photo for the story, drawn when it is needed: the road to the hamlet, before and after."""

from __future__ import annotations

from io import BytesIO
from typing import Final

_WIDTH: Final = 640
_HEIGHT: Final = 480
_HORIZON: Final = 200
_HOLES: Final = ((300, 260, 40), (345, 320, 62), (250, 385, 90), (400, 430, 76))
"""Where the water stands: left, top and width of each hole."""


def road(*, mended: bool = False) -> bytes:
    """A JPEG of a road between hills, full of holes or mended."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (_WIDTH, _HEIGHT), (176, 205, 222))
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, 210), (150, 90), (310, 200), (470, 70), (640, 190), (640, 300), (0, 300)], fill=(72, 112, 82))
    pen.rectangle([0, _HORIZON, _WIDTH, _HEIGHT], fill=(96, 132, 66))
    pen.polygon([(296, _HORIZON), (344, _HORIZON), (560, _HEIGHT), (80, _HEIGHT)], fill=(190, 188, 182) if mended else (134, 98, 66))
    for left, top, width in () if mended else _HOLES:
        pen.ellipse([left, top, left + width, top + width // 3], fill=(92, 66, 46), outline=(70, 50, 36), width=3)
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
