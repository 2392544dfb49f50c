# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What may have been meant where Microsoft's reference does not have a cmdlet or a parameter.

The sentences for a person are made in ``command_warnings.py`` before a command is sent, and after a refusal in
``diagnose_forbidden.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from .cmdlets import FIRST_LINE_OF_RECORD, SERVICE_TITLES, Cmdlet, find, is_guessed, records, titles

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


@lru_cache(maxsize=1)
def documented_names() -> Mapping[str, str]:
    """The cmdlets of the service that have a page: name in lower case -> Microsoft's spelling.

    Only these are suggested: a name without a page is nobody's answer to a typing error.
    """
    records_of_cmdlets = FIRST_LINE_OF_RECORD.findall(records())
    return MappingProxyType(
        {key: spelling for key, spelling, services in records_of_cmdlets if not {"m", "u"} & set(services)}
    )


def counterpart(name: str) -> str | None:
    """The service's cmdlet that does what a cmdlet of Microsoft's client module does (Get-EXOMailbox: Get-Mailbox)."""
    key = name.lower()
    return documented_names().get(f"get-{key[7:]}") if key.startswith("get-exo") else None


def suggestions(name: str, also: Iterable[str] = ()) -> list[str]:
    """At most three cmdlets of the service that may have been meant, the likeliest first; none for a known name.

    ``also`` are further cmdlets that are known to exist.
    """
    spellings = {**{spelling.lower(): spelling for spelling in also}, **documented_names()}
    key = name.lower()
    verb, _hyphen, noun = key.partition("-")
    entry = find(name)
    if is_guessed(name) or (entry is not None and not entry.documented):
        return []
    equivalent = counterpart(name) or spellings.get(f"{_VERBS_MEANT.get(verb, verb)}-{noun}")
    if equivalent is not None:
        return [equivalent] if equivalent.lower() != key else []
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(key, spellings, n=3, cutoff=0.84)
    same_verb = [candidate for candidate in close if candidate.partition("-")[0] == verb]
    # The noun is right and the verb is none that it has.
    same_noun = sorted(candidate for candidate in spellings if candidate.partition("-")[2] == noun)
    return [spellings[candidate] for candidate in (same_verb or close or same_noun[:3])]


def question_about(name: str) -> list[str]:
    """What to ask about a cmdlet that the documentation does not have; nothing where no other one is like it."""
    near = suggestions(name) if find(name) is None else []
    return [f"Did you mean {' or '.join(near)}? Microsoft's documentation has no {name}."] if near else []


def near_parameters(cmdlet: Cmdlet, name: str) -> list[str]:
    """At most three parameters of ``cmdlet`` that may have been meant, the likeliest first."""
    spellings = {key: parameter.name for key, parameter in cmdlet.parameters.items()}
    key = name.lower()
    beginning = sorted(
        candidate for candidate in spellings if len(key) > _MOST_SUGGESTIONS and candidate.startswith(key)
    )
    # Only an error needs it, and loading it takes longer than the whole catalogue.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(key, spellings, n=_MOST_SUGGESTIONS, cutoff=0.84)
    return [spellings[candidate] for candidate in dict.fromkeys([*beginning, *close])][:_MOST_SUGGESTIONS]


def near_properties(cmdlet: str, name: str) -> list[str]:
    """At most three properties of what ``cmdlet`` reads that may have been meant, of those that can be set."""
    written = find(f"set-{cmdlet.partition('-')[2]}")
    return near_parameters(written, name) if written else []


def text_of_missing(cmdlet: str, name: str) -> str:
    """What is told of a property that none of the objects has."""
    near = near_properties(cmdlet, name)
    question = f"; did you mean {' or '.join(near)}?" if near else "."
    return f"No object of {cmdlet} has the property {name}{question}"


def cmdlets_with(parameter: str, similar_to: str) -> list[str]:
    """At most three cmdlets of the service that have ``parameter``: those with the verb of ``similar_to``, the closest
    noun first. Without one of that verb there is none that could do the work."""
    verb, _hyphen, noun = similar_to.lower().partition("-")
    with_parameter = []
    catalogue = records()
    for mention in re.finditer(rf" {re.escape(parameter)}:\d", catalogue, re.IGNORECASE):
        start = catalogue.rindex("\n", 0, mention.start()) + 1
        key = catalogue[start : catalogue.index(" ", start)]
        if key.startswith(f"{verb}-") and key in documented_names():
            with_parameter.append(key)
    shared = noun.removeprefix("cas")
    ordered = sorted(dict.fromkeys(with_parameter), key=lambda key: (shared not in key, len(key), key))
    return [documented_names()[key] for key in ordered[:_MOST_SUGGESTIONS]]


def availability_hint(name: str, service: str = "exchange") -> str:
    """A sentence on why ``service`` may not have run ``name``: a typing error, another place, or a missing role."""
    cmdlet = find(name)
    if cmdlet is None:
        close = suggestions(name)
        question = f" Did you mean {' or '.join(close)}?" if close else ""
        return f"Microsoft's documentation knows no cmdlet {name}.{question}"
    if cmdlet.client_module:
        close = suggestions(name)
        instead = f": use {close[0]}" if close else ""
        return f"{cmdlet.name} exists only in Microsoft's own PowerShell module, not in the service{instead}."
    services = titles(cmdlet.services)
    if not cmdlet.documented:
        return f"{cmdlet.name} has no page in Microsoft's documentation; others have seen it in {services}."
    if service not in cmdlet.services:
        return f"{cmdlet.name} is documented for {services}, not for {SERVICE_TITLES.get(service, service)}."
    return (
        f"{cmdlet.name} is a documented cmdlet of {SERVICE_TITLES[service]}, so a missing role is the likelier cause."
    )
