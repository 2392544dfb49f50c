# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the page of a report looks like, light and dark as the reader's system is, and on paper; and what its script
does: it unpacks the findings, filters and sorts them, and shows a part as one scrolls.

Values become text nodes and never HTML. The findings are packed as ``html_page.py`` tells.
"""

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
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
.soft, .tile span { color: var(--soft); }
.tiles, .charts { display: grid; gap: 16px; margin: 20px 0; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.charts { grid-template-columns: minmax(250px, 1fr) repeat(2, minmax(280px, 1.6fr)); }
.card, .tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.card { padding: 16px 18px; min-width: 0; }
.tile { padding: 12px 16px; border-top: 4px solid var(--tone, var(--line)); }
.tile b { display: block; font-size: 27px; line-height: 1.2; font-variant-numeric: tabular-nums; color: var(--tone); }
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
.idle, .more:empty { display: none; }
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
SCRIPT = r"""
"use strict";
(async () => {
const STEP = 120;
const MOST_PRINTED = 5000;
const STATES = ["bad", "unknown", "aside", "good"];
const byId = (id) => document.getElementById(id);
const make = (tag, text, kind) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
};
const link = (text, target) => {
  const made = make("a", text);
  made.href = "#" + target;
  return made;
};
const unpack = async () => {
  const bytes = Uint8Array.from(atob(byId("data").textContent.trim()), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
};
let data;
try {
  data = await unpack();
} catch (error) {
  byId("status").textContent = "This browser is too old for the table: " + error.message;
  return;
}
const { texts, words, checks, tenants, rows } = data;
const OWN = Object.keys(data.columns);
const size = rows.tenant.length;
const text = (column, row) => texts[rows[column][row]];
const check = (row) => checks[rows.check[row]];
const tenant = (row) => tenants[rows.tenant[row]];
const state = (row) => STATES[rows.state[row]];
const lower = new Array(size);
const searched = (row) => lower[row] ??= [tenant(row).name, check(row).id, check(row).title, check(row).group,
  ...["object", "property", "text", "wanted", "found"].map((one) => text(one, row)),
  ...OWN.map((one) => inWords(one, value(one, row)))].join("\n").toLowerCase();
// A value that a finding has not is no value, and null is one: there is none.
const value = (name, row) => data.values[data.columns[name][row]];
const GIB = 2 ** 30;
const inWords = (name, one) => {
  if (one === undefined) return "";
  if (one === null) return "none";
  if (typeof one === "number" && name.endsWith("_bytes")) return (one / GIB).toFixed(2) + " GB";
  if (typeof one === "number") return one.toLocaleString("en");
  if (Array.isArray(one)) return one.map((each) => typeof each === "object" ? JSON.stringify(each) : each).join(", ");
  return typeof one === "object" ? JSON.stringify(one) : String(one);
};
const sortKey = (name, one) => typeof one === "number" ? one : inWords(name, one);

const count = (pick, length) => {
  const found = Array.from({ length }, () => ({ bad: 0, unknown: 0, aside: 0, good: 0 }));
  for (let row = 0; row < size; row++) found[rows[pick][row]][state(row)]++;
  return found;
};
const ofTenant = count("tenant", tenants.length);
const ofCheck = count("check", checks.length);

const before = (row) => {
  const was = text("before", row);
  return was === "" ? "" : was === "new" ? "new" : "was " + was;
};
// What tells lines of a report apart stands in its columns.
const SUBJECT = OWN.length ? ["object"] : ["object", "property"];
const subject = (row) => SUBJECT.map((one) => text(one, row)).filter(Boolean).join(" · ");
const badge = (row) => make("span", text("verdict", row), "verdict " + state(row));
const cell = (kind, ...parts) => {
  const made = make("td", undefined, kind);
  made.append(...parts.filter((one) => one !== ""));
  return made;
};
const details = (row) => {
  const made = [text("text", row)];
  if (text("wanted", row)) made.push(make("small", "wanted: " + text("wanted", row)));
  if (text("found", row)) made.push(make("small", "found: " + text("found", row)));
  return made;
};
const titleOf = (one) => one.title || one.id || "The whole tenant";
const nameOf = (one) => [link(titleOf(one), "c" + checks.indexOf(one)), one.title ? make("small", one.id) : ""];
const COLUMNS = [
  ["Tenant", (row) => tenant(row).name, (row) => cell("name", link(tenant(row).name, "t" + rows.tenant[row]))],
  [data.kind, (row) => titleOf(check(row)),
    (row) => cell("name", ...nameOf(check(row)))],
  ["Verdict", (row) => rows.state[row], (row) => cell("", badge(row), before(row) && make("small", before(row)))],
  ["Object", subject, (row) => cell("name", subject(row))],
  ["What was found", (row) => text("text", row), (row) => cell("", ...details(row))],
  ...OWN.map((name) => [name.replace(/_bytes$/, "").replaceAll("_", " "), (row) => sortKey(name, value(name, row)),
    (row) => cell("value", inWords(name, value(name, row)))]),
];
const PLAIN = COLUMNS.length - OWN.length;
const LISTS = {
  tenants: () => tenants.map((one, index) => ({ name: one.name, more: one.tenant_id || one.error, target: "t" + index,
    counts: ofTenant[index] })),
  checks: () => checks.map((one, index) => ({ name: titleOf(one), more: one.title && one.id, target: "c" + index,
    counts: ofCheck[index] })),
};
const listColumns = (name) => [
  [name, (one) => one.name, (one) => cell("name", link(one.name, one.target), make("small", one.more))],
  ...STATES.map((one) => [words[one], (row) => -row.counts[one], (row) => {
    const made = cell("count", String(row.counts[one]));
    if (row.counts[one] && one !== "good") made.style.color = "var(--" + one + ")";
    return made;
  }]),
];

const chosen = new Set();
let shown = [];
let columns = COLUMNS;
let sorted = null;
let drawn = 0;
const compare = (left, right) => (typeof left === "number" && typeof right === "number" ? left - right
  : String(left).localeCompare(String(right), "en", { numeric: true, sensitivity: "base" }));

const draw = () => {
  const part = document.createDocumentFragment();
  for (const end = Math.min(drawn + STEP, shown.length); drawn < end; drawn++) {
    const line = document.createElement("tr");
    line.append(...columns.map((one) => one[2](shown[drawn])));
    part.append(line);
  }
  byId("body").append(part);
  const rest = shown.length - drawn;
  byId("more").textContent = rest ? rest.toLocaleString("en") + " more: scroll" : shown.length ? "" : "Nothing fits.";
};
const sort = () => {
  if (!sorted) return;
  const column = columns.find((one) => one[0] === sorted.column);
  if (!column) return;
  const keys = new Map(shown.map((one) => [one, column[1](one)]));
  shown.sort((left, right) => sorted.direction * compare(keys.get(left), keys.get(right)));
};
const redraw = () => {
  sort();
  const head = document.createElement("tr");
  columns.forEach(([name]) => {
    const made = make("th", name);
    made.scope = "col";
    if (sorted && sorted.column === name) made.ariaSort = sorted.direction > 0 ? "ascending" : "descending";
    made.onclick = () => {
      const again = sorted && sorted.column === name;
      sorted = { column: name, direction: again ? -sorted.direction : 1 };
      redraw();
    };
    head.append(made);
  });
  byId("head").replaceChildren(head);
  byId("body").replaceChildren();
  drawn = 0;
  draw();
  byId("status").textContent = shown.length.toLocaleString("en") + " shown";
};

const place = () => {
  const found = /^#([tc])(\d+)$/.exec(location.hash);
  const list = { "#tenants": "tenants", "#checks": "checks" }[location.hash];
  const one = found && (found[1] === "t" ? tenants : checks)[Number(found[2])];
  return { list, pick: one ? (found[1] === "t" ? "tenant" : "check") : null, index: one ? Number(found[2]) : -1, one };
};
const fits = (at) => {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const group = byId("group").value;
  const changed = byId("changed").value;
  return (row) => (!at.pick || rows[at.pick][row] === at.index)
    && (!chosen.size || chosen.has(state(row)))
    && (!group || check(row).group === group)
    && (!changed || (text("before", row) !== "" && ["any", state(row)].includes(changed)))
    && words.every((one) => searched(row).includes(one));
};
const tell = (at) => {
  const card = byId("about");
  card.hidden = !at.one;
  if (!at.one) return;
  const counts = (at.pick === "tenant" ? ofTenant : ofCheck)[at.index];
  const facts = at.pick === "tenant" ? [at.one.tenant_id, at.one.read_at && "read " + at.one.read_at, at.one.error]
    : [at.one.id, at.one.group, at.one.severity, at.one.version];
  card.replaceChildren(make("h2", at.one.name || titleOf(at.one)),
    make("p", facts.filter(Boolean).join(" · "), "soft"),
    make("p", STATES.map((one) => counts[one] + " " + words[one]).join(", ")));
  const source = at.one.source || "";
  if (/^https:\/\//.test(source)) {
    const away = make("a", source);
    away.href = source;
    away.rel = "noreferrer";
    card.append(away);
  } else if (source) card.append(make("span", source));
};
const show = () => {
  const at = place();
  for (const one of document.querySelectorAll("nav a")) {
    if (one.hash === (at.list ? location.hash : "#findings")) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  for (const one of document.querySelectorAll(".chip, .filters select")) one.classList.toggle("idle", Boolean(at.list));
  tell(at);
  if (at.list) {
    columns = listColumns(at.list === "tenants" ? "Tenant" : COLUMNS[1][0]);
    const wanted = byId("search").value.toLowerCase();
    shown = LISTS[at.list]().filter((one) => (one.name + one.more).toLowerCase().includes(wanted));
  } else {
    const wanted = fits(at);
    shown = [];
    for (let row = 0; row < size; row++) if (wanted(row)) shown.push(row);
    // Of a report only the columns that the rows have.
    const has = (name) => shown.some((row) => data.columns[name][row] >= 0);
    columns = COLUMNS.filter((_one, index) => index < PLAIN || has(OWN[index - PLAIN]));
  }
  redraw();
};
const move = () => {
  sorted = { column: place().list ? words[STATES[0]] : "Verdict", direction: 1 };
  show();
};

for (const one of document.querySelectorAll(".chip")) {
  one.onclick = () => {
    const pressed = chosen.delete(one.value) ? false : Boolean(chosen.add(one.value));
    one.setAttribute("aria-pressed", String(pressed));
    show();
  };
}
for (const name of ["search", "group", "changed"]) byId(name).oninput = show;
window.onhashchange = () => {
  byId("search").value = "";
  move();
  if (place().one) byId("findings").scrollIntoView();
};
// What is printed is not scrolled; more than a book is said, and not printed.
window.onbeforeprint = () => {
  while (drawn < Math.min(shown.length, MOST_PRINTED)) draw();
};
new IntersectionObserver((seen) => {
  if (seen.some((one) => one.isIntersecting) && drawn < shown.length) draw();
}, { rootMargin: "600px" }).observe(byId("more"));
move();
document.documentElement.dataset.ready = "yes";
})();
"""
