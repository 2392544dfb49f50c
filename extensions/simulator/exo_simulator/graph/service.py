# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Graph's addresses, and a collection page by page: GET, and the next link is a GET as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from ..clouds import HostPart
from ..state import BoxState
from ..wire import Answer, Call, Note, Request, json_answer
from .access import reader
from .errors import BAD_REQUEST, GraphRefused, refusal
from .rows import Row, rows_of, rows_of_applications

_PATHS: Mapping[str, str] = {
    "/v1.0/tenantrelationships/delegatedadmincustomers": "delegatedAdminCustomers",
    "/v1.0/tenantrelationships/delegatedadminrelationships": "delegatedAdminRelationships",
    "/v1.0/contracts": "contracts",
    "/v1.0/applications": "applications",
}
_LARGEST = {"contracts": 999, "applications": 999}
_LARGEST_PAGE = 300
_FILTER = re.compile(r"(?P<field>\w+(?:/\w+)?) eq '(?P<value>[^']*)'\Z")
_KEPT = ("$top", "$filter", "$select")


@dataclass(frozen=True)
class Graph:
    """One request at Microsoft Graph."""

    state: BoxState
    request: Request
    part: HostPart
    note: Note

    def call(self) -> Call:
        """Which part answers."""
        what = _PATHS.get(self.request.path.lower().rstrip("/"))
        page = "$skiptoken" in self.request.query
        return Call("graph", partial(self._answered, what), page=page, note=self.note)

    def _answered(self, what: str | None) -> Answer:
        try:
            if what is None:
                raise GraphRefused(400, BAD_REQUEST, "Resource not found for the segment of this address.")
            if self.request.method != "GET":
                raise GraphRefused(405, BAD_REQUEST, "Specified HTTP method is not allowed for the request target.")
            answer = self._page(what)
        except GraphRefused as refused:
            self.note.error = f"{refused.code}: {refused.text}"
            return refusal(refused, self.request, self.state.clock)
        self.note.executed = True
        return answer

    def _page(self, what: str) -> Answer:
        token = reader(self.state, self.request, self.part, what, self.note)
        query = self.request.query
        rows = _filtered(self._rows(what, token.tenant_id), query.get("$filter"))
        start, size = _start(query.get("$skiptoken", "0")), self._size(what, query.get("$top"))
        content: dict[str, Any] = {"@odata.context": f"{self._base()}/$metadata#{_context(what)}"}
        if start + size < len(rows):
            content["@odata.nextLink"] = self._link(start + size)
        content["value"] = [_selected(row, query.get("$select")) for row in rows[start : start + size]]
        return json_answer(200, content, "application/json; odata.metadata=minimal; charset=utf-8")

    def _rows(self, what: str, tenant_id: str) -> list[Row]:
        directory, now = self.state.directory, self.state.clock.now()
        tenant = directory.find(tenant_id)
        if tenant is None:
            return []
        if what == "applications":
            return rows_of_applications(directory, tenant, now)
        return rows_of(what, tenant.customers.values(), now)

    def _size(self, what: str, top: str | None) -> int:
        largest = _LARGEST.get(what, _LARGEST_PAGE)
        if top is None:
            return int(self.state.settings.graph_page_size)
        if not top.isdigit() or not 1 <= int(top) <= largest:
            raise GraphRefused(400, BAD_REQUEST, f"Invalid page size specified: '{top}'. 1 to {largest} are allowed.")
        return int(top)

    def _base(self) -> str:
        return f"https://{self.request.host}/v1.0"

    def _link(self, start: int) -> str:
        kept = [f"{name}={quote(self.request.query[name])}" for name in _KEPT if name in self.request.query]
        return f"https://{self.request.host}{self.request.path}?{'&'.join([*kept, f'$skiptoken={start}'])}"


def _context(what: str) -> str:
    return what if what in ("contracts", "applications") else f"tenantRelationships/{what}"


def _start(text: str) -> int:
    if not text.isdigit():
        raise GraphRefused(400, BAD_REQUEST, "Invalid skip token.")
    return int(text)


def _filtered(rows: list[Row], condition: str | None) -> list[Row]:
    if condition is None:
        return rows
    found = _FILTER.match(condition)
    if found is None:
        raise GraphRefused(400, BAD_REQUEST, f"Invalid filter clause: {condition}")
    return [row for row in rows if _value(row, found["field"]) == found["value"]]


def _value(row: Row, path: str) -> Any:
    value: Any = row
    for name in path.split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _selected(row: Row, names: str | None) -> Row:
    if names is None:
        return row
    wanted = {name.strip().lower() for name in names.split(",")}
    return {name: value for name, value in row.items() if name.lower() in wanted}
