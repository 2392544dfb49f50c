# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A report as one page of HTML that asks nobody for anything: numbers and charts stand in it, findings are packed.

The page's own policy (Content-Security-Policy) lets it load nothing, and run nothing but the script in it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from .._counts import count
from .._json_types import Json, Row
from .charts import draw_bar, draw_donut
from .document import WORDS, Check, Document, fill_unknown
from .page_script import SCRIPT
from .page_style import STYLE

ORDER = ("bad", "unknown", "aside", "good")
_MOST_BARS = 9
# What a check is called.
_KINDS = {"baseline": "Rule", "drift": "Kind", "report": "Part"}
_CHANGES = {"worse": "bad", "unknown": "unknown", "better": "good", "other": "aside", "new": "aside", "gone": "aside"}


def write_page(document: Document, changes: Row | None) -> bytes:
    """The page; ``changes`` are the numbers of what has changed since the report before."""
    title = escape(document.title or f"Report on {document.about}")
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{title}</h1>\n<p class=soft>{escape(_subtitle(document))}</p>",
        _tiles(document),
        _what_changed(changes),
        _charts(document),
        _table(document, changes is not None),
        "<noscript><p class=card>The table needs a browser that runs the script of this page.</p></noscript>",
        "<footer>Made by m365.exchange. This page asks nobody for anything.</footer>\n</main>",
        f'<script type="application/octet-stream" id="data">{_pack(document)}</script>',
        f"<script>{SCRIPT}</script>\n</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part).encode()


def _policy() -> str:
    script, style = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (SCRIPT, STYLE))
    # Colours of single cells and widths of bars are set by the script, as properties: that needs no permission.
    return f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; base-uri 'none'"


def _subtitle(document: Document) -> str:
    used = [one for one in document.checks if one.version]
    parts = [
        _moment(document.made_at),
        count(len(document.tenants), "tenant"),
        count(len(document.checks), _KINDS[document.about].lower()),
        ", ".join(dict.fromkeys(one.version for one in used)),
    ]
    return " · ".join(part for part in parts if part)


def _moment(text: str) -> str:
    return f"{text[:10]} {text[11:16]} UTC" if len(text) == 20 and text.endswith("Z") else text


def _tiles(document: Document) -> str:
    counts, words = document.counts(), WORDS[document.about]
    tiles = (
        f'<div class="tile {state}"><b>{counts[words[state]]:,}</b><span>{words[state]}</span></div>' for state in ORDER
    )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _what_changed(changes: Row | None) -> str:
    if changes is None:
        return ""
    chips = [
        f'<span class="verdict {state}">{changes[name]} {name}</span>'
        for name, state in _CHANGES.items()
        if changes[name]
    ]
    since = escape(_moment(str(changes["since"])) or "the report before")
    return f"<p>Since {since}: {' '.join(chips) or 'nothing has changed.'}</p>"


def _charts(document: Document) -> str:
    words = WORDS[document.about]
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
    numbers = {one.id: place for place, one in enumerate(_checks_of(document))}
    rules = [(one.title or one.id, f"c{numbers[one.id]}", checks[one.id]) for one in document.checks]
    hosts = [(one.name, f"t{place}", tenants[place]) for place, one in enumerate(document.tenants)]
    kind = f"{_KINDS[document.about]}s"
    return (
        f'<div class="charts"><section class="card"><h2>All findings</h2>{draw_donut(whole, words)}</section>'
        f'<section class="card"><h2>{kind} with the most to do</h2>{_bars(rules)}</section>'
        f'<section class="card"><h2>Tenants with the most to do</h2>{_bars(hosts)}</section></div>'
    )


def _bars(rows: Iterable[tuple[str, str, Counter[str]]]) -> str:
    """The rows with most that is bad, then unknown; the bar is of all that was found of each."""
    worst = sorted(rows, key=lambda row: (-row[2]["bad"], -row[2]["unknown"], row[0].casefold()))[:_MOST_BARS]
    return (
        "".join(
            f'<div class="bar"><a href="#{target}" title="{escape(name)}">{escape(name)}</a>{draw_bar(counts, ORDER)}'
            f'<span class="number">{counts["bad"]:,}</span></div>'
            for name, target, counts in worst
        )
        or '<p class="soft">Nothing was looked at.</p>'
    )


def _table(document: Document, compared: bool) -> str:
    words = WORDS[document.about]
    kind = f"{_KINDS[document.about]}s"
    groups = sorted({one.group for one in document.checks if one.group})
    chips = "".join(
        f'<button class="chip {state}" value="{state}" aria-pressed="false">{words[state]}</button>' for state in ORDER
    )
    hidden = ["" if wanted else " hidden" for wanted in (groups, compared)]
    options = "".join(f'<option value="{escape(one)}">{escape(one)}</option>' for one in groups)
    changed = "".join(f'<option value="{state}">now {words[state]}</option>' for state in ORDER)
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


def _checks_of(document: Document) -> tuple[Check, ...]:
    """The checks, and one for what is of a whole tenant where a tenant could not be read."""
    return (*document.checks, *([Check("")] if any(one.error for one in document.tenants) else []))


def _pack(document: Document) -> str:
    """The findings as the script reads them: JSON, deflated, in base64."""
    texts: dict[str, int] = {"": 0}
    checks = _checks_of(document)
    places = {one.id: place for place, one in enumerate(checks)}
    columns: dict[str, list[int]] = {name: [] for name in ("tenant", "check", "state", *_TEXTS)}
    values, values_of = _Values(document.columns()), fill_unknown(document)
    for place, tenant in enumerate(document.tenants):
        for one in tenant.all_findings():
            columns["tenant"].append(place)
            columns["check"].append(places[one.check])
            columns["state"].append(ORDER.index(one.state()))
            for name in _TEXTS:
                columns[name].append(texts.setdefault(getattr(one, name), len(texts)))
            values.add(values_of(one))
    data: Json = {
        "kind": _KINDS[document.about],
        "words": WORDS[document.about],
        "texts": list(texts),
        "checks": [vars(one) for one in checks],
        "tenants": [
            {"name": one.name, "tenant_id": one.tenant_id, "read_at": one.read_at, "error": one.error}
            for one in document.tenants
        ],
        "rows": columns,
        "values": values.distinct,
        "columns": values.columns,
    }
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(plain, 9)).decode()


class _Values:
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


_TEXTS = ("verdict", "object", "property", "text", "wanted", "found", "before")
