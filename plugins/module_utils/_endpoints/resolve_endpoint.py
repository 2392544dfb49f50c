# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From Microsoft's words (an environment, a connection URI, an authority) to one endpoint."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from .._dataclass import dataclass
from .._errors._advice.endpoints import failure
from .clouds import (
    CLOUDS,
    CONNECTION_PATHS,
    DEFAULT_ENVIRONMENT,
    ENDPOINTS,
    SERVICES,
    AnchorForm,
    Cloud,
    EndpointRow,
    Service,
)
from .name_and_url_syntax import (
    HttpsAddress,
    UrlNotValid,
    is_at_or_below,
    is_host_name,
    organization_name,
    read_url,
)

CUSTOM_ENVIRONMENT = "custom"
AUTHORITY_OPTION = "azure_ad_authorization_endpoint_uri"

_CLOUD_OF_ENVIRONMENT = {cloud.environment: cloud for cloud in CLOUDS}
_CUSTOMER_IN_QUERY = re.compile(r"(?:^|&)delegatedorg=", re.IGNORECASE)


@dataclass(frozen=True)
class Endpoint:
    """One service in one cloud, ready to be signed in to and talked to.

    ``rest_base`` and ``authority`` are URLs without a final slash; ``resource`` is the token's resource
    (its scope is that + "/.default"). A secret may go to ``sign_in_hosts`` only, an access token only to ``suffix``
    and to hosts one label below it. ``authority_tenant`` is the tenant that the authority's path named, in place
    of organizations or common.
    """

    environment: str
    service: Service
    rest_base: str
    resource: str
    authority: str
    sign_in_hosts: frozenset[str]
    suffix: str
    authority_tenant: str | None = None
    anchor: AnchorForm = AnchorForm("APP", "tenant_id")


@dataclass(frozen=True)
class _CloudClaim:
    """What one option says: the clouds that it fits, none where its host is one of ``allowed_hosts``."""

    option: str
    word: str
    clouds: tuple[Cloud, ...]

    @property
    def shown(self) -> str:
        return f"{self.option} '{self.word}'"


def resolve_endpoint(
    environment: str | None,
    connection_uri: str | None,
    authority_uri: str | None,
    service: str = "exchange",
    allowed_hosts: Collection[str] = (),
) -> Endpoint:
    """The one endpoint that all given options agree on; nothing given means worldwide.

    None and blank count as not given.

    :param environment: one of Microsoft's names (O365Default ...) or a plain alias (gcc_high).
    :param connection_uri: any documented spelling.
    :param authority_uri: azure_ad_authorization_endpoint_uri, which may end in a tenant.
    :param allowed_hosts: hosts outside the map (or of a closed cloud) that the user trusts with tokens.
    :raises Failure: an unknown word or host, a closed cloud, or options of different clouds.
    """
    if service not in SERVICES:
        raise failure("service-unknown", service=service, choices=", ".join(SERVICES))
    allowed = frozenset(_allowed_host(host) for host in allowed_hosts)
    environment_claim = _claim_of_environment(environment)
    place = _claim_of_place(_claim_of_connection_uri(connection_uri, service, allowed), environment_claim, allowed)
    sign_in, tenant = _claim_of_authority(authority_uri, allowed)
    if _is_custom(environment_claim, place, sign_in):
        cloud, row = _custom_cloud(service, place, sign_in)
    else:
        cloud = _cloud_of_claims(
            [claim for claim in (environment_claim, place, sign_in) if claim is not None and claim.clouds]
        )
        row = _row_of_cloud(cloud, service, place, allowed)
    return _make_endpoint(cloud, row, sign_in, tenant)


def service_named_by(uri: str | None) -> Service | None:
    """The service whose documented address or region ``uri`` is; None where it names none, or cannot be read."""
    try:
        homes = _rows_of_host(read_url(_strip_blank(uri) or "").host)
    except UrlNotValid:
        return None
    return homes[0].service if homes else None


def environment_names() -> list[str]:
    """The environments that can be chosen, each with its plain names; for messages and documentation."""
    return [f"{cloud.environment} ({', '.join(cloud.aliases)})" for cloud in CLOUDS if not cloud.closed]


def _allowed_host(text: str) -> str:
    host = text.lower()
    if not is_host_name(host):
        raise failure("allowed-host-not-valid", host=text)
    return host


