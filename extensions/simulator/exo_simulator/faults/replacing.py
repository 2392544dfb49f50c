# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that put another answer in the place of the service's."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from ..admin_api.envelope import (
    GENERIC_ROWS,
    JSON_TYPE,
    Page,
    cmdlet_failure,
    context_url,
    nul,
    plain_failure,
    request_failure,
    success,
)
from ..admin_api.paging import EXPIRED
from ..exchange.contract import CmdletError
from ..sign_in.refusals import REFUSALS, Refusal
from ..wire import Answer, json_answer, text_answer
from .context import Context, Options

# The text as ExoHelper and CIPP match it; its HTTP status is not documented.
CONCURRENCY = "You have reached the maximum number of concurrent requests per tenant. Please wait and try again"
HTML = (
    "<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>Welcome to the guest network</h1></body></html>"
)
SERVER = "AM0PR00MB0000.eurprd00.prod.outlook.com"
BOMB_CHUNK = 1 << 20


def _retry_after(answer: Answer, options: Options, context: Context) -> Answer:
    """Retry-After as given (any text), or as an HTTP date some seconds after the answer's own Date."""
    if "retry_after" in options:
        return answer.with_headers(("Retry-After", str(options["retry_after"])))
    if "retry_after_date" in options:
        date = context.clock.http_date(float(options["retry_after_date"]))
        return answer.with_headers(("Retry-After", date), ("Date", context.clock.http_date()))
    return answer


def _with_headers(answer: Answer, options: Options) -> Answer:
    """Extra headers; null takes one away."""
    for name, value in options.get("headers", {}).items():
        answer = answer.without_headers(name) if value is None else answer.with_headers((name, str(value)))
    return answer


def status(options: Options, context: Context, _answer: Answer) -> Answer:
    """Any status with any headers and body."""
    body = options.get("body", "")
    if "body_base64" in options:
        answer = Answer(options["status"], (), base64.b64decode(options["body_base64"]))
    elif isinstance(body, str):
        answer = text_answer(options["status"], body) if body else Answer(options["status"])
    else:
        answer = json_answer(options["status"], body, JSON_TYPE)
    return _with_headers(_retry_after(context.dressed(answer), options, context), options)


def throttle(options: Options, context: Context, _answer: Answer) -> Answer:
    """429 with or without Retry-After."""
    answer = plain_failure(options.get("status", 429), "TooManyRequests", "Too many requests. Please try again later.")
    return _with_headers(_retry_after(context.dressed(answer), options, context), options)


def error(options: Options, context: Context, _answer: Answer) -> Answer:
    """A cmdlet error in the service's shape."""
    failure = CmdletError(
        options.get("error_id", "Ex6F9304"),
        options["exception_type"],
        options.get("text", "The fault that a test has armed."),
        status=options.get("status", 400),
        code=options.get("code", "BadRequest"),
        details=options.get("details", True),
    )
    return _with_headers(_retry_after(context.dressed(cmdlet_failure(failure, SERVER)), options, context), options)


def text(options: Options, context: Context, _answer: Answer) -> Answer:
    """A plain text body; by default the one about concurrent requests."""
    answer = text_answer(options.get("status", 429), options.get("text", CONCURRENCY))
    return _with_headers(_retry_after(context.dressed(answer), options, context), options)


def html(options: Options, context: Context, _answer: Answer) -> Answer:
    """An HTML page, as captive portals and proxies send them."""
    code = options.get("status", 200)
    page = options.get("body", HTML.format(status=code))
    return _with_headers(context.dressed(text_answer(code, page, "text/html; charset=utf-8")), options)


def nul_body(options: Options, context: Context, _answer: Answer) -> Answer:
    """NUL bytes, optionally declared as gzip."""
    return context.dressed(nul(options.get("status", 403), options.get("gzip", False)))


def redirect(options: Options, context: Context, _answer: Answer) -> Answer:
    """Any 3xx with a Location."""
    answer = Answer(options.get("status", 302), (("Location", options["location"]),))
    return _with_headers(context.dressed(answer), options)


def expired_page(_options: Options, context: Context, _answer: Answer) -> Answer:
    """The 400 of a link that no longer works."""
    return context.dressed(request_failure(EXPIRED, SERVER))


def claims(options: Options, context: Context, _answer: Answer) -> Answer:
    """401 with a claims challenge (continuous access evaluation, Microsoft Learn)."""
    now = int(context.clock.timestamp())
    wanted = options.get("claims") or json.dumps({"access_token": {"nbf": {"essential": True, "value": str(now)}}})
    encoded = base64.b64encode(wanted.encode()).decode()
    header = context.challenge(f'error="insufficient_claims", claims="{encoded}"')
    return context.dressed(Answer(401, (header,)))


def empty(options: Options, context: Context, _answer: Answer) -> Answer:
    """No body at all, length 0."""
    return context.dressed(Answer(options.get("status", 200)))


def confirmation(options: Options, context: Context, _answer: Answer) -> Answer:
    """200 with a confirmation message: nothing was executed."""
    message = options.get("text", "Are you sure you want to perform this action?")
    page = Page(confirmation=message)
    return context.dressed(success(context_url(context.request, context.tenant, GENERIC_ROWS), page))


def sign_in(options: Options, context: Context, _answer: Answer) -> Answer:
    """Any AADSTS code from the token endpoint."""
    known = REFUSALS.get(options["code"], Refusal(400, "invalid_request", "The fault that a test has armed."))
    refusal = Refusal(
        options.get("status", known.status),
        options.get("error", known.error),
        options.get("text", known.text if "{" not in known.text else "The fault that a test has armed."),
    )
    return _with_headers(context.trace().error(options["code"], refusal), options)


def bomb(options: Options, context: Context, _answer: Answer) -> Answer:
    """A small gzip body that unpacks to `bytes` bytes of JSON white space."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    left: int = options.get("bytes", 1 << 26)
    block: Any = b" " * BOMB_CHUNK
    parts = []
    while left > 0:
        parts.append(packer.compress(block[:left]))
        left -= BOMB_CHUNK
    body = b"".join((*parts, packer.flush()))
    answer = Answer(200, (("Content-Type", JSON_TYPE), ("Content-Encoding", "gzip")), body)
    return context.dressed(answer)
