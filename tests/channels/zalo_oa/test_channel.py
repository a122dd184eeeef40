"""Zalo Official Account over HTTP against the strict fake: tokens, windows, signatures, echoes, files."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.zalo_oa import ZaloOaChannel
from bot.domain.deadlines import VIETNAM
from bot.talk.rendered import File, Knock, Rendered, SendFailed
from tests.channels.serving import Inbox, serving, until
from tests.channels.zalo_oa.conftest import Made, Vault
from tests.fakes.zalo_oa_client import FakeZaloOa, OaPerson
from tests.fakes.zalo_oa_world import FIRST
from tests.house import picture

HOOK = "/hooks/zalo-oa"
OAUTH = "/v4/oa/access_token"
SECOND = "fakeSecondRefreshToken_for-tests-00000000000000000"


async def test_one_start_spends_the_first_token_and_keeps_what_follows(fake: FakeZaloOa, make: Made, vault: Vault) -> None:
    for _ in range(2):
        channel = make()
        await channel.open()
        await channel.close()
    kept = await vault.load()
    assert kept is not None
    assert fake.state()["refresh"] == [kept.refresh] != [FIRST]
    assert vault.kept == [True, False], "noted before it was spent, and stored before it was used; the second start spent none"
    assert kept.access not in repr(kept)


async def test_many_messages_at_once_need_one_refresh(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    fake.wait(0.1)
    person.say("một")
    fake.sim("forget_tokens")
    await asyncio.gather(*(channel.send(person.chat, Rendered(text=f"tin {n}")) for n in range(20)))
    assert len(person.screen()) == 20
    assert sum(one["path"] == "/v4/oa/access_token" for one in fake.sim("calls")) == 2, "the start's, and one for all twenty"


async def test_a_day_later_a_new_pair_is_taken_before_the_old_one_ends(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    fake.wait(24.5)
    person.say("một")
    await channel.send(person.chat, Rendered(text="hai"))
    assert person.screen() == ["hai"]
    assert [one.get("error") for one in fake.sim("calls") if one["path"].endswith("/cs")] == [None], "no call went out with a stale token"


async def test_dying_between_spending_and_storing_is_told_loudly(
    fake: FakeZaloOa, make: Made, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    vault.fails = 1
    channel = make()
    with pytest.raises(OSError, match="killed"):
        await channel.open()
    await channel.close()
    vault.fails = -1
    again = make()
    with caplog.at_level(logging.ERROR):
        await again.open()
    assert again.trouble == "auth", "which is told, and keeps no other channel from starting"
    assert "ended before it knew what came of its refresh token" in caplog.text
    assert "DOITHOAI_ZALO_OA_REFRESH_TOKEN" in caplog.text
    assert FIRST not in caplog.text
    for _ in range(3):
        with pytest.raises(SendFailed, match="auth"):
            await again.send("1", Rendered(text="hai"))
    asked = [one for one in fake.sim("calls") if one["path"] == "/v4/oa/access_token"]
    assert len(asked) == 2, "who was refused does not ask again and again"
    fake.wait(1.1)
    with pytest.raises(SendFailed, match="auth"):
        await again.send("1", Rendered(text="hai"))
    await again.close()
    fake.sim("grant", token=SECOND)
    renewed = make(refresh=SECOND)
    await renewed.open()
    assert renewed.trouble == "", "a person granted access again"
    await renewed.close()


async def test_a_token_that_was_never_good_stops_the_start(make: Made) -> None:
    for _ in range(2):
        channel = make(refresh="a slip of the pen")
        with pytest.raises(SendFailed, match="auth"):
            await channel.open()
        await channel.close()


async def test_a_token_of_sixty_days_is_told_while_it_can_be_helped(fake: FakeZaloOa, make: Made) -> None:
    channel = make()
    await channel.open()
    await channel.close()
    for days, trouble in ((59, ""), (2, "old")):
        fake.wait(24 * days)
        fake.fault("drop", path="/v4/oa/access_token")
        late = make()
        with pytest.raises(SendFailed, match="unsent"):
            await late.open()
        assert late.trouble == trouble
        await late.close()


async def test_an_answer_that_was_lost_on_the_way_is_asked_for_again(fake: FakeZaloOa, make: Made) -> None:
    fake.fault("drop", path="/v4/oa/access_token")
    channel = make()
    for _ in range(2):
        with pytest.raises(SendFailed, match="unsent"):
            await channel.open()
    assert len(_asked(fake)) == 1, "who just failed does not ask again and again"
    fake.wait(0.02)
    await channel.open()
    assert channel.trouble == ""
    await channel.close()


def _asked(fake: FakeZaloOa) -> list[str]:
    """How often a pair was asked for."""
    return [one["path"] for one in fake.sim("calls") if one["path"] == OAUTH]


async def test_who_waits_may_be_cancelled_the_asking_may_not(fake: FakeZaloOa, make: Made, vault: Vault) -> None:
    channel = make()
    opening = asyncio.create_task(channel.open())
    while fake.state()["refresh"] == [FIRST]:  # noqa: ASYNC110 - until the platform has answered, before anybody here reads it
        await asyncio.sleep(0)
    opening.cancel()
    await channel.close()
    kept = await vault.load()
    assert kept is not None
    assert fake.state()["refresh"] == [kept.refresh]


async def test_a_pair_is_held_until_the_store_takes_it(fake: FakeZaloOa, make: Made, vault: Vault) -> None:
    vault.refuses = [1, 2]
    channel = make()
    await channel.open()
    kept = await vault.load()
    assert kept is not None
    assert fake.state()["refresh"] == [kept.refresh]
    assert len(_asked(fake)) == 1
    await channel.close()


async def test_in_its_last_hour_the_old_token_still_serves(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    fake.wait(24.5)
    person.say("một")
    fake.fault("refuse", path=OAUTH, code=-32, count=9)
    for words in ("hai", "ba", "bốn"):
        await channel.send(person.chat, Rendered(text=words))
    assert person.screen() == ["hai", "ba", "bốn"]
    assert len(_asked(fake)) == 2, "the start's, and one that failed"
    assert channel.trouble == "", "a limit is nothing that a person must mend"
    fake.wait(0.6)
    with pytest.raises(SendFailed, match="unsent"):
        await channel.send(person.chat, Rendered(text="năm"))


async def test_a_platform_that_refuses_its_new_tokens_gets_no_others(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    fake.wait(0.1)
    person.say("một")
    fake.fault("refuse", code=-216, count=9)
    for _ in range(4):
        with pytest.raises(SendFailed):
            await channel.send(person.chat, Rendered(text="hai"))
    assert len(_asked(fake)) == 2


async def test_outside_the_window_nothing_leaves(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    with pytest.raises(SendFailed, match="window"):
        await channel.send(person.chat, Rendered(text="một"))
    person.say("tôi đây")
    await channel.send(person.chat, Rendered(text="hai"))
    fake.wait(24 * 7 + 1)
    with pytest.raises(SendFailed, match="window"):
        await channel.send(person.chat, Rendered(text="ba"))
    assert person.screen() == ["hai"]


async def test_words_in_parts_pictures_made_to_fit_and_papers(channel: ZaloOaChannel, person: OaPerson, tmp_path: Path) -> None:
    person.say("một")
    (tmp_path / "anh.jpg").write_bytes(picture())
    (tmp_path / "van-ban.pdf").write_bytes(b"%PDF-1.4")
    photo = File(kind="photo", path=tmp_path / "anh.jpg", name="anh.jpg", mime="image/jpeg")
    paper = File(kind="document", path=tmp_path / "van-ban.pdf", name="van-ban.pdf", mime="application/pdf")
    await channel.send(person.chat, Rendered(text="Cầu đã sửa. " * 300, files=(photo, paper)))
    shown = person.messages()
    assert [one.get("file") for one in shown] == ["image", "file", None, None]
    assert "".join(one["text"] for one in shown[2:]) == "Cầu đã sửa. " * 300
    assert channel.caps.carries("document", "van-ban.PDF", 10)
    assert not channel.caps.carries("document", "bang.xlsx")
    assert not channel.caps.carries("document", "to.pdf", 6 * 1024 * 1024)
    assert not channel.caps.carries("voice", "a.ogg")


async def test_events_arrive_signed_once_each_and_echoes_are_nothing(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    inbox = Inbox()
    async with serving(lambda _: channel, inbox) as (_, url):
        fake.rules(hook=f"{url}{HOOK}", copies=1)
        person.say("Đường hỏng “nặng” 🇻🇳")
        person.place(22.1, 105.8)
        person.file("image", picture())
        person.follow(follows=False)
        await until(lambda: len(inbox.stored) == 8)
        await channel.send(person.chat, Rendered(text="đã nhận"))
        await until(lambda: len(inbox.stored) == 10)
        read = {raw.key: channel.parse(raw.body) for raw in inbox.stored}
        said = [one for found in read.values() for one in found]
        assert len(read) == 5, "five keys: each event twice, and our own echo"
        assert [one.kind for one in said] == ["text", "location", "media", "stopped"]
        assert (said[0].text, said[1].place) == ("Đường hỏng “nặng” 🇻🇳", (22.1, 105.8))
        assert {raw.chat for raw in inbox.stored} == {person.chat}
        assert await channel.fetch(said[2].media[0]) == picture()
        assert {one["status"] for one in fake.state()["log"]} == {200}


KNOCKING = Rendered(text="hai", knock=Knock(head="Có tin mới", text="Xin nhắn một chữ", label="Mã ý kiến", number="YK-26-ABCDEF-G"))


@pytest.mark.parametrize(("after", "errors"), [((8, 8), [None]), ((8, 5), [-234]), ((400, 8), [-232]), ((1, 8), [])])
async def test_a_word_goes_ahead_where_only_that_is_taken(
    fake: FakeZaloOa, make: Made, person: OaPerson, after: tuple[int, int], errors: list[int | None]
) -> None:
    """Within a year and by day; whatever becomes of it, the message itself waits for the window."""
    days, hour = after
    begin = datetime(2026, 12, 1, hour, tzinfo=VIETNAM).timestamp()
    fake.rules(now=begin)
    person.say("một")
    fake.rules(now=begin + days * 86400)
    channel = make(knocks=True)
    await channel.open()
    try:
        if days > 7:
            with pytest.raises(SendFailed, match="window"):
                await channel.send(person.chat, KNOCKING)
        else:
            await channel.send(person.chat, KNOCKING)
    finally:
        await channel.close()
    assert [one.get("error") for one in fake.sim("calls") if one["path"].endswith("/transaction")] == errors
    shown = [one["transaction"] for one in person.messages() if "transaction" in one]
    assert shown == ([["Có tin mới", "Xin nhắn một chữ", "Mã ý kiến: YK-26-ABCDEF-G"]] if errors == [None] else [])


async def test_what_comes_in_the_night_waits_for_the_morning(fake: FakeZaloOa, channel: ZaloOaChannel, person: OaPerson) -> None:
    fake.rules(now=datetime(2026, 12, 1, 23, 30, tzinfo=VIETNAM).timestamp())
    person.say("một")
    fake.fault("refuse", code=-234)
    with pytest.raises(SendFailed) as caught:
        await channel.send(person.chat, Rendered(text="hai"))
    assert (caught.value.kind, caught.value.after) == ("busy", 6.5 * 3600)
