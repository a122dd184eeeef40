"""What the command line asks of conclusions: what is missing, the paper as it stands, publishing, the report on the results."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.domain.act import Act
from bot.domain.conclusions import Conclusion
from bot.domain.errors import RuleBroken
from bot.reports import conclusion_notice, results
from bot.services import conclusions, publishing, sessions
from bot.talk.incoming import Media
from storage import attachments
from storage import conclusions as rows
from storage.work import Work

if TYPE_CHECKING:
    from bot.web.acts import Plain


def draft(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """The conclusion of a dialogue as it stands, begun now where there is none: what it lacks, and the paper.

    Raises RuleBroken: "not_found", "dialogue_phase" before the session."""
    one = conclusions.begin(work, act, str(args.get("dialogue", "")))
    drawn = conclusion_notice.make(work, act, {"dialogue": one.dialogue})()
    return _told(work, act, one) | {"docx": b64encode(drawn).decode()}


def _told(work: Work, act: Act, one: Conclusion) -> dict[str, Plain]:
    lacking: list[Plain] = [
        {"code": each.opinion.code, "title": each.opinion.title, "lack": each.lack} for each in conclusions.missing(work, act, one)
    ]
    head: list[Plain] = [*conclusions.unready(work, one)]
    return {
        "state": one.state, "number": one.number, "day": one.day, "signer": one.signer, "sha256": conclusions.fingerprint(work, one),
        "items": len(rows.items(work, one.id)), "opinions": len(rows.counted(work, one.dialogue)), "missing": lacking, "head": head,
    }  # fmt: skip


def publish(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """Put in number, day, signer and the signed paper (its bytes lie in the media folder already) and publish; `dry` only looks what would
    still be missing.

    Raises RuleBroken as `publishing.publish`."""
    one = conclusions.begin(work, act, str(args.get("dialogue", "")))
    given = {name: str(args[name]) for name in ("number", "day", "signer") if args.get(name)}
    if args.get("dry"):
        told = _told(work, act, one)
        has = {*given, *(("file", "file_waits") if args.get("path") else ())}
        return told | {"head": [part for part in conclusions.unready(work, one) if part not in has]}
    if given:
        one = conclusions.write_head(work, act, one.id, **given)
    if args.get("path"):
        one = _signed(work, act, one, args)
    return _told(work, act, publishing.publish(work, act, one.id, one.version))


def _signed(work: Work, act: Act, one: Conclusion, args: Mapping[str, Plain]) -> Conclusion:
    size = args.get("size")
    media = Media(
        kind="photo" if str(args["mime"]).startswith("image/") else "document", ref="", name=str(args["name"]), mime=str(args["mime"]),
        size=size if isinstance(size, int) else 0,
    )  # fmt: skip
    kept = conclusions.attach(work, act, one.id, (media,))
    for file in attachments.of(work, one.id):
        attachments.kept(work, file.id, path=str(args["path"]), sha=str(args["sha"]), size=media.size, mime=media.mime)
    return kept


def report(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """The report on the results of a dialogue's conclusion by now. Raises RuleBroken("not_found") where none is published."""
    found = sessions.named(work, str(args.get("dialogue", "")))
    one = rows.of(work, found.id) if found else None
    if found is None or one is None or one.state != "published":
        raise RuleBroken("not_found")
    return {"docx": b64encode(results.make(work, act, {"dialogue": found.id})()).decode(), "dialogue": found.short}