def _strip_blank(text: str | None) -> str | None:
    return text.strip() or None if text else None


def _plain_environment(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).casefold()


def _claim_of_environment(environment: str | None) -> _CloudClaim | None:
    word = _strip_blank(environment)
    if word is None:
        return None
    for cloud in CLOUDS:
        if _plain_environment(word) in {_plain_environment(name) for name in (cloud.environment, *cloud.aliases)}:
            return _CloudClaim("environment", word, (cloud,))
    raise failure("environment-unknown", environment=word, choices=", ".join(environment_names()))


def _read_option_url(option: str, text: str) -> HttpsAddress:
    try:
        return read_url(text)
    except UrlNotValid as error:
        raise failure("url-not-valid", option=option, reason=str(error)) from None


def _claim_of_connection_uri(uri: str | None, service: str, allowed: frozenset[str]) -> _CloudClaim | None:
    text = _strip_blank(uri)
    if text is None:
        return None
    address = _read_option_url("connection_uri", text)
    if address.query is not None and _CUSTOMER_IN_QUERY.search(address.query):
        raise failure("connection-uri-customer")
    if address.path.rstrip("/").lower() not in CONNECTION_PATHS:
        raise failure("connection-uri-path", path=address.path, host=address.host)
    homes = _rows_of_host(address.host)
    service_rows = _rows_of_service(homes, service)
    if service_rows:
        return _CloudClaim(
            "connection_uri", address.host, tuple(_CLOUD_OF_ENVIRONMENT[row.environment] for row in service_rows)
        )
    if homes:
        raise failure("connection-uri-service", host=address.host, service=homes[0].service, asked=service)
    if address.host in allowed:
        return _CloudClaim("connection_uri", address.host, ())
    raise failure("connection-uri-host", host=address.host, known=", ".join(_known_hosts(service)))


def _claim_of_place(
    place: _CloudClaim | None, environment_claim: _CloudClaim | None, allowed: frozenset[str]
) -> _CloudClaim | None:
    """What the connection URI says; in ``allowed`` its host serves the cloud that is asked for, whatever the map says.

    ScubaGear reaches DoD's Security & Compliance at the host that Microsoft's pages give for GCC High.
    """
    if (
        place is None
        or environment_claim is None
        or place.word not in allowed
        or set(place.clouds) & set(environment_claim.clouds)
    ):
        return place
    return replace(place, clouds=())


def _known_hosts(service: str) -> list[str]:
    """The documented hosts of a service in the living clouds, for messages."""
    living = [
        row
        for row in ENDPOINTS.values()
        if row.service == service and not _CLOUD_OF_ENVIRONMENT[row.environment].closed
    ]
    return sorted({host for row in living for host in _hosts_of_row(row)})


def _hosts_of_row(row: EndpointRow) -> list[str]:
    """The hosts of a row's documented connection URIs."""
    return [read_url(uri).host for uri in row.connection_uris]


def _rows_of_host(host: str) -> list[EndpointRow]:
    """The rows that ``host`` names: by a documented URI or REST host, else as a regional host in front of one."""
    rows = list(ENDPOINTS.values())
    exact = [row for row in rows if host in (*_hosts_of_row(row), row.rest_host, *row.other_hosts)]
    return exact or [row for row in rows if is_at_or_below(host, row.suffix)]


def _rows_of_service(homes: list[EndpointRow], service: str) -> list[EndpointRow]:
    """Those of ``homes`` that serve ``service``; Exchange also serves what was standalone protection."""
    same = [row for row in homes if row.service == service]
    return same or [row for row in homes if (service, row.service) == ("exchange", "protection")]


def _claim_of_authority(uri: str | None, allowed: frozenset[str]) -> tuple[_CloudClaim | None, str | None]:
    text = _strip_blank(uri)
    if text is None:
        return None, None
    address = _read_option_url(AUTHORITY_OPTION, text)
    tenant = _authority_tenant(address)
    clouds = tuple(cloud for cloud in CLOUDS if address.host in cloud.sign_in_hosts)
    if not clouds and address.host not in allowed:
        known_hosts = sorted({cloud.authority_host for cloud in CLOUDS if not cloud.closed})
        raise failure("authority-host", host=address.host, known=", ".join(known_hosts))
    return _CloudClaim(AUTHORITY_OPTION, address.host, clouds), tenant


