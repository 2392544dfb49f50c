# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of the admin API: the envelope of a success, the shape of an error, and the headers of both.

Shapes: a capture of 2024-05-22 in a public script, ExoHelper, CIPP, and fixtures measured live by graph2otel (2026-07).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ..clock import BoxClock
from ..clouds import EXCHANGE_APP
from ..exchange.contract import CmdletError
from ..wire import Answer, Request, json_answer

JSON_TYPE = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
ODATA_EXCEPTION = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"
ERROR_MESSAGE = "Error executing cmdlet"
GENERIC_ROWS = "Collection(Exchange.GenericHashTable)"
NUL_LENGTH = 336  # 336, 985 and 4,096 were seen (azure_auth, CIPP)

_WARNINGS_TYPE = {"adminapi.warnings@odata.type": "#Collection(String)"}
_FRAMES = ("AdminApi.CommandInvocation.InvokeCommand(QueryContext context)", "AdminApi.Dispatcher.Run(Request request)")


@dataclass(frozen=True)
class Page:
    """What goes into a success envelope."""

    rows: Sequence[Mapping[str, Any]] = ()
    warnings: Sequence[str] = ()
    next_link: str | None = None
    errors: Sequence[str] = ()
    confirmation: str | None = None


def context_url(request: Request, tenant: str, fragment: str) -> str:
    """`@odata.context`, in the host's and tenant's spelling of the request."""
    version = request.path.split("/")[2]
    return f"https://{request.host}/adminapi/{version}/{tenant}/$metadata#{fragment}"


def success(context: str, page: Page) -> Answer:
    """200 with the envelope."""
    content: dict[str, Any] = {"@odata.context": context, **_WARNINGS_TYPE, "@adminapi.warnings": list(page.warnings)}
    if page.errors:
        content |= {"adminapi.errors@odata.type": "#Collection(String)", "@adminapi.errors": list(page.errors)}
    if page.confirmation is not None:
        content["@adminapi.confirmationmessage"] = page.confirmation
    content |= {"value": page.rows if isinstance(page.rows, list) else list(page.rows)}
    if page.next_link is not None:
        content["@odata.nextLink"] = page.next_link
    return replace(json_answer(200, content, JSON_TYPE), chunked=True)


def _stack(server: str) -> str:
    return "\r\n".join(f"   at Microsoft.Exchange.{frame} on {server}" for frame in _FRAMES)


def cmdlet_failure(error: CmdletError, server: str, *, as_json: bool = False) -> Answer:
    """The error body of a cmdlet that failed, with or without `details`.

    ``as_json`` is the other form of a detail's message, met by go-exoscc and M365Permissions, which send
    X-ResponseFormat: json. There innererror has no cause inside.
    """
    content: dict[str, Any] = {"code": error.code, "message": error.message}
    inner_error: dict[str, Any] = {"message": error.message, "type": ODATA_EXCEPTION, "stacktrace": _stack(server)}
    if error.details:
        message = _json_detail(error, server) if as_json else f"{error.error_id}|{error.exception_type}|{error.text}"
        content["details"] = [{"code": error.detail_code, "target": "", "message": message}]
    if not (error.details and as_json):
        cause = {"message": error.text, "type": error.exception_type, "stacktrace": _stack(server)}
        inner_error["internalexception"] = cause
    content["innererror"] = inner_error
    answer = json_answer(error.status, {"error": content, **_WARNINGS_TYPE, "@adminapi.warnings": []}, JSON_TYPE)
    return answer.with_headers(("X-ExceptionType", error.exception_type)) if error.exception_type else answer


def _json_detail(error: CmdletError, server: str) -> str:
    """The error as a JSON text; the innermost tells the cause."""
    cause = {"Message": error.text, "TypeName": error.exception_type, "StackTrace": _stack(server), "InnerError": None}
    outer = {"Message": error.message, "TypeName": ODATA_EXCEPTION, "StackTrace": _stack(server), "InnerError": cause}
    return json.dumps(outer, ensure_ascii=False)


def request_failure(text: str, server: str, exception_type: str = ODATA_EXCEPTION) -> Answer:
    """400 for a request that never became a cmdlet: same shape, no details, "Invalid Operation"."""
    inner_error = {"message": text, "type": exception_type, "stacktrace": _stack(server)}
    outer_error = {"message": "Invalid Operation", "type": ODATA_EXCEPTION, "stacktrace": _stack(server)}
    content = {
        "code": "BadRequest",
        "message": "Invalid Operation",
        "innererror": outer_error | {"internalexception": inner_error},
    }
    answer = json_answer(400, {"error": content, **_WARNINGS_TYPE, "@adminapi.warnings": []}, JSON_TYPE)
    return answer.with_headers(("X-ExceptionType", exception_type))


def plain_failure(status: int, code: str, text: str) -> Answer:
    """An error of the gateway in front of the cmdlets: JSON, but no cmdlet error in it."""
    return json_answer(status, {"error": {"code": code, "message": text}}, JSON_TYPE)


def nul(status: int = 403, declare_gzip: bool = False) -> Answer:
    """The blank refusal: NUL bytes, sometimes declared as gzip though they are none (graph2otel, azure_auth)."""
    headers = (("Content-Type", JSON_TYPE),)
    answer = Answer(status, headers, b"\0" * NUL_LENGTH)
    return answer.with_headers(("Content-Encoding", "gzip")) if declare_gzip else answer


def challenge(sign_in_host: str, detail: str = "", *, app: str = EXCHANGE_APP) -> tuple[str, str]:
    """The WWW-Authenticate header of a 401: it names the cloud's own sign-in host (probed by azure_auth, 2026-09).
    ``app`` is the service's own application."""
    value = (
        f'Bearer client_id="{app}", trusted_issuers="00000001-0000-0000-c000-000000000000@*", '
        f'token_types="app_asserted_user_v1 service_asserted_app_v1", '
        f'authorization_uri="https://{sign_in_host}/common/oauth2/authorize"'
    )
    return ("WWW-Authenticate", value + (f", {detail}" if detail else ""))


@lru_cache(maxsize=64)
def backend_name(tenant_id: str | None) -> str:
    """The server that a tenant's answers come from: always the same one, named as Exchange Online names its servers."""
    site = (tenant_id or "0" * 32).replace("-", "").upper()
    return f"AM{site[0]}PR{site[1:3]}MB{site[3:7]}.eurprd{site[1:3].lower()}.prod.outlook.com"


def dressed(answer: Answer, request: Request, clock: BoxClock, server: str, rate_limits: bool) -> Answer:
    """The answer with the headers that each answer of the admin API has."""
    headers = [
        ("Cache-Control", "no-cache"),
        ("Date", clock.http_date()),
        ("request-id", str(uuid.uuid4())),
        ("X-CalculatedBETarget", server),
        ("OData-Version", "4.0"),
    ]
    echo = request.headers.get("client-request-id")
    if echo:
        headers.append(("client-request-id", echo))
    if rate_limits:
        reset = clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        headers += [("Rate-Limit-Limit", "30000"), ("Rate-Limit-Remaining", "29997"), ("Rate-Limit-Reset", reset)]
        headers += [("X-Concurrencycount", "1"), ("X-Combinedapponlyconcurrencycount", "1")]
    return answer.with_headers(*headers)
