# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tables of families name exists: parameters, rules, kinds and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import get_args

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import Cmdlet, all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._object_families import tables
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import (
    Facts,
    Family,
    Rule,
    Verb,
)
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of, readable_family
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family_by_rule import family_by_rule, nouns
from ansible_collections.m365.exchange.plugins.module_utils._object_families.names_of_objects import RECIPIENTS
from ansible_collections.m365.exchange.plugins.module_utils._object_families.tables import all_families
from support.rows import each_row

KINDS = sorted(kind for kinds in all_families.KINDS_OF.values() for kind in kinds)
# Those whose cmdlets are in the catalogue; no page tells of the others, and cycles have what is told of them.
TOLD = [kind for kind in KINDS if kind.lower() in nouns()]
PREFIXES: Mapping[Verb, tuple[str, ...]] = {
    "read": ("Get",),
    "create": ("New", "Add"),
    "change": ("Set",),
    "remove": ("Remove",),
    "enable": ("Enable",),
    "disable": ("Disable",),
}
TOGGLES: tuple[Verb, ...] = ("enable", "disable")
# What refers_to may say besides a kind.
ADDRESS = "Address"


def facts(kind: str) -> Facts:
    table = all_families.facts_of(kind)
    assert table is not None
    return table


def cmdlets(kind: str) -> dict[Verb, Cmdlet]:
    table = facts(kind)
    told = table.get("cmdlets", {})
    found: dict[Verb, Cmdlet] = {}
    for verb, prefixes in PREFIXES.items():
        names = [told[verb]] if verb in told else [f"{prefix}-{kind}" for prefix in prefixes]
        for name in names:
            cmdlet = find(name) if name else None
            if cmdlet is not None:
                found.setdefault(verb, cmdlet)
    return found


def parameters(kind: str, *verbs: Verb) -> set[str]:
    known = cmdlets(kind)
    return {one.name for verb in verbs or PREFIXES if verb in known for one in known[verb].parameters.values()}


def of_its_own(kind: str) -> set[str]:
    """What a table gives a name to that no parameter has: switches, and lists that other objects hold."""
    return {*facts(kind).get("switches", {}), *facts(kind).get("kept_by", {})}


def named(table: Facts) -> Iterator[str]:
    """Every parameter that a table names, whatever it says of it."""
    yield from table.get("identity", ())
    for names in (table.get("write_only", ()), table.get("create_only", ()), table.get("one_way", ())):
        yield from names
    yield from table.get("create_takes", ())
    yield from table.get("create_asks", ())
    for keys in (
        table.get("shown_as", {}), table.get("shown_values", {}), table.get("null_is", {}), table.get("absent", {}),
        table.get("create_needs", {}), table.get("refers_to", {}), table.get("kept_by", {}),
    ):  # fmt: skip
        yield from keys
    for one, others in table.get("companions", {}).items():
        yield from others if one == "*" else (one, *others)
    for group in (*table.get("alone", ()), *table.get("exclusive", ())):
        yield from group
    yield from filter(None, (table.get("granted"), table.get("rename"), table.get("address_as"), table.get("path_as")))


@each_row("kind", TOLD)
def test_parameters_that_are_named_exist(kind: str) -> None:
    known = parameters(kind) | of_its_own(kind)
    toggle = facts(kind).get("toggle")
    written = known | {toggle} if toggle else known
    assert [name for name in named(facts(kind)) if name not in written] == []


@each_row("kind", TOLD)
def test_patterns_of_comparison_match_something(kind: str) -> None:
    known = parameters(kind, "create", "change") | of_its_own(kind)
    compared = facts(kind).get("compare", {})
    assert [one for one in compared if not any(fnmatchcase(name, one) for name in known)] == []
    assert set(compared.values()) <= set(get_args(Rule))


@each_row("kind", TOLD)
def test_each_cmdlet_takes_what_it_is_given(kind: str) -> None:
    table = facts(kind)
    known = cmdlets(kind)
    given: list[tuple[Verb, str]] = [
        *(("create", name) for name in table.get("create_as", {}).values()),
        *(("create", name) for name in table.get("create_takes", ())),
        *(("create", name) for name in filter(None, [table.get("address_as"), table.get("path_as")])),
        *(("read", name) for name in table.get("read_with", {})),
        *(("read", name) for kind_of_read in table.get("read_kinds", ()) for name in kind_of_read),
        *((verb, name) for verb, more in table.get("with_each", {}).items() for name in more),
        *((verb, name) for verb in TOGGLES for name in table.get("toggle_with", {})),
        *(("change", str(name)) for delta in table.get("deltas", {}).values() for name in delta.values()),
    ]
    assert [(verb, name) for verb, name in given if verb not in known or not known[verb].has(name)] == []


@each_row("kind", TOLD)
def test_cmdlets_kinds_and_switches_exist(kind: str) -> None:
    table = facts(kind)
    nouns = {name.partition("-")[2] for name in all_names()}
    assert [name for name in table.get("cmdlets", {}).values() if name and find(name) is None] == []
    named_kinds = {*table.get("refers_to", {}).values(), *(kept["kind"] for kept in table.get("kept_by", {}).values())}
    assert named_kinds - nouns <= {ADDRESS}
    known = parameters(kind)
    assert [name for words in table.get("switches", {}).values() for name in words.values() if name not in known] == []
    for kept in table.get("kept_by", {}).values():
        assert {kept["owner"], kept["entry"], *kept.get("fixed", ())} <= parameters(kept["kind"])


@each_row("kind", KINDS)
def test_a_table_says_whose_evidence_it_is(kind: str) -> None:
    assert facts(kind).get("sources")


def test_each_file_has_the_kinds_that_the_index_says() -> None:
    folder = Path(tables.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert files - {"all_families"} == set(all_families.KINDS_OF)
    for file, kinds in all_families.KINDS_OF.items():
        assert sorted(import_module(f"{tables.__name__}.{file}").FAMILIES) == sorted(kinds)
        assert len((folder / f"{file}.py").read_text(encoding="utf-8").splitlines()) <= 350


def test_a_table_can_say_what_a_family_knows() -> None:
    assert set(Facts.__annotations__) == {one.name for one in fields(Family)} - {"kind", "origin"}


def test_what_is_curated_is_a_family() -> None:
    """The kinds of the evidence are all there, and what a table says goes over what the catalogue does."""
    assert len(KINDS) == len(all_families.FILE_OF) == 150
    assert set(KINDS) - set(TOLD) == {"InsiderRiskEntityList", "InsiderRiskPolicy"}
    for kind in KINDS:
        family = family_of(kind.upper())
        assert (family.kind, family.origin) == (kind, "table")
        assert family.never_absent or family.absent or family.cmdlets["remove"] or family.cmdlets["disable"]
        assert family.never_present or family.cmdlets["create"]


def test_a_kind_without_a_table_has_none() -> None:
    assert all_families.facts_of("TransportRule") is all_families.facts_of("transportrule")
    assert all_families.facts_of("MessageTraceV2") is None


def test_what_is_named_is_listed_in_the_same_service() -> None:
    """Names are looked up over the connection that writes them."""
    for noun in nouns().values():
        family = family_by_rule(noun)
        known = readable_family(noun) if noun in KINDS else family
        writing = [cmdlet for name in known.cmdlets.values() if name and (cmdlet := find(name)) is not None]
        services = frozenset().union(*(one.services for one in writing))
        for parameter, kind in known.refers_to.items():
            if kind.lower() in RECIPIENTS:
                continue
            read = find(readable_family(kind).cmdlets.get("read") or "")
            assert read is not None, (noun, parameter)
            assert read.services & services, (noun, parameter)
