"""Backups: nothing acknowledged is missing, nothing unsound is accepted, nothing readable leaves, nobody erased comes back."""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from storage import archive, backup, counts, erasures, journal, keys, lock, migrate
from storage import restore as bringing
from storage.archive import Manifest
from storage.database import AlreadyRunning, Corrupt, Newer, Unavailable
from storage.keys import Keyring
from storage.restore import Lost, Occupied, Restored
from storage.sealed import PIECE, BadArchive, Opener, Sealer, WrongKey
from storage.sqlite import Sqlite, open_database
from storage.work import Work, micros

ROOT = Path(backup.__file__).resolve().parents[1]
NOW = datetime(2026, 12, 1, 19, 30, tzinfo=UTC)
KEYS = Keyring(bytes(range(32)))
CANARY = "Đường vào xóm Chùa hỏng ba năm nay"


def opinion(work: Work, number: int, text: str = CANARY, at: datetime = NOW - timedelta(days=1)) -> None:
    work.do(
        "INSERT INTO opinion (id, code, unit, desk, text, visibility, source, author, account, status, phase, entered_at, sent_at)"
        " VALUES (:id, :id, 'c1', 'c1', :text, 'public', 'self', 'p1', 'a1', 'sent', 'waiting', :at, :at)",
        id=f"o{number:06d}", text=text, at=micros(at),
    )  # fmt: skip
    journal.add(work, at=at, actor="p1", verb="send", object=f"o{number:06d}", unit="c1")


def attachment(work: Work, name: str) -> None:
    work.do(
        "INSERT INTO attachment (id, owner, account, kind, channel, ref, name, mime, size, place, state, path, at)"
        " VALUES (:id, 'o1', 'a1', 'photo', 'telegram', x'', '', '', 0, 0, 'kept', :id, 0)",
        id=name,
    )


async def opened(home: Path) -> Sqlite:
    home.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(migrate.upgrade, home / "doithoai.db")
    return await open_database(home / "doithoai.db", KEYS)


@pytest_asyncio.fixture
async def home(tmp_path: Path) -> Path:
    """A house at rest: five opinions, two photos, some configuration, a key and tokens."""
    home = tmp_path / "home"
    database = await opened(home)
    for number in range(5):
        await database.write(lambda work, number=number: opinion(work, number))  # type: ignore[misc]
    await database.write(lambda work: attachment(work, "anh-1.jpg"))
    await database.write(lambda work: attachment(work, "anh-2.jpg"))
    await database.close()
    (home / "media" / "incoming").mkdir(parents=True)
    (home / "media" / "anh-1.jpg").write_bytes(b"anh 1" * 1000)
    (home / "media" / "anh-2.jpg").write_bytes(random.Random(1).randbytes(3 * PIECE))
    (home / "media" / "half.part").write_bytes(b"half")
    (home / "office.toml").write_text('body = "UBND"\n', encoding="utf-8")
    (home / "units.csv").write_text("a,b\n", encoding="utf-8")
    (home / "templates").mkdir()
    for name in ("results.state.docx", "~$sults.state.docx", "Bản sao.docx"):  # Word's own and a copy are not ours
        (home / "templates" / name).write_bytes(b"own paper")
    (home / ".env").write_text("DOITHOAI_TELEGRAM_TOKEN=1:canary-token\n", encoding="utf-8")
    (home / "key.toml").write_text("canary-key", encoding="utf-8")
    return home


def make(home: Path, **more: Any) -> backup.Made:
    return backup.make(home, more.pop("ring", KEYS), now=more.pop("now", NOW), key_file=home / "key.toml", **more)


def nothing(work: Work, gone: Mapping[str, datetime], manifest: Manifest) -> int:
    return 0


def restore(path: Path, home: Path, ring: Keyring = KEYS, **more: Any) -> Restored:
    return bringing.restore(path, home, ring, more.pop("rebuild", nothing), **more)


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = sorted(connection.iterdump())  # a copy knows its tables in another order
    connection.close()
    return lines


