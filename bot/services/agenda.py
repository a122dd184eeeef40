"""What a dialogue hears because its author was turned away twice: `kiến nghị lần 2`."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue, is_for_all
from bot.domain.opinions import Opinion
from bot.notices import citizens, front
from bot.services import moves
from storage import agendas, opinions
from storage import dialogues as rows
from storage.agendas import Item
from storage.work import Work


def again(work: Work, act: Act, opinion: Opinion) -> None:
    """Its author was turned away for the second time: the unit's next dialogue hears it, by itself, and the Front is told. Once for each
    opinion."""
    if opinion.follows:
        opinion = moves.edit(work, act, opinion, "apart", told={"follows": opinion.follows}, follows="")
    heard = next((one for one in rows.coming(work, [opinion.unit], act.at) if is_for_all(one)), None)
    item = Item(opinion=opinion.id, unit=opinion.unit, dialogue=heard.id if heard else "", mark="second")
    if agendas.again(work, item, act.at):
        moves.note(work, act, opinion, "agenda", dialogue=item.dialogue, mark=item.mark)
        front.rejected_again(work, act, opinion)


def gather(work: Work, act: Act, dialogue: Dialogue) -> None:
    """A dialogue was announced: what waited for one of its unit is heard there, and the authors are told."""
    if is_for_all(dialogue):
        _told(work, act, agendas.take_waiting(work, dialogue.unit, dialogue.id), dialogue)


def carry_over(work: Work, act: Act, dialogue: Dialogue, heir: Dialogue | None) -> None:
    """A dialogue was called off: its agenda goes to its heir, or waits for the next one."""
    carried = agendas.carry_over(work, dialogue.id, heir.id if heir else "")
    if heir is not None:
        _told(work, act, carried, heir)


def _told(work: Work, act: Act, ids: list[str], dialogue: Dialogue) -> None:
    for found in (opinions.get(work, one) for one in ids):
        if found is not None:
            moves.note(work, act, found, "agenda", dialogue=dialogue.id, mark="second")
            citizens.on_agenda(work, act, found, dialogue)


def dialogue_of(work: Work, opinion: str) -> tuple[Item, Dialogue | None] | None:
    """Where an opinion is heard a second time, with the dialogue when there is one; None where it is not."""
    item = agendas.second(work, opinion)
    return (item, rows.get(work, item.dialogue) if item.dialogue else None) if item else None
