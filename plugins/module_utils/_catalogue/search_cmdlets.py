# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Look cmdlets up: by name, noun, verb or parameter, each with * and ?; and tell all that is known of one."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from .._dataclass import dataclass
from .._json_types import Row
from .cmdlet_facts import evidence_for, words_of
from .cmdlets import Cmdlet, Parameter, all_names, changes, classify, find
from .command_warnings import instead_of, retirement
from .diagnose_forbidden import works_for_applications
from .protected_writes import protections
from .usual_roles import usual_role


@dataclass(frozen=True)
class CmdletSearch:
    """What is looked for, in any case; None fits everything."""

    cmdlet: str | None = None
    verb: str | None = None
    noun: str | None = None
    parameter: str | None = None

    def fits_name(self, name: str) -> bool:
        """Whether a cmdlet's name is one of those looked for."""
        verb, _hyphen, noun = name.partition("-")
        return _fits_pattern(self.cmdlet, name) and _fits_pattern(self.verb, verb) and _fits_pattern(self.noun, noun)

    def fits(self, cmdlet: Cmdlet) -> bool:
        """Whether a cmdlet is one of those looked for."""
        has_name = self.fits_name(cmdlet.name)
        return has_name and (
            self.parameter is None or any(_fits_pattern(self.parameter, parameter) for parameter in cmdlet.parameters)
        )


def known_cmdlets(search: CmdletSearch) -> list[Cmdlet]:
    """The cmdlets of the catalogue that fit, in order."""
    named_cmdlets = (find(name) for name in all_names() if search.fits_name(name))
    return [cmdlet for cmdlet in named_cmdlets if cmdlet is not None and search.fits(cmdlet)]


def unheard_of(search: CmdletSearch, permitted: Iterable[str]) -> list[str]:
    """Names that the service lists and the catalogue does not have, those that fit; none where a parameter is
    looked for, because theirs are not known."""
    if search.parameter is not None:
        return []
    return sorted(name for name in permitted if find(name) is None and search.fits_name(name))


def facts_of(cmdlet: Cmdlet, *, with_parameters: bool) -> Row:
    """All that is known of a cmdlet, as a result shows it."""
    verb, _hyphen, noun = cmdlet.name.partition("-")
    ended = retirement(cmdlet.name)
    facts: Row = {
        "name": cmdlet.name,
        "verb": verb,
        "noun": noun,
        "documented": cmdlet.documented,
        "evidence": evidence_for(cmdlet.name),
        "services": sorted(cmdlet.services),
        "client_module": cmdlet.client_module,
        "instead": instead_of(cmdlet.name) if cmdlet.client_module else None,
        "class": classify(cmdlet.name, {}),
        "writes": changes(cmdlet.name, {}),
        "supports_what_if": cmdlet.has("WhatIf") and (cmdlet.asks_in_compliance or "exchange" in cmdlet.services),
        "supports_confirm": cmdlet.supports_confirm,
        "works_for_applications": works_for_applications(cmdlet.name),
        "usual_role": usual_role(cmdlet.name, "exchange" if "exchange" in cmdlet.services else "compliance"),
        "protected": protections(cmdlet.name),
        "retired": {"replacement": ended.replacement, "date": ended.date, "is_gone": ended.is_gone} if ended else None,
    }
    if with_parameters:
        facts["parameters"] = [_facts_of_parameter(cmdlet.name, parameter) for parameter in cmdlet.parameters.values()]
        facts["never_together"] = [list(pair) for pair in cmdlet.apart]
    return facts


def _facts_of_parameter(cmdlet: str, parameter: Parameter) -> Row:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "switch": parameter.type == "Switch",
        "mandatory": parameter.mandatory,
        "mandatory_in_some_set": parameter.mandatory_in_some_set,
        "position": parameter.position,
        "adds_and_removes": parameter.adds_and_removes,
        "nullable": parameter.nullable,
        "words": words_of(cmdlet, parameter.name),
        "documented": parameter.documented,
        "sure": parameter.is_sure,
        "evidence": evidence_for(cmdlet, parameter.name),
    }


def _fits_pattern(pattern: str | None, text: str) -> bool:
    return pattern is None or fnmatchcase(text.lower(), pattern.lower())
