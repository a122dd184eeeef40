"""Which channels run, by the settings: the web page always, each platform where its token is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.channels.base import Channel
from bot.channels.hosted import Hosted
from bot.channels.webchat.channel import WebChannel
from bot.channels.webchat.session import Rules as WebRules
from bot.domain.province import Province
from config.settings import Settings
from storage.database import Database
from storage.keys import Keyring

Menus = Mapping[str, Sequence[tuple[str, str]]]
"""language -> the commands that everyone sees, with what they are for"""


def build(
    settings: Settings, province: Province, database: Database, *, keyring: Keyring, now: Callable[[], datetime],
    new_token: Callable[[int], str], menus: Menus,
) -> dict[str, Channel]:  # fmt: skip
    """Make the channels. A platform's library is loaded only where it is used."""
    hosted = Hosted(settings.home / "media", public_url=settings.public_url, sign=keyring.sign, read=keyring.verify, now=now)
    channels: dict[str, Channel] = {"webchat": _web(settings, province, database, keyring=keyring, now=now, new_token=new_token)}
    if settings.telegram_token is not None:
        channels["telegram"] = _telegram(settings, settings.telegram_token.get_secret_value(), menus)
    if settings.zalo_bot_token is not None:
        channels["zalo_bot"] = _zalo_bot(settings, settings.zalo_bot_token.get_secret_value(), hosted)
    if settings.zalo_oa_app_id:
        channels["zalo_oa"] = _zalo_oa(settings, province, database, now)
    return channels


def _web(
    settings: Settings, province: Province, database: Database, *, keyring: Keyring, now: Callable[[], datetime],
    new_token: Callable[[int], str],
) -> Channel:  # fmt: skip
    rules = province.rules
    web = WebRules(
        idle=timedelta(minutes=rules.session.idle_minutes), longest=timedelta(hours=rules.session.max_hours),
        file_max=rules.media.file_megabytes * 1024 * 1024, files_an_hour=rules.media.files_per_hour,
        megapixels=rules.media.picture_megapixels,
    )  # fmt: skip
    return WebChannel(
        database, keys=keyring, home=settings.home, now=now, new_token=new_token,
        page_facts=lambda: {"name": province.name, "sample": "1" if province.office.sample else ""},
        public_url=settings.public_url, rules=web,
    )  # fmt: skip


def _telegram(settings: Settings, token: str, menus: Menus) -> Channel:
    from bot.channels.telegram import Hook, TelegramChannel
    from bot.channels.telegram.webhook import PATH

    hook = None
    if settings.telegram_mode == "webhook" and settings.telegram_webhook_secret is not None:
        hook = Hook(url=f"{settings.public_url}{PATH}", secret=settings.telegram_webhook_secret.get_secret_value())
    return TelegramChannel(token, settings.telegram_api_url, hook=hook, menus=menus)


def _zalo_bot(settings: Settings, token: str, hosted: Hosted) -> Channel:
    from bot.channels.zalo_bot import PATH, Hook, ZaloBotChannel

    hook = None
    if settings.zalo_bot_mode == "webhook" and settings.zalo_bot_webhook_secret is not None:
        hook = Hook(url=f"{settings.public_url}{PATH}", secret=settings.zalo_bot_webhook_secret.get_secret_value())
    return ZaloBotChannel(token, settings.zalo_bot_api_url, hosted=hosted, hook=hook)


def _zalo_oa(settings: Settings, province: Province, database: Database, now: Callable[[], datetime]) -> Channel:
    from bot.channels.zalo_oa import App, ZaloOaChannel
    from bot.channels.zalo_oa.vault import StoredVault

    secret, key, refresh = (
        "" if one is None else one.get_secret_value()
        for one in (settings.zalo_oa_app_secret, settings.zalo_oa_secret_key, settings.zalo_oa_refresh_token)
    )
    app = App(id=settings.zalo_oa_app_id, secret=secret, refresh=refresh)
    vault = StoredVault(database, app.id)
    knocks = province.rules.zalo_oa.knock
    return ZaloOaChannel(app, key, settings.zalo_oa_api_url, settings.zalo_oa_oauth_url, vault=vault, now=now, knocks=knocks)