def _authority_tenant(address: HttpsAddress) -> str | None:
    name = address.path.strip("/")
    if address.query is not None or "/" in name or name.lower() == "consumers":
        raise failure("authority-path", host=address.host)
    if name.lower() in ("", "organizations", "common"):
        return None
    return organization_name(name, option=AUTHORITY_OPTION)


def _cloud_of_claims(claims: list[_CloudClaim]) -> Cloud:
    """The one cloud that all claims fit; the default where there are none."""
    if not claims:
        return _CLOUD_OF_ENVIRONMENT[DEFAULT_ENVIRONMENT]
    clouds = claims[0].clouds
    for claim in claims[1:]:
        shared = tuple(cloud for cloud in clouds if cloud in claim.clouds)
        if not shared:
            first = claims[0].shown
            raise failure(
                "endpoint-conflict",
                first=first,
                first_cloud=_titles_of_clouds(clouds),
                second=claim.shown,
                second_cloud=_titles_of_clouds(claim.clouds),
            )
        clouds = shared
    if len(clouds) > 1:
        choices = ", ".join(cloud.environment for cloud in clouds)
        raise failure("environment-ambiguous", host=claims[0].word, clouds=_titles_of_clouds(clouds), choices=choices)
    return clouds[0]


def _titles_of_clouds(clouds: tuple[Cloud, ...]) -> str:
    return " or ".join(cloud.title for cloud in clouds)


def _row_of_cloud(cloud: Cloud, service: str, place: _CloudClaim | None, allowed: frozenset[str]) -> EndpointRow:
    """The row of the map, with the host that the connection URI asks for.

    :raises Failure: the cloud is closed and ``allowed`` does not name its host.
    """
    homes = _rows_of_service(_rows_of_host(place.word), service) if place is not None else []
    cloud_rows = [row for row in homes if row.environment == cloud.environment]
    row = cloud_rows[0] if cloud_rows else ENDPOINTS.get((cloud.environment, service))
    if row is None or (cloud.closed and row.rest_host not in allowed):
        host = ENDPOINTS[(cloud.environment, "exchange")].rest_host if row is None else row.rest_host
        key = f"environment-{cloud.closed}"
        raise failure(key, environment=cloud.environment, title=cloud.title, reason=cloud.reason, host=host)
    if place is None or place.word in _hosts_of_row(row):
        return row
    # A sibling that serves the same API, a region, or a host of allowed_hosts: it is used as it was given.
    suffix = row.suffix if is_at_or_below(place.word, row.suffix) else place.word
    return replace(row, rest_host=place.word, suffix=suffix)


def _is_custom(environment_claim: _CloudClaim | None, place: _CloudClaim | None, sign_in: _CloudClaim | None) -> bool:
    """Whether all there is to go by are hosts of allowed_hosts, both to sign in at and to talk to."""
    return environment_claim is None and all(claim is not None and not claim.clouds for claim in (place, sign_in))


def _custom_cloud(service: str, place: _CloudClaim | None, sign_in: _CloudClaim | None) -> tuple[Cloud, EndpointRow]:
    """A cloud that no map knows: tokens are asked for the very host that the user named."""
    host = place.word if place is not None else ""
    authority = sign_in.word if sign_in is not None else ""
    default_row = ENDPOINTS[(DEFAULT_ENVIRONMENT, service)]
    cloud = Cloud(CUSTOM_ENVIRONMENT, "a cloud outside the map", (), authority)
    row = replace(
        default_row,
        environment=CUSTOM_ENVIRONMENT,
        rest_host=host,
        resource=f"https://{host}",
        suffix=host,
        connection_uris=(),
        other_hosts=(),
    )
    return cloud, row


def _make_endpoint(cloud: Cloud, row: EndpointRow, sign_in: _CloudClaim | None, tenant: str | None) -> Endpoint:
    authority = cloud.authority_host if sign_in is None else sign_in.word
    # Under a known name of the authority, msal and the OpenID configuration may use its other name as well.
    is_known_authority = authority in cloud.sign_in_hosts
    return Endpoint(
        environment=cloud.environment,
        service=row.service,
        rest_base=f"https://{row.rest_host}",
        resource=row.resource,
        authority=f"https://{authority}",
        sign_in_hosts=cloud.sign_in_hosts if is_known_authority else frozenset({authority}),
        suffix=row.suffix,
        authority_tenant=tenant,
        anchor=row.anchor,
    )
