# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the catalogue has to say about a command before it is sent. It helps; only ``strict`` makes it refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .cmdlets import SERVICE_TITLES, Cmdlet, counterpart, find
from .common_parameters import COMMON_PARAMETERS
from .data import DOCUMENTED
from .retired import retirement
from .suggestions import cmdlets_with, near_parameters, suggestions

# What stands for the cmdlets of Microsoft's own module that the service cannot have: each is a module of ours.
_MODULES = {
    "connect-exchangeonline": "the module m365.exchange.exo_connect",
    "connect-ippssession": "the module m365.exchange.exo_connect with service: compliance",
    "disconnect-exchangeonline": "the module m365.exchange.exo_disconnect",
    "get-connectioninformation": "the module m365.exchange.exo_session_info",
}


@dataclass(frozen=True)
class Note:
    """A full sentence about a command.

    ``is_doubt``: the documentation does not know something, so strict refuses. ``is_useful``: it says what may have
    been meant, or what is known, so it is worth a warning.
    """

    text: str
    is_doubt: bool
    is_useful: bool


def instead_of(cmdlet: str) -> str | None:
    """What to use in place of a cmdlet that lives only in Microsoft's own module; None where nothing is known."""
    return counterpart(cmdlet) or _MODULES.get(cmdlet.lower())


def notes_on(cmdlet: str, parameters: Iterable[str]) -> list[Note]:
    """The notes on a cmdlet and the names of its parameters."""
    known = find(cmdlet)
    ended = retirement(cmdlet)
    notes = [Note(ended.sentence(cmdlet), False, True)] if ended else []
    if known is None:
        return [*notes, _unknown_cmdlet(cmdlet)] if ended is None else [*notes, _undocumented(cmdlet)]
    return [*notes, *_unknown_parameters(known, parameters)]


def service_note(cmdlet: str, service: str) -> Note | None:
    """A note where a cmdlet goes to a service that it is not documented for."""
    known = find(cmdlet)
    if known is None or known.client_module or service in known.services:
        return None
    where = " and ".join(SERVICE_TITLES[one] for one in sorted(known.services))
    here = SERVICE_TITLES.get(service, service)
    return Note(f"{known.name} is documented for {where}, and this connection reaches {here}.", True, True)


@lru_cache(maxsize=64)
def _unknown_cmdlet(cmdlet: str) -> Note:
    meant = suggestions(cmdlet)
    question = f"; did you mean {' or '.join(meant)}?" if meant else "."
    return Note(
        f"Microsoft's documentation ({DOCUMENTED}) knows no cmdlet {cmdlet}{question}", True, is_useful=bool(meant)
    )


def _undocumented(cmdlet: str) -> Note:
    return Note(f"Microsoft's documentation ({DOCUMENTED}) no longer has {cmdlet}.", True, False)


def _unknown_parameters(known: Cmdlet, parameters: Iterable[str]) -> Iterator[Note]:
    for name in parameters:
        if not known.has(name) and name.lower() not in COMMON_PARAMETERS:
            yield _unknown_parameter(known.name, name)


@lru_cache(maxsize=256)
def _unknown_parameter(cmdlet: str, name: str) -> Note:
    known = find(cmdlet)
    meant = near_parameters(known, name) if known else []
    others = [] if meant else cmdlets_with(name, cmdlet)
    text = f"{cmdlet} is documented without the parameter {name}"
    if meant:
        text += f"; did you mean {' or '.join(meant)}?"
    elif others:
        text += f", which is one of {' and '.join(others)}."
    else:
        text += "."
    return Note(text, True, bool(meant or others))
