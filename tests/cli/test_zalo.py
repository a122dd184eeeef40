"""The command line with both Zalos: what is missing is said at once, what could be better is told, a refused token names its channel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from config.registers import province_folder
from tests.cli.test_commands import answer, doithoai, service
from tests.fakes.zalo_bot_client import FakeZaloBot
from tests.fakes.zalo_oa_client import FakeZaloOa
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET


def furnished(home: Path) -> Path:
    (home / "data").mkdir()
    text = (province_folder("thai-nguyen") / "office.toml").read_text(encoding="utf-8").replace("sample = true\n", "")
    (home / "data" / "office.toml").write_text(text, encoding="utf-8")
    return home


def test_everything_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    ran = doithoai(tmp_path, "check", ZALO_BOT_TOKEN="45:canary", ZALO_BOT_MODE="webhook", ZALO_OA_APP_ID="36")
    assert ran.returncode == 78
    for name in ("ZALO_BOT_WEBHOOK_SECRET", "ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY", "ZALO_OA_REFRESH_TOKEN", "PUBLIC_URL"):
        assert f"DOITHOAI_{name}: " in ran.stderr
    assert "canary" not in ran.stderr + ran.stdout


def test_what_runs_and_what_could_be_better_is_told(tmp_path: Path) -> None:
    ran = doithoai(furnished(tmp_path), "check", ZALO_BOT_TOKEN="45:canary", ZALO_OA_LINK="https://zalo.me/1")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "channels: webchat, zalo_bot (polling)" in ran.stdout
    for advised in (
        "ZALO_BOT_MODE=webhook",
        "DOITHOAI_PUBLIC_URL",
        "posters do not lead to Zalo",
        "ZALO_OA_LINK is set, but zalo_oa is not",
    ):
        assert advised in ran.stdout
    assert "canary" not in ran.stdout


def test_the_doctor_sees_both_and_a_refused_token_names_its_channel(tmp_path: Path) -> None:
    with FakeZaloBot() as bot, FakeZaloOa() as account:
        given = {
            "ZALO_BOT_TOKEN": bot.token, "ZALO_BOT_API_URL": bot.url, "ZALO_OA_APP_ID": APP, "ZALO_OA_APP_SECRET": SECRET,
            "ZALO_OA_SECRET_KEY": KEY, "ZALO_OA_REFRESH_TOKEN": FIRST, "ZALO_OA_API_URL": account.url, "ZALO_OA_OAUTH_URL": account.url,
        }  # fmt: skip
        with service(furnished(tmp_path), **given):
            found: Any = answer(doithoai(tmp_path, "doctor", "--json", **given))
            assert found["channels"] == {"webchat": "", "zalo_bot": "", "zalo_oa": ""}
            assert any("ZALO_BOT_MODE=webhook" in one for one in found["advice"])
        wrong = given | {"ZALO_BOT_TOKEN": "45:not-ours-not-ours-not-ours"}
        with service(tmp_path, **wrong):
            found = answer(doithoai(tmp_path, "doctor", "--json", **wrong))
            assert found["channels"] == {"webchat": "", "zalo_bot": "auth", "zalo_oa": ""}, "the others go on"
            assert "channel zalo_bot: the platform does not accept our token" in doithoai(tmp_path, "doctor", **wrong).stdout
        alone = {name: value for name, value in wrong.items() if name.startswith("ZALO_BOT")}
        ran = doithoai(tmp_path, "run", **alone)
        assert (ran.returncode, "the token is refused: zalo_bot: " in ran.stderr) == (78, True)
        assert "not-ours" not in ran.stderr + ran.stdout
