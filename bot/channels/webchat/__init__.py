"""The web chat: our own page over our own frames, for anyone with a browser."""

from bot.channels.webchat.channel import WebChannel
from bot.channels.webchat.session import Rules

__all__ = ["Rules", "WebChannel"]
