"""Where the service keeps its things and whom it listens to: environment over .env over HOME/doithoai.toml."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, HttpUrl, SecretStr, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from bot.domain.province import Province
from config.addresses import is_here
from config.errors import ConfigurationError

PREFIX: Final = "DOITHOAI_"
_HTTP: Final = TypeAdapter(HttpUrl)


def _address(value: str) -> str:
    """An http address without the slash at its end, or nothing."""
    if value:
        _HTTP.validate_python(value)
    return value.rstrip("/")


def _opening(value: str) -> str:
    """What opens a chat on a phone: an https address, printed as it is."""
    if value and _HTTP.validate_python(value).scheme != "https":
        raise ValueError("must be an https address")
    return value


def _hook_secret(value: SecretStr) -> SecretStr:
    """What Telegram takes as a secret token: 1 to 256 of its characters."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("must be 1 to 256 of A-Z a-z 0-9 _ -")
    return value


def _zalo_secret(value: SecretStr) -> SecretStr:
    """What Zalo takes as a secret token: 8 to 256 characters."""
    if not re.fullmatch(r"[!-~]{8,256}", value.get_secret_value()):
        raise ValueError("must be 8 to 256 characters without spaces")
    return value


HookSecret = Annotated[SecretStr, AfterValidator(_hook_secret)]
ZaloSecret = Annotated[SecretStr, AfterValidator(_zalo_secret)]
Address = Annotated[str, AfterValidator(_address)]
Opening = Annotated[str, AfterValidator(_opening)]
Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """Every setting of the outside contract that is built; secrets are never printed."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file_encoding="utf-8", frozen=True, extra="ignore", hide_input_in_errors=True)

    home: Path = Path("data")
    province: str = "thai-nguyen"
    public_url: Address = ""
    http_host: str = "127.0.0.1"
    http_port: Port = 8000
    key_file: Path = Field(default_factory=lambda known: Path(known.get("home", "data")) / "doithoai.key")
    telegram_token: SecretStr | None = None
    telegram_api_url: Address = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: HookSecret | None = None
    zalo_bot_token: SecretStr | None = None
    zalo_bot_api_url: Address = "https://bot-api.zaloplatforms.com"
    zalo_bot_mode: Literal["polling", "webhook"] = "polling"
    zalo_bot_webhook_secret: ZaloSecret | None = None
    zalo_bot_link: Opening = ""
    zalo_oa_app_id: str = ""
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_secret_key: SecretStr | None = None
    zalo_oa_refresh_token: SecretStr | None = None
    zalo_oa_link: Opening = ""
    zalo_oa_api_url: Address = "https://openapi.zalo.me"
    zalo_oa_oauth_url: Address = "https://oauth.zaloapp.com"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"
    metrics_port: Port = 0  # 0: no metrics page

    @property
    def is_public(self) -> bool:
        """Whether others than the operator can reach the service: then an office must stand behind it."""
        return bool(self.telegram_token or self.zalo_bot_token or self.zalo_oa_app_id or self.public_url)

    @property
    def openings(self) -> dict[str, str]:
        """What opens a chat with us on the channels that know no deep links, where it is told."""
        found = {"zalo_oa": self.zalo_oa_link if self.zalo_oa_app_id else "", "zalo_bot": self.zalo_bot_link if self.zalo_bot_token else ""}
        return {name: link for name, link in found.items() if link}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment stands over .env, and both over the TOML file."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(folder: Path | None = None) -> Settings:
    """Read the environment, `folder`/.env (default: the working directory) and HOME/doithoai.toml.

    Raises ConfigurationError with everything that is wrong: unknown names, wrong values, a file that cannot be read."""
    env_file = (folder or Path()) / ".env"
    problems: list[str] = []
    dotenv = _dotenv(env_file, problems)
    environment = {**dotenv, **os.environ}
    home = Path(environment.get(PREFIX + "HOME") or Settings.model_fields["home"].default)
    toml = home / "doithoai.toml"
    names = _toml_names(toml, problems)
    problems += [_unknown(name, "environment") for name in sorted(os.environ) if _is_unknown(name)]
    problems += [_unknown(name, str(env_file)) for name in sorted(dotenv) if _is_unknown(name)]
    problems += [_unknown(name, str(toml)) for name in sorted(names) if name == "home" or name not in Settings.model_fields]

    class Here(Settings):
        model_config = SettingsConfigDict(env_file=env_file, toml_file=toml if names else None, env_ignore_empty=True)

    try:
        settings = Here()
    except ValidationError as why:
        wrong = [error for error in why.errors() if error["type"] != "default_factory_not_called"]
        problems += [f"{PREFIX}{str(error['loc'][0]).upper()}: {error['msg'].lower()}" for error in wrong]
    else:
        problems += _hook_problems(settings) + _oa_problems(settings)
        if not problems:
            return settings
    raise ConfigurationError(tuple(problems))


def check_office(settings: Settings, province: Province) -> None:
    """Refuse to face the public with a sample office. Raises ConfigurationError."""
    if settings.is_public and province.office.sample:
        why = f"missing or a sample, and {PREFIX}PUBLIC_URL or a channel's token is set: citizens must be told who runs the service"
        raise ConfigurationError((f"{settings.home / 'office.toml'}: {why}",))


_OA: Final = ("zalo_oa_app_secret", "zalo_oa_secret_key", "zalo_oa_refresh_token")
_HOOKS: Final = (("telegram", frozenset({80, 88, 443, 8443})), ("zalo_bot", frozenset({443})))
"""(channel, the ports that its platform calls): Telegram's are documented, of Zalo only that the address is public https."""


