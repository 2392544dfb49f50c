# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Charts as SVG that stands in the page; a reader without a picture gets the numbers in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_RADIUS, _HOLE = 44.0, 29.0


def draw_donut(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    """The shares of the states; in the middle how much of what could be told is good."""
    whole = sum(counts.values())
    told = counts.get("good", 0) + counts.get("bad", 0)
    share = f"{math.floor(100 * counts.get('good', 0) / told)} %" if told else "-"
    label = ", ".join(f"{counts.get(state, 0)} {word}" for state, word in words.items())
    rings, start = [], 0.0
    for state in words:
        if part := counts.get(state, 0) / whole if whole else 0.0:
            rings.append(f'<path class="{state}" d="{_ring(start, start + part)}"/>')
            start += part
    empty = "" if whole else f'<path class="rest" d="{_ring(0, 1)}"/>'
    return (
        f'<svg class="donut" viewBox="-50 -50 100 100" role="img" aria-label="{escape(label)}">{empty}{"".join(rings)}'
        f'<text class="much" y="4">{share}</text><text class="word" y="16">{escape(words["good"])}</text></svg>'
    )


def draw_bar(counts: Mapping[str, int], order: Sequence[str]) -> str:
    """One bar as wide as its place, its states beside each other."""
    whole = sum(counts.values())
    parts, start = [], 0.0
    for state in order:
        if width := 100 * counts.get(state, 0) / whole if whole else 0.0:
            parts.append(f'<rect class="{state}" x="{start:.2f}" width="{width:.2f}" height="8"/>')
            start += width
    return f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'


def _ring(start: float, end: float) -> str:
    """A part of a ring between two shares of the whole, from the top on; a whole ring is two halves."""
    if end - start > 0.999:
        return f"{_ring(start, start + 0.5)} {_ring(start + 0.5, start + 0.999)}"
    outer, inner = [[_point(share, radius) for share in (start, end)] for radius in (_RADIUS, _HOLE)]
    large = int(end - start > 0.5)
    return (
        f"M{outer[0]}A{_RADIUS:g} {_RADIUS:g} 0 {large} 1 {outer[1]}"
        f"L{inner[1]}A{_HOLE:g} {_HOLE:g} 0 {large} 0 {inner[0]}Z"
    )


def _point(share: float, radius: float) -> str:
    angle = 2 * math.pi * share
    return f"{radius * math.sin(angle):.2f} {-radius * math.cos(angle):.2f}"
