# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A report as one page of HTML that asks nobody for anything: numbers and charts stand in it, findings are packed.

The page's own policy (Content-Security-Policy) lets it load nothing, and run nothing but the script in it. Charts are
SVG that stands in it; a reader without a picture gets the numbers in words.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from .._counts import count
from .._json_types import Json, Row
from .page_style_and_script import SCRIPT, STYLE
from .report_document import CHECK_WORDS, STATE_ORDER, WORDS_OF_REPORT, Document, fill_unknown

_STATE_OF_CHANGE = {
    "worse": "bad",
    "unknown": "unknown",
    "better": "good",
    "other": "aside",
    "new": "aside",
    "gone": "aside",
}
_RING_RADIUS, _RING_HOLE = 44.0, 29.0
_MOST_BARS = 9


def write_page(document: Document, changes: Row | None) -> bytes:
    """The page; ``changes`` are the numbers of what has changed since the report before."""
    title = escape(document.title or f"Report on {document.about}")
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_content_security_policy()}">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{title}</h1>\n<p class=soft>{escape(_subtitle_of_page(document))}</p>",
        _tiles_of_states(document),
        _what_changed(changes),
        write_charts(document),
        _table_of_findings(document, changes is not None),
        "<noscript><p class=card>The table needs a browser that runs the script of this page.</p></noscript>",
        "<footer>Made by m365.exchange. This page asks nobody for anything.</footer>\n</main>",
        f'<script type="application/octet-stream" id="data">{_pack_findings(document)}</script>',
        f"<script>{SCRIPT}</script>\n</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part).encode()


def _content_security_policy() -> str:
    script, style = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (SCRIPT, STYLE))
    # Colours of single cells and widths of bars are set by the script, as properties: that needs no permission.
    return f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; base-uri 'none'"


def _subtitle_of_page(document: Document) -> str:
    used = [check for check in document.checks if check.version]
    parts = [
        _moment_on_page(document.made_at),
        count(len(document.tenants), "tenant"),
        count(len(document.checks), CHECK_WORDS[document.about].lower()),
        ", ".join(dict.fromkeys(check.version for check in used)),
    ]
    return " · ".join(part for part in parts if part)


def _moment_on_page(text: str) -> str:
    return f"{text[:10]} {text[11:16]} UTC" if len(text) == 20 and text.endswith("Z") else text


def _tiles_of_states(document: Document) -> str:
    counts, words = document.counts(), WORDS_OF_REPORT[document.about]
    tiles = (
        f'<div class="tile {state}"><b>{counts[words[state]]:,}</b><span>{words[state]}</span></div>'
        for state in STATE_ORDER
    )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _what_changed(changes: Row | None) -> str:
    if changes is None:
        return ""
    chips = [
        f'<span class="verdict {state}">{changes[name]} {name}</span>'
        for name, state in _STATE_OF_CHANGE.items()
        if changes[name]
    ]
    since = escape(_moment_on_page(str(changes["since"])) or "the report before")
    return f"<p>Since {since}: {' '.join(chips) or 'nothing has changed.'}</p>"


def _table_of_findings(document: Document, compared: bool) -> str:
    words = WORDS_OF_REPORT[document.about]
    kind = f"{CHECK_WORDS[document.about]}s"
    groups = sorted({check.group for check in document.checks if check.group})
    chips = "".join(
        f'<button class="chip {state}" value="{state}" aria-pressed="false">{words[state]}</button>'
        for state in STATE_ORDER
    )
    hidden = ["" if is_used else " hidden" for is_used in (groups, compared)]
    options = "".join(f'<option value="{escape(group)}">{escape(group)}</option>' for group in groups)
    changed = "".join(f'<option value="{state}">now {words[state]}</option>' for state in STATE_ORDER)
    return (
        '<nav id="findings"><a href="#findings">Findings</a><a href="#tenants">Tenants</a>'
        f'<a href="#checks">{kind}</a></nav>\n<section class="card about" id="about" hidden></section>\n'
        '<div class="filters" id="filters"><input id="search" type="search" placeholder="Search" aria-label="Search">'
        f'{chips}<select id="group" aria-label="Group"{hidden[0]}><option value="">All groups</option>'
        f'{options}</select><select id="changed" aria-label="Changes"{hidden[1]}>'
        f'<option value="">Changed or not</option><option value="any">Changed</option>{changed}</select></div>\n'
        '<p class="soft" id="status" aria-live="polite">Unpacking ...</p>\n<div class="card table"><table>'
        '<thead id="head"></thead><tbody id="body"></tbody></table><div class="more" id="more"></div></div>'
    )


