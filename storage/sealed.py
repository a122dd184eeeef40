"""A sealed stream: everything behind its first line can be read only with the key file, and no change or cut goes unseen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import IO, Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.database import Corrupt
from storage.keys import BadKeyFile, Keyring

MAGIC = "doithoai backup 1"
PIECE = 1024 * 1024
TAG = 16
SALT = 32
HEAD = re.compile(rf"{MAGIC} key ([0-9a-f]{{16}}) salt ([0-9a-f]{{64}})\n".encode())
_LONGEST_HEAD = 256


class BadArchive(Corrupt):
    """No backup of ours, or one that was changed or cut."""


class WrongKey(BadKeyFile):
    """The archive was sealed with another key than the one at hand."""


class Source(Protocol):
    """Where an archive is read from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer only at the end."""

    def readline(self, size: int, /) -> bytes:
        """A line, or so many bytes of one."""


class Sealer(io.RawIOBase):
    """Seals what is written to it into `out`; `close` writes the last piece, without which nothing can be opened to its end.

    Every archive has a key of its own (from the key file and a salt), so its pieces may be numbered instead of drawing a nonce
    for each; the last one is marked, so that an archive cut between two pieces is known as cut."""

    def __init__(self, out: IO[bytes], keys: Keyring, random: Callable[[int], bytes]) -> None:
        salt = random(SALT)
        self._out = out
        self._head = f"{MAGIC} key {keys.fingerprint} salt {salt.hex()}\n".encode()
        self._cipher = keys.stream(salt)
        self._waiting = bytearray()
        self._number = 0
        out.write(self._head)

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any, /) -> int:
        """Take bytes; a full piece leaves when it is certain not to be the last."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece; `out` stays open."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def abandon(self) -> None:
        """Close without a last piece: what was written can never be taken for a whole archive."""
        super().close()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(nonce(self._number, last=last), piece, self._head))
        self._number += 1


class Opener(io.RawIOBase):
    """Reads what a `Sealer` wrote. Raises BadArchive and WrongKey, at once for a wrong first line, else where the fault stands."""

    def __init__(self, source: Source, keys: Keyring) -> None:
        self._source = source
        self._head = source.readline(_LONGEST_HEAD)
        told, salt = read_head(self._head)
        if told != keys.fingerprint:
            raise WrongKey(
                f"the backup was sealed with the key {told}, the key file at hand is {keys.fingerprint}: "
                "put the copy of the key that was kept elsewhere in its place"
            )
        self._cipher: AESGCM = keys.stream(salt)
        self._number = 0
        self._next = source.read(PIECE + TAG)
        self._open = b""
        self._done = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer; 0 at the end, which is reached only by a whole and unchanged archive."""
        while not self._open and not self._done:
            self._turn()
        taken = self._open[: len(buffer)]
        buffer[: len(taken)] = taken
        self._open = self._open[len(taken) :]
        return len(taken)

    def _turn(self) -> None:
        sealed, self._next = self._next, self._source.read(PIECE + TAG)
        try:
            self._open = self._cipher.decrypt(nonce(self._number, last=not self._next), sealed, self._head)
        except (InvalidTag, ValueError) as why:
            at = len(self._head) + self._number * (PIECE + TAG)
            raise BadArchive(f"the backup is damaged or cut short: it cannot be read behind byte {at}; take another one") from why
        self._number += 1
        self._done = not self._next


def nonce(number: int, *, last: bool) -> bytes:
    """The number of a piece and whether it is the last one, in the 12 bytes that AES-GCM wants."""
    return bytes([last]) + number.to_bytes(11, "big")


def read_head(line: bytes) -> tuple[str, bytes]:
    """The fingerprint of the key and the salt. Raises BadArchive."""
    found = HEAD.fullmatch(line)
    if found is None:
        raise BadArchive("this file is no backup of doithoai, or its first line is damaged")
    return found[1].decode(), bytes.fromhex(found[2].decode())
