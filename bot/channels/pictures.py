"""Photos: looked at before they are opened, then made anew, so that neither place nor camera stays in them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

_LONGEST = 2560  # pixels of the longer side: enough to read a letter, small enough for a weak phone
_QUALITY = 85
_SMALLEST = 320


class BadPicture(Exception):
    """Not a picture, broken, or larger than we open."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a picture of a kind we know."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"  # sound and video begin as RIFF too
    bitmap = data[:2] == b"BM" and data[6:10] == bytes(4)  # and many a text with these letters
    return data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] == b"GIF8" or webp or bitmap


def remake(data: bytes, megapixels: int) -> bytes:
    """The picture as a new JPEG without any of its metadata (EXIF, GPS), turned upright.

    Only the header is read before its size is known. Raises BadPicture."""
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > megapixels * 1_000_000:
                raise BadPicture("too many pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        raise BadPicture(str(why)) from why
    upright.thumbnail((_LONGEST, _LONGEST))
    out = BytesIO()
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def fit(data: bytes, most: int) -> bytes:
    """A picture of ours, made smaller until it has at most `most` bytes. Raises BadPicture."""
    side = _LONGEST
    while len(data) > most and side > _SMALLEST:
        side = side * 3 // 4
        try:
            with Image.open(BytesIO(data)) as picture:
                smaller = picture.convert("RGB")
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
            raise BadPicture(str(why)) from why
        smaller.thumbnail((side, side))
        out = BytesIO()
        smaller.save(out, "JPEG", quality=_QUALITY, optimize=True)
        data = out.getvalue()
    return data
