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
from collections.abc import Iterable, Mapping
from html import escape

from .._counts import count
from .._json_types import Json, Row
from .charts import write_charts
from .document import CHECK_WORDS, STATE_ORDER, WORDS_OF_REPORT, Document, fill_unknown
from .page_script import SCRIPT
from .page_style import STYLE

_STATE_OF_CHANGE = {
    "worse": "bad",
    "unknown": "unknown",
    "better": "good",
    "other": "aside",
    "new": "aside",
    "gone": "aside",
}


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
    script, style = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (SCRIPT, STYLE))
    # Colours of single cells and widths of bars are set by the script, as properties: that needs no permission.
    return f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; base-uri 'none'"


def _subtitle_of_page(document: Document) -> str:
    used = [one for one in document.checks if one.version]
    parts = [
        _moment_on_page(document.made_at),
        count(len(document.tenants), "tenant"),
        count(len(document.checks), CHECK_WORDS[document.about].lower()),
        ", ".join(dict.fromkeys(one.version for one in used)),
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
    groups = sorted({one.group for one in document.checks if one.group})
    chips = "".join(
        f'<button class="chip {state}" value="{state}" aria-pressed="false">{words[state]}</button>'
        for state in STATE_ORDER
    )
    hidden = ["" if wanted else " hidden" for wanted in (groups, compared)]
    options = "".join(f'<option value="{escape(one)}">{escape(one)}</option>' for one in groups)
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
    """The findings as the script reads them: JSON, deflated, in base64."""
    texts: dict[str, int] = {"": 0}
    checks = document.all_checks()
    places = {one.id: place for place, one in enumerate(checks)}
    columns: dict[str, list[int]] = {name: [] for name in ("tenant", "check", "state", *_PACKED_TEXTS)}
    values, values_of = _PackedValues(document.columns()), fill_unknown(document)
    for place, tenant in enumerate(document.tenants):
        for one in tenant.all_findings():
            columns["tenant"].append(place)
            columns["check"].append(places[one.check])
            columns["state"].append(STATE_ORDER.index(one.state()))
            for name in _PACKED_TEXTS:
                columns[name].append(texts.setdefault(getattr(one, name), len(texts)))
            values.add(values_of(one))
    data: Json = {
        "kind": CHECK_WORDS[document.about],
        "words": WORDS_OF_REPORT[document.about],
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
