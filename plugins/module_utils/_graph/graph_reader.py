# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Microsoft Graph: where it is in each cloud, and its lists, all pages of them.

Unlike Exchange's, a page's link is followed by a GET (Microsoft Learn, "Paging Microsoft Graph data").
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import field
from functools import partial

from .._clock import Clock
from .._dataclass import dataclass
from .._endpoints.clouds import GRAPH_HOSTS
from .._endpoints.resolve_endpoint import Endpoint
from .._errors._advice.customers import failure
from .._errors.failure import Failure, Trace
from .._json import NotJson, TooDeep, loads
from .._json_types import Json, Row
from .._redaction.secret_rules import clean
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy
from .._transport.transport import Answer, BadLink, PageLinks, Request, Transport
from .._transport.transport_error import FINAL_KINDS, TransportError


@dataclass(frozen=True)
class GraphEndpoint:
    """Graph's host in one cloud, and the resource that tokens for it name (scope: that + "/.default")."""

    host: str

    @property
    def resource(self) -> str:
        return f"https://{self.host}"


def graph_of(endpoint: Endpoint) -> GraphEndpoint:
    """Graph in the cloud of ``endpoint``.

    :raises Failure: ``graph-not-in-cloud``.
    """
    host = GRAPH_HOSTS.get(endpoint.environment)
    if host is None:
        raise failure("graph-not-in-cloud", environment=endpoint.environment, choices=", ".join(GRAPH_HOSTS))
    return GraphEndpoint(host)


GRAPH_HOP = "Microsoft Graph"
GRAPH_FORBIDDEN = "graph-forbidden"
_WHY_REFUSED = {
    "another path": " (another list)",
    "repeated": " (the same page again)",
    "empty": " (page after page without a row)",
}


@dataclass(frozen=True)
class GraphReader:
    """Reads lists with one token; the transport reaches Graph's host only.

    ``still_wanted`` is asked before each request, and raises where nobody waits for it any more.
    """

    transport: Transport
    host: str
    token: str = field(repr=False)
    policy: RetryPolicy
    still_wanted: Callable[[], None]
    clock: Clock = Clock()

    def rows(self, list_name: str, path: str, query: str = "") -> list[Row]:
        """All rows of the list at ``path``; ``list_name`` is its name for a person, ``query`` has its question mark.

        :raises Failure: ``graph-forbidden`` where this identity may not read it, or why the list is not whole.
        """
        links = PageLinks(self.transport, f"https://{self.host}{path}{query}", GRAPH_HOP)
        rows: list[Row] = []
        try:
            for url in links:
                page_rows, link = self._read_graph_page(list_name, url)
                rows += page_rows
                if link is not None:
                    links.follow(str(link), len(page_rows))
        except BadLink as error:
            reason = _WHY_REFUSED.get(error.why, "")
            raise failure("graph-page-link", link_host=f"{error.host}{reason}") from error
        return rows

    def _read_graph_page(self, list_name: str, url: str) -> tuple[list[Row], Json]:
        request_id = str(uuid.uuid4())
        answer = self._get_from_graph(url, request_id)
        document = _graph_document(answer)
        rows = document.get("value")
        if answer.status == 200 and isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows, document.get("@odata.nextLink")
        raise _graph_refusal(list_name, answer, document, request_id)

    def _get_from_graph(self, url: str, request_id: str) -> Answer:
        """The answer to a GET, asked again after what is transient."""
        backoff = Backoff(self.policy, self.clock)
        while True:
            self.still_wanted()
            try:
                answer = self.transport.send(Request("GET", url, GRAPH_HOP, self._graph_headers(request_id)))
            except TransportError as error:
                if error.kind in FINAL_KINDS or not backoff.again():
                    trace = Trace(http_status=error.status, client_request_id=request_id)
                    raise error.failure(retry_safe=True, trace=trace) from error
            else:
                transient = answer.status == 429 or answer.status >= 500
                if not transient or not backoff.again(answer.headers):
                    return answer

    def _graph_headers(self, request_id: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "client-request-id": request_id,
        }


def _graph_document(answer: Answer) -> Row:
    """What the answer holds; empty where it is none of Graph's."""
    try:
        document = loads(answer.body) if answer.decoded else None
    except (NotJson, TooDeep):
        document = None
    return document if isinstance(document, dict) else {}


def _graph_refusal(list_name: str, answer: Answer, document: Row, request_id: str) -> Failure:
    """Why there is no page: Graph's own words where the answer has its shape."""
    error = document.get("error")
    error_fields = error if isinstance(error, dict) else {}
    text = clean(error_fields.get("message") or error_fields.get("code") or "The answer is not one of Microsoft Graph.")
    trace = Trace(clean(error_fields["code"]) if error_fields.get("code") else None, answer.status, None, request_id)
    if answer.status == 401:
        return failure("graph-not-authorized", outcome="refused", trace=trace, text=text, client_request_id=request_id)
    refuse = partial(
        failure, trace=trace, what=list_name, status=answer.status, text=text, client_request_id=request_id
    )
    # A cloud that lacks a list says that there is no such address.
    if answer.status in (403, 404) and error_fields:
        return refuse("graph-forbidden", outcome="refused")
    return refuse("graph-refused", retry_safe=True)
