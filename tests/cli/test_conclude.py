"""`doithoai conclude` and `doithoai report results` as operators run them, and what they ask of the house."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.services import publishing
from bot.web import concluding
from bot.web.acts import ACTS, Plain
from storage import attachments
from storage import conclusions as rows
from tests.cli.test_commands import add_dialogue, doithoai
from tests.office import office
from tests.services.test_conclusions import heard, put, session, tick

_FILE: Final[dict[str, Plain]] = {"path": "signed-x.pdf", "sha": "cd" * 32, "size": 9, "mime": "application/pdf", "name": "a.pdf"}


def test_before_the_session_there_is_nothing_to_conclude(tmp_path: Path) -> None:
    short = str(add_dialogue(tmp_path)["short"])
    assert doithoai(tmp_path, "conclude", short).returncode == 65
    assert doithoai(tmp_path, "conclude", "XXXXXX").returncode == 65
    assert doithoai(tmp_path, "report", "results", short, "--to", str(tmp_path / "k.docx")).returncode == 65
    assert not (tmp_path / "k.docx").exists()


async def test_an_operator_sees_what_is_missing_and_publishes(tmp_path: Path) -> None:
    assert {"conclude.draft", "conclude.publish", "report.results"} <= ACTS.keys()
    async with office(tmp_path) as place:
        await place.person("Lan")
        await place.enrol("An", "officer")
        held, found = await session(place, {"Lan": "Cầu hỏng"})
        args: dict[str, Plain] = dict(_FILE)
        args |= {"dialogue": held.short, "number": "7", "day": place.act.today.isoformat(), "signer": "Nguyễn Văn Bình"}
        dried: dict[str, Plain] = args | {"dry": True}
        told = await place.write(lambda work: concluding.draft(work, place.act, args))
        assert isinstance(told, dict) and told["missing"] == [{"code": found["Lan"].code, "title": "", "lack": "item"}]
        await put(place, held, found["Lan"], kind="done", words="Đã sửa.")
        dry = await place.write(lambda work: concluding.publish(work, place.act, dried))
        assert isinstance(dry, dict) and (dry["head"], dry["missing"], dry["number"]) == ([], [], "")
        out = await place.write(lambda work: concluding.publish(work, place.act, args))
        assert isinstance(out, dict) and (out["state"], out["sha256"]) == ("leaving", "cd" * 32)
        await place.write(lambda work: publishing.undo(work, place.act, rows.of(work, held.id).id))  # type: ignore[union-attr]
        await place.write(lambda work: concluding.publish(work, place.act, args))  # the same signed paper again: its bytes stay
        assert await place.read(attachments.doomed) == []
        await tick(place, timedelta(minutes=2))
        assert "07/TB-UBND" in (await heard(place, "Lan"))[0].text
        report = await place.read(lambda work: concluding.report(work, place.act, args))
        assert isinstance(report, dict) and report["dialogue"] == held.short
        assert (await place.read(lambda work: work.one("SELECT sha FROM attachment WHERE path = 'signed-x.pdf'"))) == ("cd" * 32,)
