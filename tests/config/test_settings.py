"""Settings: environment over .env over TOML, everything wrong at once, secrets never shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.errors import ConfigurationError
from config.registers import load_province, province_folder
from config.settings import PREFIX, Settings, check_office, load_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems(folder: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(folder)
    return caught.value.problems


def test_defaults() -> None:
    settings = load_settings()
    assert settings.home == Path("data")
    assert settings.key_file == Path("data/doithoai.key")
    assert (settings.province, settings.http_host, settings.http_port) == ("thai-nguyen", "127.0.0.1", 8000)
    assert settings.telegram_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert not settings.is_public


def test_the_environment_stands_over_env_file_and_toml(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "doithoai.toml").write_text('http_port = 1\nlog_level = "debug"\nprovince = "bac-kan-2021"\n', encoding="utf-8")
    (tmp_path / ".env").write_text(f"DOITHOAI_HOME={home}\nDOITHOAI_HTTP_PORT=2\nDOITHOAI_LOG_LEVEL=error\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("DOITHOAI_HTTP_PORT", "3")
    settings = load_settings()
    assert (settings.http_port, settings.log_level, settings.province) == (3, "error", "bac-kan-2021")
    assert settings.key_file == home / "doithoai.key"


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOITHOAI_TELEGRAM_TOKEN", "")
    assert load_settings().telegram_token is None


def test_addresses_lose_their_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOITHOAI_PUBLIC_URL", "https://doithoai.example/")
    monkeypatch.setenv("DOITHOAI_TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    settings = load_settings()
    assert (settings.public_url, settings.telegram_api_url) == ("https://doithoai.example", "http://127.0.0.1:8081")


def test_everything_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOITHOAI_HTTP_PORT", "99999")
    monkeypatch.setenv("DOITHOAI_PUBLIC_URL", "nonsense")
    monkeypatch.setenv("DOITHOAI_TELEGRM_TOKEN", "1:secret")
    (tmp_path / ".env").write_text("DOITHOAI_COLOUR=red\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "doithoai.toml").write_text('home = "x"\nHTTP_HOST = "x"\n', encoding="utf-8")
    found = problems()
    assert len(found) == 6
    text = "\n".join(found)
    assert "environment: DOITHOAI_TELEGRM_TOKEN is not a setting; did you mean TELEGRAM_TOKEN?" in text
    for said in ("DOITHOAI_COLOUR is not", "home is not", "HTTP_HOST is not", "DOITHOAI_HTTP_PORT: ", "DOITHOAI_PUBLIC_URL: "):
        assert said in text
    assert "1:secret" not in text


def test_a_broken_toml_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "doithoai.toml").write_text("http_port = \n", encoding="utf-8")
    assert problems()[0].startswith("data/doithoai.toml: ")


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOITHOAI_TELEGRAM_TOKEN", "123:secret")
    settings = load_settings()
    assert settings.telegram_token
    assert settings.telegram_token.get_secret_value() == "123:secret"
    assert "123:secret" not in repr(settings)


@pytest.mark.parametrize(("name", "value"), [("DOITHOAI_TELEGRAM_TOKEN", "1:x"), ("DOITHOAI_PUBLIC_URL", "https://x.example")])
def test_a_sample_office_does_not_face_the_public(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str) -> None:
    sample = load_province(province_folder("thai-nguyen"))
    check_office(load_settings(), sample)
    monkeypatch.setenv(name, value)
    settings: Settings = load_settings()
    with pytest.raises(ConfigurationError, match=r"office\.toml"):
        check_office(settings, sample)
    text = (province_folder("thai-nguyen") / "office.toml").read_text(encoding="utf-8").replace("sample = true", "")
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    check_office(settings, load_province(province_folder("thai-nguyen"), tmp_path))


OA = {
    "ZALO_OA_APP_ID": "36",
    "ZALO_OA_APP_SECRET": "a",
    "ZALO_OA_SECRET_KEY": "b",
    "ZALO_OA_REFRESH_TOKEN": "c",
    "PUBLIC_URL": "https://x.vn",
}
BOT = {"ZALO_BOT_TOKEN": "45:abc", "ZALO_BOT_MODE": "webhook", "ZALO_BOT_WEBHOOK_SECRET": "bi-mat-1", "PUBLIC_URL": "https://x.vn"}
LINK = "https://zalo.me/388613280878808645"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (OA, ()), (BOT, ()), (OA | BOT, ()), (OA | {"ZALO_OA_LINK": LINK}, ()),
        ({"ZALO_OA_REFRESH_TOKEN": "canary"}, ("ZALO_OA_APP_ID: needed with DOITHOAI_ZALO_OA_REFRESH_TOKEN",)),
        (
            {"ZALO_OA_APP_ID": "36"},
            ("ZALO_OA_APP_SECRET: needed", "ZALO_OA_SECRET_KEY: needed", "ZALO_OA_REFRESH_TOKEN: needed", "PUBLIC_URL: an https address"),
        ),
        (OA | {"PUBLIC_URL": "http://x.vn"}, ("PUBLIC_URL: an https address",)),
        (OA | {"ZALO_OA_LINK": "http://zalo.me/1"}, ("ZALO_OA_LINK: value error, must be an https address",)),
        (BOT | {"ZALO_BOT_WEBHOOK_SECRET": "canary"}, ("ZALO_BOT_WEBHOOK_SECRET: value error, must be 8 to 256",)),
        (BOT | {"ZALO_BOT_WEBHOOK_SECRET": "canary" * 50}, ("ZALO_BOT_WEBHOOK_SECRET: value error, must be 8 to 256",)),
        (BOT | {"ZALO_BOT_WEBHOOK_SECRET": "", "PUBLIC_URL": ""}, ("ZALO_BOT_WEBHOOK_SECRET: needed", "PUBLIC_URL: an https address")),
        (BOT | {"PUBLIC_URL": "https://x.vn:8443"}, ("PUBLIC_URL: zalo_bot calls only the ports 443",)),
    ],
)  # fmt: skip
def test_what_zalo_needs(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: tuple[str, ...]) -> None:
    for name, value in given.items():
        monkeypatch.setenv(PREFIX + name, value)
    found = problems() if words else ()
    assert len(found) == len(words), found
    for problem, start in zip(found, words, strict=True):
        assert problem.startswith(PREFIX + start)
        assert "canary" not in problem
    if not words:
        settings = load_settings()
        assert settings.is_public
        assert settings.openings == ({"zalo_oa": LINK} if "ZALO_OA_LINK" in given else {})
        assert not any(value in repr(settings) for name, value in given.items() if name.endswith(("TOKEN", "SECRET")) and len(value) > 1)


HOOKED = {"TELEGRAM_TOKEN": "1:abc", "TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "Bi_mat-1", "PUBLIC_URL": "https://x.vn"}
HERE = {"TELEGRAM_API_URL": "http://127.0.0.1:8081", "PUBLIC_URL": "http://127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ()),
        ({"PUBLIC_URL": "https://x.vn:8443/doi-thoai"}, ()),
        (HERE, ()),
        ({"TELEGRAM_MODE": "polling", "TELEGRAM_WEBHOOK_SECRET": "", "PUBLIC_URL": ""}, ()),
        ({"TELEGRAM_TOKEN": "", "PUBLIC_URL": ""}, ()),
        ({"TELEGRAM_WEBHOOK_SECRET": ""}, ("TELEGRAM_WEBHOOK_SECRET: needed",)),
        ({"TELEGRAM_WEBHOOK_SECRET": "bí mật"}, ("TELEGRAM_WEBHOOK_SECRET: value error, must be 1 to 256",)),
        ({"TELEGRAM_WEBHOOK_SECRET": "x" * 257}, ("TELEGRAM_WEBHOOK_SECRET: value error, must be 1 to 256",)),
        ({"PUBLIC_URL": "http://x.vn"}, ("PUBLIC_URL: an https address",)),
        ({"PUBLIC_URL": "https://x.vn:8000"}, ("PUBLIC_URL: telegram calls only",)),
        ({"PUBLIC_URL": "http://127.0.0.1:8000"}, ("PUBLIC_URL: an https address",)),
        (HERE | {"PUBLIC_URL": "http://x.vn"}, ("PUBLIC_URL: an https address",)),
        ({"TELEGRAM_WEBHOOK_SECRET": "", "PUBLIC_URL": ""}, ("TELEGRAM_WEBHOOK_SECRET: needed", "PUBLIC_URL: an https address")),
        ({"TELEGRAM_MODE": "push"}, ("TELEGRAM_MODE: input should be",)),
    ],
)
def test_what_a_webhook_needs(monkeypatch: pytest.MonkeyPatch, change: dict[str, str], words: tuple[str, ...]) -> None:
    for name, value in (HOOKED | change).items():
        monkeypatch.setenv(PREFIX + name, value)
    found = problems() if words else ()
    assert len(found) == len(words)
    for problem, start in zip(found, words, strict=True):
        assert problem.startswith(PREFIX + start)
        assert "bí mật" not in problem
    if not words:
        assert "Bi_mat-1" not in repr(load_settings())
