"""The keyring: one master key in a file, and all that is sealed, signed or looked up with what follows from it."""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KID = 1  # the first byte of all that is sealed: which master key, so that keys can be rotated
_KEY_SIZE = 32
_NONCE_SIZE = 12
_TAG_SIZE = 16
_REMEMBERED = 1024  # citizens' keys kept unwrapped


class BadKeyFile(Exception):
    """The key file cannot be used; the message says why and what to do."""


class Unsealable(Exception):
    """Not sealed with this key for this purpose, or changed since."""


class Keyring:
    """What follows from one master key (HKDF-SHA256, one key per purpose). Safe to use from several threads."""

    def __init__(self, master: bytes, random: Callable[[int], bytes] = os.urandom) -> None:
        if len(master) != _KEY_SIZE:
            raise ValueError("a master key has 32 bytes")
        self._random = random
        self._index = _derive(master, "index")
        self._journal = _derive(master, "journal")
        self._cookie = _derive(master, "cookie")
        self._backup = _derive(master, "backup")
        self._service = AESGCM(_derive(master, "service"))
        self._wrapping = AESGCM(_derive(master, "wrapping"))
        self._unwrapped = functools.lru_cache(maxsize=_REMEMBERED)(self._unwrap)
        self.mark = functools.lru_cache(maxsize=8 * _REMEMBERED)(functools.partial(self.index, "word"))  # people use few words
        self.fingerprint = hashlib.sha256(_derive(master, "fingerprint")).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"Keyring({self.fingerprint})"

    def index(self, *parts: str) -> str:
        """A keyed hash by which a hidden value can be found again: 64 hex characters.

        Each part is counted with its length, so ("ab", "c") and ("a", "bc") differ.
        """
        mac = hmac.new(self._index, digestmod=hashlib.sha256)
        for part in parts:
            raw = part.encode("utf-8", "surrogatepass")
            mac.update(len(raw).to_bytes(8, "big"))
            mac.update(raw)
        return mac.hexdigest()

    def mac(self, data: bytes) -> bytes:
        """The journal's HMAC-SHA256 of `data`: 32 bytes."""
        return hmac.digest(self._journal, data, "sha256")

    def sign(self, text: str) -> str:
        """`text` with a signature, in characters that a cookie may hold. Anyone can read it, nobody can make it."""
        payload = base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).rstrip(b"=").decode("ascii")
        return self._signed(f"{KID}.{payload}")

    def verify(self, signed: str) -> str | None:
        """The text of `sign`, or None for anything that this keyring did not sign. Compares in constant time."""
        head, _, _ = signed.rpartition(".")
        expected = self._signed(head)
        if not hmac.compare_digest(expected.encode("utf-8", "surrogatepass"), signed.encode("utf-8", "surrogatepass")):
            return None
        payload = head.partition(".")[2]
        padded = payload + "=" * (-len(payload) % 4)
        return base64.urlsafe_b64decode(padded).decode("utf-8", "surrogatepass")

    def seal_service(self, data: bytes, aad: bytes) -> bytes:
        """`data` sealed under the service key; `aad` says where it stands and must be the same when it is opened."""
        return self._seal(self._service, data, aad)

    def open_service(self, sealed: bytes, aad: bytes) -> bytes:
        """The data of `seal_service`. Raises Unsealable."""
        return _open(self._service, sealed, aad)

    def stream(self, salt: bytes) -> AESGCM:
        """A cipher for one backup alone; `salt` is drawn anew for each, so its nonces may be counted."""
        return AESGCM(HKDF(algorithm=hashes.SHA256(), length=_KEY_SIZE, salt=salt, info=b"doithoai backup stream").derive(self._backup))

    def new_citizen_key(self) -> bytes:
        """A new key for one citizen, wrapped: what is stored, and what erasing a citizen destroys."""
        return self._seal(self._wrapping, self._random(_KEY_SIZE), b"citizen key")

    def seal(self, wrapped: bytes, data: bytes, aad: bytes) -> bytes:
        """`data` sealed under a citizen's wrapped key; `aad` as in `seal_service`. Raises Unsealable for a strange key."""
        return self._seal(self._unwrapped(wrapped), data, aad)

    def open(self, wrapped: bytes, sealed: bytes, aad: bytes) -> bytes:
        """The data of `seal`. Raises Unsealable."""
        return _open(self._unwrapped(wrapped), sealed, aad)

    def _unwrap(self, wrapped: bytes) -> AESGCM:
        return AESGCM(_open(self._wrapping, wrapped, b"citizen key"))

    def _seal(self, cipher: AESGCM, data: bytes, aad: bytes) -> bytes:
        nonce = self._random(_NONCE_SIZE)
        head = bytes([KID])
        return head + nonce + cipher.encrypt(nonce, data, head + aad)

    def _signed(self, head: str) -> str:
        digest = hmac.digest(self._cookie, head.encode("utf-8", "surrogatepass"), "sha256")
        return f"{head}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode('ascii')}"


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=_KEY_SIZE, salt=None, info=f"doithoai {purpose} {KID}".encode()).derive(master)


def _open(cipher: AESGCM, sealed: bytes, aad: bytes) -> bytes:
    if len(sealed) < 1 + _NONCE_SIZE + _TAG_SIZE:
        raise Unsealable("too short to have been sealed here")
    if sealed[0] != KID:
        raise Unsealable(f"sealed with key {sealed[0]}, which is not in this keyring")
    try:
        return cipher.decrypt(sealed[1 : 1 + _NONCE_SIZE], sealed[1 + _NONCE_SIZE :], sealed[:1] + aad)
    except InvalidTag as why:
        raise Unsealable("sealed with another key or for another place, or changed since") from why


def load_or_create(path: Path, random: Callable[[int], bytes] = os.urandom) -> Keyring:
    """The keyring of a key file, which is made (mode 0400) when it is not there; one that is there is never changed.

    Raises BadKeyFile as `load` does.
    """
    if not path.exists() and not path.is_symlink():
        _create(path, random)
    return load(path, random)


def load(path: Path, random: Callable[[int], bytes] = os.urandom) -> Keyring:
    """The keyring of a key file that must be there (a database without its key is lost: never make a new one for it).

    Raises BadKeyFile when it is missing, open to the group or to others, or not 32 bytes in base64.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as why:
        raise BadKeyFile(f"the key file {path} cannot be read: {why.strerror}") from why
    try:
        standing = os.fstat(file)
        if not stat.S_ISREG(standing.st_mode):
            raise BadKeyFile(f"the key file {path} is not a plain file")
        if standing.st_mode & 0o077:
            raise BadKeyFile(f"the key file {path} is open to others than its owner: run `chmod 400 {path}`")
        text = os.read(file, 1024)
    finally:
        os.close(file)
    try:
        master = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        master = b""
    if len(master) != _KEY_SIZE:
        raise BadKeyFile(f"the key file {path} is damaged (it must hold 32 bytes in base64): bring back your copy of it")
    return Keyring(master, random)


def _create(path: Path, random: Callable[[int], bytes]) -> None:
    """Write the whole file beside its place and link it in: killed at any moment, there is a whole key or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{random(8).hex()}")
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(base64.b64encode(random(_KEY_SIZE)) + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            with suppress(FileExistsError):  # another process was first: its key counts
                os.link(draft, path)
        finally:
            draft.unlink()
        _sync_folder(path.parent)
    except OSError as why:
        raise BadKeyFile(f"the key file {path} cannot be made: {why.strerror}") from why


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
