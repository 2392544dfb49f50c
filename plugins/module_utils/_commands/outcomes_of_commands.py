# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What came of each command: in the result, and in the line of a list as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .._counts import count
from .._errors._advice.commands import failure
from .._errors.failure import Failure, Outcome, Trace
from .._exchange_client.request_and_route import Call
from .._exchange_client.retries_and_rate_limits import worst
from .._json_types import Row
from .._task.context_and_progress import Context, Result

RAN = "ran"
_OUTCOME_WORDS: Mapping[str, str] = {
    "ran": "ran",
    "refused": "ran into a refusal",
    "unknown": "may have run",
    "did_not_run": "did not run",
}


_ADVICE_FOR_WRITES = "Look at outcomes before you run the list again: what has run by now would run twice."
_ADVICE_FOR_READS = "Run the list again when the reason is gone: nothing in it changes anything."


def describe_success(result: Result) -> Result:
    """The outcome of a command that did what it should; one that check mode kept back did not run."""
    return {"failed": False, "outcome": RAN if result["attempts"] else "did_not_run", **result}


def describe_failure(call: Call, error: Failure) -> Result:
    """The outcome of a command that failed. What may have run may have changed something."""
    return {
        "failed": True,
        "outcome": error.outcome,
        "changed": call.changes and error.outcome == "unknown",
        "cmdlet": call.cmdlet,
        "client_request_id": call.client_request_id,
        "msg": error.line,
        "error": error.card(),
        **error.more,
    }


def describe_cut_short(call: Call, *, may_have_run: bool) -> Result:
    """The outcome of a command that was at work when the task ended."""
    return {
        "failed": True,
        "outcome": "unknown" if may_have_run else "did_not_run",
        "changed": may_have_run and call.changes,
        "cmdlet": call.cmdlet,
        "client_request_id": call.client_request_id,
        "msg": "The task ended before this command did.",
    }


def describe_not_started(call: Call) -> Result:
    """The outcome of a command whose turn never came."""
    return {
        "failed": False,
        "outcome": "did_not_run",
        "changed": False,
        "cmdlet": call.cmdlet,
        "client_request_id": None,
        "msg": "It was not started.",
    }


def worst_of_list(calls: Sequence[Call], outcomes: Sequence[Result]) -> Outcome:
    """One outcome for the list: the worst there is, and ``did_not_run`` only where no write has run."""
    worst_outcome: Outcome = "did_not_run"
    for call, outcome in zip(calls, outcomes, strict=True):
        ran = outcome["outcome"]
        if outcome["failed"]:
            worst_outcome = worst(worst_outcome, ran)
        elif ran == RAN and call.changes:
            worst_outcome = worst(worst_outcome, "refused")
    return worst_outcome


def fields_of_list(outcomes: Sequence[Result]) -> Result:
    """What a list's result has in any case."""
    differences = [outcome["diff"] for outcome in outcomes if "diff" in outcome]
    return {
        "changed": any(outcome["changed"] for outcome in outcomes),
        "outcomes": list(outcomes),
        **({"diff": differences} if differences else {}),
    }


def failure_of_list(calls: Sequence[Call], outcomes: Sequence[Result]) -> Failure | None:
    """The failure of a list, with all outcomes; None where no command failed."""
    numbers = [number for number, outcome in enumerate(outcomes) if outcome["failed"]]
    if not numbers:
        return None
    first = outcomes[numbers[0]]
    card = first.get("error") or {}
    trace = Trace(
        card.get("exception_type"), card.get("http_status"), card.get("request_id"), card.get("client_request_id")
    )
    return failure(
        "commands-failed",
        outcome=worst_of_list(calls, outcomes),
        retry_safe=not any(
            call.changes and each_outcome["outcome"] != "did_not_run"
            for call, each_outcome in zip(calls, outcomes, strict=True)
        ),
        trace=trace,
        more=fields_of_list(outcomes),
        failed=len(numbers),
        total=len(outcomes),
        number=numbers[0] + 1,
        cmdlet=first["cmdlet"],
        text=first["msg"],
        counted=_count_outcomes(outcomes),
        again=_ADVICE_FOR_WRITES if any(call.changes for call in calls) else _ADVICE_FOR_READS,
    )


def _count_outcomes(outcomes: Sequence[Result]) -> str:
    numbers = Counter(outcome["outcome"] for outcome in outcomes)
    parts = [f"{numbers[name]} {words}" for name, words in _OUTCOME_WORDS.items() if numbers[name]]
    return ", ".join(parts)


def tell_warnings(warnings: Sequence[Sequence[str]], context: Context) -> None:
    """Each warning once, however many commands it came from; in the order of the first of them."""
    numbers = Counter(text for texts in warnings for text in dict.fromkeys(texts))
    for text, times in numbers.items():
        context.warn(text if times == 1 else f"{text} (from {count(times, 'command')})")


def list_so_far(calls: Sequence[Call], outcomes: Sequence[Result]) -> Row:
    """What is true of a list that was cut short."""
    return {**fields_of_list(outcomes), "outcome": worst_of_list(calls, outcomes)}


class RowsKept:
    """Tells once when there are more than ``most`` rows (0: never); each command alone may stay below it."""

    def __init__(self, most: int, context: Context) -> None:
        self._most = most
        self._context = context
        self._rows = 0

    def count_objects(self, outcome: Result) -> None:
        """Count what a command has left in the result."""
        self._rows += len(outcome.get("objects", ()))
        if self._most and self._rows > self._most:
            self._most = 0
            self._context.warn(
                f"The commands of this list have {count(self._rows, 'object')} in the result already, and Ansible takes"
                " some seven times their memory. Give the commands a dest, or narrow them with properties, query or"
                " result_size. max_rows_in_result sets when this is told."
            )
