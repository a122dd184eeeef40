"""The keyring: what one key seals no other opens, and its file is never made twice, shared or guessed."""

from __future__ import annotations

import base64
import itertools
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import keys as keys_module
from storage.keys import BadKeyFile, Keyring, Unsealable, load, load_or_create

MASTER = bytes(range(32))
KEYS = Keyring(MASTER)
OTHER = Keyring(bytes(32))


def counting() -> Callable[[int], bytes]:
    numbers = itertools.count(1)
    return lambda size: next(numbers).to_bytes(size, "big")


def test_the_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "master.key"
    first = load_or_create(path, os.urandom)
    content = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert len(base64.b64decode(content)) == 32
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]
    again = load_or_create(path, os.urandom)
    assert path.read_bytes() == content
    assert again.fingerprint == first.fingerprint
    assert load_or_create(tmp_path / "other.key", os.urandom).fingerprint != first.fingerprint


def test_the_key_is_the_injected_randomness(tmp_path: Path) -> None:
    ring = load_or_create(tmp_path / "master.key", counting())
    assert base64.b64decode((tmp_path / "master.key").read_bytes()) == (2).to_bytes(32, "big")
    assert ring.seal_service(b"", b"")[1:13] == (3).to_bytes(12, "big")
    assert ring.seal_service(b"", b"")[1:13] == (4).to_bytes(12, "big")


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o640, 0o420, 0o401])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    load_or_create(path)
    path.chmod(mode)
    with pytest.raises(BadKeyFile, match="chmod 400"):
        load_or_create(path)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"hello", base64.b64encode(bytes(31)), base64.b64encode(bytes(33)), b"\xff" * 44, b"A" * 2000]
)
def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)
    path.chmod(0o400)
    with pytest.raises(BadKeyFile, match="damaged"):
        load_or_create(path)
    assert path.read_bytes() == content


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadKeyFile, match="cannot be read"):
        load(tmp_path / "missing.key")
    assert not (tmp_path / "missing.key").exists()
    (tmp_path / "loose.key").symlink_to(tmp_path / "gone.key")
    with pytest.raises(BadKeyFile, match="cannot be read"):
        load_or_create(tmp_path / "loose.key")
    with pytest.raises(BadKeyFile, match="not a plain file"):
        load_or_create(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(BadKeyFile):
        load_or_create(tmp_path / "file" / "master.key")


def test_when_two_start_at_once_the_first_key_counts(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    program = "import sys; from pathlib import Path; from storage import keys; print(keys.load_or_create(Path(sys.argv[1])).fingerprint)"
    root = Path(keys_module.__file__).parent.parent
    started = [subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, cwd=root, text=True) for _ in range(4)]
    prints = {process.communicate()[0].strip() for process in started}
    assert prints == {load(path).fingerprint}
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def test_a_race_lost_after_looking_keeps_the_key_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "master.key"

    def late(size: int) -> bytes:
        if not path.exists():  # another process comes between our look and our link
            path.write_bytes(base64.b64encode(MASTER))
            path.chmod(0o400)
        return os.urandom(size)

    assert load_or_create(path, late).fingerprint == KEYS.fingerprint


@given(data=st.binary(max_size=500), aad=st.binary(max_size=50))
def test_what_is_sealed_opens(data: bytes, aad: bytes) -> None:
    sealed = KEYS.seal_service(data, aad)
    assert sealed[0] == keys_module.KID
    assert Keyring(MASTER).open_service(sealed, aad) == data
    wrapped = KEYS.new_citizen_key()
    assert wrapped[0] == keys_module.KID
    sealed = KEYS.seal(wrapped, data, aad)
    assert Keyring(MASTER).open(wrapped, sealed, aad) == data
    assert len(data) < 4 or data not in sealed


def test_nothing_is_sealed_the_same_way_twice() -> None:
    wrapped = KEYS.new_citizen_key()
    assert KEYS.new_citizen_key() != wrapped
    assert KEYS.seal(wrapped, b"a", b"") != KEYS.seal(wrapped, b"a", b"")
    assert KEYS.seal_service(b"a", b"") != KEYS.seal_service(b"a", b"")


def test_every_changed_byte_is_noticed() -> None:
    sealed = KEYS.seal_service("Bà Hòa, thôn Nà Pài".encode(), b"inbox")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unsealable):
            KEYS.open_service(bytes(changed), b"inbox")
    for size in range(len(sealed)):
        with pytest.raises(Unsealable):
            KEYS.open_service(sealed[:size], b"inbox")


