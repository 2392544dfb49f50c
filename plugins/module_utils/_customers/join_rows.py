# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The rows of many customers in one file: each customer's files of the same name, the customer in the first column.

Rows are read and written a few hundred at a time, so memory is that of one customer's page, however many there are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice

from .._dataclass import dataclass
from .._json import NotJson, TooDeep, loads
from .._json_types import Json
from .._output.export_and_permissions import Destination, Export
from .._specs.command import FormatName
from .customer_folder import JOURNAL_FILE, JOURNAL_IN_DOUBT, ROWS_SUFFIX, folder_of_customer
from .run_ledger import make_private_folder, results_not_usable

JOINED_FOLDER = "joined"
CUSTOMER_COLUMN = "customer"
_ROWS_AT_ONCE = 500


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
        files = {one: os.path.join(folder_of_customer(results, one), f"{name}{ROWS_SUFFIX}") for one in having_rows}
        wanted = [
            Destination(os.path.join(folder, f"{name}.{one}"), one, (CUSTOMER_COLUMN,), csv_safe) for one in formats
        ]
        for customer, number in _join_files(files, wanted, left_out).items():
            rows.setdefault(customer, {})[name] = number
        paths += [one.dest for one in wanted]
    return JoinedFiles(paths, rows, left_out)


def names_of_rows(results: str, customers: Sequence[str]) -> dict[str, list[str]]:
    """The names of files with rows, and the customers that have each."""
    found: dict[str, list[str]] = {}
    for customer in customers:
        try:
            files = os.listdir(folder_of_customer(results, customer))
        except OSError:
            continue
        for file in sorted(files):
            if file.endswith(ROWS_SUFFIX) and file not in (JOURNAL_FILE, JOURNAL_IN_DOUBT) and not file.startswith("."):
                found.setdefault(file.removesuffix(ROWS_SUFFIX), []).append(customer)
    return dict(sorted(found.items()))


def _join_files(files: Mapping[str, str], wanted: Sequence[Destination], left_out: list[str]) -> dict[str, int]:
    """Write the rows of the customers' files of one name; how many each has."""
    rows: dict[str, int] = {}
    with ExitStack() as stack:
        exports = [stack.enter_context(Export(one)) for one in wanted]
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
