"""What an operator should know of the channels that are set up: which they are, and what would make them better."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.web.acts import Plain
    from config.settings import Settings


def named(settings: Settings) -> str:
    """The channels that will run, and how their updates come."""
    found = ["webchat"]
    found += [f"telegram ({settings.telegram_mode})"] if settings.telegram_token else []
    found += [f"zalo_bot ({settings.zalo_bot_mode})"] if settings.zalo_bot_token else []
    found += [f"zalo_oa (webhook {settings.public_url}/hooks/zalo-oa)"] if settings.zalo_oa_app_id else []
    return ", ".join(found)


def advice(settings: Settings) -> list[Plain]:
    """What works, and would work better: nothing of it is an error."""
    found: list[Plain] = []
    if settings.zalo_bot_token and settings.zalo_bot_mode == "polling":
        found.append("zalo_bot is polled, and what it is handed while the program dies is lost: set DOITHOAI_ZALO_BOT_MODE=webhook")
    if settings.zalo_bot_token and not settings.public_url:
        found.append("zalo_bot can send no pictures: Zalo fetches them from DOITHOAI_PUBLIC_URL, which is not set")
    zalo = settings.zalo_bot_token or settings.zalo_oa_app_id
    if zalo and not settings.openings:
        found.append("posters do not lead to Zalo: set DOITHOAI_ZALO_OA_LINK or DOITHOAI_ZALO_BOT_LINK to what opens a chat there")
    unused = [("zalo_oa", settings.zalo_oa_link), ("zalo_bot", settings.zalo_bot_link)]
    found += [f"DOITHOAI_{name.upper()}_LINK is set, but {name} is not" for name, link in unused if link and name not in settings.openings]
    return found
