# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A run over many customers in the end: the joined rows, which are each customer's files of the same name with the
customer in the first column; a summary row for each customer, the numbers, and the table that a person reads.

Rows are read and written a few hundred at a time, so memory is that of one customer's page, however many there are.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime, timezone
from itertools import islice

from .._counts import count
from .._dataclass import dataclass
from .._json import NotJson, TooDeep, loads, to_json
from .._json_types import Json, JsonMap, Row
from .._output.atomic_file import replace_file
from .._output.export_rows_and_file_mode import Destination, Export
from .._specs.local_files import FormatName
from .customer_folder import JOURNAL_FILE, JOURNAL_IN_DOUBT, ROWS_SUFFIX, folder_of_customer, read_journal
from .customer_outcome import LIST_IN_DOUBT, SUMMARY_FILE, end_of_cut_off, names_in_doubt, write_names
from .run_ledger import RunCourse, make_private_folder, results_not_usable

JOINED_FOLDER = "joined"
CUSTOMER_COLUMN = "customer"
_ROWS_AT_ONCE = 500
_OUTCOME_WORDS: Mapping[str, str] = {
    "done": "done",
    "not_started": "not started",
    "failed": "failed",
    "may_have_run": "may have run",
}
# Whoever runs again is told to begin with these; what may have run is for a person to look at.
_RUN_AGAIN = ("failed", "not_started")
_WIDEST_CUSTOMER = 40


class NotRows(ValueError):
    """A line that is no row; the text says which."""


@dataclass(frozen=True)
class JoinedFiles:
    """The joined files, how many rows each customer has of each name, and what was left out as no rows."""

    paths: Sequence[str]
    rows: Mapping[str, Mapping[str, int]]
    left_out: Sequence[str]


def join_all(results: str, customers: Sequence[str], formats: Sequence[FormatName], *, csv_safe: bool) -> JoinedFiles:
    """Write the joined file of each name in each format, in place of those of an earlier run.

    A file of a customer with a line that is no row is left out whole.

    :raises Failure: what the system said of a joined file.
    """
    folder = os.path.join(results, JOINED_FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        make_private_folder(folder)
    except OSError as error:
        raise results_not_usable(folder, error) from error
    paths: list[str] = []
    left_out: list[str] = []
    rows: dict[str, dict[str, int]] = {}
    for name, having_rows in names_of_rows(results, customers).items():
        files = {
            customer: os.path.join(folder_of_customer(results, customer), f"{name}{ROWS_SUFFIX}")
            for customer in having_rows
        }
        destinations = [
            Destination(os.path.join(folder, f"{name}.{format_name}"), format_name, (CUSTOMER_COLUMN,), csv_safe)
            for format_name in formats
        ]
        for customer, number in _join_files(files, destinations, left_out).items():
            rows.setdefault(customer, {})[name] = number
        paths += [destination.dest for destination in destinations]
    return JoinedFiles(paths, rows, left_out)


def names_of_rows(results: str, customers: Sequence[str]) -> dict[str, list[str]]:
    """The names of files with rows, and the customers that have each."""
    customers_by_name: dict[str, list[str]] = {}
    for customer in customers:
        try:
            files = os.listdir(folder_of_customer(results, customer))
        except OSError:
            continue
        for file in sorted(files):
            if file.endswith(ROWS_SUFFIX) and file not in (JOURNAL_FILE, JOURNAL_IN_DOUBT) and not file.startswith("."):
                customers_by_name.setdefault(file.removesuffix(ROWS_SUFFIX), []).append(customer)
    return dict(sorted(customers_by_name.items()))


def _join_files(files: Mapping[str, str], destinations: Sequence[Destination], left_out: list[str]) -> dict[str, int]:
    """Write the rows of the customers' files of one name; how many each has."""
    rows: dict[str, int] = {}
    with ExitStack() as stack:
        exports = [stack.enter_context(Export(destination)) for destination in destinations]
        for customer, path in files.items():
            try:
                number = sum(len(page) for page in _pages_of_file(path, customer))
            except (NotRows, OSError) as error:
                left_out.append(str(error))
                continue
            for page in _pages_of_file(path, customer):
                for export in exports:
                    export.add(page)
            rows[customer] = number
        for export in exports:
            export.finish(sum(rows.values()))
    return rows


def _pages_of_file(path: str, customer: str) -> Iterator[list[Json]]:
    """The rows of one file with their customer, some at a time.

    :raises NotRows: a line that is no JSON.
    """
    with open(path, "rb") as stream:
        lines = enumerate(stream, 1)
        while part := list(islice(lines, _ROWS_AT_ONCE)):
            yield [_row_of_customer(path, number, line, customer) for number, line in part]


def _row_of_customer(path: str, number: int, line: bytes, customer: str) -> Json:
    try:
        row: Json = loads(line)
    except (NotJson, TooDeep) as error:
        raise NotRows(f"{path}, line {number}: it is no JSON.") from error
    if not isinstance(row, Mapping):
        return {CUSTOMER_COLUMN: customer, "value": row}
    # A column of the row's own of this name goes on under another one.
    rest = {f"{key}_of_row" if key == CUSTOMER_COLUMN else key: value for key, value in row.items()}
    return {CUSTOMER_COLUMN: customer, **rest}


def sum_up(run: str, results: str, course: RunCourse, joined: JoinedFiles, now: float) -> Row:
    """Write the summary and the lists of names; what is told of the run.

    :raises Failure: what the system said of a file.
    """
    rows = [
        {
            **_summarize_customer(course, customer, folder_of_customer(results, customer)),
            "rows": dict(joined.rows.get(customer, {})),
        }
        for customer in course.plan.customers
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
    in_doubt = [str(row["customer"]) for row in rows if row["outcome"] == "may_have_run"]
    lists = _ListsOfCustomers(
        joined.paths,
        write_names(results, "retry.txt", [str(row["customer"]) for row in rows if row["outcome"] in _RUN_AGAIN]),
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


def _row_of_summary(customer: str, end: JsonMap) -> Row:
    names = ("outcome", "why", "task", "organization", "tenant_id", "changes", "error")
    return {"customer": customer, **{name: end.get(name) for name in names}, "changes": end.get("changes") or {}}


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
    return sum(int(str(number)) for number in numbers.values()) if isinstance(numbers, Mapping) else 0


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
        files = ", ".join(os.path.basename(path) for path in lists.joined)
        yield f"Rows of all customers in {os.path.dirname(lists.joined[0])}: {files}"
    if lists.again:
        yield f"Run again those that failed or were not started, with --limit @{lists.again}"
    if lists.may_have_run:
        yield f"Look at those that may have run before anything runs again: {lists.may_have_run}"
