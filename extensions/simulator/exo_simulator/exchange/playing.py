# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the box does with each parameter of each cmdlet, so that nothing is taken and ignored.

A parameter is played (stored and shown, or looked at where rows are chosen), harmless (taken without an effect that
could be seen here, because it is reserved for the service or steers how, not what) or not played, and then a call with
it is refused. What decides are the rules below and data/playing.json: harmless names, those of single cmdlets, and what
each implementation that is no general rule looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache

from .calls import Call
from .catalogue import COMMON, Cmdlet, Parameter, nouns
from .choosing import rules_of
from .columns import field_defaults
from .contract import NotPlayed
from .dispatch import handler_for
from .families import Family, family, is_property
from .kinds import Kind, type_info
from .listing import CHOOSING, NO_FILTER
from .prompts import RETIRED
from .tables import load


class Standing(Enum):
    """What the box does with a parameter."""

    PLAYED = "played"
    HARMLESS = "harmless"
    NOT_PLAYED = "not played"


ALWAYS = frozenset(["Force", "Identity", "ResultSize"])  # the last one is the HTTP half's, which pages
STORING = frozenset(
    [
        "enable_mail",
        "new_assignment_policy",
        "new_contact",
        "new_group",
        "new_mailbox",
        "new_object",
        "new_role",
        "new_role_group",
        "set_calendar_folder",
        "set_tag",
        "set_label",
        "set_object",
        "set_recipient",
        "set_regional",
        "set_settings",
        "start_search",
        "toggle",
    ]
)
LISTING = frozenset(
    [
        "get_devices",
        "get_entries",
        "get_management_roles",
        "get_objects",
        "get_recipients",
        "get_report",
        "get_role_assignments",
        "get_settings",
        "get_view",
    ]
)


@cache
def implementation(cmdlet: Cmdlet) -> str:
    """The name of the function that runs the cmdlet."""
    return handler_for(cmdlet, family(cmdlet.noun)).__name__


@cache
def standing(cmdlet: Cmdlet, parameter: Parameter) -> Standing:
    """What the box does with one parameter."""
    name, data = parameter.name, load("playing")
    if name in {"Confirm", "WhatIf"}:
        return Standing.PLAYED
    if name.casefold() in COMMON or name in data["harmless"] or name in data["without_effect"].get(cmdlet.name, ()):
        return Standing.HARMLESS
    runner, fam = implementation(cmdlet), family(cmdlet.noun)
    if not is_run(cmdlet):
        return Standing.NOT_PLAYED
    is_read = (
        cmdlet.name in RETIRED
        or name in ALWAYS
        or name in (fam.set_key, fam.context)
        or name in data["read"].get(runner, ())
    )
    if is_read or _stored(runner, fam, parameter) or _narrows(runner, cmdlet, name):
        return Standing.PLAYED
    return Standing.NOT_PLAYED


def is_run(cmdlet: Cmdlet) -> bool:
    """False for cmdlets whose work the box does not do at all."""
    return implementation(cmdlet) != "act" or cmdlet.name in load("playing")["actions"]


def _stored(runner: str, fam: Family, parameter: Parameter) -> bool:
    """Kept as a property, added to one, or kept where no Get shows it (a password, a file)."""
    if runner not in STORING:
        return False
    name = parameter.name
    moved = any(name.removeprefix(prefix) in fam.delta for prefix in ("Add", "Remove") if name.startswith(prefix))
    hidden = name in fam.write_only or type_info(parameter).kind in {Kind.SECRET, Kind.BYTES}
    return moved or hidden or is_property(fam, parameter)


def _narrows(runner: str, cmdlet: Cmdlet, name: str) -> bool:
    if runner not in LISTING:
        return False
    return (
        name in CHOOSING or name in rules_of(cmdlet) or (name not in NO_FILTER and name in field_defaults(cmdlet.noun))
    )


def refuse_unplayed(call: Call) -> None:
    """Raises NotPlayed where the call needs what the box does not do; a switch that is false needs nothing."""
    if not is_run(call.cmdlet):
        raise NotPlayed(f"The cmdlet {call.cmdlet.name} is not played by the box.")
    for name, value in call.values.items():
        parameter = call.cmdlet.parameter(name)
        off = value is False and parameter is not None and type_info(parameter).kind is Kind.SWITCH
        if parameter is not None and not off and standing(call.cmdlet, parameter) is Standing.NOT_PLAYED:
            raise NotPlayed(f"The parameter {name} of {call.cmdlet.name} is not played by the box.")


def all_standings() -> Iterator[tuple[Cmdlet, Parameter, Standing]]:
    """Every parameter of every cmdlet, by name."""
    cmdlets = sorted(
        (cmdlet for verbs in nouns().values() for cmdlet in verbs.values()), key=lambda cmdlet: cmdlet.name
    )
    for cmdlet in cmdlets:
        for parameter in cmdlet.parameters.values():
            yield cmdlet, parameter, standing(cmdlet, parameter)
