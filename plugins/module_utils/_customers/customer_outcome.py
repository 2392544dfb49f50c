# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What came of a customer: done, failed without leaving anything in doubt, or a write that may have run.

Told from the result of the task that failed (ours has a card and an outcome; others have a line) and from the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from .._dataclass import dataclass
from .._json_types import JsonMap
from .._redaction.secret_rules import clean
from .customer_folder import WritesOfCustomer

CustomerOutcome = Literal["done", "failed", "may_have_run", "not_started"]
_WHY_IN_DOUBT = "A write may have run: the journal in its folder tells which."


@dataclass(frozen=True)
class EndOfCustomer:
    """A customer's end: why it is not done, in a line, the task that failed, and the card of its failure."""

    outcome: CustomerOutcome
    why: str | None = None
    task: str | None = None
    error: JsonMap | None = None


def end_of_customer(failure: object, written: WritesOfCustomer, task: str | None, *, hidden: bool) -> EndOfCustomer:
    """The end of a customer; ``failure`` is the result of the task that failed, None where none did.

    What a task with ``no_log`` said is not told.
    """
    if not isinstance(failure, Mapping):
        return EndOfCustomer("may_have_run", _WHY_IN_DOUBT) if written.may_have_run else EndOfCustomer("done")
    results = [one for one in _results_of_items(failure) if one.get("failed")] or [failure]
    in_doubt = written.may_have_run or any(map(_is_in_doubt, [failure, *results]))
    card = results[0].get("error")
    why = (
        f"The task '{task}' failed, and hides why (no_log)."
        if hidden
        else clean(results[0].get("msg") or "It failed and did not say why.")
    )
    return EndOfCustomer(
        "may_have_run" if in_doubt else "failed", why, task, card if isinstance(card, Mapping) and not hidden else None
    )


def _results_of_items(failure: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    """The results of a loop or of a list of commands, none where it was neither."""
    items = failure.get("results") or failure.get("outcomes")
    return [one for one in items if isinstance(one, Mapping)] if isinstance(items, Sequence) else []


def _is_in_doubt(result: Mapping[str, object]) -> bool:
    """Whether it may have run, and it may not be run again."""
    card = result.get("error")
    may_run_again = isinstance(card, Mapping) and bool(card.get("retry_safe"))
    return result.get("outcome") == "unknown" and not may_run_again


def end_of_cut_off(written: WritesOfCustomer) -> EndOfCustomer:
    """The end of a customer that began and did not end: the run was killed, or its host could not be reached."""
    why = "Its work was cut off: the run ended, or its host could not be reached, which Ansible has said itself."
    return EndOfCustomer("may_have_run" if written.may_have_run else "failed", why)
