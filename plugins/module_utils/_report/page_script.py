# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the page of a report does: it unpacks the findings, filters and sorts them, and shows a part as one scrolls.

Values become text nodes and never HTML. The packed form is that of ``html_page.py``: texts are numbers in one list, and
each column of the findings is a list of such numbers.
"""

from __future__ import annotations

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
