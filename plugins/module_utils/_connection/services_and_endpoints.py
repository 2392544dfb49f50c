# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which services a new connection is for, and where each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from .._catalogue.cmdlets import service_for
from .._endpoints.resolve_endpoint import CUSTOM_ENVIRONMENT, Endpoint, resolve_endpoint, service_named_by
from .._specs.connection import EndpointOptions

# The endings of initial domains in each cloud. A tenant may have more names below these, so Exchange is asked where it
# can be; what hybrid mail routing adds is one label longer (contoso.mail.onmicrosoft.com).
_INITIAL_DOMAINS = (".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn", ".onmicrosoft.cn")


def initial_domain(organization: str) -> str | None:
    """``organization`` if it has the form of an initial domain: one label before an ending of these."""
    ending = next((ending for ending in _INITIAL_DOMAINS if organization.endswith(ending)), None)
    label = organization.removesuffix(ending) if ending else ""
    return organization if label and "." not in label else None


_ANY_SERVICE = ("exchange", "compliance")


def wanted_services(options: EndpointOptions) -> list[str]:
    """The services to connect to, in order; without any option it is Exchange."""
    named_services = list(dict.fromkeys(options.service or []))
    return named_services or [service_named_by(options.connection_uri) or "exchange"]


def service_for_cmdlet(options: EndpointOptions, cmdlet: str) -> str:
    """The one service that a task needs that signs in for one cmdlet: of those in question, the cmdlet's own."""
    is_named = options.service or service_named_by(options.connection_uri)
    return service_for(cmdlet, wanted_services(options) if is_named else _ANY_SERVICE)


def endpoints_of(options: EndpointOptions, services: Sequence[str]) -> list[Endpoint]:
    """The endpoint of each service, all in the one cloud that the options name; a URI is for the service it names.

    :raises Failure: as :func:`resolve`.
    """
    uri, authority, allowed = (
        options.connection_uri,
        options.azure_ad_authorization_endpoint_uri,
        options.allowed_hosts,
    )
    # A single service gets the URI whatever it names, so that a wrong one is told.
    service_of_uri = service_named_by(uri) if len(services) > 1 else None
    first = [service for service in services if uri and _uri_is_for(service_of_uri, service)] or list(services[:1])
    lead = resolve_endpoint(options.environment, uri, authority, first[0], allowed)
    environment = options.environment if lead.environment == CUSTOM_ENVIRONMENT else lead.environment
    return [
        lead
        if service == first[0]
        else resolve_endpoint(
            environment, uri if uri and _uri_is_for(service_of_uri, service) else None, authority, service, allowed
        )
        for service in services
    ]


def _uri_is_for(service_of_uri: str | None, service: str) -> bool:
    return (
        service_of_uri is None or service_of_uri == service or {service_of_uri, service} == {"exchange", "protection"}
    )
