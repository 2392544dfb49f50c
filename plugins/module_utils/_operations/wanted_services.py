# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which services a new connection is for, and where each of them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._catalogue.cmdlets import service_for
from .._endpoints.resolve import CUSTOM_ENVIRONMENT, Endpoint, resolve, service_named_by

_ANY = ("exchange", "compliance")


def wanted_services(present: Mapping[str, Any]) -> list[str]:
    """The services to connect to, in order; without any option it is Exchange."""
    named = list(dict.fromkeys(present.get("service") or []))
    return named or [service_named_by(present.get("connection_uri")) or "exchange"]


def services_for_cmdlet(present: Mapping[str, Any]) -> list[str]:
    """The one service that a task needs that signs in for one cmdlet: of those in question, the cmdlet's own."""
    if "service" not in present and service_named_by(present.get("connection_uri")) is None:
        return [service_for(str(present.get("cmdlet")), _ANY)]
    return [service_for(str(present.get("cmdlet")), wanted_services(present))]


def endpoints_of(present: Mapping[str, Any], services: Sequence[str]) -> list[Endpoint]:
    """The endpoint of each service, all in the one cloud that the options name; a URI is for the service it names.

    :raises Failure: as :func:`resolve`.
    """
    uri = present.get("connection_uri")
    authority = present.get("azure_ad_authorization_endpoint_uri")
    allowed = present.get("allowed_hosts", ())
    # A single service gets the URI whatever it names, so that a wrong one is told.
    named = service_named_by(uri) if len(services) > 1 else None
    first = [service for service in services if uri and _is_for(named, service)] or list(services[:1])
    lead = resolve(present.get("environment"), uri, authority, first[0], allowed)
    environment = present.get("environment") if lead.environment == CUSTOM_ENVIRONMENT else lead.environment
    return [
        lead
        if service == first[0]
        else resolve(environment, uri if uri and _is_for(named, service) else None, authority, service, allowed)
        for service in services
    ]


def _is_for(named: str | None, service: str) -> bool:
    return named is None or named == service or {named, service} == {"exchange", "protection"}
