"""A disk that forgets: what was written but not synced may be gone, torn in the middle or there without what came before it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from tests.faults.tape import Call, numbers

SECTOR: Final = 512
Cut = Literal["dropped", "torn", "reordered"]
_WRITES = frozenset({"write", "writev", "pwrite64", "pwritev", "pwritev2"})
_FOLDER_MOVES = frozenset({"rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat"})


@dataclass(slots=True, eq=False)
class Node:
    """A file, or a folder. `pending`: (where, bytes) that were written, (size, None) for one that was cut."""

    firm: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    size: int = 0  # as the process sees it
    folder: bool = False
    entries: dict[str, Node] = field(default_factory=dict)  # firm
    moves: list[tuple[str, Node | None]] = field(default_factory=list)  # names that were given or taken away since the last sync

    def now(self) -> dict[str, Node]:
        """A folder as the process sees it."""
        return _moved(self.entries, self.moves)

    def sync(self, moves: int, writes: int) -> None:
        """What was pending when the sync began stays for ever."""
        self.entries = _moved(self.entries, self.moves[:moves])
        del self.moves[:moves]
        for place, data in self.pending[:writes]:
            _apply(self.firm, place, data)
        del self.pending[:writes]


def _moved(entries: dict[str, Node], moves: list[tuple[str, Node | None]]) -> dict[str, Node]:
    found = dict(entries)
    for name, node in moves:
        if node is None:
            found.pop(name, None)
        else:
            found[name] = node
    return found


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        content.extend(bytes(place - len(content)))
        return
    content.extend(bytes(max(0, place - len(content))))
    content[place : place + len(data)] = data


class Disk:
    """The folder `home` as the calls leave it. `blind`: files whose syncs are not believed (by the end of the name), to see what is
    lost then: a simulator that finds nothing then would prove nothing."""

    def __init__(self, home: Path, *, blind: str = "") -> None:
        self._home = home
        self._blind = blind
        self._root = Node(folder=True)
        self._handles: dict[tuple[int, str], int] = {}  # where the next plain write goes
        self._begun: dict[int, tuple[Node, int, int]] = {}
        self._adopt(home, self._root)

    def _adopt(self, folder: Path, node: Node) -> None:
        """What stood there before is firm."""
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                inner = Node(folder=True)
                self._adopt(path, inner)
            else:
                data = path.read_bytes()
                inner = Node(firm=bytearray(data), size=len(data))
            node.entries[path.name] = inner

    def do(self, call: Call) -> None:
        """One end of a call."""
        if call.name == "openat" and call.done:
            self._opened(call)
        elif call.name in _FOLDER_MOVES and call.done:
            self._move(call)
        elif call.name in _WRITES and not call.done:
            self._write(call)
        elif call.name == "ftruncate" and not call.done:
            node = self._at(call.path)
            if node is not None:
                node.size = numbers(call.rest)[0]
                node.pending.append((node.size, None))
        elif call.name in ("fsync", "fdatasync"):
            self._sync(call)
        elif call.name == "fallocate" and self._at(call.path) is not None:
            raise AssertionError("this disk does not know fallocate")

    def _opened(self, call: Call) -> None:
        path = call.texts[-1].decode("utf-8", "replace")
        folder, name = self._parent(path)
        if folder is None:
            return
        self._handles[(call.result, path)] = 0
        node = folder.now().get(name)
        if node is None and "O_CREAT" in call.rest:
            folder.moves.append((name, Node()))
        elif node is not None and "O_TRUNC" in call.rest:
            node.size = 0
            node.pending.append((0, None))

    def _write(self, call: Call) -> None:
        node = self._at(call.path)
        if node is None:
            return
        data = b"".join(call.texts)
        if call.name.startswith("p"):
            place = numbers(call.rest)[-1] if call.rest.rstrip().endswith("<unfinished ...>") else numbers(call.rest)[1]
        else:
            place = self._handles.get((call.handle, call.path), 0)
            self._handles[(call.handle, call.path)] = place + len(data)
        node.pending.append((place, data))
        node.size = max(node.size, place + len(data))

    def _sync(self, call: Call) -> None:
        if not call.done:
            node = self._at(call.path)
            if node is not None and not (self._blind and call.path.endswith(self._blind)):
                self._begun[call.place] = (node, len(node.moves), len(node.pending))
        elif call.place in self._begun:
            node, moves, writes = self._begun.pop(call.place)
            node.sync(moves, writes)

    def _move(self, call: Call) -> None:
        paths = [one.decode("utf-8", "replace") for one in call.texts]
        folder, name = self._parent(paths[-1])
        if call.name.startswith("mkdir"):
            if folder is not None:
                folder.moves.append((name, Node(folder=True)))
            return
        came, old = self._parent(paths[0])
        if came is None:
            return
        node = came.now().get(old)
        if not call.name.startswith("unlink") and folder is not None and node is not None:
            folder.moves.append((name, node))
        if not call.name.startswith("link"):
            came.moves.append((old, None))

    def _parent(self, path: str) -> tuple[Node | None, str]:
        """The folder in which a path stands, None for one elsewhere; the memory that SQLite shares is no file to keep."""
        where = Path(path)
        if not where.is_relative_to(self._home) or where == self._home or path.endswith("-shm"):
            return None, ""
        node = self._root
        for name in where.relative_to(self._home).parts[:-1]:
            node = node.now()[name]
        return node, where.name

    def _at(self, path: str) -> Node | None:
        if Path(path) == self._home:
            return self._root
        folder, name = self._parent(path)
        return folder.now().get(name) if folder is not None else None

    def cut(self, target: Path, how: Cut, chance: random.Random) -> None:
        """Put what a power cut at this moment may leave behind into the new folder `target`."""
        target.mkdir()
        self._leave(self._root, target, how, chance)

    def _leave(self, folder: Node, target: Path, how: Cut, chance: random.Random) -> None:
        done = 0 if how == "dropped" else chance.randint(0, len(folder.moves))
        for name, node in _moved(folder.entries, folder.moves[:done]).items():
            path = target / name
            if node.folder:
                path.mkdir()
                self._leave(node, path, how, chance)
            else:
                path.write_bytes(_remains(node, how, chance))
                path.chmod(0o600)


def _remains(node: Node, how: Cut, chance: random.Random) -> bytes:
    content = bytearray(node.firm)
    if how == "torn":
        whole = chance.randint(0, len(node.pending))
        for place, data in node.pending[:whole]:
            _apply(content, place, data)
        for place, data in node.pending[whole : whole + 1]:
            if data is not None:
                _apply(content, place, data[: SECTOR * chance.randint(0, len(data) // SECTOR)])
    elif how == "reordered":
        share = chance.choice((0.1, 0.5, 0.9))
        for place, data in node.pending:
            if data is None:
                if chance.random() < share:
                    _apply(content, place, None)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < share:
                    _apply(content, place + start, data[start : start + SECTOR])
    return bytes(content)
