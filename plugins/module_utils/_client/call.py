# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One cmdlet as it is to be run, and the place where it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from .._catalogue.own_paging import OwnPaging
from .._json import to_json
from .._values.rows import decode_row, typed_row
from .anchor import Route
from .rules import CmdletClass

MAX_PAGE_SIZE = 1000


@dataclass(frozen=True)
class Target:
    """A connection's end: where requests go, for which tenant, with which routing hint.

    ``rest_base`` has no final slash; ``hosts`` are names that may get a token, one that starts with a
    dot stands for one label in front of it; ``anchor`` is None where the user asked for none;
    ``organization`` is the tenant's name for people, ``suffix`` the domain of a service that has regions.
    """

    rest_base: str
    hosts: tuple[str, ...]
    tenant_id: str
    anchor: str | None
    connection_id: str
    organization: str = "the organization"
    suffix: str = ""
    service: str = "exchange"

    @property
    def hop(self) -> str:
        """Who is asked, in words for a person."""
        return "Security & Compliance" if self.service == "compliance" else "Exchange"


@dataclass(frozen=True)
class Call:
    """A cmdlet with its encoded parameters.

    ``changes`` tells whether the tenant may be another afterwards; ``limit`` is the number of rows wanted, None
    for all; ``properties`` are the columns, empty for all; ``typed`` asks for values of their own kinds. ``route``
    leads to another mailbox than the connection's. ``notes`` are to be told before it is sent, ``catalogue`` is how
    strictly. ``own_paging`` is how its own pages are followed. ``as_text`` tells that its rows are wanted in a file as
    the service wrote them, but for annotations.
    """

    method: ClassVar[str] = "POST"

    cmdlet: str
    kind: CmdletClass
    client_request_id: str
    changes: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)
    properties: tuple[str, ...] = ()
    limit: int | None = None
    page_size: int = MAX_PAGE_SIZE
    typed: bool = False
    route: Route | None = None
    notes: tuple[str, ...] = ()
    catalogue: str = "help"
    own_paging: OwnPaging | None = None
    as_text: bool = False

    @property
    def asks_only(self) -> bool:
        """Whether WhatIf makes a question of it: names of parameters may have any case."""
        return any(name.lower() == "whatif" and value is True for name, value in self.parameters.items())

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of the answer without the service's annotations."""
        return typed_row(row, self.cmdlet) if self.typed else decode_row(row)

    def paged(self, page_size: int) -> Call:
        """The same in pages of ``page_size`` rows."""
        return self if page_size == self.page_size else replace(self, page_size=page_size)

    def body(self) -> bytes:
        """The request's body, the same for each page: UTF-8 bytes (ExoHelper met broken characters otherwise)."""
        command = {"CmdletInput": {"CmdletName": self.cmdlet, "Parameters": self.parameters}}
        return to_json(command).encode("utf-8")

    def url(self, target: Target) -> str:
        """The address of the first page. InvokeCommand answers on "beta" only; v1.0 is a 405 (measured 2026-09)."""
        base = f"{target.rest_base}/adminapi/beta/{quote(target.tenant_id, safe='')}/InvokeCommand"
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
            "X-ResponseFormat": "json",
            "connection-id": target.connection_id,
            "client-request-id": self.client_request_id,
        }
        if target.anchor:
            # On every request: without it the first page comes and every following one fails.
            headers["X-AnchorMailbox"] = target.anchor
            if self.route is not None and self.route.computed:
                headers["parameter-based-routing"] = "true"
        return headers
