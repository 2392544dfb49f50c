# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One cmdlet as it is to be run: how its request is written, and how long it may take.

Where the request goes stands in :mod:`routing`, what its answer means in :mod:`answer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from .._catalogue.own_paging import OwnPaging
from .._endpoints.clouds import MAX_PAGE_SIZE
from .._json import to_json
from .._json_types import JsonMap, Row
from .._values.decode_rows import decode_row, typed_row
from .._values.sendable import Sendable
from .._values.value_settings import ResponseFormat
from .repeat_rules import CmdletClass
from .routing import Route, Target

# The version gate of what Microsoft's module asks for beside cmdlets; CIPP sends 3.9.2.
_MODULE_VERSION = "3.9.2"

# Seconds. The service ends most cmdlets after 15 minutes ("About the Exchange Online PowerShell V2 module"), a few
# later; Microsoft's module waits a minute more.
_GRACE = 60.0
_USUAL = 900.0
_LONGER: Mapping[str, float] = {
    "get-distributiongroupmember": 3600.0,
    "import-transportrulecollection": 3600.0,
    "set-unifiedgroup": 3600.0,
    "update-distributiongroupmember": 3600.0,
    "set-organizationconfig": 1800.0,
    "update-rolegroupmember": 1800.0,
}


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
    the service wrote them, but for annotations; ``response_format`` is what the answer is asked to be. ``resource`` is
    what is asked for in place of running a cmdlet.
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
    response_format: ResponseFormat = "json"
    resource: Resource | None = None

    @property
    def asks_only(self) -> bool:
        """Whether WhatIf makes a question of it: names of parameters may have any case."""
        return any(name.lower() == "whatif" and value is True for name, value in self.parameters.items())

    def row(self, row: JsonMap) -> Row:
        """A row of the answer without the service's annotations."""
        return typed_row(row, self.cmdlet) if self.typed else decode_row(row)

    def with_page_size(self, page_size: int) -> Call:
        """The same in pages of ``page_size`` rows."""
        return self if page_size == self.page_size else replace(self, page_size=page_size)

    @property
    def method(self) -> str:
        return "POST" if self.resource is None else "GET"

    @property
    def read_timeout(self) -> float:
        """How long the answer may take, in seconds."""
        return _LONGER.get(self.cmdlet.lower(), _USUAL) + _GRACE

    def body(self) -> bytes:
        """The request's body, the same for each page: UTF-8 bytes (ExoHelper met broken characters otherwise)."""
        if self.resource is not None:
            return b""
        command = {"CmdletInput": {"CmdletName": self.cmdlet, "Parameters": self.parameters}}
        return to_json(command).encode("utf-8")

    def url(self, target: Target) -> str:
        """The address of the first page. InvokeCommand answers on "beta" only; v1.0 is a 405 (measured 2026-09)."""
        tenant = quote(target.tenant_id, safe="")
        if self.resource is not None:
            return f"{target.rest_base}/adminapi/v1.0/{tenant}/{self.resource.path}?Version={_MODULE_VERSION}"
        base = f"{target.rest_base}/adminapi/beta/{tenant}/InvokeCommand"
        return f"{base}?{urlencode({'$select': ','.join(self.properties)})}" if self.properties else base

    def headers(self, target: Target, token: str, page_size: int) -> dict[str, str]:
        """The headers that matter, and no imitation of Microsoft's module beyond them."""
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
        if target.anchor:
            # On every request: without it the first page comes and every following one fails.
            headers["X-AnchorMailbox"] = target.anchor
            if self.route is not None and self.route.computed:
                headers["parameter-based-routing"] = "true"
        return {**headers, **self.resource.headers} if self.resource else headers
