# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_cmdlet_info: what a cmdlet is, and whether an identity may run it.

The catalogue needs no connection; whether an identity may run a cmdlet is the service's to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .._catalogue.data import DOCUMENTED
from .._catalogue.search import Search, documented, facts_of, undocumented
from .._catalogue.suggestions import suggestions
from .._client.module_file import permitted_cmdlets
from .._errors._advice.catalogue import failure
from .._errors.failure import Failure
from .._sign_in.given import given
from .._specs.variables import SERVICE_VARIABLES
from .connection import Connection, opened
from .context import Context, Options, Result
from .packages import demand_packages

_FORBIDDEN = 403


@dataclass
class _Permitted:
    """What was told: for each service the cmdlets, their spelling by their name in lower case; and who was asked."""

    names: dict[str, Mapping[str, str]] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def services_of(self, cmdlet: str) -> list[str]:
        """The services in which the identity may run a cmdlet."""
        return sorted(service for service, names in self.names.items() if cmdlet.lower() in names)

    def spellings(self) -> set[str]:
        """All cmdlets that the identity may run somewhere."""
        return {spelling for names in self.names.values() for spelling in names.values()}


def run(options: Options, context: Context) -> Result:
    """Look up, and ask the service where the task wants to know what is allowed. Nothing is changed.

    :raises Failure: ``nothing-to-look-up``, ``allowed-not-told``, or as :func:`opened` where the service is asked.
    """
    search = Search(*(options.get(name) or None for name in ("cmdlet", "verb", "noun", "parameter")))
    if search == Search():
        raise failure("nothing-to-look-up")
    permitted = _asked(options, context) if _is_wanted(options) else None
    cmdlets = [facts_of(one, with_parameters=bool(options["with_parameters"])) for one in documented(search)]
    if permitted is not None:
        cmdlets += [{"name": name, "documented": False} for name in undocumented(search, permitted.spellings())]
        for one in cmdlets:
            one["allowed_in"] = permitted.services_of(one["name"])
            one["allowed"] = bool(one["allowed_in"])
    return {
        "changed": False,
        "cmdlets": cmdlets,
        "count": len(cmdlets),
        "documented": DOCUMENTED,
        "suggestions": [] if cmdlets or not search.cmdlet else suggestions(search.cmdlet),
        **(permitted.about if permitted else {}),
    }


def _is_wanted(options: Options) -> bool:
    """Whether the service is to be asked: where the task says so, or has a session and does not say."""
    wanted = options.get("allowed")
    return bool(given(options).get("session")) if wanted is None else bool(wanted)


def _asked(options: Options, context: Context) -> _Permitted:
    """Ask each service that the connection reaches, or those of them that the task names."""
    demand_packages()
    variable = SERVICE_VARIABLES["service"]
    named = given(options).get("service") or []
    if given(options).get("session") and ",".join(named) == context.environ.get(variable):
        named = []  # what only the environment says yields to the session
    # From here on each service is named, so the variable has no say.
    environ = {name: value for name, value in context.environ.items() if name != variable}
    found = _Permitted()
    waiting: list[str | None] = [*named] or [None]
    while waiting:
        service = waiting.pop(0)
        asked = {**options, "cmdlet": "", "service": [service] if service else None}
        with opened(asked, replace(context, environ=environ)) as connection:
            access = connection.access
            found.names[access.service] = {name.lower(): name for name in _listed(connection)}
            found.about = {
                "organization": access.organization,
                "tenant_id": access.tenant_id,
                "identity": access.identity,
                "services": sorted(found.names),
            }
            if service is None:
                waiting = [one for one in access.services if one != access.service]
    return found


def _listed(connection: Connection) -> frozenset[str]:
    """The cmdlets that the identity may run.

    :raises Failure: ``allowed-not-told``, or what the network did.
    """
    try:
        return permitted_cmdlets(connection.sender)
    except Failure as error:
        if error.trace.http_status != _FORBIDDEN:
            raise
        access = connection.access
        raise failure(
            "allowed-not-told",
            outcome=error.outcome,
            trace=error.trace,
            identity=access.identity,
            organization=access.organization,
        ) from error
