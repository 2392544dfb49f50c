# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The rows of a task that describes many objects: each says which object it is about and how that should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import Literal

from .._dataclass import dataclass
from .._errors._advice.many import failure
from .._errors.failure import Failure
from .._values.secret_and_unsendable_values import kind_of

_KEYS_OF_ROW = ("kind", "identity", "state", "properties", "renamed_from", "at")


@dataclass(frozen=True)
class DesiredRow:
    """One object as a row has it. ``place`` tells a person where the row stands: its number, or its file and line."""

    place: str
    kind: str
    identity: object = None
    state: Literal["present", "absent"] = "present"
    properties: Mapping[str, object] = field(default_factory=dict)
    renamed_from: str | None = None


def read_rows(rows: Sequence[object]) -> list[DesiredRow]:
    """The rows of a task. ``at`` of a row, where it came from a file, is its place there.

    :raises Failure: a row that is none; its line says which.
    """
    return [_read_row(row, f"Resource {number} of {len(rows)}") for number, row in enumerate(rows, 1)]


@contextmanager
def in_row(row: DesiredRow) -> Iterator[None]:
    """Says in the line of what is raised inside it which row it is about."""
    try:
        yield
    except Failure as error:
        error.what = f"{row.place}: {error.what}"
        raise


def _read_row(row: object, place: str) -> DesiredRow:
    if not isinstance(row, Mapping):
        raise failure("resources-row-not-a-map", place=place, said=kind_of(row))
    if isinstance(row.get("at"), str) and row["at"]:
        place = str(row["at"])
    for name in row:
        if name not in _KEYS_OF_ROW:
            raise failure("resources-row-key", place=place, name=name, known=", ".join(_KEYS_OF_ROW))
    row = {name: value for name, value in row.items() if value is not None}
    kind, state, properties = row.get("kind"), row.get("state", "present"), row.get("properties", {})
    renamed_from = row.get("renamed_from")
    if not isinstance(kind, str) or not kind.strip():
        raise failure("resources-row-value", place=place, name="kind", wanted="the noun of Microsoft's cmdlets")
    if state not in ("present", "absent"):
        raise failure("resources-row-value", place=place, name="state", wanted="present or absent")
    if not isinstance(properties, Mapping):
        raise failure("resources-row-value", place=place, name="properties", wanted="a map")
    if renamed_from is not None and not isinstance(renamed_from, str):
        raise failure("resources-row-value", place=place, name="renamed_from", wanted="a text")
    return DesiredRow(
        place, kind.strip(), row.get("identity"), "absent" if state == "absent" else "present", properties, renamed_from
    )
