# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The rows that a list of commands keeps in its result, counted over all of them."""

from __future__ import annotations

from .context import Context, Result


class RowsKept:
    """Tells once when there are more than ``most`` rows (0: never); each command alone may stay below it."""

    def __init__(self, most: int, context: Context) -> None:
        self._most = most
        self._context = context
        self._rows = 0

    def add(self, outcome: Result) -> None:
        """Count what a command has left in the result."""
        self._rows += len(outcome.get("objects", ()))
        if self._most and self._rows > self._most:
            self._most = 0
            self._context.warn(
                f"The commands of this list have {self._rows} objects in the result already, and Ansible takes some"
                " seven times their memory. Give the commands a dest, or narrow them with properties, query or"
                " result_size. max_rows_in_result sets when this is told."
            )
