# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cmdlets of the service: names, services, parameters with their .NET types.

The data is the collection's catalogue file (941 cmdlets from Microsoft's public cmdlet reference, with corrections of
others laid over it), read once. Of the cmdlets that have no page those in ``PLAYED_WITHOUT_PAGE`` alone are played, and
those of data/tool_cmdlets.json, which a desired-state tool (Microsoft365DSC) calls with these parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from .contract import Service
from .tables import CATALOGUE, WORDS, load, read

_SERVICES: dict[str, frozenset[str]] = {
    "e": frozenset({"exchange"}),
    "ee": frozenset({"exchange"}),
    "c": frozenset({"compliance"}),
    "ec": frozenset({"exchange", "compliance"}),
    "ece": frozenset({"exchange", "compliance"}),
}
# Seen in use: Microsoft365DSC makes such policies, changes and removes them.
PLAYED_WITHOUT_PAGE = ("New-HostedConnectionFilterPolicy", "Remove-HostedConnectionFilterPolicy")
MANDATORY, MANDATORY_IN_A_SET, ADD_REMOVE, NULLABLE = 1, 2, 4, 8

# PowerShell's common parameters: ErrorAction and WarningAction in Parameters do no harm (monkey365 sends them).
COMMON = frozenset(
    [
        "debug",
        "erroraction",
        "errorvariable",
        "informationaction",
        "informationvariable",
        "outbuffer",
        "outvariable",
        "pipelinevariable",
        "progressaction",
        "verbose",
        "warningaction",
        "warningvariable",
    ]
)


@dataclass(frozen=True)
class Parameter:
    """One parameter: its documented .NET type and flags (MANDATORY, MANDATORY_IN_A_SET, ADD_REMOVE, NULLABLE).

    ``words`` are those that it chooses among, where they are known; ``several`` takes more than one of them.
    """

    name: str
    type: str
    flags: int
    words: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, eq=False)
class Cmdlet:
    """One cmdlet of the service, the same object each time; ``should_process`` means that it has Confirm and WhatIf,
    ``exclusive`` are pairs of parameters that are never given together."""

    name: str
    verb: str
    noun: str
    services: frozenset[str]
    should_process: bool
    parameters: Mapping[str, Parameter]
    exclusive: tuple[tuple[str, str], ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name in any case; the service binds exact names only, no abbreviations."""
        return self.parameters.get(name.casefold())


@cache
def _cmdlets() -> dict[str, Cmdlet]:
    entries = read(CATALOGUE)
    played = (name for name, entry in entries.items() if not entry.get("m") and not entry.get("u"))
    cmdlets = {name: _typed(entries, name) for name in (*played, *PLAYED_WITHOUT_PAGE)} | load("tool_cmdlets")
    return {name.casefold(): _cmdlet(name, entry) for name, entry in cmdlets.items()}


def _typed(entries: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The entry; what has no page has no types, and takes those of the noun's Set."""
    entry: Mapping[str, Any] = entries[name]
    if name not in PLAYED_WITHOUT_PAGE:
        return entry
    parameters_of_set = entries[f"Set-{name.partition('-')[2]}"]["p"]
    typed = {parameter: parameters_of_set.get(parameter, ["String", 0, None]) for parameter in entry["p"]}
    return {**entry, "p": {parameter: [spec[0], spec[1] & ADD_REMOVE, None] for parameter, spec in typed.items()}}


def _cmdlet(name: str, entry: Mapping[str, Any]) -> Cmdlet:
    verb, _unused, noun = name.partition("-")
    words = read(WORDS).get(name, {})
    words = {key: spec for key, spec in words.items() if not _open(noun, key)}
    parameters = {
        key.casefold(): _parameter(key, value, words.get(key, {}), _more(noun, key))
        for key, value in entry["p"].items()
    }
    exclusive = tuple((parameter, excluded) for parameter, excluded in entry.get("x", ()))
    return Cmdlet(name, verb, noun, _SERVICES[str(entry["s"])], bool(entry.get("w")), parameters, exclusive)


def _parameter(name: str, entry: Sequence[Any], words: Mapping[str, Any], more: Sequence[str]) -> Parameter:
    accepted_words = (*words.get("words", ()), *more)
    return Parameter(name, entry[0], entry[1], tuple(dict.fromkeys(accepted_words)), bool(words.get("several")))


def _open(noun: str, name: str) -> bool:
    """Whether the page's words are no closed list; data/word_lists.json says why."""
    tables = load("word_lists")["open"]
    return any(fnmatchcase(name, pattern) for applies_to in ("*", noun) for pattern in tables.get(applies_to, ()))


def _more(noun: str, name: str) -> Sequence[str]:
    """The members of an enumeration that the page lists in part."""
    enumeration = load("word_lists")["more"].get(noun, {}).get(name)
    return load("enums")[enumeration] if enumeration else ()


def find(name: str, service: Service) -> Cmdlet | None:
    """The cmdlet of that name (any case) in that service, or None. Client-module cmdlets do not exist here."""
    cmdlet = _cmdlets().get(name.casefold())
    return cmdlet if cmdlet and service in cmdlet.services else None


@cache
def without_page(service: Service) -> Mapping[str, str]:
    """Folded name to name of the cmdlets that the service has and no page describes; the box plays none of them."""
    names = (
        name for name, entry in read(CATALOGUE).items() if entry.get("u") and service in _SERVICES[str(entry["s"])]
    )
    return {name.casefold(): name for name in names if name not in PLAYED_WITHOUT_PAGE}


def all_cmdlets(service: Service) -> list[Cmdlet]:
    """Every cmdlet of the service, by name."""
    return [cmdlet for _unused, cmdlet in sorted(_cmdlets().items()) if service in cmdlet.services]


def of_noun(noun: str) -> dict[str, Cmdlet]:
    """Verb to cmdlet for one noun (exact case), in whichever service."""
    return _by_noun().get(noun, {})


@cache
def _by_noun() -> dict[str, dict[str, Cmdlet]]:
    nouns: dict[str, dict[str, Cmdlet]] = {}
    for cmdlet in _cmdlets().values():
        nouns.setdefault(cmdlet.noun, {})[cmdlet.verb] = cmdlet
    return nouns


# Their reference keeps Page for Microsoft itself, and that of the second one PageSize, too.
_RESERVED = frozenset({"CompromisedUserDetailReport", "MailFlowStatusReport"})


@cache
def numbered_reports() -> frozenset[str]:
    """The nouns whose Get cmdlet documents Page and PageSize."""
    gets = ((noun, verbs["Get"]) for noun, verbs in _by_noun().items() if "Get" in verbs)
    return frozenset(noun for noun, cmdlet in gets if {"page", "pagesize"} <= set(cmdlet.parameters)) - _RESERVED


def nouns() -> dict[str, dict[str, Cmdlet]]:
    """Noun to verb to cmdlet, for all nouns of the service."""
    return _by_noun()
