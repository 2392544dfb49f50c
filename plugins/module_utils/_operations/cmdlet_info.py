# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_cmdlet_info: what a cmdlet is, and whether an identity may run it.

The catalogue needs no connection; whether an identity may run a cmdlet is the service's to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cache
from typing import Any

from .._catalogue.cmdlets import find
from .._catalogue.cmdlets_data import DOCUMENTED
from .._catalogue.did_you_mean import suggestions
from .._catalogue.piped_parameters import parameter_for_object, parameters_by_property
from .._catalogue.search_cmdlets import CmdletSearch, facts_of, known_cmdlets, unheard_of
from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._connection.open_connection import Connection, open_connection
from .._dataclass import dataclass
from .._errors._advice.catalogue import failure
from .._errors.failure import Failure
from .._exchange_client.downloaded_module import permitted_cmdlets
from .._json_types import Json, Row
from .._object_families.family import family_of
from .._specs.command import CommandOptions
from .._specs.connection import SessionOptions
from .._specs.info_and_conformance import CmdletInfoOptions
from .._specs.read_options import only_of_task, read
from .._task.context_and_progress import Context, Options, Result

_FORBIDDEN_STATUS = 403


@dataclass
class _PermittedCmdlets:
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

    :raises Failure: ``nothing-to-look-up``, ``allowed-not-told``, or as
        :func:`open_connection` where the service is asked.
    """
    demand_in_place(options)
    cmdlet_options = read(CmdletInfoOptions(), options, context.environ)
    search = CmdletSearch(cmdlet_options.cmdlet, cmdlet_options.verb, cmdlet_options.noun, cmdlet_options.parameter)
    if search == CmdletSearch():
        raise failure("nothing-to-look-up")
    permitted = _ask_services(cmdlet_options.connection, context) if _is_asking_wanted(cmdlet_options) else None
    cmdlets = [facts_of(cmdlet, with_parameters=cmdlet_options.with_parameters) for cmdlet in known_cmdlets(search)]
    for facts in cmdlets:
        facts["desired_state"] = _desired_state_of(str(facts["noun"]))
        facts["pipeline_input"] = _pipeline_input_of(str(facts["name"]))
    if permitted is not None:
        cmdlets += [{"name": name, "documented": False} for name in unheard_of(search, permitted.spellings())]
        for facts in cmdlets:
            facts["allowed_in"] = permitted.services_of(str(facts["name"]))
            facts["allowed"] = bool(facts["allowed_in"])
    return {
        "changed": False,
        "cmdlets": cmdlets,
        "count": len(cmdlets),
        "documented": DOCUMENTED,
        "suggestions": [] if cmdlets or not search.cmdlet else suggestions(search.cmdlet),
        **(permitted.about if permitted else {}),
    }


@cache
def _desired_state_of(noun: str) -> Row | None:
    """What exo_resource knows of a kind, None where it cannot keep one."""
    try:
        family = family_of(noun)
    except Failure:
        return None
    return {
        "known_by": family.origin,
        "identity": list(family.identity),
        "create_only": list(family.create_only),
        "write_only": list(family.write_only),
    }


def _pipeline_input_of(name: str) -> list[Json]:
    """The parameters that take what comes through a pipe: the object itself first, then its properties."""
    cmdlet = find(name)
    if cmdlet is None:
        return []
    # A mailbox may go elsewhere than the cmdlet's own objects.
    parameter_names = dict.fromkeys((parameter_for_object(cmdlet), parameter_for_object(cmdlet, "Mailbox")))
    return [*(name for name in parameter_names if name is not None), *parameters_by_property(cmdlet)]


def _is_asking_wanted(options: CmdletInfoOptions) -> bool:
    """Whether the service is to be asked: where the task says so, or has a session and does not say."""
    return bool(options.connection.session) if options.allowed is None else options.allowed


def _ask_services(options: SessionOptions, context: Context) -> _PermittedCmdlets:
    """Ask each service that the connection reaches, or those of them that the task names."""
    demand_packages()
    # What only the environment says yields to the session.
    endpoint = only_of_task(options.endpoint) if options.session else options.endpoint
    permitted = _PermittedCmdlets()
    waiting: list[str | None] = [*(endpoint.service or [])] or [None]
    while waiting:
        service = waiting.pop(0)
        # Here each service is named, so its variable has no say.
        services = [service] if service else None
        endpoint = replace(endpoint, service=services, inherited=endpoint.inherited - {"service"})
        with open_connection(CommandOptions(replace(options, endpoint=endpoint)), context) as connection:
            access = connection.access
            permitted.names[access.service] = {name.lower(): name for name in _list_permitted(connection)}
            permitted.about = {
                "organization": access.organization,
                "tenant_id": access.tenant_id,
                "identity": access.identity,
                "services": sorted(permitted.names),
            }
            if service is None:
                waiting = [service_name for service_name in access.services if service_name != access.service]
    return permitted


def _list_permitted(connection: Connection) -> frozenset[str]:
    """The cmdlets that the identity may run.

    :raises Failure: ``allowed-not-told``, or what the network did.
    """
    try:
        return permitted_cmdlets(connection.sender)
    except Failure as error:
        if error.trace.http_status != _FORBIDDEN_STATUS:
            raise
        access = connection.access
        raise failure(
            "allowed-not-told",
            outcome=error.outcome,
            trace=error.trace,
            identity=access.identity,
            organization=access.organization,
        ) from error
