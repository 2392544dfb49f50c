# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One cmdlet as it is to be run: how its request is written, where it goes, and how long it may take.

It goes to the connection's end, or the region that is led to, with the routing hint. A cmdlet that works on one mailbox
saves the service a hop where it is sent to that mailbox's server. Microsoft documents this for the cmdlets with the
switch UseCustomRouting, and for mailboxes that are named by their user principal name, an address or their GUID ("About
the Exchange Online PowerShell module", 2026); the forms on the wire were read off Microsoft's module.

The front door of Security & Compliance answers every request with a 302 to
``https://<region>.admin.protection...:446``, measured by ScubaGear and CIPP. That address serves no client: its first
label is the region, and ``https://<region>.ps.compliance.protection...`` is where requests go. The redirect itself is
never followed. The affinity cookie that it sets goes with what is sent there (go-exoscc).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import lru_cache, partial
from urllib.parse import quote, urlencode, urlsplit

from .._catalogue.cmdlets import find
from .._catalogue.paging_parameters import OwnPaging
from .._dataclass import dataclass, replace
from .._endpoints.clouds import ENDPOINTS, MAX_PAGE_SIZE, SYSTEM_MAILBOX
from .._endpoints.name_and_url_syntax import ANCHOR_PREFIXES, anchor_mailbox, guid, user_principal_name
from .._errors._advice.network import NETWORK
from .._errors._advice.options import OPTIONS
from .._errors.failure import Failure, Failures
from .._json import to_json
from .._json_types import JsonMap, Row
from .._redaction.secret_rules import clean
from .._values.decode_rows import decode_row, typed_row
from .._values.secret_and_unsendable_values import SecretText, Sendable
from .._values.value_settings import ResponseFormat
from .retries_and_rate_limits import CmdletClass

failure = Failures(OPTIONS, NETWORK)

# Cmdlets that want another mailbox (CIPP sends this one for the admin audit log's settings).
_EXCEPTIONS: Mapping[str, str] = {"set-adminauditlogconfig": "UPN:SystemMailbox{8cc370d3-822a-4ab8-a926-bb94bd0641a9}"}

# The switch by which Microsoft documents the cmdlets that are routed to their mailbox. Its own module takes it as an
# order to itself; the service is not known to have it.
_ROUTING_SWITCH = "UseCustomRouting"
# Behind it stands a folder of the mailbox, such as anna@contoso.com:\Calendar.
_FOLDER_MARK = ":\\"

_COMPLIANCE_HOST = "ps.compliance."
_FRONTS = [f"https://{row.rest_host}" for row in ENDPOINTS.values() if row.service == "compliance"]
_REGION_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"

# A cookie at the start of a header or behind a comma, so that neither an attribute nor the comma of its date is one.
_COOKIE = re.compile(r"(?:^|,)\s*([\w.!#$%&'*+^`|~-]{1,128})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)", re.ASCII)
_MOST_COOKIES = 4096


@dataclass(frozen=True)
class Target:
    """A connection's end: where requests go, for which tenant, with which routing hint.

    ``rest_base`` has no final slash; ``hosts`` are names that may get a token, one that starts with a
    dot stands for one label in front of it; ``anchor`` is None where the user asked for none;
    ``organization`` is the tenant's name for people, ``suffix`` the domain of a service that has regions; ``cookie`` is
    what the way to the region has set, as a Cookie header has it.
    """

    rest_base: str
    hosts: tuple[str, ...]
    tenant_id: str
    anchor: str | None
    connection_id: str
    organization: str = "the organization"
    suffix: str = ""
    service: str = "exchange"
    cookie: str = field(default="", repr=False)

    @property
    def hop(self) -> str:
        """Who is asked, in words for a person."""
        return "Security & Compliance" if self.service == "compliance" else "Exchange"


@dataclass(frozen=True)
class Route:
    """A way to another mailbox than the connection's own.

    ``anchor`` is a value of X-AnchorMailbox; an MBX: without a tenant gets that of the connection. ``computed``
    tells that it was taken from a parameter of the cmdlet.
    """

    anchor: str
    computed: bool = False


def application_anchor(tenant_id: str) -> str:
    """The anchor of an application: the organisation mailbox of the tenant (CIPP, Microsoft Learn)."""
    return f"APP:{SYSTEM_MAILBOX}@{tenant_id}"


def user_anchor(user_principal_name: str) -> str:
    """The anchor of a user in the own tenant: the user's mailbox (ExoHelper, azure_auth)."""
    return f"UPN:{user_principal_name}"


def anchor_for(cmdlet: str, own_anchor: str | None, tenant_id: str, route: Route | None = None) -> str | None:
    """The anchor for ``cmdlet`` on a connection whose own is ``own_anchor`` (None: it wants none).

    What the task asked for comes first, then the exceptions, then the mailbox among the parameters.
    """
    if route is not None and not route.computed:
        return _whole_anchor(route.anchor, tenant_id)
    if own_anchor is None:
        return None
    if other_mailbox := _EXCEPTIONS.get(cmdlet.lower()):
        return f"{other_mailbox}@{own_anchor.rpartition('@')[2]}"
    return own_anchor if route is None else _whole_anchor(route.anchor, tenant_id)


def route(cmdlet: str, parameters: Mapping[str, object], via: str | None) -> tuple[dict[str, object], Route | None]:
    """The parameters without the routing switch, and where the cmdlet is routed to: to the mailbox ``via`` that the
    task names, or to the one that a documented cmdlet works on; None for the connection's own.

    :raises Failure: ``anchor-not-valid``.
    """
    documented = find(cmdlet)
    if documented is None or not documented.has(_ROUTING_SWITCH):
        return dict(parameters), route_to(via) if via else None
    to_send = {name: value for name, value in parameters.items() if str(name).lower() != _ROUTING_SWITCH.lower()}
    if via:
        return to_send, route_to(via)
    if any(value is False for name, value in parameters.items() if name not in to_send):
        return to_send, None
    bound = "mailbox" if documented.has("Mailbox") else "identity"
    mailbox = next((value for name, value in to_send.items() if str(name).lower() == bound), None)
    return to_send, _route_of(mailbox.partition(_FOLDER_MARK)[0]) if isinstance(mailbox, str) else None


def route_to(mailbox: str) -> Route:
    """The way to a mailbox by its user principal name, an address or its GUID, or by a whole anchor with its prefix.

    :raises Failure: ``anchor-not-valid``.
    """
    mailbox_route = _route_of(mailbox.partition(_FOLDER_MARK)[0])
    anchor = mailbox_route.anchor if mailbox_route else anchor_mailbox(mailbox) if ":" in mailbox else None
    if anchor is None:
        raise failure("anchor-not-valid", anchor=mailbox, prefixes=", ".join(ANCHOR_PREFIXES))
    return Route(anchor)


@lru_cache(maxsize=1024)  # several cmdlets ask about one mailbox and its folders
def _route_of(mailbox: str) -> Route | None:
    if mailbox_guid := guid(mailbox):
        return Route(f"MBX:{mailbox_guid}", computed=True)
    try:
        return Route(f"SMTP:{user_principal_name(mailbox)}", computed=True) if ":" not in mailbox else None
    except Failure:
        return None


def _whole_anchor(text: str, tenant_id: str) -> str:
    prefix, _colon, mailbox = text.partition(":")
    return f"{text}@{tenant_id}" if prefix.upper() == "MBX" and "@" not in mailbox else text


def is_redirect(status: int | None) -> bool:
    """Whether an answer sends the client elsewhere."""
    return status is not None and 300 <= status < 400


def is_front_door(target: Target) -> bool:
    """Whether requests go to what is common to all regions (in DoD l5.ps.compliance...), which leads on to one."""
    return target.suffix.startswith(_COMPLIANCE_HOST) and target.rest_base in (f"https://{target.suffix}", *_FRONTS)


def moved_base(headers: Mapping[str, str], target: Target) -> str | None:
    """The REST base that a redirect names: a region's, or one in front of Exchange's host; else None.

    :raises Failure: ``region-refused`` where the redirect leads out of the cloud's Security & Compliance.
    """
    location, has_regions = headers.get("Location", ""), target.suffix.startswith(_COMPLIANCE_HOST)
    domain = re.escape(target.suffix.removeprefix(_COMPLIANCE_HOST))
    place = rf"(?:admin|ps\.compliance)\.{domain}" if has_regions else domain
    host = re.match(rf"https://({_REGION_LABEL})\.{place}(?::44[36])?(?=[/?]|$)", location, re.IGNORECASE)
    if host is None and has_regions:
        raise failure(
            "region-refused",
            host=urlsplit(target.rest_base).hostname or "",
            location=clean(location)[:200] or "nothing",
            domain=target.suffix,
        )
    return f"https://{host[1].lower()}.{target.suffix}" if host else None


def moved_target(headers: Mapping[str, str], target: Target) -> Target | None:
    """``target`` where a redirect leads, with the cookies that it sets; None as :func:`moved_base`.

    :raises Failure: as :func:`moved_base`.
    """
    base = moved_base(headers, target)
    cookie = _cookies_to_send(headers.get("Set-Cookie", ""))
    return None if base is None else replace(target, rest_base=base, cookie=cookie or target.cookie)


def _cookies_to_send(text: str) -> str:
    """The names and values of one or more Set-Cookie headers, joined by commas as requests joins them; none where they
    are more than a header bears. They go to the hosts of the connection and nowhere else, so no attribute counts."""
    cookies = dict(_COOKIE.findall(text[:_MOST_COOKIES]))
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def rebase(url: str, base: str) -> str:
    """``url`` at another host, its path and query kept."""
    parts = urlsplit(url)
    return f"{base}{parts.path}" + (f"?{parts.query}" if parts.query else "")


# The version gate of what Microsoft's module asks for beside cmdlets; CIPP sends 3.9.2.
_MODULE_VERSION = "3.9.2"

# Seconds. The service ends most cmdlets after 15 minutes ("About the Exchange Online PowerShell V2 module"), a few
# later; Microsoft's module waits a minute more.
_GRACE_SECONDS = 60.0
_USUAL_SECONDS = 900.0
_LONGER_SECONDS: Mapping[str, float] = {
    "get-distributiongroupmember": 3600.0,
    "import-transportrulecollection": 3600.0,
    "set-unifiedgroup": 3600.0,
    "update-distributiongroupmember": 3600.0,
    "set-organizationconfig": 1800.0,
    "update-rolegroupmember": 1800.0,
}


@lru_cache(maxsize=64)  # many mailboxes are asked for the same columns
def _invoke_url(rest_base: str, tenant_id: str, properties: tuple[str, ...]) -> str:
    base = f"{rest_base}/adminapi/beta/{quote(tenant_id, safe='')}/InvokeCommand"
    return f"{base}?{urlencode({'$select': ','.join(properties)})}" if properties else base


@dataclass(frozen=True)
class Resource:
    """What is asked for by a GET beside cmdlets: its ``path`` below the tenant's, and ``headers`` of its own."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """A cmdlet with its encoded parameters.

    ``changes`` tells whether the tenant may be another afterwards; ``limit`` is the number of rows wanted, None
    for all; ``properties`` are the columns, empty for all; ``typed`` asks for values of their own kinds. ``route``
    leads to another mailbox than the connection's. ``notes`` are to be told before it is sent, ``catalogue`` is how
    strictly. ``own_paging`` is how its own pages are followed. ``as_text`` tells that its rows are wanted in a file as
    the service wrote them, but for annotations, ``annotated`` that they are wanted with them; ``response_format`` is
    what the answer is asked to be. ``resource`` is what is asked for in place of running a cmdlet.
    """

    cmdlet: str
    kind: CmdletClass
    client_request_id: str
    changes: bool = False
    parameters: Mapping[str, Sendable] = field(default_factory=dict)
    properties: tuple[str, ...] = ()
    limit: int | None = None
    page_size: int = MAX_PAGE_SIZE
    typed: bool = False
    route: Route | None = None
    notes: tuple[str, ...] = ()
    catalogue: str = "help"
    own_paging: OwnPaging | None = None
    as_text: bool = False
    annotated: bool = False
    response_format: ResponseFormat = "json"
    resource: Resource | None = None

    @property
    def asks_only(self) -> bool:
        """Whether WhatIf makes a question of it: names of parameters may have any case."""
        return any(name.lower() == "whatif" and value is True for name, value in self.parameters.items())

    @property
    def passwords(self) -> list[str]:
        """The parameters whose passwords are still in the clear."""
        return [name for name, value in self.parameters.items() if isinstance(value, SecretText)]

    @property
    def row(self) -> Callable[[JsonMap], Row]:
        """What reads a row of the answer: without the service's annotations, unless they are wanted."""
        if self.annotated:
            return dict
        return partial(typed_row, cmdlet=self.cmdlet) if self.typed else decode_row

    def with_page_size(self, page_size: int) -> Call:
        """The same in pages of ``page_size`` rows."""
        return self if page_size == self.page_size else replace(self, page_size=page_size)

    @property
    def method(self) -> str:
        return "POST" if self.resource is None else "GET"

    @property
    def read_timeout(self) -> float:
        """How long the answer may take, in seconds."""
        return _LONGER_SECONDS.get(self.cmdlet.lower(), _USUAL_SECONDS) + _GRACE_SECONDS

    def body(self) -> bytes:
        """The request's body, the same for each page: UTF-8 bytes (ExoHelper met broken characters otherwise)."""
        if self.resource is not None:
            return b""
        command = {"CmdletInput": {"CmdletName": self.cmdlet, "Parameters": self.parameters}}
        return to_json(command).encode("utf-8")

    def url(self, target: Target) -> str:
        """The address of the first page. InvokeCommand answers on "beta" only; v1.0 is a 405 (measured 2026-09)."""
        if self.resource is None:
            return _invoke_url(target.rest_base, target.tenant_id, self.properties)
        tenant = quote(target.tenant_id, safe="")
        return f"{target.rest_base}/adminapi/v1.0/{tenant}/{self.resource.path}?Version={_MODULE_VERSION}"

    def headers(self, target: Target, token: str, page_size: int) -> dict[str, str]:
        """The headers that matter, and no imitation of Microsoft's module beyond them."""
        anchor = anchor_for(self.cmdlet, target.anchor, target.tenant_id, self.route)
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en-US",  # error texts follow it, and we read them
            "Prefer": f"odata.maxpagesize={page_size}",
            "X-CmdletName": self.cmdlet,
            "connection-id": target.connection_id,
            "client-request-id": self.client_request_id,
        }
        if self.response_format != "none":
            # Both witnesses of errors in JSON texts send it; nothing else is known to need it (azure_auth, 2026-09).
            headers["X-ResponseFormat"] = self.response_format
        if target.cookie:
            headers["Cookie"] = target.cookie
        if anchor:
            # On every request: without it the first page comes and every following one fails.
            headers["X-AnchorMailbox"] = anchor
            if self.route is not None and self.route.computed:
                headers["parameter-based-routing"] = "true"
        return {**headers, **self.resource.headers} if self.resource else headers
