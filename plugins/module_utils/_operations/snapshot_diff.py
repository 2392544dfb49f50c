# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_snapshot_diff: two snapshots side by side. Files are read on the controller, so that here both are objects."""

from __future__ import annotations

import json
from collections.abc import Mapping

from .._compare_objects.compare_snapshots import SNAPSHOT_VERDICTS, SnapshotSide, compare_snapshots, numbers_of_verdicts
from .._counts import count
from .._errors._advice.snapshots import failure
from .._json_types import Json, Row
from .._specs.local_files import SnapshotDiffOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result

_SIGNS_OF_VERDICTS = {"added": "+", "removed": "-", "changed": "~", "unknown": "?"}
_LONGEST_VALUE = 60


def run(options: Options, context: Context) -> Result:
    """The module's work. Nothing is sent.

    :raises Failure: a side that is no objects, or a kind or an identity that cannot be meant.
    """
    diff_options = read(SnapshotDiffOptions(), options, context.environ)
    before, after = _side_of_comparison("before", diff_options.before), _side_of_comparison("after", diff_options.after)
    rows = compare_snapshots(before, after, diff_options.families, diff_options.kinds)
    differences = [row for row in rows if row["verdict"] != "equal"]
    numbers = numbers_of_verdicts(rows)
    counted = ", ".join(f"{numbers[verdict]} {verdict}" for verdict in SNAPSHOT_VERDICTS if numbers[verdict])
    lines = [*map(_line_of_difference, differences), f"{count(len(rows), 'object')}: {counted or 'none in either'}"]
    return {
        "changed": False,
        "same": not differences,
        "differences": differences,
        "numbers": numbers,
        "lines": lines,
        **({"diff": {"prepared": "\n".join(lines) + "\n"}} if context.diff else {}),
    }


def _side_of_comparison(name: str, written_side: object) -> SnapshotSide:
    """Objects as a task has them, or the map that the action plugin made of files: ``resources``, ``kinds`` (those that
    it has whole, null where nobody says) and ``unread`` (a kind and the reason).

    :raises Failure: ``snapshot-side-not-valid``.
    """
    row: Mapping[str, object] = written_side if isinstance(written_side, Mapping) else {"resources": written_side}
    rows, kinds, unread = row.get("resources"), row.get("kinds"), row.get("unread")
    if not isinstance(rows, list) or not all(
        isinstance(row_of_object, Mapping) and _names_a_kind(row_of_object) for row_of_object in rows
    ):
        raise failure("snapshot-side-not-valid", name=name)
    return SnapshotSide(
        rows,
        {str(kind): str(reason) for kind, reason in unread.items()} if isinstance(unread, Mapping) else {},
        frozenset(map(str, kinds)) if isinstance(kinds, list) else None,
    )


def _names_a_kind(row: Mapping[str, object]) -> bool:
    return isinstance(row.get("kind"), str) and isinstance(row.get("properties") or {}, Mapping)


def _line_of_difference(row: Row) -> str:
    """A difference for a person."""
    identity, changes = row["identity"], row["changes"]
    name = ", ".join(map(str, identity.values())) if isinstance(identity, Mapping) else identity or ""
    changed = (
        [_text_of_change(change) for change in changes if isinstance(change, Mapping)]
        if isinstance(changes, list)
        else []
    )
    details = str(row.get("reason") or "; ".join(changed))
    head = f"{_SIGNS_OF_VERDICTS[str(row['verdict'])]} {row['kind']} {name}".rstrip()
    return f"{head}: {details}" if details else head


def _text_of_change(row: Mapping[str, Json]) -> str:
    return f"{row['property']} {_brief_value(row['before'])} -> {_brief_value(row['after'])}"


def _brief_value(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}..."
