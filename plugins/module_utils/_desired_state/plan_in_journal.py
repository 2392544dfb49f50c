# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A plan of many objects in the journal: what is going to be written, and what became of each, so that what a killed
run has left can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._commands.journal import Journal
from .._connection.access_and_tokens import Access
from .._context_and_progress import Context
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._json_types import Row
from .._resources.plan_of_many import WRITING_ACTIONS
from .objects_at_work import ObjectKeepers, PlanItem


@dataclass(frozen=True)
class PlanInJournal:
    """``plan`` is its id, ``numbers`` are the places of its objects by their names."""

    journal: Journal
    access: Access
    context: Context
    plan: str
    numbers: Mapping[str, int]

    @classmethod
    def begin(
        cls, items: Sequence[PlanItem], about: object, keepers: ObjectKeepers, context: Context
    ) -> PlanInJournal | None:
        """Note the plan, also one that writes nothing: then nothing is left of an earlier one ``about`` the same.

        :raises Failure: ``journal-not-writable``.
        """
        keeper = next(iter(keepers.of_kind.values()), None)
        if keeper is None:
            return None
        written = {item.name: number for number, item in enumerate(items) if item.action in WRITING_ACTIONS}
        told = [
            {**_item_in_journal(items[number], number), "action": items[number].action} for number in written.values()
        ]
        plan = keeper.writer.journal.note_plan(keepers.access, about, told)
        return cls(keeper.writer.journal, keepers.access, context, plan, written)

    def settle(self, item: PlanItem) -> None:
        """Note what became of an object; one whose turn has not come is left as it is."""
        number = self.numbers.get(item.name)
        if number is None or not item.outcome or item.outcome["outcome"] == "did_not_run":
            return
        done = {**item.outcome, "outcome": "ran"} if item.outcome["outcome"] == "equal" else item.outcome
        try:
            self.journal.note_settled(self.access, self.plan, _item_in_journal(item, number), done)
        except Failure as error:
            self.context.warn(error.line)


def _item_in_journal(item: PlanItem, number: int) -> Row:
    planned = item.planned
    return {"index": number, "object": {"kind": planned.kind, "identity": ", ".join(planned.identity.values())}}
