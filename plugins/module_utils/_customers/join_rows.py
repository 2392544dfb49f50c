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
from .customer_folder import IN_DOUBT, JOURNAL, ROWS, folder_of
from .run_ledger import make_private, not_usable

JOINED = "joined"
CUSTOMER = "customer"
_PAGE = 500


class NotRows(ValueError):
    """A line that is no row; the text says which."""


@dataclass(frozen=True)
class Joined:
    """The joined files, how many rows each customer has of each name, and what was left out as no rows."""

    paths: Sequence[str]
    rows: Mapping[str, Mapping[str, int]]
    left_out: Sequence[str]


def join_all(results: str, customers: Sequence[str], formats: Sequence[FormatName], *, csv_safe: bool) -> Joined:
    """Write the joined file of each name in each format, in place of those of an earlier run.

    A file of a customer with a line that is no row is left out whole.

    :raises Failure: what the system said of a joined file.
    """
    folder = os.path.join(results, JOINED)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        make_private(folder)
    except OSError as error:
        raise not_usable(folder, error) from error
    paths: list[str] = []
    left_out: list[str] = []
    rows: dict[str, dict[str, int]] = {}
    for name, having in names_of_rows(results, customers).items():
        files = {one: os.path.join(folder_of(results, one), f"{name}{ROWS}") for one in having}
        wanted = [Destination(os.path.join(folder, f"{name}.{one}"), one, (CUSTOMER,), csv_safe) for one in formats]
        for customer, number in _join(files, wanted, left_out).items():
            rows.setdefault(customer, {})[name] = number
        paths += [one.dest for one in wanted]
    return Joined(paths, rows, left_out)


def names_of_rows(results: str, customers: Sequence[str]) -> dict[str, list[str]]:
    """The names of files with rows, and the customers that have each."""
    found: dict[str, list[str]] = {}
    for customer in customers:
        try:
            files = os.listdir(folder_of(results, customer))
        except OSError:
            continue
        for file in sorted(files):
            if file.endswith(ROWS) and file not in (JOURNAL, IN_DOUBT) and not file.startswith("."):
                found.setdefault(file.removesuffix(ROWS), []).append(customer)
    return dict(sorted(found.items()))


def _join(files: Mapping[str, str], wanted: Sequence[Destination], left_out: list[str]) -> dict[str, int]:
    """Write the rows of the customers' files of one name; how many each has."""
    rows: dict[str, int] = {}
    with ExitStack() as stack:
        exports = [stack.enter_context(Export(one)) for one in wanted]
        for customer, path in files.items():
            try:
                number = sum(len(page) for page in _pages(path, customer))
            except (NotRows, OSError) as error:
                left_out.append(str(error))
                continue
            for page in _pages(path, customer):
                for export in exports:
                    export.add(page)
            rows[customer] = number
        for export in exports:
            export.finish(sum(rows.values()))
    return rows


def _pages(path: str, customer: str) -> Iterator[list[Json]]:
    """The rows of one file with their customer, some at a time.

    :raises NotRows: a line that is no JSON.
    """
    with open(path, "rb") as stream:
        lines = enumerate(stream, 1)
        while part := list(islice(lines, _PAGE)):
            yield [_row(path, number, line, customer) for number, line in part]


def _row(path: str, number: int, line: bytes, customer: str) -> Json:
    try:
        row: Json = loads(line)
    except (NotJson, TooDeep) as error:
        raise NotRows(f"{path}, line {number}: it is no JSON.") from error
    if not isinstance(row, Mapping):
        return {CUSTOMER: customer, "value": row}
    # A column of the row's own of this name goes on under another one.
    rest = {f"{key}_of_row" if key == CUSTOMER else key: value for key, value in row.items()}
    return {CUSTOMER: customer, **rest}
