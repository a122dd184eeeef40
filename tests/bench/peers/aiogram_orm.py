"""R2: the same intake as tutorials teach it: aiogram, its state machine in memory, SQLAlchemy's ORM on SQLite, a session per message.

It stores what an intake must store (who wrote, every message, the opinion, what happened to it, a count) and commits once per
message, before it answers. SQLite is set as ours is (WAL, synchronous=FULL), which is kinder to it than its own default."""
# mypy: disable-error-code="import-not-found,untyped-decorator,misc,no-any-return"

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiogram import BaseMiddleware, Dispatcher, F
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import KeyboardButton, Message, ReplyKeyboardMarkup
from sqlalchemy import BigInteger, ForeignKey, event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from tests.bench.peers.aiogram_echo import connected

AGREE = "Tôi đồng ý cung cấp thông tin"
COMMUNES = {"02185": "Xã Côn Minh"}
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
dispatcher = Dispatcher()


class Base(DeclarativeBase):
    """The tables."""


class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str]
    commune: Mapped[str] = mapped_column(default="")
    agreed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Said(Base):
    __tablename__ = "said"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    user: Mapped[User] = relationship()
    text: Mapped[str]
    at: Mapped[datetime]


class Opinion(Base):
    __tablename__ = "opinion"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    user: Mapped[User] = relationship()
    commune: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]


class History(Base):
    __tablename__ = "history"
    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    opinion: Mapped[Opinion | None] = relationship()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship()
    what: Mapped[str]
    at: Mapped[datetime]


class Count(Base):
    __tablename__ = "count"
    commune: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


class Steps(StatesGroup):
    """Where a person stands."""

    consent = State()
    commune = State()
    text = State()
    review = State()


class WithSession(BaseMiddleware):
    """Opens a session for every message."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def __call__(self, handler: Callable[[Any, dict[str, Any]], Awaitable[Any]], event: Any, data: dict[str, Any]) -> Any:
        async with self.sessions() as session:
            return await handler(event, data | {"session": session})


def keyboard(*labels: str) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text=label)] for label in labels], resize_keyboard=True)


async def known(session: AsyncSession, message: Message) -> User:
    """The one who writes, remembered the first time; what was said is kept."""
    assert message.from_user is not None
    now = datetime.now(UTC)
    user = await session.get(User, message.from_user.id)
    if user is None:
        user = User(id=message.from_user.id, name=message.from_user.full_name, created_at=now)
        session.add(user)
    session.add(Said(user=user, text=message.text, at=now))
    return user


def note(session: AsyncSession, user: User, what: str, opinion: Opinion | None = None) -> None:
    session.add(History(opinion=opinion, user=user, what=what, at=datetime.now(UTC)))


@dispatcher.message(CommandStart(deep_link=True))
async def start(message: Message, command: CommandObject, state: FSMContext, session: AsyncSession) -> None:
    user = await known(session, message)
    user.commune = (command.args or "").removeprefix("c_")
    note(session, user, "start")
    await session.commit()
    await state.set_state(Steps.consent)
    await message.answer("Ông/Bà có đồng ý cung cấp thông tin không?", reply_markup=keyboard(AGREE, "Không đồng ý"))


@dispatcher.message(Steps.consent, F.text == AGREE)
async def consent(message: Message, state: FSMContext, session: AsyncSession) -> None:
    user = await known(session, message)
    user.agreed = True
    note(session, user, "consent")
    await session.commit()
    await state.set_state(Steps.commune)
    name = COMMUNES.get(user.commune, user.commune)
    await message.answer(f"Ông/Bà gửi ý kiến về {name}?", reply_markup=keyboard(name, "Xã khác", "Hủy"))


@dispatcher.message(Steps.commune)
async def commune(message: Message, state: FSMContext, session: AsyncSession) -> None:
    user = await known(session, message)
    note(session, user, "commune")
    await session.commit()
    await state.set_state(Steps.text)
    await message.answer("Mời Ông/Bà viết ý kiến.", reply_markup=keyboard("Xã khác", "Hủy"))


@dispatcher.message(Steps.text)
async def text(message: Message, state: FSMContext, session: AsyncSession) -> None:
    user = await known(session, message)
    note(session, user, "text")
    await session.commit()
    await state.update_data(text=message.text)
    await state.set_state(Steps.review)
    await message.answer(f"Ông/Bà muốn gửi ý kiến này?\n\n{message.text}", reply_markup=keyboard("Gửi", "Sửa", "Hủy"))


@dispatcher.message(Steps.review, F.text == "Gửi")
async def send(message: Message, state: FSMContext, session: AsyncSession) -> None:
    user = await known(session, message)
    data = await state.get_data()
    signs = [random.choice(SIGNS) for _ in range(7)]
    opinion = Opinion(
        code=f"YK-26-{''.join(signs[:6])}-{signs[6]}",
        user=user,
        commune=user.commune,
        text=data["text"],
        status="sent",
        created_at=datetime.now(UTC),
    )
    session.add(opinion)
    await session.flush()
    note(session, user, "sent", opinion)
    count = (await session.execute(select(Count).where(Count.commune == user.commune))).scalar_one_or_none()
    if count is None:
        session.add(Count(commune=user.commune, n=1))
    else:
        count.n += 1
    await session.commit()
    await state.clear()
    await message.answer(f"Đã ghi nhận ý kiến, mã tra cứu {opinion.code}.", reply_markup=keyboard("Để lại số điện thoại", "Bỏ qua"))


async def main() -> None:
    """Make the tables, then poll until ended."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{os.environ['BENCH_HOME']}/bot.db", connect_args={"timeout": 60})

    @event.listens_for(engine.sync_engine, "connect")
    def as_ours(connection: Any, record: object) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    dispatcher.message.middleware(WithSession(async_sessionmaker(engine, expire_on_commit=False)))
    await dispatcher.start_polling(connected())


if __name__ == "__main__":
    asyncio.run(main())
