# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Make a failure from tables of advice.

A file names the tables that its failures come from, because a module ships all that its files import: the advice that
it can give, and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .failure import Advice, Failure, Outcome, Trace


class Failures:
    """The failures of some tables: call it with a key and facts, and raise what comes back."""

    def __init__(self, *tables: Mapping[str, Advice]) -> None:
        self.tables = tables

    def __call__(
        self,
        key: str,
        *,
        outcome: Outcome = "did_not_run",
        retry_safe: bool | None = None,
        trace: Trace = Trace(),
        more: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> Failure:
        """The failure ``key``, its texts filled with ``facts``; raise it with ``from`` where there is a cause.

        :raises KeyError: a key or a fact that no table of these knows (a mistake in this collection).
        """
        advice = next((table[key] for table in self.tables if key in table), None)
        if advice is None:
            raise KeyError(key)
        return Failure(key, advice, facts, outcome=outcome, retry_safe=retry_safe, trace=trace, more=more)
