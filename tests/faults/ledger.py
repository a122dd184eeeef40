"""What the program told and what it kept: the look at one folder and one fake Telegram after kills."""

from __future__ import annotations

import sqlite3
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bot.domain import codes
from storage import journal, keys, lite, people
from storage.work import Work
from tests.faults.traffic import RECEIPT, Call, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Messages that came once more. `unexplained`: with no kill between the copy and the one before it."""

    extra: int = 0
    unexplained: int = 0
    most: int = 0  # copies of one and the same message beyond the first

    def __add__(self, other: Copies) -> Copies:
        """Both."""
        return Copies(extra=self.extra + other.extra, unexplained=self.unexplained + other.unexplained, most=max(self.most, other.most))


@dataclass(slots=True)
class Verdict:
    """How the store stands against what was told and offered; `wrong` says the first things that are."""

    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)

    def miss(self, what: str, some: Iterable[object]) -> None:
        """These are gone."""
        self.lost += self._note(what, some)

    def twice(self, what: str, some: Iterable[object]) -> None:
        """These happened twice."""
        self.doubled += self._note(what, some)

    def _note(self, what: str, some: Iterable[object]) -> int:
        found = list(some)
        if found:
            self.wrong.append(f"{what}: {found[:3]}")
        return len(found)


def receipts(calls: Iterable[Call]) -> set[tuple[str, str]]:
    """(chat, code) of every receipt that left the program."""
    return {
        (str(call["parameters"]["chat_id"]), codes.find(words_of(call)) or "?")
        for call in calls
        if call["method"] == "sendMessage" and RECEIPT in words_of(call)
    }


class Ledger:
    """The store of a folder, read beside the running or killed program."""

    def __init__(self, home: Path) -> None:
        self.keys = keys.load(home / "doithoai.key")
        self._path = home / "doithoai.db"

    def look(self, verdict: Verdict, *, calls: Sequence[Call], offered: Iterable[int], wrote: Iterable[str] = ()) -> None:
        """Every receipt stands in the store under its author, every update of `offered` is in the inbox, everything of `wrote` is an
        opinion, nothing happened twice."""
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=30)) as store:
            fine, told = lite.look_once(store, self.keys, lambda work: self._look(work, verdict, receipts(calls), offered, wrote))
        if not fine:
            raise told

    def _look(self, work: Work, verdict: Verdict, told: set[tuple[str, str]], offered: Iterable[int], wrote: Iterable[str]) -> None:
        chats = {account: self._chat(work, account) for (account,) in work.all("SELECT DISTINCT account FROM opinion")}
        stored = {(chats[account], code) for code, account in work.all("SELECT code, account FROM opinion")}
        verdict.miss("codes told and not stored under their author", told - stored)
        letters = {row[0] for row in work.all("SELECT key FROM inbox")}
        verdict.miss("updates confirmed and not kept", [one for one in offered if self.keys.index("key", str(one)) not in letters])
        texts = Counter(row[0] for row in work.all("SELECT text FROM opinion"))
        verdict.miss("opinions not stored", set(wrote) - texts.keys())
        verdict.twice("opinions stored twice", [text for text, n in texts.items() if n > 1])
        steps = work.all("SELECT object, verb, count(*) FROM journal WHERE object IN (SELECT id FROM opinion) GROUP BY object, verb")
        verdict.twice("moves made twice", [(about, verb) for about, verb, n in steps if n > 1])
        if broken := journal.verify(work):
            verdict.wrong.append(f"the journal does not fit at line {broken}")

    @staticmethod
    def _chat(work: Work, account: str) -> str:
        found = people.address(work, account)
        return found.chat if found else "?"

    def settled(self) -> bool:
        """Whether nothing waits inside."""
        return self._counts() == (0, 0)

    def _counts(self) -> tuple[int, int]:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=30)) as store:
            (found,) = store.execute(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'new'),"
                " (SELECT count(*) FROM outbox WHERE state IN ('new', 'wait', 'sending'))"
            ).fetchall()
            return int(found[0]), int(found[1])

    def close_books(self, verdict: Verdict) -> None:
        """At the end nothing is poisoned or given up, the counters agree, and the platform's messages bear out the order of each chat."""
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=30)) as store:
            (poison,) = store.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone()
            verdict.miss("letters without their turn", [poison] if poison else [])
            given_up = store.execute("SELECT key, error FROM outbox WHERE state = 'dead' AND purpose <> 'toast'").fetchall()
            verdict.miss("messages given up", given_up)
            kept = Counter(dict(store.execute("SELECT status, sum(n) FROM counter GROUP BY status HAVING sum(n) <> 0").fetchall()))
            real = Counter(dict(store.execute("SELECT status, count(*) FROM opinion GROUP BY status").fetchall()))
            if kept != real:
                verdict.wrong.append(f"the counters say {kept}, there are {real}")
            seen: dict[str, list[int]] = defaultdict(list)
            for account, message in store.execute("SELECT account, message FROM outbox WHERE message <> '' ORDER BY id"):
                if int(message) not in seen[account]:  # else an older message was changed
                    seen[account].append(int(message))
            if astray := [account for account, numbers in seen.items() if numbers != sorted(numbers)]:
                verdict.wrong.append(f"the order of a chat was not kept: {astray[:3]}")
            (sound,) = store.execute("PRAGMA quick_check").fetchone()
            if sound != "ok":
                verdict.wrong.append(f"the file is damaged: {sound}")


def copies(calls: Sequence[Call]) -> Copies:
    """The same words with the same buttons in the same chat are the same message (menus are never used twice).

    A program that starts asks first who it is: what a killed one had sent has arrived by then."""
    starts = [call["at"] for call in calls if call["method"] == "getMe"]
    sent: dict[tuple[str, str], list[float]] = defaultdict(list)
    for call in calls:
        if call["method"].startswith("send") and call.get("status") == 200:
            given = call["parameters"]
            sent[str(given["chat_id"]), f"{given.get('text')}{given.get('reply_markup')}"].append(call["at"])
    found = Copies()
    for times in sent.values():
        pairs = list(pairwise(times))
        alone = sum(bisect(starts, before) == bisect(starts, again) for before, again in pairs)
        found += Copies(extra=len(pairs), unexplained=alone, most=len(pairs))
    return found
