# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whether a JMESPath expression gives the same page by page, told from its parsed form.

Where this says no, all rows are kept until the last has come.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Node = Mapping[str, Any]


def same_by_pages(node: Node) -> bool:
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
