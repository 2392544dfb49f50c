# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of a call, read in one place: those that choose rows now, and those that an object keeps for later.

Which properties can be filtered by: what rows of recipients show, and data/filterable.json, the others that Microsoft's
page "Filterable properties for the Filter parameter" (2026) lists. The text for one that is not among them is general
knowledge, seen in public threads.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .calls import Call
from .columns import field_defaults
from .computed import COMPUTED
from .directory import RECIPIENTS
from .opath import FilterError, Matcher, compile_filter, names_in
from .tables import load

# Parameters whose text an object keeps; its nouns are recipients'.
KEPT = frozenset(["RecipientFilter", "RecipientRestrictionFilter"])
# Those of Security & Compliance, whose properties are the directory's own and are not known here.
THEIRS = frozenset(["SegmentAllowedFilter", "UserGroupFilter"])
VIEWS = ("Recipient", "User", "Group", "Contact", "CASMailbox")


def refuse_bad_filters(call: Call) -> None:
    """Raises the service's error where a filter that would be kept does not parse, or names what is no property."""
    for name in (*KEPT, *THEIRS) if call.cmdlet.verb in {"New", "Set"} else ():
        text = call.text(name)
        if text:
            compiled(call, text, name, None if name in THEIRS else RECIPIENTS)


def compiled(call: Call, text: str, parameter: str, nouns: Iterable[str] | None) -> Matcher:
    """The test that the text describes, over properties of these nouns, or any; raises the service's error."""
    try:
        matches, names = compile_filter(text), names_in(text)
        if nouns is None:
            return matches
        filterable = _recipients() | frozenset().union(*(_names(noun) for noun in nouns))
        foreign = sorted(name for name in names if name.casefold() not in filterable)
        if foreign:
            raise FilterError(f"'{foreign[0]}' is not a recognized filterable property.")
    except FilterError as problem:
        reason = f'Cannot bind parameter \'{parameter}\' to the target. Exception setting "{parameter}": "{problem}"'
        raise call.directory.errors.build("filter", reason) from None
    return matches


@cache
def _names(noun: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in field_defaults(noun))


@cache
def _recipients() -> frozenset[str]:
    listed = frozenset(name.casefold() for name in (*load("filterable"), *COMPUTED))
    return listed.union(*(_names(noun) for noun in (*RECIPIENTS, *VIEWS)))
