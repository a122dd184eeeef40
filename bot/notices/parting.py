"""What officials hear when a split is taken back, and how a card tells of the parts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import officials, tell
from bot.talk.screen import Words, say, screen
from storage import opinions
from storage.work import Work


def taken_back(work: Work, act: Act, parent: Opinion, child: Opinion, persons: Iterable[str]) -> None:
    """Those who worked on a part hear that it is one with the rest again."""
    for person in officials.others(act, persons):
        shown = screen(say("notice-unsplit_office", code=child.code, parent=parent.code))
        tell.tell(work, act, person, shown, key=f"unsplit:{child.id}:{person}", about=parent.id)


def lines(work: Work, opinion: Opinion) -> list[Words]:
    """What an opinion was split from, or into."""
    if opinion.parent:
        parent = opinions.get(work, opinion.parent)
        return [say("card-item-parent", code=parent.code)] if parent else []
    codes = opinions.parts_of(work, opinion.id)
    return [say("card-item-parts", codes=", ".join(codes))] if codes else []
