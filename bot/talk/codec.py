"""Screens as text and back, so that what is said can be stored unworded."""

from __future__ import annotations

from datetime import date, datetime

import orjson

from bot.talk.screen import Button, Fact, Screen, Words

Plain = str | int | list["Plain"] | dict[str, "Plain"]


def _fact(value: Fact) -> Plain:
    if isinstance(value, Words):
        return {"w": _words(value)}
    if isinstance(value, tuple):
        return {"l": [_words(one) for one in value]}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value


def _words(words: Words) -> Plain:
    return [words.id, {name: _fact(value) for name, value in words.facts.items()}]


def _button(button: Button) -> Plain:
    return {"w": _words(button.words), "does": list(button.does), "url": button.url}


def dump(screen: Screen) -> str:
    """A screen as one line of JSON."""
    return orjson.dumps(
        {
            "lines": [_words(one) for one in screen.lines],
            "rows": [[_button(one) for one in row] for row in screen.rows],
            "card": screen.card,
            "files": list(screen.files),
            "asks": screen.asks,
            "ack": screen.ack,
            **({"earlier": [_button(one) for one in screen.earlier]} if screen.earlier else {}),
        }
    ).decode()


def _fact_of(value: object) -> Fact:
    if isinstance(value, dict):
        ((mark, inner),) = value.items()
        match mark:
            case "w":
                return _words_of(inner)
            case "l":
                return tuple(_words_of(one) for one in inner)
            case "t":
                return datetime.fromisoformat(inner)
            case _:
                return date.fromisoformat(inner)
    if isinstance(value, (str, int)):
        return value
    raise ValueError(f"not a fact: {value!r}")


def _words_of(plain: list[object]) -> Words:
    name, facts = plain
    if not isinstance(name, str) or not isinstance(facts, dict):
        raise ValueError(f"not a sentence: {plain!r}")  # noqa: TRY004  one kind of error for all that is no screen
    return Words(id=name, facts={key: _fact_of(value) for key, value in facts.items()})


def load(text: str) -> Screen:
    """The screen of `dump`. Raises ValueError on anything else."""
    try:
        plain = orjson.loads(text)
        *rows, earlier = (
            tuple(Button(words=_words_of(one["w"]), does=tuple(one["does"]), url=one["url"]) for one in row)
            for row in (*plain["rows"], plain.get("earlier", ()))
        )
        return Screen(
            lines=tuple(_words_of(one) for one in plain["lines"]),
            rows=tuple(rows),
            card=plain["card"],
            files=tuple(plain["files"]),
            asks=plain["asks"],
            ack=plain["ack"],
            earlier=earlier,
        )
    except (LookupError, TypeError, AttributeError) as why:
        raise ValueError("not a screen") from why


def dump_items(screen: Screen) -> str:
    """The buttons of a screen that do something, by their numbers, for the menu row: label sentence and deed."""
    return orjson.dumps([[_words(one.words), list(one.does)] for one in screen.choices()]).decode()


def load_items(text: str) -> list[tuple[Words, tuple[str, ...]]]:
    """The items of `dump_items`."""
    return [(_words_of(words), tuple(does)) for words, does in orjson.loads(text)]
