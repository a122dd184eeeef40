"""Officials on the web: passes asked for and given, wrong and late ones, what moves, what is never joined."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows import engine
from bot.notices import tell
from bot.services import passes, staff
from bot.talk import codec
from bot.talk.incoming import Incoming, Peer
from bot.talk.screen import say, screen
from bot.web.acts import ACTS
from storage import conversations, grants, journal, outbox, people, web_sessions, webchat
from storage import passes as rows
from storage.conversations import Standing
from storage.keys import Unsealable
from storage.work import Work
from tests.office import COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, catalogue, office

WEB = "http://page/?start="
WRONG = "r_" + "0" * 22


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


@dataclass(slots=True)
class Browser:
    """A chat on the web page: who speaks from it is found anew for each turn, as a real turn does."""

    office: Office
    visitor: str

    @property
    def peer(self) -> Peer:
        return Peer(channel="webchat", account="web", chat=self.visitor, user=self.visitor)

    async def who(self) -> tuple[str, str]:
        """(person, account) behind the chat now; a new one where nobody is."""

        def find(work: Work) -> tuple[str, str]:
            mint = self.office.mint
            found = people.find(work, webchat.index(work, self.visitor)) or people.add(
                work, person=mint.id(), account=mint.id(), peer=self.peer, at=self.office.clock.now(), lang="vi"
            )
            return found[0].id, found[1].id

        return await self.office.write(find)

    async def act(self) -> Act:
        person, account = await self.who()
        return replace(self.office.act, person=person, account=account, channel="webchat", web=WEB)

    async def start(self, payload: str) -> list[str]:
        return await self._turn(Incoming(peer=self.peer, kind="start", at=self.office.clock.now(), start=payload))

    async def say(self, text: str) -> list[str]:
        return await self._turn(Incoming(peer=self.peer, kind="text", at=self.office.clock.now(), text=text))

    async def _turn(self, incoming: Incoming) -> list[str]:
        place, act = self.office, await self.act()
        place.turns += 1
        key = f"web{place.turns}"
        await place.write(lambda work: people.touch(work, act.account, act.at))
        await place.write(lambda work: engine.handle(work, act, place.book, incoming, key=key))
        return await place.read(lambda work: said(work, f"reply:{key}:"))

    async def is_over(self) -> bool:
        _, account = await self.who()
        return await self.office.read(lambda work: staff.is_over(work, self.office.act, account))


def said(work: Work, prefix: str) -> list[str]:
    """What was written under keys that begin so."""
    found = work.all("SELECT payload FROM outbox WHERE key LIKE :k || '%' AND payload <> '' ORDER BY id", k=prefix)
    return ["\n".join(catalogue().text("vi", line) for line in codec.load(row[0]).lines) for row in found]


def orphans(work: Work) -> list[tuple[str, int]]:
    """Rows that belong to a chat or a person that is no more."""
    counted = [
        (table, work.all(f"SELECT count(*) FROM {table} WHERE account NOT IN (SELECT id FROM account)")[0][0])
        for table in ("conversation", "menu", "card", "draft", "piece", "outbox", "attachment")
    ]
    counted += [
        (table, work.all(f"SELECT count(*) FROM {table} WHERE person NOT IN (SELECT id FROM person)")[0][0])
        for table in ("citizen_key", "account", "pass", "granted")
    ]
    counted.append(("miss", work.all("SELECT count(*) FROM miss WHERE chat NOT IN (SELECT chat_index FROM account)")[0][0]))
    lost = work.all("SELECT count(*) FROM person WHERE erased_at = 0 AND id NOT IN (SELECT person FROM account)")[0][0]
    return [one for one in [*counted, ("person", lost)] if one[1]]


def everything(work: Work) -> str:
    """Every value of every table, as text and as bytes."""
    tables = [row[0] for row in work.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return repr([work.all(f"SELECT * FROM {table}") for table in tables])


async def asked(worker: Worker) -> str:
    """The code that `/web` shows on a chat that is no browser."""
    act = replace(worker.act, web=WEB)
    made = await worker.office.write(lambda work: passes.ask(work, act))
    assert made is not None
    return f"r_{made[0]}"


async def enrolled(place: Office, visitor: str, role: str = "officer") -> Browser:
    """An official whose only chat is a browser."""
    browser = Browser(office=place, visitor=visitor)
    token = staff.new_token(place.mint)
    await place.write(lambda work: staff.offer(work, place.act, role=role, unit=COMMUNE, token=token))  # type: ignore[arg-type]
    await browser.start(f"i_{token}")
    return browser


async def test_an_official_of_another_channel_links_the_web_page(place: Office) -> None:
    an = await place.enrol("An", "officer")
    shown = await an.say("/web")
    assert shown[-1].text.startswith("Mã vào trang web hoặc kênh khác, dùng một lần, đến 08:15 thứ Ba, 01/12/2026:\nr_")
    code = await asked(an)
    browser = Browser(office=place, visitor="fresh-1")
    nobody, account = await browser.who()
    old_key = (await place.read(lambda work: work.all("SELECT wrapped FROM citizen_key WHERE person = :p", p=nobody)))[0][0]
    told = await browser.start(code)
    assert told[0].startswith("Ông/Bà đã vào lại.")
    assert "công chức tiếp nhận · Xã Côn Minh" in told[0]
    assert await browser.who() == (an.person, account)
    assert not await browser.is_over()
    assert (await an.hear())[-1].text.endswith("vừa được dùng để vào trang web. Nếu không phải Ông/Bà, xin báo ngay cho quản trị.")
    assert await place.read(orphans) == []

    def sealed(work: Work) -> str:
        row = work.one("SELECT chat FROM account WHERE id = :a", a=account)
        assert row is not None
        with pytest.raises(Unsealable):
            work.keys.open(old_key, row[0], account.encode())
        address = people.address(work, account)
        assert address is not None
        return address.chat

    assert await place.read(sealed) == "fresh-1"
    place.clock.advance(timedelta(minutes=31))
    assert await browser.is_over()


async def test_only_a_hash_is_kept_once_the_code_was_shown(place: Office) -> None:
    an = await place.enrol("An", "officer")
    code = (await an.say("/web"))[-1].text.splitlines()[1]
    assert code.startswith("r_")
    kept = await place.read(everything)
    assert code.removeprefix("r_") not in kept
    assert staff.digest(code.removeprefix("r_")) in kept


async def test_a_code_works_once_and_only_the_newest_one(place: Office) -> None:
    an = await place.enrol("An", "officer")
    older, newer = await asked(an), await asked(an)
    browser, other = Browser(office=place, visitor="one"), Browser(office=place, visitor="two")
    assert await browser.start(older) == ["Mã không đúng. Xin Ông/Bà kiểm tra lại."]
    assert (await browser.say(newer))[0].startswith("Ông/Bà đã vào lại."), "typed, it does what the link does"
    assert (await browser.start(newer))[0].startswith("Ông/Bà đã vào lại."), "a link that is opened twice in one browser"
    assert await other.start(newer) == ["Mã này đã được dùng. Xin Ông/Bà lấy mã mới."]
    assert (await other.who())[0] != an.person
    spent = [one.verb for one in await place.read(lambda work: journal.of(work, f"pass:{staff.digest(newer[2:])[:16]}"))]
    assert spent == ["pass", "return"]


@pytest.mark.parametrize(("minutes", "good"), [(14, True), (15, False)])
async def test_a_code_asked_for_lasts_a_quarter_of_an_hour(place: Office, minutes: int, good: bool) -> None:
    code = await asked(await place.enrol("An", "officer"))
    place.clock.advance(timedelta(minutes=minutes))
    told = await Browser(office=place, visitor="late").start(code)
    assert told[0].startswith("Ông/Bà đã vào lại.") == good
    assert good or told == ["Mã này đã hết hạn. Xin Ông/Bà lấy mã mới."]


async def test_a_code_dies_with_the_office(place: Office) -> None:
    an = await place.enrol("An", "officer")
    code = await asked(an)
    for grant in await place.read(lambda work: grants.of_person(work, an.person)):
        await place.write(lambda work, one=grant: staff.revoke(work, place.act, one))  # type: ignore[misc]
    assert await Browser(office=place, visitor="late").start(code) == ["Mã không đúng. Xin Ông/Bà kiểm tra lại."]
    assert await place.read(lambda work: work.all("SELECT count(*) FROM pass")) == [(0,)]


async def test_five_wrong_codes_lock_for_an_hour_and_are_told(place: Office) -> None:
    admin = await place.enrol("Quản trị", "admin", PROVINCE)
    an = await place.enrol("An", "officer")
    await admin.hear()
    browser = Browser(office=place, visitor="guesser")
    for _ in range(5):
        assert await browser.start(WRONG) == ["Mã không đúng. Xin Ông/Bà kiểm tra lại."]
    code = await asked(an)
    assert await browser.start(code) == ["Đã gõ sai mã nhiều lần. Xin thử lại sau một giờ."]
    assert [one.text for one in await admin.hear()] == ["Cảnh báo: nhiều lần gõ sai mã vào trang web liên tiếp (kênh webchat)."]
    place.clock.advance(timedelta(hours=1, seconds=1))
    assert (await browser.start(await asked(an)))[0].startswith("Ông/Bà đã vào lại.")
    assert await place.read(orphans) == []


async def test_a_citizens_chat_is_never_joined_with_an_official(place: Office) -> None:
    an = await place.enrol("An", "officer")
    code = await asked(an)
    citizen = Browser(office=place, visitor="citizen")
    person, account = await citizen.who()
    at = place.clock.now()
    await place.write(lambda work: people.agree(work, person, version="1", channel="webchat", at=at))
    busy = "Trang này đang có ý kiến hoặc dữ liệu của một người gửi. Xin mở mã trong cửa sổ ẩn danh hoặc trình duyệt khác."
    assert await citizen.start(code) == [busy]
    assert await citizen.who() == (person, account)
    assert (await Browser(office=place, visitor="fresh").start(code))[0].startswith("Ông/Bà đã vào lại."), "the code was not spent"
    other = await enrolled(place, "official", "leader")
    assert await other.start(await asked(an)) == [busy], "nor two officials"


async def test_someone_who_wrote_without_agreeing_is_not_nobody(place: Office) -> None:
    an = await place.enrol("An", "officer")
    browser = Browser(office=place, visitor="writer")
    person, account = await browser.who()
    opened = "INSERT INTO draft (account, person, id, touched_at) VALUES (:a, :p, 'd', 1)"
    await place.write(lambda work: work.do(opened, a=account, p=person))
    assert (await browser.start(await asked(an)))[0].startswith("Trang này đang có ý kiến")


async def test_in_a_browser_the_code_goes_to_the_other_chat(place: Office) -> None:
    an = await place.enrol("An", "officer")
    browser = Browser(office=place, visitor="one")
    await browser.start(await asked(an))
    await an.hear()
    assert await browser.say("/web") == ["Mã vào trang web đã gửi đến kênh khác mà Ông/Bà đã liên kết."]
    brought = (await an.hear())[-1].text.splitlines()
    assert brought[2] == f"Mở liên kết này, hoặc gõ mã vào trang web: {WEB}{brought[1]}"
    assert await an.say(brought[1])
    assert (await an.say(brought[1]))[-1].text == "Mã này để vào trang web hoặc kênh khác; ở đây Ông/Bà đã đăng ký rồi."
    assert (await Browser(office=place, visitor="two").start(brought[1]))[0].startswith("Ông/Bà đã vào lại.")


async def test_who_has_nothing_but_a_browser_is_sent_to_the_inviter(place: Office) -> None:
    browser = await enrolled(place, "one")
    alone = "Ông/Bà chưa liên kết kênh nào khác. Khi hết phiên, xin người mời hoặc quản trị gửi lại liên kết."
    assert await browser.say("/web") == [alone]


async def test_a_new_browser_takes_the_seat_and_all_that_lies_there(place: Office) -> None:
    """Conversation, menus, cards, waiting messages and the history go on; the old session is over for good."""
    old = await enrolled(place, "old")
    person, account = await old.who()
    was = await place.read(lambda work: webchat.index(work, "old"))
    act = replace(await old.act(), person=person)

    def furnish(work: Work) -> str:
        line = webchat.add(work, was, {"from": "bot", "text": "Thẻ việc"}, act.at)
        shown = screen(say("card-work-none"), card="work")
        tell.put(work, act, account, shown, key="waits", purpose="status", due=act.at + timedelta(hours=1))
        stands = Standing(flow="official.unit", step="name", draft='{"opinion": "o", "version": 1}', menu="m")
        conversations.keep(work, account, stands, act.at)
        return str(line)

    line = await place.write(furnish)
    place.clock.advance(timedelta(minutes=31))
    assert await old.is_over()
    made = await place.write(lambda work: passes.give(work, place.act, grants.of_person(work, person)[0].id))
    fresh = Browser(office=place, visitor="new")
    told = await fresh.start(f"r_{made[0]}")
    assert told[1] == "Ý kiến thuộc xã, phường nào? Ông/Bà gõ tên.", "the open question is asked once more"
    assert await fresh.who() == (person, account)
    assert await place.read(orphans) == []

    def look(work: Work) -> tuple[str, bool, bool, str]:
        new, at = webchat.index(work, "new"), place.clock.now()
        lines = [one.frame["text"] for one in webchat.newest(work, new)]
        assert webchat.newest(work, was) == []
        assert people.find(work, was) is None
        assert webchat.whereabouts(work, was) == new
        assert webchat.change(work, new, line, {"from": "bot", "text": "Thẻ mới"}, at)
        first = replace(place.act, at=act.at)  # a clock set back
        never = {"idle": timedelta(days=99), "longest": timedelta(days=99)}
        ended = (web_sessions.is_over(work, was, first.at, **never), web_sessions.is_over(work, new, first.at, **never))
        waits = work.one("SELECT account, state FROM outbox WHERE key = 'waits'")
        assert waits == (account, "held")
        return (lines[0], *ended, conversations.get(work, account).flow)

    assert await place.write(look) == ("Thẻ việc", True, False, "official.unit")
    assert not await fresh.is_over()


async def test_one_office_one_browser(place: Office) -> None:
    """Whoever comes back leaves no open page behind, and any number of returns leaves one seat."""
    an = await place.enrol("An", "officer")
    browsers = [Browser(office=place, visitor=f"b{n}") for n in range(3)]
    for one in browsers:
        assert (await one.start(await asked(an)))[0].startswith("Ông/Bà đã vào lại.")
    chats = await place.read(lambda work: [webchat.index(work, one.visitor) for one in browsers])
    wide = {"idle": timedelta(minutes=30), "longest": timedelta(hours=12)}
    over = await place.read(lambda work: [web_sessions.is_over(work, one, place.clock.now(), **wide) for one in chats])
    assert over == [True, True, False]
    assert len(await place.read(lambda work: people.every_account(work, an.person))) == 2
    assert await place.read(lambda work: webchat.whereabouts(work, chats[0])) == chats[2]
    assert await place.read(orphans) == []


async def test_messages_go_to_the_chat_that_can_be_read(place: Office) -> None:
    an = await place.enrol("An", "officer")
    browser = Browser(office=place, visitor="one")
    await browser.start(await asked(an))
    _, seat = await browser.who()

    async def reached() -> str:
        return await place.read(lambda work: people.reach(work, an.person))

    assert await reached() == seat
    place.clock.advance(timedelta(seconds=1))
    await place.write(lambda work: people.touch(work, an.account, place.clock.now()))
    assert await reached() == an.account, "the chat used last, also within the hour"
    place.clock.advance(timedelta(seconds=1))
    await browser.say("/viec")
    assert await reached() == seat
    place.clock.advance(timedelta(minutes=31))
    chat, at = await place.read(lambda work: webchat.index(work, "one")), place.clock.now()
    bounds = {"idle": timedelta(minutes=30), "longest": timedelta(hours=12)}
    assert await place.read(lambda work: web_sessions.are_idle(work, at, **bounds))
    assert await place.write(lambda work: web_sessions.end_idle(work, at, **bounds)) == 1
    assert not await place.read(lambda work: web_sessions.are_idle(work, at, **bounds))
    assert await reached() == an.account, "nobody can read there now"
    citizen = await place.person("Lan")
    await place.opinion(citizen)
    assert (await an.hear())[-1].text.startswith("Ý kiến mới (1)")
    assert await place.read(lambda work: webchat.newest(work, chat)) == []


async def test_another_office_does_not_wake_an_ended_session(place: Office) -> None:
    browser = await enrolled(place, "one")
    person, account = await browser.who()
    place.clock.advance(timedelta(minutes=31))
    token = staff.new_token(place.mint)
    await place.write(lambda work: staff.offer(work, place.act, role="leader", unit=COMMUNE, token=token))
    act = replace(place.act, person=person, account=account, channel="webchat")
    await place.write(lambda work: staff.claim(work, act, token))
    assert await browser.is_over()


class TestInviter:
    """Who may give a pass to whom."""

    async def _grant(self, place: Office, one: Worker) -> str:
        return (await place.read(lambda work: grants.of_person(work, one.person)))[0].id

    async def test_a_leader_gives_one_to_those_they_may_invite(self, place: Office) -> None:
        son, an = await place.enrol("Sơn", "leader"), await place.enrol("An", "officer")
        await place.enrol("Bình", "leader")
        listed = (await son.say("/canbo"))[-1]
        assert listed.buttons == ("công chức tiếp nhận · Xã Côn Minh", "Mời cán bộ")
        shown = (await son.press(listed.buttons[0]))[-1]
        assert shown.text == "Tên trên kênh nhắn tin: An Test\ncông chức tiếp nhận · Xã Côn Minh"
        grant = await self._grant(place, an)
        assert [one.verb for one in await place.read(lambda work: journal.of(work, grant))][-1] == "name.read"
        given = (await son.press("Gửi lại liên kết"))[-1]
        assert "thứ Sáu, 04/12/2026" in given.text
        browser = Browser(office=place, visitor="fresh")
        await browser.start(given.text.splitlines()[1])
        assert (await browser.who())[0] == an.person
        assert [one.text for one in await son.hear()] == ["Liên kết Ông/Bà gửi lại đã được dùng: công chức tiếp nhận · Xã Côn Minh."]

    async def test_a_pass_opens_all_so_all_must_be_theirs_to_give(self, place: Office) -> None:
        son, an = await place.enrol("Sơn", "leader"), await place.enrol("An", "officer")
        grant = await self._grant(place, an)
        await place.enrol("An", "admin", PROVINCE)
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work: passes.give(work, son.act, grant))
        admin = await place.enrol("Quản trị", "admin", PROVINCE)
        assert (await place.write(lambda work: passes.give(work, admin.act, grant)))[0]
        with pytest.raises(RuleBroken, match="pass_own"):
            await place.write(lambda work: passes.give(work, an.act, grant))

    async def test_nobody_else_may(self, place: Office) -> None:
        an = await place.enrol("An", "officer")
        grant = await self._grant(place, an)
        others = [await place.enrol("Bên cạnh", "leader", NEIGHBOUR), await place.enrol("Hà", "officer"), await place.person("Lan")]
        for one in others:
            for deed in (passes.give, passes.find):
                with pytest.raises(RuleBroken, match="not_yours"):
                    await place.write(lambda work, one=one, deed=deed: deed(work, one.act, grant))  # type: ignore[misc]
            assert "r_" not in (await one.say("/canbo"))[-1].text
        assert (await others[1].say("/canbo"))[-1].buttons == ()
        assert await place.read(lambda work: rows.find(work, "x")) is None

    async def test_an_administrator_looks_at_any_unit_by_name(self, place: Office) -> None:
        admin = await place.enrol("Quản trị", "admin", PROVINCE)
        for n in range(8):
            await place.enrol(f"An {n}", "officer")
        first = (await admin.say("/canbo Côn Minh"))[-1]
        assert first.text.splitlines()[0] == "Cán bộ của Xã Côn Minh (8):"
        assert first.buttons[1] == "công chức tiếp nhận · Xã Côn Minh (2)"
        assert len((await admin.press("Trang sau"))[-1].buttons) == 5
        assert (await admin.say("/canbo Nơi Không Có"))[-1].text == "Không tìm thấy nơi này trong phạm vi của Ông/Bà."

    async def test_the_server_gives_one_to_its_only_administrator(self, place: Office) -> None:
        browser = await enrolled(place, "old", "admin")
        person, _ = await browser.who()
        grant = (await place.read(lambda work: grants.of_person(work, person)))[0].id
        args = {"grant": grant, "links": {"webchat": WEB}}
        told = await place.write(lambda work: ACTS["return"].run(work, place.act, args))  # type: ignore[arg-type]
        assert isinstance(told, dict)
        assert told["links"] == {"webchat": f"{WEB}{told['code']}"}
        fresh = Browser(office=place, visitor="new")
        await fresh.start(str(told["code"]))
        assert (await fresh.who())[0] == person
        with pytest.raises(RuleBroken, match="not_found"):
            await place.write(lambda work: ACTS["return"].run(work, place.act, {"grant": "X"}))


async def test_a_code_may_also_link_a_messenger(place: Office) -> None:
    browser = await enrolled(place, "one")
    person, seat = await browser.who()
    made = await place.write(lambda work: passes.give(work, place.act, grants.of_person(work, person)[0].id))
    phone = await place.person("An")
    assert (await phone.start(f"r_{made[0]}"))[-1].text.startswith("Kênh này đã được liên kết với Ông/Bà.")
    held = await place.read(lambda work: (people.owner(work, phone.account), people.name(work, phone.account), people.owner(work, seat)))
    assert held == (person, "An Test", person)
    assert not await browser.is_over(), "a browser that is open stays open"
    assert await place.read(orphans) == []


async def test_a_secret_that_cannot_leave_is_forgotten_too(place: Office) -> None:
    an = await place.enrol("An", "officer")
    await an.hear()
    shown = replace(screen(say("card-pass-code", code="r_geheim")), about=outbox.ONCE)
    for key, end in (("a", "dead"), ("b", "silence")):
        await place.write(lambda work, k=key: tell.put(work, an.act, an.account, shown, key=k, purpose="reply", about=outbox.ONCE))  # type: ignore[misc]
        parcel = await place.write(lambda work, k=key: outbox._take(work, work.all("SELECT id FROM outbox WHERE key = :k", k=k)[0][0]))  # type: ignore[misc]
        assert parcel is not None
        if end == "dead":
            await place.write(lambda work, one=parcel: outbox.dead(work, one, "rejected"))  # type: ignore[misc]
        else:
            await place.write(lambda work: outbox.silence(work, an.account, "gone"))
    assert "geheim" not in await place.read(everything)
