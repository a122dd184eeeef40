"""After `Hướng dẫn khiếu nại, tố cáo` nobody of the unit or the agency that was accused reads a word of it, wherever it stood."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.notices.papers import paper
from bot.services import asking, handling, opinions, refusing, splitting, titles, triage
from bot.services.rulings import Because
from bot.talk.incoming import Media
from storage import attachments, counts, journal, papers
from storage.work import Work
from tests.office import AGENCY, COMMUNE, PROVINCE, Office, office

CANARY = "chimhoangyen"
TEXT = f"Ông trưởng phòng {CANARY} nhận tiền của tôi. Đường thôn hỏng."


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Chi", "officer")
        await one.enrol("Sơn", "leader")
        await one.enrol("Hà", "handler", agency=AGENCY)
        yield one


def _places(work: Work) -> list[str]:
    """The tables in which the word still stands."""
    found = []
    for (table,) in work.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('inbox', 'webchat_line')"):
        for row in work.all(f'SELECT * FROM "{table}"'):
            text = " ".join(one.decode("utf-8", "ignore") if isinstance(one, bytes) else str(one) for one in row)
            found += [table] if CANARY in text else []
    return found


async def test_not_a_word_is_left(place: Office) -> None:
    lan, an, chi, son, ha = (place.names[name] for name in ("Lan", "An", "Chi", "Sơn", "Hà"))
    one = await place.opinion(lan, TEXT)
    for who in (an, chi):
        await who.hear()
        await who.press("Xem")
        await who.press(one.code)

    def busy(work: Work) -> None:
        def version() -> int:
            return int((work.one("SELECT version FROM opinion WHERE id = :o", o=one.id) or (0,))[0])

        titles.retitle(work, an.act, one.id, version(), f"Về ông {CANARY}")
        photo = Media(kind="photo", ref="f")
        attachments.add(work, id="f1", owner=one.id, account=lan.account, channel="telegram", media=photo, at=place.clock.now())
        opinions.add(work, lan.act, one.id, f"Ông {CANARY} ở thôn bên")
        asking.ask(work, an.act, one.id, version(), f"Ông {CANARY} làm gì?")
        opinions.add(work, lan.act, one.id, f"Ông {CANARY} lấy tiền")
        refusing.propose(work, an.act, one.id, version(), f"Ông {CANARY} không liên quan")
        refusing.decline(work, son.act, one.id, version(), f"Hỏi lại ông {CANARY}")
        triage.classify(work, an.act, one.id, version(), "giao_thong")
        triage.accept(work, an.act, one.id, version())
        triage.assign(work, an.act, one.id, version(), agency=AGENCY, due=date(2026, 12, 15))
        handling.give_back(work, ha.act, one.id, version(), Because(code="not_task", words=f"Đây là đơn tố cáo ông {CANARY}"))

    await place.write(busy)
    for who in (ha, son, chi, lan):
        await who.hear()
    await chi.say("/viec")  # held back for the list that quotes it
    now = await place.now(one)
    assert set(await place.read(_places)) >= {"opinion", "outbox", "addition", "asked"}
    kept = await place.write(lambda work: triage.divert(work, an.act, one.id, now.version))
    for who in (an, chi, son, ha):
        for heard in await who.hear():
            assert CANARY not in heard.text
    assert await place.read(_places) == []
    assert (kept.status, kept.code, kept.text, kept.title) == ("diverted", one.code, "", "")
    assert await place.read(lambda work: attachments.of(work, one.id)) == []
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", "diverted", 1)]
    assert await place.read(lambda work: work.all("SELECT unit, kind, n FROM tally")) == [(COMMUNE, "diverted", 1)]
    assert await place.read(journal.verify) == 0
    assert "khiếu nại hoặc tố cáo" in (await lan.hear())[-1].text


async def test_cards_on_other_screens_change_and_old_buttons_show_nothing(place: Office) -> None:
    lan, an, chi = (place.names[name] for name in ("Lan", "An", "Chi"))
    one = await place.opinion(lan, TEXT)
    for who in (an, chi):
        await who.hear()
        await who.press("Xem")
        await who.press(one.code)
    await an.press("Hướng dẫn khiếu nại, tố cáo")
    pressed = await an.press("Xóa nội dung và hướng dẫn")
    assert not any(CANARY in heard.text for heard in pressed)
    changed = await chi.hear()
    gone = [heard for heard in changed if heard.again and "nội dung đã được xóa" in heard.text]
    assert len(gone) == 2, "the list and the card"
    for label in ("Phân loại", one.code, "Việc khác"):
        assert not any(CANARY in heard.text for heard in await chi.press(label))


async def test_what_was_on_its_way_does_not_leave(place: Office) -> None:
    lan, an, son = (place.names[name] for name in ("Lan", "An", "Sơn"))
    one = await place.opinion(lan, TEXT)
    await place.write(lambda work: refusing.propose(work, an.act, one.id, 1, f"Không rõ ông {CANARY}"))  # the leader's card waits
    await place.write(lambda work: triage.divert(work, an.act, one.id, 2))
    place.clock.advance(timedelta(minutes=5))
    assert not any(CANARY in heard.text for heard in await son.hear())
    assert await place.read(_places) == []


async def test_a_flow_that_holds_its_words_forgets_them(place: Office) -> None:
    lan, an, chi = (place.names[name] for name in ("Lan", "An", "Chi"))
    one = await place.opinion(lan, TEXT)
    await chi.hear()
    await chi.press("Xem")
    await chi.press(one.code)
    await chi.press("Việc khác")
    await chi.press("Tách ý kiến")
    await chi.press("Phần 1")
    await place.write(lambda work: triage.divert(work, an.act, one.id, 1))
    assert await place.read(_places) == []
    heard = await chi.press("Tách, giữ nguyên ý kiến gốc")
    assert "Đã hướng dẫn khiếu nại, tố cáo" in heard[-1].text


async def test_a_part_that_accuses_leaves_the_whole_too(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await place.opinion(lan, TEXT)
    part = f"Ông trưởng phòng {CANARY} nhận tiền của tôi."
    kept, child = await place.write(lambda work: splitting.split(work, an.act, one.id, 1, part, cut=False))
    await place.write(lambda work: triage.divert(work, an.act, child.id, child.version))
    assert (await place.now(kept)).text == "Đường thôn hỏng."
    place.clock.advance(timedelta(minutes=2))
    await lan.hear()
    quoting = await place.read(lambda work: work.all("SELECT DISTINCT account FROM outbox WHERE payload LIKE :c", c=f"%{CANARY}%"))
    assert quoting == [(lan.account,)] and set(await place.read(_places)) == {"outbox"}, "its author's own news at most"


async def test_what_its_author_defended_lies_with_the_province_and_nobody_below_reads_it(place: Office) -> None:
    lan, an, son, ha = (place.names[name] for name in ("Lan", "An", "Sơn", "Hà"))
    tam = await place.enrol("Tâm", "officer", PROVINCE)
    one = await place.opinion(lan, TEXT, contested="denunciation")
    assert one.desk == PROVINCE
    for who in (an, son, ha):
        assert not any(CANARY in heard.text or one.code in heard.text for heard in await who.hear())
        with pytest.raises(RuleBroken, match="not_found"):
            await place.write(lambda work, who=who: triage.divert(work, who.act, one.id, 1))  # type: ignore[misc]
    kept = await place.write(lambda work: triage.divert(work, tam.act, one.id, 1))
    assert (kept.desk, kept.status) == (PROVINCE, "diverted")
    assert await place.read(_places) == []


async def test_papers_that_may_hold_its_words_leave_the_disk(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await place.opinion(lan, TEXT)
    act = an.act
    drawn = await place.write(lambda work: paper(work, act, "question_book", "tong-hop.docx", dialogue="x"))
    plain = await place.write(lambda work: paper(work, act, "poster", "ap-phich.pdf", words=False, dialogue="x"))
    before = await place.read(lambda work: papers.get(work, drawn))
    await place.write(lambda work: triage.divert(work, act, one.id, one.version))
    after = await place.read(lambda work: papers.get(work, drawn))
    kept = await place.read(lambda work: papers.get(work, plain))
    assert before is not None and after is not None and kept is not None
    assert (before.edition, after.edition, kept.edition) == (1, 2, 1) and before.path != after.path
    assert await place.read(attachments.doomed) == [before.path]
