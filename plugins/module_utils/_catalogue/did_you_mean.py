# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What may have been meant where Microsoft's reference does not have a cmdlet or a parameter.

The sentences for a person are made in ``command_warnings.py`` before a command is sent, and in ``missing_role.py``
after a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .cmdlets import SERVICE_TITLES, Cmdlet, counterpart, find, is_guessed, names, records, titles

_MOST_SUGGESTIONS = 3
# What people say for what Microsoft calls otherwise.
_VERBS_MEANT: Mapping[str, str] = {
    "change": "set",
    "create": "new",
    "delete": "remove",
    "grant": "add",
    "list": "get",
    "read": "get",
    "revoke": "remove",
    "show": "get",
    "update": "set",
}


def suggestions(name: str, also: Iterable[str] = ()) -> list[str]:
    """At most three cmdlets of the service that may have been meant, the likeliest first; none for a known name.

    ``also`` are further cmdlets that are known to exist.
    """
    known = {**{one.lower(): one for one in also}, **names()}
    key = name.lower()
    verb, _hyphen, noun = key.partition("-")
    own = find(name)
    if is_guessed(name) or (own is not None and not own.documented):
        return []
    meant = counterpart(name) or known.get(f"{_VERBS_MEANT.get(verb, verb)}-{noun}")
    if meant is not None:
        return [meant] if meant.lower() != key else []
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(key, known, n=3, cutoff=0.84)
    same_verb = [one for one in close if one.partition("-")[0] == verb]
    # The noun is right and the verb is none that it has.
    same_noun = sorted(one for one in known if one.partition("-")[2] == noun)
    return [known[one] for one in (same_verb or close or same_noun[:3])]


def near_parameters(cmdlet: Cmdlet, name: str) -> list[str]:
    """At most three parameters of ``cmdlet`` that may have been meant, the likeliest first."""
    known = {key: parameter.name for key, parameter in cmdlet.parameters.items()}
    key = name.lower()
    beginning = sorted(one for one in known if len(key) > _MOST_SUGGESTIONS and one.startswith(key))
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(key, known, n=_MOST_SUGGESTIONS, cutoff=0.84)
    return [known[one] for one in dict.fromkeys([*beginning, *close])][:_MOST_SUGGESTIONS]


def near_properties(cmdlet: str, name: str) -> list[str]:
    """At most three properties of what ``cmdlet`` reads that may have been meant, of those that can be set."""
    written = find(f"set-{cmdlet.partition('-')[2]}")
    return near_parameters(written, name) if written else []


def text_of_missing(cmdlet: str, name: str) -> str:
    """What is told of a property that none of the objects has."""
    meant = near_properties(cmdlet, name)
    question = f"; did you mean {' or '.join(meant)}?" if meant else "."
    return f"No object of {cmdlet} has the property {name}{question}"


def cmdlets_with(parameter: str, similar_to: str) -> list[str]:
    """At most three cmdlets of the service that have ``parameter``: those with the verb of ``similar_to``, the closest
    noun first. Without one of that verb there is none that could do the work."""
    verb, _hyphen, noun = similar_to.lower().partition("-")
    with_parameter = []
    known = records()
    for found in re.finditer(rf" {re.escape(parameter)}:\d", known, re.IGNORECASE):
        start = known.rindex("\n", 0, found.start()) + 1
        key = known[start : known.index(" ", start)]
        if key.startswith(f"{verb}-") and key in names():
            with_parameter.append(key)
    shared = noun.removeprefix("cas")
    ordered = sorted(dict.fromkeys(with_parameter), key=lambda key: (shared not in key, len(key), key))
    return [names()[key] for key in ordered[:_MOST_SUGGESTIONS]]


def availability_hint(name: str, service: str = "exchange") -> str:
    """A sentence on why ``service`` may not have run ``name``: a typing error, another place, or a missing role."""
    cmdlet = find(name)
    if cmdlet is None:
        close = suggestions(name)
        meant = f" Did you mean {' or '.join(close)}?" if close else ""
        return f"Microsoft's documentation knows no cmdlet {name}.{meant}"
    if cmdlet.client_module:
        close = suggestions(name)
        instead = f": use {close[0]}" if close else ""
        return f"{cmdlet.name} exists only in Microsoft's own PowerShell module, not in the service{instead}."
    where = titles(cmdlet.services)
    if not cmdlet.documented:
        return f"{cmdlet.name} has no page in Microsoft's documentation; others have seen it in {where}."
    if service not in cmdlet.services:
        return f"{cmdlet.name} is documented for {where}, not for {SERVICE_TITLES.get(service, service)}."
    return (
        f"{cmdlet.name} is a documented cmdlet of {SERVICE_TITLES[service]}, so a missing role is the likelier cause."
    )