def test_a_wrong_key_place_or_purpose_opens_nothing() -> None:
    wrapped, strange = KEYS.new_citizen_key(), KEYS.new_citizen_key()
    sealed = KEYS.seal(wrapped, b"data", b"account 1")
    service = KEYS.seal_service(b"data", b"account 1")
    refused: list[Callable[[], bytes]] = [
        lambda: KEYS.open(wrapped, sealed, b"account 2"),
        lambda: KEYS.open(strange, sealed, b"account 1"),
        lambda: OTHER.open(wrapped, sealed, b"account 1"),
        lambda: KEYS.open_service(sealed, b"account 1"),
        lambda: KEYS.open(wrapped, service, b"account 1"),
        lambda: KEYS.open_service(service, b"account 2"),
        lambda: OTHER.open_service(service, b"account 1"),
        lambda: KEYS.open_service(wrapped, b"citizen key"),
        lambda: KEYS.seal(sealed, b"data", b""),
        lambda: KEYS.seal(b"", b"data", b""),
    ]
    for attempt in refused:
        with pytest.raises(Unsealable):
            attempt()
    with pytest.raises(Unsealable, match="key 2"):
        KEYS.open_service(b"\x02" + service[1:], b"account 1")


def test_few_citizens_keys_are_kept_unwrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_module, "_REMEMBERED", 3)
    ring = Keyring(MASTER)
    wrapped = [ring.new_citizen_key() for _ in range(10)]
    sealed = [ring.seal(key, b"data", b"") for key in wrapped]
    assert [ring.open(key, data, b"") for key, data in zip(wrapped, sealed, strict=True)] == [b"data"] * 10
    assert ring._unwrapped.cache_info().currsize == 3


def test_several_threads_may_use_one_keyring() -> None:
    wrapped = KEYS.new_citizen_key()

    def turn(n: int) -> bool:
        data = str(n).encode() * 100
        return KEYS.open(wrapped, KEYS.seal(wrapped, data, b""), b"") == data == KEYS.open_service(KEYS.seal_service(data, b""), b"")

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(turn, range(2000)))


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_the_index_tells_different_parts_apart(one: list[str], two: list[str]) -> None:
    assert (KEYS.index(*one) == KEYS.index(*two)) == (one == two)


def test_the_index_is_stable_hex_and_keyed() -> None:
    assert KEYS.index("telegram", "42") == Keyring(MASTER).index("telegram", "42")
    assert len(KEYS.index("a")) == 64 and int(KEYS.index("a"), 16)
    assert KEYS.index("ab", "c") != KEYS.index("a", "bc")
    assert KEYS.index("a") != OTHER.index("a")
    assert KEYS.index("lone \ud800 surrogate")


def test_the_journal_is_keyed_and_apart_from_the_index() -> None:
    assert KEYS.mac(b"line") == Keyring(MASTER).mac(b"line")
    assert len(KEYS.mac(b"line")) == 32
    assert len({KEYS.mac(b"line"), KEYS.mac(b"lime"), OTHER.mac(b"line")}) == 3


@given(st.text(max_size=50))
def test_a_signed_text_is_read_again(text: str) -> None:
    signed = KEYS.sign(text)
    assert Keyring(MASTER).verify(signed) == text
    assert OTHER.verify(signed) is None
    assert set(signed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_every_change_to_a_signed_text_is_noticed() -> None:
    signed = KEYS.sign("person 42")
    for place in range(len(signed)):
        for other in "A.=~":
            changed = signed[:place] + other + signed[place + 1 :]
            assert (KEYS.verify(changed) is None) == (changed != signed)
    for wrong in ("", ".", "..", "1.", signed + "=", signed + "\n", " " + signed, signed[:-1], "\ud800", "ký tự", "1.YQ.x"):
        assert KEYS.verify(wrong) is None


def test_a_keyring_shows_no_secret() -> None:
    assert repr(KEYS) == f"Keyring({KEYS.fingerprint})"
    assert len(KEYS.fingerprint) == 16
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"short")