def everything(home: Path) -> dict[str, bytes]:
    """Every file of a house but what SQLite keeps beside an open database."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.name not in ("doithoai.db-shm", "doithoai.db-wal", lock.NAME)
    }


def members(path: Path) -> dict[str, bytes]:
    with archive.opened(path, KEYS, archive.silent) as tar:
        return {entry.name: (tar.extractfile(entry) or io.BytesIO()).read() for entry in tar}


def test_what_a_backup_holds(home: Path) -> None:
    made = make(home)
    assert made.path == home / "backups" / "doithoai-20261201T193000Z.backup"
    found = members(made.path)
    assert sorted(found) == [
        "config/office.toml", "config/templates/results.state.docx", "config/units.csv", "doithoai.db",
        "manifest.json", "media/anh-1.jpg", "media/anh-2.jpg",
    ]  # fmt: skip
    assert list(found)[-1] == "manifest.json"
    assert made.manifest.counts["opinion"] == 5
    assert made.manifest.head[0] == 5
    assert made.path.stat().st_mode & 0o077 == 0
    sealed = made.path.read_bytes()
    for canary in (CANARY.encode(), b"canary", b"SQLite format", b"anh-1", b"UBND"):
        assert canary not in sealed
    assert not any(canary in body for body in found.values() for canary in (b"canary-token", b"canary-key"))
    assert [path.name for path in home.glob(".*")] == [".env"]  # no copy in clear stays behind
    assert [path.name for path in (home / "backups").iterdir()] == [made.path.name]


def test_a_house_comes_back_as_it_was(home: Path, tmp_path: Path) -> None:
    made = make(home)
    other = tmp_path / "other"
    done = restore(made.path, other)
    assert dump(other / "doithoai.db") == dump(home / "doithoai.db")
    back, was = everything(other), everything(home)
    assert {name: back[name] for name in back if name.startswith("media/")} == {
        name: was[name] for name in was if name.startswith("media/") and not name.endswith(".part")
    }
    assert (back["office.toml"], back["units.csv"]) == (was["office.toml"], was["units.csv"])
    assert done.lost == Lost(since=NOW, lines=None, opinions=None)
    assert (done.aside, done.changed) == (None, ("office.toml", "templates/results.state.docx", "units.csv"))
    assert back["templates/results.state.docx"] == b"own paper"
    assert {".env", "key.toml"}.isdisjoint(back)


async def test_nothing_acknowledged_is_missing_under_load(tmp_path: Path) -> None:
    """Six writers, twelve backups meanwhile; each act writes two rows that must not be parted."""
    home = tmp_path / "home"
    database = await opened(home)
    acknowledged: list[int] = []
    numbers = iter(range(10**6))
    stop = asyncio.Event()

    async def write() -> None:
        while not stop.is_set():
            number = next(numbers)
            await database.write(lambda work, number=number: opinion(work, number))  # type: ignore[misc]
            acknowledged.append(number)

    writers = [asyncio.create_task(write()) for _ in range(6)]
    bad = 0
    try:
        for turn in range(12):
            while len(acknowledged) < 40 * (turn + 1):  # noqa: ASYNC110 - the writers run meanwhile
                await asyncio.sleep(0)
            before = set(acknowledged)
            made = await asyncio.to_thread(make, home, now=NOW + timedelta(seconds=turn))
            copy = tmp_path / f"copy-{turn}.db"
            copy.write_bytes(members(made.path)["doithoai.db"])
            connection = sqlite3.connect(copy)
            kept = {int(row[0][1:]) for row in connection.execute("SELECT id FROM opinion")}
            told = {int(row[0][1:]) for row in connection.execute("SELECT object FROM journal")}
            connection.close()
            bad += bool(before - kept) or kept != told or made.manifest.counts["opinion"] != len(kept)
    finally:
        stop.set()
        await asyncio.gather(*writers)
        await database.close()
    assert bad == 0


def test_a_backup_that_was_touched_is_refused_and_nothing_is_changed(home: Path, tmp_path: Path) -> None:
    made = make(home)
    whole = made.path.read_bytes()
    assert len(whole) > 3 * PIECE
    before = everything(home)
    chance = random.Random(7)
    spots = [0, 5, 20, 60, 120, 150, PIECE, PIECE + 170, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(12))]
    cuts = [0, 10, 100, 125, 126, 200, PIECE, len(whole) - 1, *(126 + number * (PIECE + 16) for number in range(1, 4))]
    changed = [whole[:spot] + bytes([whole[spot] ^ 1 << chance.randrange(8)]) + whole[spot + 1 :] for spot in spots]
    changed += [whole[:cut] for cut in cuts] + [whole + b"x", whole + whole[-PIECE:], b"", b"PK\x03\x04 not ours"]
    head, body = whole.split(b"\n", 1)
    changed.append(head + b"\n" + body[PIECE + 16 : 2 * PIECE + 32] + body[: PIECE + 16] + body[2 * PIECE + 32 :])
    path = tmp_path / "changed.backup"
    for one in changed:
        path.write_bytes(one)
        with pytest.raises((BadArchive, WrongKey)) as caught:
            restore(path, home, replace=True)
        assert "backup" in str(caught.value)
        with pytest.raises((BadArchive, WrongKey)):
            backup.check(path, home, KEYS)
    assert everything(home) == before


def test_another_key_is_named(home: Path) -> None:
    made = make(home)
    other = Keyring(bytes(32))
    with pytest.raises(WrongKey, match=f"{KEYS.fingerprint}.*{other.fingerprint}"):
        restore(made.path, home, other, replace=True)


def test_a_sealed_archive_of_something_else_is_refused(home: Path, tmp_path: Path) -> None:
    """Even with our key: names that leave the folder, files the manifest does not know, a broken database."""
    good = members(make(home).path)
    cases: list[dict[str, bytes]] = [
        {"../evil": b"x", **good},
        {"/etc/evil": b"x", **good},
        {"media/../../evil": b"x", **good},
        {"config/.env": b"x", **good},
        {"media/more.jpg": b"x", **good},
        {name: body for name, body in good.items() if name != "media/anh-1.jpg"},
        {name: body for name, body in good.items() if name != "manifest.json"},
        good | {"doithoai.db": good["doithoai.db"][:-4096]},
        good | {"manifest.json": b"{}"},
        good | {"manifest.json": b"[]"},
    ]
    before = everything(home)
    for number, case in enumerate(cases):
        path = tmp_path / f"{number}.backup"
        pack(path, case)
        with pytest.raises(BadArchive):
            restore(path, home, replace=True)
    assert everything(home) == before
    assert not (tmp_path / "evil").exists()


def pack(path: Path, case: Mapping[str, bytes]) -> None:
    import gzip

    with path.open("wb") as out:
        sealer = Sealer(out, KEYS, os.urandom)
        with gzip.GzipFile(fileobj=sealer, mode="wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            for name, body in case.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(body)
                tar.addfile(entry, io.BytesIO(body))
        sealer.close()


def test_a_database_that_was_changed_inside_is_refused(home: Path, tmp_path: Path) -> None:
    """Someone with the key, but without the chain, rewrote an opinion's story before it was sealed."""
    good = members(make(home).path)
    copy = tmp_path / "copy.db"
    copy.write_bytes(good["doithoai.db"])
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET verb = 'refuse' WHERE seq = 3")
    connection.close()
    manifest = json.loads(good["manifest.json"])
    import hashlib

    manifest["members"]["doithoai.db"] = hashlib.sha256(copy.read_bytes()).hexdigest()
    pack(tmp_path / "x.backup", good | {"doithoai.db": copy.read_bytes(), "manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(BadArchive, match="journal in the backup was changed at line 3"):
        restore(tmp_path / "x.backup", home, replace=True)


def test_what_stands_there_is_moved_aside_and_nothing_is_deleted(home: Path) -> None:
    made = make(home)

    async def live_on() -> None:
        database = await opened(home)
        for number in (10, 11, 12):
            await database.write(lambda work, number=number: opinion(work, number, "mới", NOW + timedelta(hours=1)))  # type: ignore[misc]
        await database.write(lambda work: attachment(work, "anh-3.jpg"))
        await database.close()

    asyncio.run(live_on())
    (home / "media" / "anh-3.jpg").write_bytes(b"anh 3")
    (home / "media" / "anh-1.jpg").write_bytes(b"other")
    (home / "office.toml").write_text('body = "UBND tỉnh"\n', encoding="utf-8")
    was = everything(home)
    with pytest.raises(Occupied, match="--replace"):
        restore(made.path, home)
    assert everything(home) == was
    assert bringing.what_is_lost(home, KEYS, made.manifest) == Lost(since=NOW, lines=3, opinions=3)
    done = restore(made.path, home, replace=True)
    assert done.lost == Lost(since=NOW, lines=3, opinions=3)
    assert done.changed == ("office.toml",)
    assert done.aside == home / f"before-restore-{made.path.stem}"
    aside = everything(done.aside)
    assert set(aside) == {"doithoai.db", "media/anh-1.jpg", "media/anh-3.jpg", "media/half.part"} - {"media/half.part"} | {"office.toml"}
    assert aside["media/anh-1.jpg"] == b"other"
    assert len([line for line in dump(done.aside / "doithoai.db") if "'mới'" in line]) == 3
    assert len([line for line in dump(home / "doithoai.db") if 'INSERT INTO "opinion"' in line]) == 5
    assert not (home / "media" / "anh-3.jpg").exists()
    assert restore(made.path, home, replace=True).aside == home / f"before-restore-{made.path.stem}-1"


def test_a_running_house_is_left_alone(home: Path) -> None:
    made = make(home)
    with lock.hold(home), pytest.raises(AlreadyRunning):
        restore(made.path, home, replace=True)
    with lock.hold(home):
        make(home, now=NOW + timedelta(hours=1))


@pytest.mark.parametrize("damage", ["torn", "no database", "empty"])
def test_a_house_that_cannot_be_read_any_more_comes_back(home: Path, damage: str) -> None:
    made = make(home)
    database = home / "doithoai.db"
    bodies = {"torn": database.read_bytes()[:5000] + b"\0" * 3000, "no database": b"x" * 9000, "empty": b""}
    database.write_bytes(bodies[damage])
    (home / "doithoai.db-wal").write_bytes(b"old log")
    done = restore(made.path, home, replace=True)
    assert done.lost.lines is None
    assert done.aside is not None
    assert len([line for line in dump(database) if 'INSERT INTO "opinion"' in line]) == 5
    (home / "broken").mkdir()
    (home / "broken" / "doithoai.db").write_bytes(bodies["torn"])
    with pytest.raises(Corrupt):
        make(home / "broken")


def test_who_was_erased_since_is_handed_on_to_be_erased_again(home: Path, tmp_path: Path) -> None:
    def erased(person: str, at: datetime) -> None:
        connection = sqlite3.connect(home / "doithoai.db")
        connection.execute("INSERT INTO erasure VALUES (?, ?)", (person, micros(at)))
        connection.commit()
        connection.close()

    erased("p-before", NOW - timedelta(days=2))
    erasures.write_down(home, [("p-before", NOW - timedelta(days=2))])
    made = make(home)
    erased("p-in-database", NOW + timedelta(hours=1))
    erasures.write_down(home, [("p-in-file", NOW + timedelta(hours=2))])
    with (home / erasures.NAME).open("ab") as file:
        file.write(b"1798761600000000 p-to")  # a line torn by a power cut is one character short of nothing that matters
    seen: dict[str, datetime] = {}

    def rebuild(work: Work, gone: Mapping[str, datetime], manifest: Manifest) -> int:
        seen.update(gone)
        return len(gone)

    done = restore(made.path, home, rebuild=rebuild, replace=True)
    assert {"p-before", "p-in-database", "p-in-file"} <= set(seen)
    assert done.erased == len(seen)
    assert {"p-before", "p-in-database", "p-in-file"} <= set(erasures.read(home))
    (home / erasures.NAME).unlink()
    (home / "doithoai.db").write_bytes(b"gone")
    restore(made.path, home, replace=True)
    assert set(erasures.read(home)) == {"p-before"}


def test_the_list_of_erasures_is_only_added_to(tmp_path: Path) -> None:
    assert erasures.write_down(tmp_path, [("p1", NOW), ("p2", NOW)]) == 2
    assert erasures.write_down(tmp_path, [("p2", NOW), ("p3", NOW)]) == 1
    assert erasures.read(tmp_path) == {"p1": NOW, "p2": NOW, "p3": NOW}
    text = (tmp_path / erasures.NAME).read_bytes()
    (tmp_path / erasures.NAME).write_bytes(text[:-4])
    assert set(erasures.read(tmp_path)) == {"p1", "p2"} or len(erasures.read(tmp_path)) == 2
    erasures.write_down(tmp_path, [("p4", NOW)])
    assert {"p1", "p2", "p4"} <= set(erasures.read(tmp_path))


async def test_erasures_are_written_down_from_the_database(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    for number in range(3):
        await database.write(
            lambda work, n=number: work.do("INSERT INTO erasure VALUES (:p, :at)", p=f"p{n}", at=micros(NOW + timedelta(days=n)))  # type: ignore[misc]
        )
        assert await erasures.export(database, tmp_path, everything=False) == 1
    assert await erasures.export(database, tmp_path) == 0
    await database.close()


def test_old_backups_go_only_when_a_new_one_stands(home: Path) -> None:
    for day in range(4):
        backup.nightly(home, KEYS, now=NOW + timedelta(days=day), keep=2)
    (home / "backups" / "important.backup").write_bytes(b"mine")
    made = backup.nightly(home, KEYS, now=NOW + timedelta(days=4), keep=2)
    names = sorted(path.name for path in (home / "backups").iterdir())
    assert names == ["doithoai-20261204T193000Z.backup", "doithoai-20261205T193000Z.backup", "important.backup"]
    assert len(made.removed) == 1
    (home / "doithoai.db").write_bytes(b"x" * 9000)
    with pytest.raises(Corrupt):
        backup.nightly(home, KEYS, now=NOW + timedelta(days=5), keep=1)
    assert sorted(path.name for path in (home / "backups").iterdir()) == names


def test_a_photo_that_is_not_there_is_named_and_two_backups_of_one_second_both_stand(home: Path) -> None:
    (home / "media" / "anh-1.jpg").unlink()
    assert make(home).manifest.media_missing == ("anh-1.jpg",)
    assert make(home).path.name.endswith("Z-1.backup")


def test_no_house_and_no_place(tmp_path: Path, home: Path) -> None:
    with pytest.raises(Unavailable, match="no database"):
        make(tmp_path / "nowhere")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable):
        make(home, folder=tmp_path / "file")
    with pytest.raises(Unavailable, match="no backup at"):
        restore(tmp_path / "missing.backup", home, replace=True)


def test_a_backup_of_a_newer_program_is_refused(home: Path) -> None:
    connection = sqlite3.connect(home / "doithoai.db")
    connection.execute("PRAGMA user_version=9000")
    connection.close()
    made = make(home)
    before = everything(home)
    with pytest.raises(Newer):
        restore(made.path, home, replace=True)
    assert everything(home) == before


def test_counters_are_counted_anew(home: Path) -> None:
    made = make(home)
    restore(
        made.path,
        home,
        rebuild=lambda work, _gone, _manifest: counts.rebuild(work, year_of=lambda at: at.year, level_of=str.upper),
        replace=True,
    )
    connection = sqlite3.connect(home / "doithoai.db")
    assert connection.execute("SELECT year, unit, level, status, n FROM counter").fetchall() == [(2026, "c1", "C1", "sent", 5)]
    connection.close()


KILLED = """
import os, sys
from pathlib import Path
from storage import restore
from storage.keys import Keyring

archive, home, stop = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
left = [stop]
def hook(event, args):
    if event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.truncate", "shutil.move", "sqlite3.connect"):
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)
sys.addaudithook(hook)
restore.restore(archive, home, Keyring(bytes(range(32))), lambda work, gone, manifest: 0, replace=True)
os._exit(0)
"""


def test_a_restore_killed_anywhere_leaves_the_old_or_the_new_house(home: Path, tmp_path: Path) -> None:
    made = make(home)
    new = dump(home / "doithoai.db")

    async def live_on() -> None:
        database = await opened(home)
        await database.write(lambda work: opinion(work, 77, "mới"))
        await database.close()

    asyncio.run(live_on())
    old = dump(home / "doithoai.db")
    seen = set()
    for stop in range(1, 200):
        place = tmp_path / f"house-{stop}"
        shutil.copytree(home, place)
        ran = subprocess.run(
            [sys.executable, "-c", KILLED, made.path, place, str(stop)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ran.returncode in (0, 9), ran.stderr
        now = dump(place / "doithoai.db")
        assert now in (old, new), stop
        seen.add(now == new)
        if ran.returncode == 9:
            restore(made.path, place, replace=True)
            assert dump(place / "doithoai.db") == new
        shutil.rmtree(place)
        if ran.returncode == 0:
            break
    else:
        raise AssertionError("it never came to its end")
    assert seen == {True, False}


def test_streams_of_any_length_read_back(tmp_path: Path) -> None:
    for size in (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 17):
        data = random.Random(size).randbytes(size)
        out = io.BytesIO()
        sealer = Sealer(out, KEYS, os.urandom)
        for start in range(0, size, 700_001):
            sealer.write(data[start : start + 700_001])
        sealer.close()
        sealer.close()
        whole = out.getvalue()
        assert io.BufferedReader(Opener(io.BytesIO(whole), KEYS)).read() == data
        head = whole.index(b"\n") + 1
        for cut in range(head, len(whole), PIECE + 16):  # where one piece ends and the next begins, too
            with pytest.raises(BadArchive):
                io.BufferedReader(Opener(io.BytesIO(whole[:cut]), KEYS)).read()


def test_a_key_made_by_the_house_opens_its_backups(home: Path, tmp_path: Path) -> None:
    ring = keys.load_or_create(tmp_path / "k" / "doithoai.key")
    bare = tmp_path / "bare"
    asyncio.run(_empty(bare))
    made = make(bare, ring=ring)
    assert backup.check(made.path, bare, keys.load(tmp_path / "k" / "doithoai.key")) == made.manifest


async def _empty(home: Path) -> None:
    await (await opened(home)).close()
