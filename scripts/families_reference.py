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

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import find  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.describe_objects import settable_properties  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family_by_rule import (  # noqa: E402
    NOT_OF_THE_OBJECT,
)
from ansible_collections.m365.exchange.plugins.module_utils._object_families.tables.all_families import KINDS_OF  # noqa: E402

BEGIN = "<!-- Made from the tables of kinds by 'make docs'. -->\n"
PAGE = MadePart(ROOT / "docs" / "families.md", BEGIN, "the tables of kinds")
FACTS = ROOT / "plugins" / "module_utils" / "_object_families" / "facts_of_family.py"
TESTS = ROOT / "tests"
_LINE = re.compile(r'    (?:"(?P<rule>\w+)",|(?P<name>\w+): (?P<type>[^#]+?))(?:  # (?P<said>.*))?')


# Where these are true, no object of any kind is removed: the page says it once.
_OF_ALL = ("IsDefault", "IsBuiltInProtection", "IsSystem")


def comments(begin: str, end: str) -> dict[str, str]:
    """The names between two lines of facts_of_family.py, each with the comment beside it or above it."""
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
    tables = read_tables()
    yield "\n## The kinds\n"
    for kind in sorted((kind for kinds in KINDS_OF.values() for kind in kinds), key=str.lower):
        family = family_of(kind)
        yield f"\n### {kind}\n\n"
        yield from (f"- {line}\n" for line in about(family))
        yield from (f"- {line}\n" for line in proof(kind, tables))


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
    if hidden := not_given(family):
        yield f"Not given by `exo_resource_info`: {names(hidden)}"
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


def not_given(family: Family) -> list[str]:
    """Parameters of Set- that are none of what ``show: settable`` gives, besides those that no read shows."""
    known = find(family.cmdlets.get("change") or "")
    given = {"Identity", family.rename, *settable_properties(family), *family.identity, *family.write_only}
    parameters = [one.name for one in known.parameters.values()] if known else []
    return [name for name in parameters if name not in given and name.lower() not in NOT_OF_THE_OBJECT]


# The steps of a cycle, as tests/desired/proved.yml has them, in words.
STEPS = {
    "create": "made",
    "gather": "gathered and applied again",
    "change": "changed",
    "add": "added to lists",
    "take": "taken from lists",
    "clear": "cleared",
    "rename": "renamed",
    "remove": "removed",
    "keep": "its removal refused before anything is sent",
}


def proof(kind: str, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What the tests have done with objects of the kind, and what they leave out."""
    case = tables["families"].get(kind) or {}
    if kind in tables["entries"]:
        changes = ["change"] if tables["entries"][kind].get("changes") else []
        yield proved_line(["create", *changes, "gather", "remove"])
        return
    if "skipped" in case:
        yield f"Not proved by a cycle: {case['skipped']}"
        return
    proved = tables["proved"][kind]
    yield proved_line(proved["steps"])
    reasons = {**reasons_of("everywhere", tables), **reasons_of(kind, tables), **case.get("left_out", {})}
    if "without" in proved:
        told = (f"`{one}` ({reasons[one]})" if one in reasons else f"`{one}`" for one in proved["without"])
        yield f"In no step: {', '.join(told)}"
    if "unknown" in proved:
        yield f"Told as unknown, since no row in the box shows it: {names(proved['unknown'])}"


def proved_line(steps: Sequence[str]) -> str:
    told = ", ".join(STEPS[one] for one in STEPS if one in steps)
    return f"Proved: {told}; each in check mode first, and again"


def reasons_of(kind: str, tables: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Why the box's own tests leave a property out."""
    told = tables["lives"].get(kind) or {}
    return {**told.get("not_shown", {}), **told.get("not_properties", {})}


def read_tables() -> dict[str, Mapping[str, Any]]:
    """What the tests know of kinds."""
    files = {name: TESTS / "desired" / f"{name}.yml" for name in ("families", "entries", "proved")}
    files["lives"] = TESTS / "simulator" / "data" / "family_lives.yml"
    return {name: yaml.safe_load(file.read_text(encoding="utf-8")) for name, file in files.items()}


def main() -> int:
    return PAGE.write("".join(lines()), check=is_check(__doc__ or ""))


if __name__ == "__main__":
    sys.exit(main())