def _pack_findings(document: Document) -> str:
    """The findings as the script reads them: JSON, deflated, in base64. Texts are numbers in one list, and each column
    of the findings is a list of such numbers."""
    texts: dict[str, int] = {"": 0}
    checks = document.all_checks()
    places = {check.id: place for place, check in enumerate(checks)}
    columns: dict[str, list[int]] = {name: [] for name in ("tenant", "check", "state", *_PACKED_TEXTS)}
    values, values_of = _PackedValues(document.columns()), fill_unknown(document)
    for place, tenant in enumerate(document.tenants):
        for finding in tenant.all_findings():
            columns["tenant"].append(place)
            columns["check"].append(places[finding.check])
            columns["state"].append(STATE_ORDER.index(finding.state()))
            for name in _PACKED_TEXTS:
                columns[name].append(texts.setdefault(getattr(finding, name), len(texts)))
            values.add(values_of(finding))
    data: Json = {
        "kind": CHECK_WORDS[document.about],
        "words": WORDS_OF_REPORT[document.about],
        "texts": list(texts),
        "checks": [vars(check) for check in checks],
        "tenants": [
            {"name": tenant.name, "tenant_id": tenant.tenant_id, "read_at": tenant.read_at, "error": tenant.error}
            for tenant in document.tenants
        ],
        "rows": columns,
        "values": values.distinct,
        "columns": values.columns,
    }
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(plain, 9)).decode()


class _PackedValues:
    """The values of all findings: each once, and for each column its place in that list, -1 where it has none."""

    def __init__(self, names: Iterable[str]) -> None:
        self.columns: dict[str, list[int]] = {name: [] for name in names}
        self.distinct: list[Json] = []
        self._places: dict[str, int] = {}

    def add(self, values: Mapping[str, Json]) -> None:
        """The values of one more finding."""
        for name, places in self.columns.items():
            places.append(self._place_of(values[name]) if name in values else -1)

    def _place_of(self, value: Json) -> int:
        key = json.dumps(value, ensure_ascii=False)
        if key not in self._places:
            self._places[key] = len(self.distinct)
            self.distinct.append(value)
        return self._places[key]


_PACKED_TEXTS = ("verdict", "object", "property", "text", "wanted", "found", "before")


def write_charts(document: Document) -> str:
    """All findings as a ring; the checks and the tenants with the most to do as bars."""
    words = WORDS_OF_REPORT[document.about]
    checks: dict[str, Counter[str]] = {check.id: Counter() for check in document.checks}
    tenants: list[Counter[str]] = []
    all_counts: Counter[str] = Counter()
    for tenant in document.tenants:
        counts_of_tenant: Counter[str] = Counter()
        for finding in tenant.all_findings():
            counts_of_tenant[finding.state()] += 1
            checks.setdefault(finding.check, Counter())[finding.state()] += 1
        tenants.append(counts_of_tenant)
        all_counts += counts_of_tenant
    numbers = {check.id: place for place, check in enumerate(document.all_checks())}
    rules = [(check.title or check.id, f"c{numbers[check.id]}", checks[check.id]) for check in document.checks]
    tenant_bars = [(tenant.name, f"t{place}", tenants[place]) for place, tenant in enumerate(document.tenants)]
    kind = f"{CHECK_WORDS[document.about]}s"
    return (
        f'<div class="charts"><section class="card"><h2>All findings</h2>{draw_donut(all_counts, words)}</section>'
        f'<section class="card"><h2>{kind} with the most to do</h2>{_bars_of_worst(rules)}</section>'
        f'<section class="card"><h2>Tenants with the most to do</h2>{_bars_of_worst(tenant_bars)}</section></div>'
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
    decided = counts.get("good", 0) + counts.get("bad", 0)
    share = f"{math.floor(100 * counts.get('good', 0) / decided)} %" if decided else "-"
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
    outer_ends, inner_ends = [
        [_point_on_ring(share, radius) for share in (start, end)] for radius in (_RING_RADIUS, _RING_HOLE)
    ]
    large = int(end - start > 0.5)
    return (
        f"M{outer_ends[0]}A{_RING_RADIUS:g} {_RING_RADIUS:g} 0 {large} 1 {outer_ends[1]}"
        f"L{inner_ends[1]}A{_RING_HOLE:g} {_RING_HOLE:g} 0 {large} 0 {inner_ends[0]}Z"
    )


def _point_on_ring(share: float, radius: float) -> str:
    angle = 2 * math.pi * share
    return f"{radius * math.sin(angle):.2f} {-radius * math.cos(angle):.2f}"