def _hook_problems(settings: Settings) -> list[str]:
    """What the webhooks lack. Platforms call https; one of one's own on this machine (a Bot API server with its option --local, a fake)
    also calls http and any port."""
    problems = []
    url = urlsplit(settings.public_url)
    for channel, ports in _HOOKS:
        mode, token, secret, api = (getattr(settings, f"{channel}_{name}") for name in ("mode", "token", "webhook_secret", "api_url"))
        if mode != "webhook" or token is None:
            continue
        named = f"{PREFIX}{channel.upper()}"
        if secret is None:
            problems.append(f"{named}_WEBHOOK_SECRET: needed with {named}_MODE=webhook")
        if is_here(api) and is_here(settings.public_url):
            continue
        if url.scheme != "https":
            problems.append(f"{PREFIX}PUBLIC_URL: an https address is needed with {named}_MODE=webhook")
        elif (url.port or 443) not in ports:
            known = ", ".join(str(port) for port in sorted(ports))
            problems.append(f"{PREFIX}PUBLIC_URL: {channel} calls only the ports {known}")
    return problems


def _oa_problems(settings: Settings) -> list[str]:
    """An Official Account needs all of its four names, and an address that Zalo can call."""
    if not settings.zalo_oa_app_id:
        given = [name for name in _OA if getattr(settings, name) is not None]
        return [f"{PREFIX}ZALO_OA_APP_ID: needed with {PREFIX}{given[0].upper()}"] if given else []
    problems = [f"{PREFIX}{name.upper()}: needed with {PREFIX}ZALO_OA_APP_ID" for name in _OA if getattr(settings, name) is None]
    here = is_here(settings.zalo_oa_api_url)
    if not here and urlsplit(settings.public_url).scheme != "https":
        problems.append(f"{PREFIX}PUBLIC_URL: an https address is needed with {PREFIX}ZALO_OA_APP_ID")
    return problems


def _is_unknown(name: str) -> bool:
    return name.upper().startswith(PREFIX) and name.upper().removeprefix(PREFIX).lower() not in Settings.model_fields


def _unknown(name: str, where: str) -> str:
    """A sentence about a name that cannot be set there. HOME cannot: its own file stands in it."""
    known = [one.upper() if name.isupper() else one for one in Settings.model_fields]
    close = difflib.get_close_matches(name.removeprefix(PREFIX), known, n=1)
    return f"{where}: {name} is not a setting" + (f"; did you mean {close[0]}?" if close and close[0] != name else "")


def _dotenv(path: Path, problems: list[str]) -> dict[str, str]:
    try:
        return {name: value for name, value in dotenv_values(path, interpolate=False).items() if value is not None} if path.exists() else {}
    except (OSError, UnicodeDecodeError) as why:
        problems.append(f"{path}: cannot be read: {why}")
        return {}


def _toml_names(path: Path, problems: list[str]) -> frozenset[str]:
    """The names that the file sets: those of the environment in lower case and without their prefix. None when it cannot be read."""
    try:
        return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))) if path.exists() else frozenset()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        problems.append(f"{path}: {why}")
        return frozenset()
