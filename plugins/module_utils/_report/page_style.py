# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the page of a report looks like: light and dark as the reader's system is, and on paper."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #f5f6f8; --card: #ffffff; --ink: #1c2430; --soft: #5c6878; --line: #dfe3e9; --hover: #f0f4fa;
  --good: #1f8a56; --bad: #c8323f; --unknown: #b97a10; --aside: #7585a0; --link: #1f5fae;
  --good-tint: #e3f4ea; --bad-tint: #fbe6e8; --unknown-tint: #fbf0d9; --aside-tint: #eaeef4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161d; --card: #1b212b; --ink: #e6eaf0; --soft: #9aa6b6; --line: #2d3644; --hover: #232c39;
    --good: #4cc38a; --bad: #f2727d; --unknown: #e5b454; --aside: #93a3bd; --link: #7fb3f5;
    --good-tint: #17352a; --bad-tint: #3f1d23; --unknown-tint: #3a2e14; --aside-tint: #273142;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif;
}
main { max-width: 1280px; margin: 0 auto; padding: 28px 24px 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 0 0 12px; }
p { margin: 0 0 8px; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
.soft { color: var(--soft); }
.tiles, .charts { display: grid; gap: 16px; margin: 20px 0; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.charts { grid-template-columns: minmax(250px, 1fr) repeat(2, minmax(280px, 1.6fr)); }
.card, .tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.card { padding: 16px 18px; min-width: 0; }
.tile { padding: 12px 16px; border-top: 4px solid var(--tone, var(--line)); }
.tile b { display: block; font-size: 27px; line-height: 1.2; font-variant-numeric: tabular-nums; color: var(--tone); }
.tile span { color: var(--soft); }
.good { --tone: var(--good); --tint: var(--good-tint); }
.bad { --tone: var(--bad); --tint: var(--bad-tint); }
.unknown { --tone: var(--unknown); --tint: var(--unknown-tint); }
.aside { --tone: var(--aside); --tint: var(--aside-tint); }
svg .good { fill: var(--good); } svg .bad { fill: var(--bad); }
svg .unknown { fill: var(--unknown); } svg .aside { fill: var(--aside); }
.donut { display: block; width: 100%; max-width: 220px; margin: 0 auto; }
.donut .rest { fill: var(--line); }
.donut text { fill: var(--ink); text-anchor: middle; }
.donut .much { font-size: 17px; font-weight: 700; }
.donut .word { font-size: 9px; fill: var(--soft); }
.bar { display: grid; grid-template-columns: minmax(0, 2fr) minmax(60px, 1.4fr) 3.4em; gap: 10px; padding: 3px 0; }
.bar a, .bar span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar svg { width: 100%; height: 12px; align-self: center; border-radius: 3px; background: var(--line); }
.bar .number { text-align: right; font-variant-numeric: tabular-nums; color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: 6px; margin: 26px 0 12px; }
nav a, .chip {
  padding: 5px 13px; border: 1px solid var(--line); border-radius: 99px; background: var(--card); color: var(--ink);
  font: inherit; cursor: pointer;
}
nav a:hover { text-decoration: none; background: var(--hover); }
nav a[aria-current], .chip[aria-pressed="true"] {
  background: var(--tint, var(--ink)); color: var(--tone, var(--card)); border-color: var(--tone, var(--ink));
}
.filters { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 12px; }
.filters input, .filters select {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 5px 10px; min-width: 0; max-width: 100%;
}
.idle { display: none; }
.filters input { flex: 1 1 220px; }
.about { margin-bottom: 12px; overflow-wrap: anywhere; }
.table { overflow-x: auto; padding: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 8px 12px; border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--card); white-space: nowrap; cursor: pointer; user-select: none; }
th[aria-sort]::after { content: " \\2193"; } th[aria-sort="ascending"]::after { content: " \\2191"; }
tbody tr:hover { background: var(--hover); }
td { overflow-wrap: anywhere; max-width: 34em; }
td.name { min-width: 9em; }
td.name:first-child { min-width: 13em; }
td small { display: block; color: var(--soft); }
td.value { overflow-wrap: break-word; max-width: 24em; font-variant-numeric: tabular-nums; }
td.count { font-variant-numeric: tabular-nums; }
.verdict {
  display: inline-block; padding: 1px 10px; border-radius: 99px; font-weight: 600; white-space: nowrap;
  background: var(--tint); color: var(--tone);
}
.more { padding: 12px; text-align: center; color: var(--soft); }
.more:empty { display: none; }
footer { margin-top: 28px; color: var(--soft); font-size: 13px; }
@media (max-width: 980px) { .charts { grid-template-columns: 1fr; } }
@media (max-width: 640px) {
  main { padding: 18px 12px 40px; }
  th, td { padding: 7px 8px; }
  .tiles { grid-template-columns: repeat(2, 1fr); gap: 10px; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; }
  main { max-width: none; padding: 0; }
  nav, .filters { display: none; }
  th { position: static; }
  .card, .tile, tr { break-inside: avoid; }
  .table { overflow: visible; break-inside: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
