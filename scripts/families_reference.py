# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the mechanisms and the kinds of desired state into docs/families.md, or check that it is in step."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from made_part import ROOT, MadePart, is_check

sys.path[:0] = [str(ROOT / ".build" / "link")]

from ansible_collections.m365.exchange.plugins.module_utils._resources.facts import Family  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._resources.families.index import KINDS_OF  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._resources.family import family_of  # noqa: E402

BEGIN = "<!-- Made from the tables of kinds by 'make docs'. -->\n"
PAGE = MadePart(ROOT / "docs" / "families.md", BEGIN, "the tables of kinds")
FACTS = ROOT / "plugins" / "module_utils" / "_resources" / "facts.py"
TESTS = ROOT / "tests"
_LINE = re.compile(r'    (?:"(?P<rule>\w+)",|(?P<name>\w+): (?P<type>[^#]+?))(?:  # (?P<said>.*))?')


# Where these are true, no object of any kind is removed: the page says it once.
_OF_ALL = ("IsDefault", "IsBuiltInProtection", "IsSystem")


def comments(begin: str, end: str) -> dict[str, str]:
    """The names between two lines of facts.py, each with the comment beside it or above it."""
    text = FACTS.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    found: dict[str, str] = {}
    above: list[str] = []
    for line in text.splitlines():
        if line.strip().startswith("#"):
            above = [] if line.strip().startswith("# --") else [*above, line.strip("# ")]
            continue
        match = _LINE.fullmatch(line)
        if match:
            found[match["rule"] or match["name"]] = match["said"] or " ".join(above)
        above = []
    return found


def names(values: Sequence[str] | Mapping[str, Any]) -> str:
    return ", ".join(f"`{one}`" for one in values)


def lines() -> Iterator[str]:
    """The mechanisms, the rules of comparison, and each kind."""
    yield "## What a table may say\n\n| | |\n|---|---|\n"
    for name, said in comments("class Facts(TypedDict, total=False):", "@dataclass").items():
        yield f"| `{name}` | {said or 'where the words come from'} |\n"
    yield "\n## How values are compared (`compare`)\n\n| | |\n|---|---|\n"
    for name, said in comments("Rule = Literal[", "\n]").items():
        yield f"| `{name}` | {said or 'as the name says'} |\n"
    cases = yaml.safe_load((TESTS / "desired" / "families.yml").read_text(encoding="utf-8"))
    data = TESTS / "simulator" / "data"
    cycled = {
        name: yaml.safe_load((data / f"{name}.yml").read_text(encoding="utf-8"))
        for name in ("automated_nouns", "family_scripts", "desired_state")
    }
    proved = {*cycled["automated_nouns"], *(one["noun"] for one in cycled["desired_state"].values())}
    proved -= set(cycled["family_scripts"])
    yield "\n## The kinds\n"
    for kind in sorted((kind for kinds in KINDS_OF.values() for kind in kinds), key=str.lower):
        family = family_of(kind)
        yield f"\n### {kind}\n\n"
        yield from (f"- {line}\n" for line in about(family))
        yield from (f"- {line}\n" for line in (proof(family, cases.get(kind) or {}) if kind in proved else ()))


def about(family: Family) -> Iterator[str]:
    """What a user needs to know of a kind."""
    one = family.fixed_identity and f"always `{family.fixed_identity}`"
    yield f"Identity: {one or names(family.identity) or 'none, an organization has one'}"
    cmdlets = dict.fromkeys(name for name in family.cmdlets.values() if name)
    yield f"Cmdlets: {names(list(cmdlets))}"
    for title, values in (
        ("Only a new one can have it otherwise", family.create_only),
        ("No read shows it", family.write_only),
        ("Can be set to true and not back", family.one_way),
        ("Objects of another kind", family.kept_by),
    ):
        if values:
            yield f"{title}: {names(values)}"
    if family.toggle:
        verbs = [name for verb in ("enable", "disable") if (name := family.cmdlets.get(verb))]
        yield f"Switched by {' and '.join(f'`{one}`' for one in verbs)}: `{family.toggle}`"
    if family.replaced:
        yield "Nothing sets it: a change is a removal and a creation"
    if family.never_present:
        yield f"Never made: {family.never_present}"
    if family.never_absent:
        yield f"Never removed: {family.never_absent}"
    for one_of in family.protected if not family.never_absent else ():
        if one_of.get("property") not in _OF_ALL:
            yield f"Not removed where `{one_of.get('property')}` is `{one_of.get('equals')}`: {one_of.get('reason')}"
    yield f"Evidence: {'; '.join(family.sources)}"


def proof(family: Family, case: Mapping[str, Any]) -> Iterator[str]:
    """What the tests do with objects of the kind, and what they leave out."""
    if "skipped" in case:
        yield f"Not proved by a cycle: {case['skipped']}"
        return
    made = bool(family.cmdlets.get("create")) and not family.never_present
    changed = bool(family.cmdlets.get("change"))
    steps = {
        "made": made,
        "gathered and applied again": True,
        "changed": changed,
        "parts of lists": changed,
        "cleared": changed,
        "renamed": bool(family.rename) and made,
        "removed": made and not family.never_absent,
    }
    yield f"Proved: {', '.join(name for name, there in steps.items() if there)}; each in check mode first, and again"
    for name, reason in (case.get("left_out") or {}).items():
        yield f"Not proved: `{name}` ({reason})"


def main() -> int:
    return PAGE.write("".join(lines()), check=is_check(__doc__ or ""))


if __name__ == "__main__":
    sys.exit(main())
