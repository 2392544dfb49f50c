# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of 27 Get cmdlets as the live service gave them (graph2otel fixtures, July 2026)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .tables import load


@dataclass(frozen=True)
class Column:
    """One property of an answer: its annotations, the JSON kinds and the formats that were seen."""

    name: str
    data_type: str | None = None
    odata_type: str | None = None
    json: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """A measured answer; ``complete`` means that the capture was not trimmed, so there are no other properties."""

    columns: Mapping[str, Column]
    complete: bool


@cache
def shapes() -> dict[str, Shape]:
    """Cmdlet name to measured shape."""
    return {
        cmdlet: Shape({name: _column(name, spec) for name, spec in entry["properties"].items()}, entry["complete"])
        for cmdlet, entry in load("wire_shapes").items()
    }


def _column(name: str, spec: Mapping[str, list[str]]) -> Column:
    return Column(
        name,
        next(iter(spec.get("data_type", ())), None),
        next(iter(spec.get("odata_type", ())), None),
        tuple(spec.get("json", ())),
        tuple(spec.get("fmt", ())),
    )
