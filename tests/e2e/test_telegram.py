"""The real program and Telegram's people: one opinion goes the whole way, and what may go wrong on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e import story
from tests.e2e.people import Phone, code_of, hears, photo, press
from tests.e2e.program import Program, furnish, until
from tests.e2e.story import NAME, WORDS, Cast
from tests.fakes.process import wait_for
from tests.fakes.telegram_client import FakeTelegram

ASIDE = "02020"  # a commune of whose officials nobody has enrolled
ASIDE_NAME = "Xã Chợ Đồn"


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as one:
        yield one


@pytest.fixture(scope="module")
def program(fake: FakeTelegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    home = furnish(tmp_path_factory.mktemp("e2e") / "home")
    one = Program(home=home, settings={"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url})
    one.start()
    yield one
    one.end()


def phone(fake: FakeTelegram, name: str) -> Phone:
    return Phone(fake.user(name))


def villager(fake: FakeTelegram, name: str) -> Phone:
    """Someone who has agreed and is asked for words about a commune without officials."""
    one = phone(fake, name)
    one.open_link(f"c_{ASIDE}")
    press(one, "Tôi đồng ý cung cấp thông tin")
    press(one, ASIDE_NAME, under="Ông/Bà gửi ý kiến về")
    hears(one, "Mời Ông/Bà viết")
    return one


def all_sent(program: Program) -> bool:
    """Whether nothing waits to be sent."""
    return not program.rows("SELECT 1 FROM outbox WHERE state IN ('new', 'wait', 'sending')")


def opinions(program: Program, words: str) -> int:
    """How many opinions hold these words."""
    return int(program.rows("SELECT count(*) FROM opinion WHERE text LIKE '%' || :w || '%'", w=words)[0][0])


def test_one_opinion_goes_the_whole_way(program: Program, fake: FakeTelegram) -> None:
    cast = Cast(lan=phone(fake, "Lan"), an=phone(fake, "An"), ha=phone(fake, "Hà"), son=phone(fake, "Sơn"))
    story.enrol(program, cast)
    code = story.play(cast)
    assert program.rows("SELECT status, reopened FROM opinion WHERE code = :c", c=code) == [("closed", 1)]
    kept = program.rows("SELECT kind, path FROM attachment WHERE state = 'kept' ORDER BY rowid")
    assert [kind for kind, _ in kept] == ["photo", "photo", "voice", "photo"]
    for kind, path in kept:
        data = (program.home / "media" / path).read_bytes()
        assert data == story.VOICE if kind == "voice" else data.startswith(b"\xff\xd8\xff")
        assert b"MAY-ANH" not in data
        assert b"Exif" not in data
    assert sum(one.text.startswith(f"Ý kiến gửi {NAME}") for one in cast.lan.bubbles()) == 0
    assert sum(WORDS in one.text and code in one.text for one in cast.lan.bubbles()) == 1


def test_everyone_is_shown_the_commands_once_for_all_and_officials_their_own(program: Program, fake: FakeTelegram) -> None:
    lan, an = villager(fake, "Lan menu"), phone(fake, "An menu")
    an.open_link(*program.invite("officer", "--unit", ASIDE))
    hears(an, "Đã ghi nhận Ông/Bà là")
    wait_for(lambda: f"chat:{an.citizen.id}:" in fake.sim("commands"), what="the officer's own commands")
    shown = {key: {one["command"] for one in listed} for key, listed in fake.sim("commands").items()}
    assert "guiykien" in shown["default::"] and shown["default::"] == shown["default::en"]
    assert "viec" not in shown["default::"] and {"guiykien", "viec"} < shown[f"chat:{an.citizen.id}:"]
    assert f"chat:{lan.citizen.id}:" not in shown


def test_a_changed_message_changes_the_draft_and_later_adds_to_the_opinion(program: Program, fake: FakeTelegram) -> None:
    lan = villager(fake, "Lan")
    number = lan.say("Cầu treo bản Cuôn bị đứt dâu")
    hears(lan, "đứt dâu")
    lan.citizen.edit(number, "Cầu treo bản Cuôn bị đứt dây")
    hears(lan, f"Ý kiến gửi {ASIDE_NAME}", "đứt dây")
    press(lan, "Gửi", under="đứt dây")
    code = code_of(lan)
    assert opinions(program, "đứt dâu") == 0
    lan.citizen.edit(number, "Cầu treo bản Cuôn bị đứt dây cáp bên trái")
    hears(lan, f"Đã bổ sung vào ý kiến {code}")
    assert program.rows("SELECT text FROM opinion WHERE code = :c", c=code) == [("Cầu treo bản Cuôn bị đứt dây",)]
    added = program.rows("SELECT a.text FROM addition a JOIN opinion o ON o.id = a.opinion WHERE o.code = :c", c=code)
    assert added == [("Cầu treo bản Cuôn bị đứt dây cáp bên trái",)]


def test_numbers_may_be_typed_instead_of_taps(program: Program, fake: FakeTelegram) -> None:
    lan = phone(fake, "Lan")
    lan.open_link(f"c_{ASIDE}")
    hears(lan, "Ông/Bà có đồng ý không?")
    lan.say("1")
    hears(lan, "Ông/Bà gửi ý kiến về")
    lan.say("1")
    hears(lan, "Mời Ông/Bà viết")
    lan.say("Mương Nà Pha vỡ bờ đã ba tháng")
    hears(lan, "vỡ bờ")
    lan.say("1")
    code = code_of(lan)
    lan.say(code.lower().replace("-", ""))
    hears(lan, f"{code}: Đã gửi")
    assert opinions(program, "Mương Nà Pha") == 1


def test_huy_leads_out_of_every_question_and_loses_nothing(program: Program, fake: FakeTelegram) -> None:
    lan = phone(fake, "Lan")
    lan.open_link(f"c_{ASIDE}")
    hears(lan, "Ông/Bà có đồng ý không?")
    lan.say("/huy")
    hears(lan, "Đã dừng. Mời Ông/Bà chọn việc cần làm.")
    press(lan, "Gửi ý kiến", under="Đã dừng")
    press(lan, "Tôi đồng ý cung cấp thông tin")
    hears(lan, "Ý kiến này về xã, phường nào?")
    lan.say("hủy")
    hears(lan, "Đã dừng", times=2)
    press(lan, "Gửi ý kiến")
    hears(lan, "Ý kiến này về xã, phường nào?", times=2)
    lan.say("xã chợ đồn")
    press(lan, "Đúng", under=ASIDE_NAME)
    lan.say("Điện yếu cả thôn từ đầu mùa khô")
    hears(lan, "Điện yếu cả thôn")
    lan.say("/huy")
    press(lan, "Ý kiến đang viết", under="Ông/Bà còn một ý kiến đang viết, chưa gửi.")
    press(lan, "Gửi", under="Điện yếu cả thôn")
    code_of(lan)
    assert opinions(program, "Điện yếu cả thôn") == 1


def test_forged_taps_and_those_of_another_person_do_nothing(program: Program, fake: FakeTelegram) -> None:
    lan, tho = villager(fake, "Lan"), villager(fake, "Thọ")
    lan.say("Trạm y tế thiếu thuốc bảo hiểm")
    hears(lan, "thiếu thuốc")
    tho.say("Chợ phiên không có chỗ để xe")
    hears(tho, "chỗ để xe")
    review = next(one for one in lan.bubbles() if "thiếu thuốc" in one.text)
    own = next(one for one in tho.bubbles() if "chỗ để xe" in one.text)
    for data in (review.buttons["Gửi"], "abcdefghijkl:0", "x", own.buttons["Gửi"].partition(":")[0] + ":99"):
        before = len(tho.citizen.toasts())
        tho.citizen.forge(own.key, data)
        until(lambda before=before: len(tho.citizen.toasts()) > before, "a toast")  # type: ignore[misc]
        assert tho.citizen.toasts()[-1] == "Nút này không dùng được. Mời Ông/Bà gõ /start để mở bảng chọn."
    assert opinions(program, "thiếu thuốc") == opinions(program, "chỗ để xe") == 0
    press(lan, "Gửi", under="thiếu thuốc")
    lan.citizen.forge(review.key, review.buttons["Gửi"])
    until(lambda: "Ý kiến này đã gửi hoặc đã hủy." in lan.citizen.toasts(), "the toast of a tap that came twice")
    assert opinions(program, "thiếu thuốc") == 1


def test_a_blocked_chat_is_left_alone_until_it_comes_back(program: Program, fake: FakeTelegram) -> None:
    lan = villager(fake, "Lan")
    lan.say("Loa truyền thanh thôn hỏng từ tháng trước")
    press(lan, "Gửi", under="Loa truyền thanh")
    code = code_of(lan)
    until(lambda: all_sent(program), "the outbox to be empty")
    lan.citizen.block(silent=True)
    program.command("dialogue", "add", "--unit", ASIDE, "--starts", "2031-01-10 08:00", "--place", "Nhà văn hóa", "--chair", "Chủ tịch")

    def refused() -> int:
        return sum(one["parameters"].get("chat_id") == lan.citizen.chat and one.get("status") == 403 for one in fake.calls("sendMessage"))

    until(refused, "a send that is refused")
    until(lambda: program.rows("SELECT 1 FROM account WHERE state = 'blocked'"), "the account to be marked")
    program.command("dialogue", "add", "--unit", ASIDE, "--starts", "2031-02-10 08:00", "--place", "Nhà văn hóa", "--chair", "Chủ tịch")
    until(lambda: all_sent(program), "the outbox to be empty")
    assert refused() == 1
    lan.citizen.unblock()
    lan.say("/ykien")
    press(lan, f"{code}: Đã gửi")
    hears(lan, f"Nơi nhận: {ASIDE_NAME}")


def test_a_pause_that_the_platform_asks_for_is_kept(program: Program, fake: FakeTelegram) -> None:
    lan = villager(fake, "Lan")
    fake.busy(after=2, chat=lan.citizen.chat)
    lan.say("Hố ga trước trường học mất nắp")
    hears(lan, "mất nắp")

    def tries() -> list[dict[str, Any]]:
        of_lan = [one for one in fake.calls("sendMessage") if one["parameters"].get("chat_id") == lan.citizen.chat]
        return [one for one in of_lan if "mất nắp" in one["parameters"]["text"]]

    until(lambda: [one.get("status") for one in tries()] == [429, 200], "one refusal and one success")
    refused, taken = tries()
    assert taken["at"] - refused["at"] > 1.9  # their clock and ours differ by a little


@pytest.mark.parametrize(("kind", "copies"), [("drop", {1}), ("reset", {1, 2}), ("half", {1, 2})])
def test_a_send_that_may_not_have_arrived_is_repeated(program: Program, fake: FakeTelegram, kind: str, copies: set[int]) -> None:
    lan = villager(fake, f"Lan {kind}")
    lan.say("Rác ứ đọng ở đầu cầu bảy ngày nay")
    hears(lan, "Rác ứ đọng")
    fake.fault(kind, method="sendMessage", chat=lan.citizen.chat)
    press(lan, "Gửi", under="Rác ứ đọng")
    code = code_of(lan)
    until(lambda: all_sent(program), "the outbox to be empty")
    assert sum("Mã tra cứu" in one.text for one in lan.bubbles()) in copies
    assert program.rows("SELECT count(*) FROM opinion WHERE code = :c", c=code) == [(1,)]


def test_a_file_over_20_megabytes_is_refused_in_plain_words(program: Program, fake: FakeTelegram) -> None:
    lan = villager(fake, "Lan")
    lan.citizen.document(b"%PDF", "ho-so.pdf", size=20 * 1024 * 1024 + 1)
    hears(lan, "Tệp lớn hơn 20 MB nên không nhận được. Xin Ông/Bà gửi tệp nhỏ hơn.")
    lan.say("Xin xem hồ sơ ở xã giúp tôi")
    lan.send_photos(photo())
    press(lan, "Gửi", under="Kèm 1 ảnh")
    code_of(lan)
    assert opinions(program, "Xin xem hồ sơ") == 1
