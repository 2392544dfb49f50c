# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A run over many customers in the end: a row for each, the numbers, and the table that a person reads."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone

from .._counts import count
from .._dataclass import dataclass
from .._json import to_json
from .._json_types import Json, JsonMap, Row
from .._output.atomic_file import replace_file
from .customer_folder import folder_of_customer, read_journal
from .customer_outcome import end_of_cut_off
from .join_rows import JoinedFiles
from .run_ledger import RunCourse
from .writes_in_doubt import LIST_IN_DOUBT, SUMMARY_FILE, names_in_doubt, write_names

_OUTCOME_WORDS: Mapping[str, str] = {
    "done": "done",
    "not_started": "not started",
    "failed": "failed",
    "may_have_run": "may have run",
}
# Whoever runs again is told to begin with these; what may have run is for a person to look at.
_RUN_AGAIN = ("failed", "not_started")
_WIDEST_CUSTOMER = 40


def sum_up(run: str, results: str, course: RunCourse, joined: JoinedFiles, now: float) -> Row:
    """Write the summary and the lists of names; what is told of the run.

    :raises Failure: what the system said of a file.
    """
    rows = [
        {**_summarize_customer(course, one, folder_of_customer(results, one)), "rows": dict(joined.rows.get(one, {}))}
        for one in course.plan.customers
    ]
    check_mode = course.plan.check_mode
    summary: Row = {
        "run": run,
        "started_at": _time_of_run(course.plan.started),
        "ended_at": _time_of_run(now),
        "check_mode": check_mode,
        "numbers": _numbers_of_run(rows),
        "joined": list(joined.paths),
        "customers": rows,
    }
    in_doubt = [str(one["customer"]) for one in rows if one["outcome"] == "may_have_run"]
    lists = _ListsOfCustomers(
        joined.paths,
        write_names(results, "retry.txt", [str(one["customer"]) for one in rows if one["outcome"] in _RUN_AGAIN]),
        write_names(results, LIST_IN_DOUBT, list(dict.fromkeys([*names_in_doubt(results), *in_doubt]))),
    )
    table = table_of_customers(rows, _numbers_of_run(rows), lists, check_mode=check_mode)
    replace_file(os.path.join(results, SUMMARY_FILE), f"{to_json(summary)}\n".encode())
    replace_file(os.path.join(results, "summary.txt"), table.encode())
    return {"table": table, **summary}


def _summarize_customer(course: RunCourse, customer: str, folder: str) -> Row:
    if customer in course.ended:
        return _row_of_summary(customer, course.ended[customer])
    if customer in course.begun:
        written = read_journal(folder)
        end = end_of_cut_off(written)
        return _row_of_summary(customer, {"outcome": end.outcome, "why": end.why, "changes": written.changes})
    left = course.not_started.get(customer, {"why": "The run ended before its turn."})
    return _row_of_summary(customer, {"outcome": "not_started", "why": left["why"]})


def _row_of_summary(customer: str, told: JsonMap) -> Row:
    names = ("outcome", "why", "task", "organization", "tenant_id", "changes", "error")
    return {"customer": customer, **{name: told.get(name) for name in names}, "changes": told.get("changes") or {}}


@dataclass(frozen=True)
class _ListsOfCustomers:
    """Where a person finds what, for the end of the table: paths, empty where there is no such file."""

    joined: Sequence[str]
    again: str
    may_have_run: str


def _numbers_of_run(rows: Sequence[JsonMap]) -> Row:
    """How many customers there are of each outcome, how many changes, and how many rows."""
    outcomes = Counter(str(row["outcome"]) for row in rows)
    return {
        "customers": len(rows),
        **{name: outcomes[name] for name in _OUTCOME_WORDS},
        "changes": sum(_sum_of_numbers(row["changes"]) for row in rows),
        "rows": sum(_sum_of_numbers(row["rows"]) for row in rows),
    }


def _sum_of_numbers(numbers: Json) -> int:
    return sum(int(str(one)) for one in numbers.values()) if isinstance(numbers, Mapping) else 0


def _time_of_run(seconds: float) -> str:
    """A time as a person and a program read it."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def table_of_customers(rows: Sequence[JsonMap], numbers: JsonMap, lists: _ListsOfCustomers, *, check_mode: bool) -> str:
    """The table: those that are done first, what needs a person last, and the numbers below."""
    order = list(_OUTCOME_WORDS)
    ranked = sorted(rows, key=lambda row: (order.index(str(row["outcome"])), str(row["customer"])))
    width = min(max([len(str(row["customer"])) for row in rows] + [len("CUSTOMER")]), _WIDEST_CUSTOMER)
    changes = "WOULD CHANGE" if check_mode else "CHANGES"
    form = f"{{:<{width}}}  {{:<12}}  {{:>{len(changes)}}}  {{:>9}}  {{}}"
    lines = [form.format("CUSTOMER", "OUTCOME", changes, "ROWS", "WHY")]
    for row in ranked:
        outcome = _OUTCOME_WORDS[str(row["outcome"])]
        lines.append(
            form.format(
                str(row["customer"]),
                outcome,
                _sum_of_numbers(row["changes"]),
                _sum_of_numbers(row["rows"]),
                row["why"] or "",
            )
        )
    lines += ["", *_lines_below_table(numbers, lists, check_mode=check_mode)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines_below_table(numbers: JsonMap, lists: _ListsOfCustomers, *, check_mode: bool) -> Iterator[str]:
    customers = count(int(str(numbers["customers"])), "customer")
    parts = ", ".join(f"{numbers[name]} {words}" for name, words in _OUTCOME_WORDS.items())
    changed = count(int(str(numbers["changes"])), "change")
    would = " would be made (check mode: nothing was)" if check_mode else ""
    yield f"{customers}: {parts}; {changed}{would}; {count(int(str(numbers['rows'])), 'row')}."
    if lists.joined:
        files = ", ".join(os.path.basename(one) for one in lists.joined)
        yield f"Rows of all customers in {os.path.dirname(lists.joined[0])}: {files}"
    if lists.again:
        yield f"Run again those that failed or were not started, with --limit @{lists.again}"
    if lists.may_have_run:
        yield f"Look at those that may have run before anything runs again: {lists.may_have_run}"
