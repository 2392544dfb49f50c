# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rows of data in one test: pytest takes longer to set up a test for each than the rows take to be looked at.

Written as ``pytest.mark.parametrize`` is. Every row is looked at, whatever becomes of the ones before it, and a failure
names each row that failed. Rows share the fixtures of the test, so it is for tests whose rows leave nothing behind.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

Test = Callable[..., None]
# What a row fails with; the second is what "did not raise" comes as.
_FAILURES = (Exception, pytest.fail.Exception)
_LONGEST_NAME = 80


def each_row(
    names: str | Sequence[str], rows: Iterable[Any], *, ids: Callable[[Any], object] | Iterable[object] = str
) -> Callable[[Test], Test]:
    """A test of all rows.

    :param names: of the arguments that a row gives values to, as a sequence or with commas between them.
    :param rows: a value each, or a sequence of values where there are several names.
    :param ids: what gives a value its name in the message of a failure, or the names of all rows.
    """
    given = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    values = [(row,) if len(given) == 1 else tuple(row) for row in rows]
    assert all(len(row) == len(given) for row in values), f"each row has {given}"
    named = ["-".join(_short(ids(value)) for value in row) for row in values] if callable(ids) else [*map(_short, ids)]

    def fold(test: Test) -> Test:
        @functools.wraps(test)
        def look_at_all(**others: Any) -> None:
            assert values, "there are no rows"
            failed: list[tuple[str, BaseException]] = []
            for name, row in zip(named, values, strict=True):
                try:
                    test(**others, **dict(zip(given, row, strict=True)))
                except _FAILURES as error:
                    failed.append((name, error))
            if failed:
                raise AssertionError(_told(failed, len(values))) from failed[0][1]

        # Pytest reads from it which fixtures to hand over.
        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in given]
        vars(look_at_all)["__signature__"] = signature.replace(parameters=left)
        return look_at_all

    return fold


def _short(name: object) -> str:
    text = str(name)
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}..."


def _told(failed: list[tuple[str, BaseException]], number: int) -> str:
    rows = "\n".join(f"[{name}] {type(error).__name__}: {error}" for name, error in failed)
    return f"{len(failed)} of {number} rows failed:\n{rows}"
