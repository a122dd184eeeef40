"""A screen in someone's language, in the shape that a channel can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.talk.rendered import Caps, File, Rendered, Tap
from bot.talk.screen import Screen, Words
from bot.wording.catalogue import Catalogue


def labels(catalogue: Catalogue, lang: str, screen: Screen) -> tuple[str, ...]:
    """The words on the screen's choices, for matching what is typed."""
    return tuple(catalogue.text(lang, button.words) for button in screen.choices())


def word(
    catalogue: Catalogue, lang: str, screen: Screen, *, caps: Caps, data: Callable[[int], str], files: Sequence[File] = ()
) -> Rendered:
    """The message to send. `data` gives what a press of the choice with this index brings back; `files` are those of the screen.

    Where the channel shows fewer buttons than there are, they stand in the text: `1. Gửi ý kiến`. A text longer than the
    channel takes is cut with `…`, never its numbered menu. Raises WordingFailed where the catalogue is strict."""
    body = "\n".join(catalogue.text(lang, line) for line in screen.lines)
    shown = sum(len(row) for row in screen.rows) <= caps.buttons
    menu = "" if shown else "\n".join(_menu(catalogue, lang, screen))
    room = caps.text_max - (_length(menu) + 2 if menu else 0)
    return Rendered(
        text="\n\n".join(part for part in (_cut(body, room), menu) if part),
        rows=_taps(catalogue, lang, screen, data) if shown else (),
        files=tuple(files),
        asks=f"{screen.asks} {catalogue.text(lang, Words(id=f'asks-{screen.asks}'))}" if screen.asks else "",
    )


def _menu(catalogue: Catalogue, lang: str, screen: Screen) -> list[str]:
    lines = []
    number = len(screen.earlier)
    for button in (one for row in screen.rows for one in row):
        label = catalogue.text(lang, button.words)
        if button.does:
            number += 1
            lines.append(f"{number}. {label}")
        else:
            lines.append(f"{label}: {button.url}")
    return lines


def _taps(catalogue: Catalogue, lang: str, screen: Screen, data: Callable[[int], str]) -> tuple[tuple[Tap, ...], ...]:
    index = len(screen.earlier) - 1
    rows = []
    for row in screen.rows:
        taps = []
        for button in row:
            label = catalogue.text(lang, button.words)
            if button.does:
                index += 1
                taps.append(Tap(label=label, data=data(index)))
            else:
                taps.append(Tap(label=label, url=button.url))
        rows.append(tuple(taps))
    return tuple(rows)


def _length(text: str) -> int:
    """How long the platforms call it: UTF-16 units, in which an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, room: int) -> str:
    if _length(text) <= room:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: max(0, room - 1) * 2].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"
