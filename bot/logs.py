"""Log lines: one shape for ours and for the libraries', and no token in any of them."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from structlog.typing import Processor

Format = Literal["json", "console"]
_TOKEN = re.compile(r"\d{5,}(?::|%3A)[\w-]{16,}|[a-z0-9_-]{100,}", re.IGNORECASE | re.ASCII)
"""How the tokens of Telegram and of Zalo's bots look, also inside an address, and those of an Official Account (a few hundred letters)."""
_HIDDEN = "<token>"
_TALKATIVE = ("httpx", "httpcore", "aiohttp", "telegram", "apscheduler", "uvicorn.access", "asyncio")


def redact(text: str) -> str:
    """The text without tokens."""
    return _TOKEN.sub(_HIDDEN, text)


def signature(why: BaseException) -> str:
    """The same failure has the same signature: its kind and where it was raised, never its words (they may hold a person's)."""
    frames = traceback.extract_tb(why.__traceback__)
    where = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
    return f"{type(why).__name__}@{where}"


def trail(why: BaseException) -> str:
    """Where a failure came from, line by line, without its words."""
    return "".join(traceback.format_tb(why.__traceback__))


class Redacting(logging.Filter):
    """Takes tokens out of a record of the standard library before any handler formats it, also out of its exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place and let it pass."""
        if isinstance(record.msg, dict):  # one of structlog's, redacted as a whole when it is rendered
            return True
        record.msg, record.args = redact(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = redact(record.exc_text) if record.exc_text else record.exc_text
        return True


def redact_fields(_logger: object, _name: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """A structlog processor which takes tokens out of every text field, one level deep (the rendered line is redacted again)."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = redact(value)
    return event


def configure(level: str = "INFO", fmt: Format = "console") -> None:
    """Send all log lines to standard error, at `level` and above, as text or as one JSON object a line.

    May be called again. Raises ValueError for an unknown level. The libraries' own chatter is heard from WARNING on."""
    import structlog

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(fmt))
    root = logging.getLogger()
    root.setLevel(level.upper())
    root.handlers[:] = [handler]
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_common(), redact_fields, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


def _common() -> list[Processor]:
    import structlog

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _formatter(fmt: Format) -> logging.Formatter:
    import structlog

    class Redacted(structlog.stdlib.ProcessorFormatter):
        """The last gate: whatever was rendered, tracebacks too, leaves without tokens."""

        def format(self, record: logging.LogRecord) -> str:
            return redact(super().format(record))

    render: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if fmt == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)]
    )
    return Redacted(processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render], foreign_pre_chain=_common())


def _uncaught(kind: type[BaseException], why: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, why, trace)
        return
    logging.getLogger("doithoai").critical("uncaught", exc_info=(kind, why, trace))
