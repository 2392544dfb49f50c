# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``query``: JMESPath over the rows, page by page where that gives the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .._errors._advice.input import failure
from .._json_types import Json


class RowQuery:
    """A compiled expression. All of JMESPath's errors are ValueErrors.

    ``by_pages`` tells whether the pages' results one after another are the result of all rows.

    :raises Failure: ``query-not-valid`` at once, before anything is sent.
    """

    def __init__(self, expression: str) -> None:
        import jmespath  # noqa: PLC0415 - costs a tenth of a module that has no query

        try:
            self._compiled = jmespath.compile(expression)
        except (ValueError, RecursionError) as error:
            raise failure("query-not-valid", detail=_first_line_of_error(error)) from error
        self.by_pages = same_by_pages(self._compiled.parsed)

    def of(self, rows: list[Json], cmdlet: str) -> list[Json]:
        """What the query yields, as a list: a single value becomes a list of one, nothing an empty one.

        :raises Failure: ``query-failed`` where a function meets a value that it cannot take.
        """
        try:
            found = self._compiled.search(rows)
            # Not every thing that it yields is a result: NaN is no JSON, nor is an expression that no function took.
            json.dumps(found, allow_nan=False)
        except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
            raise failure(
                "query-failed", cmdlet=cmdlet, detail=_first_line_of_error(error), outcome="refused"
            ) from error
        if found is None:
            return []
        return found if isinstance(found, list) else [found]


def _first_line_of_error(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error).strip().splitlines()[0].rstrip(":.")


QueryNode = Mapping[str, Any]


def same_by_pages(node: QueryNode) -> bool:
    """Whether ``node``, put to each of several lists, yields the parts of what it yields for the joined list.

    So do projections and filters over the list and what is projected from them (``[].Name``,
    ``[?Size > `5`].{name: Name}``, ``[].EmailAddresses[]``), and pipes from one such expression into another. What
    follows a projection sees one row at a time, so it may be anything. Everything else sees the whole list: an index, a
    slice, a function such as ``length`` or ``sort_by``, a map or a list made of several expressions, a comparison.
    """
    kind, children = node.get("type"), node.get("children", [])
    if kind in ("identity", "current"):
        return True
    if kind in ("projection", "filter_projection", "flatten"):
        # The left side gives the list; the others (what is projected, the condition) see its elements.
        return same_by_pages(children[0])
    if kind == "pipe":
        return all(same_by_pages(one) for one in children)
    return False
