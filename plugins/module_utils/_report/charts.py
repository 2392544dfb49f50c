# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Charts as SVG that stands in the page; a reader without a picture gets the numbers in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from .document import CHECK_WORDS, STATE_ORDER, WORDS_OF_REPORT, Document

_RING_RADIUS, _RING_HOLE = 44.0, 29.0
_MOST_BARS = 9


def write_charts(document: Document) -> str:
    """All findings as a ring; the checks and the tenants with the most to do as bars."""
    words = WORDS_OF_REPORT[document.about]
    checks: dict[str, Counter[str]] = {one.id: Counter() for one in document.checks}
    tenants: list[Counter[str]] = []
    whole: Counter[str] = Counter()
    for tenant in document.tenants:
        mine: Counter[str] = Counter()
        for one in tenant.all_findings():
            mine[one.state()] += 1
            checks.setdefault(one.check, Counter())[one.state()] += 1
        tenants.append(mine)
        whole += mine
    numbers = {one.id: place for place, one in enumerate(document.all_checks())}
    rules = [(one.title or one.id, f"c{numbers[one.id]}", checks[one.id]) for one in document.checks]
    hosts = [(one.name, f"t{place}", tenants[place]) for place, one in enumerate(document.tenants)]
    kind = f"{CHECK_WORDS[document.about]}s"
    return (
        f'<div class="charts"><section class="card"><h2>All findings</h2>{draw_donut(whole, words)}</section>'
        f'<section class="card"><h2>{kind} with the most to do</h2>{_bars_of_worst(rules)}</section>'
        f'<section class="card"><h2>Tenants with the most to do</h2>{_bars_of_worst(hosts)}</section></div>'
    )


def _bars_of_worst(rows: Iterable[tuple[str, str, Counter[str]]]) -> str:
    """The rows with most that is bad, then unknown; the bar is of all that was found of each."""
    worst = sorted(rows, key=lambda row: (-row[2]["bad"], -row[2]["unknown"], row[0].casefold()))[:_MOST_BARS]
    return (
        "".join(
            f'<div class="bar"><a href="#{target}" title="{escape(name)}">{escape(name)}</a>'
            f'{draw_bar(counts, STATE_ORDER)}<span class="number">{counts["bad"]:,}</span></div>'
            for name, target, counts in worst
        )
        or '<p class="soft">Nothing was looked at.</p>'
    )


def draw_donut(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    """The shares of the states; in the middle how much of what could be told is good."""
    whole = sum(counts.values())
    told = counts.get("good", 0) + counts.get("bad", 0)
    share = f"{math.floor(100 * counts.get('good', 0) / told)} %" if told else "-"
    label = ", ".join(f"{counts.get(state, 0)} {word}" for state, word in words.items())
    rings, start = [], 0.0
    for state in words:
        if part := counts.get(state, 0) / whole if whole else 0.0:
            rings.append(f'<path class="{state}" d="{_part_of_ring(start, start + part)}"/>')
            start += part
    empty = "" if whole else f'<path class="rest" d="{_part_of_ring(0, 1)}"/>'
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


def _part_of_ring(start: float, end: float) -> str:
    """A part of a ring between two shares of the whole, from the top on; a whole ring is two halves."""
    if end - start > 0.999:
        return f"{_part_of_ring(start, start + 0.5)} {_part_of_ring(start + 0.5, start + 0.999)}"
    outer, inner = [[_point_on_ring(share, radius) for share in (start, end)] for radius in (_RING_RADIUS, _RING_HOLE)]
    large = int(end - start > 0.5)
    return (
        f"M{outer[0]}A{_RING_RADIUS:g} {_RING_RADIUS:g} 0 {large} 1 {outer[1]}"
        f"L{inner[1]}A{_RING_HOLE:g} {_RING_HOLE:g} 0 {large} 0 {inner[0]}Z"
    )


def _point_on_ring(share: float, radius: float) -> str:
    angle = 2 * math.pi * share
    return f"{radius * math.sin(angle):.2f} {-radius * math.cos(angle):.2f}"
