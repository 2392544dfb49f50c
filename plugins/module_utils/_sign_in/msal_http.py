# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The transport as msal wants it, with the retries that are safe.

msal remembers a failed answer for seconds or minutes and answers the next call from memory, so a loop around msal
sends nothing again: retries belong below it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from .._clock import Clock
from .._errors._advice.connection import failure
from .._json_types import JsonMap
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy
from .._transport.transport import Answer, Request, Transport, query
from .._transport.transport_error import FINAL_KINDS, TransportError
from .aadsts_codes import TRANSIENT_CODES, codes_of

_SIGN_IN_HOP = "sign-in"
_SIGN_IN_RETRIES = 3
_FORM_CONTENT_TYPE = "application/x-www-form-urlencoded"


class MsalReply:
    """What msal reads of an answer."""

    def __init__(self, answer: Answer) -> None:
        # msal throws a server error's body away; a refusal in it tells more than the status.
        self.status_code = 400 if answer.status >= 500 else answer.status
        self.text = answer.text
        self.headers = answer.headers

    def raise_for_status(self) -> None:
        """msal calls it where it expects a success."""
        if self.status_code >= 400:
            raise ValueError(f"the sign-in service answered {self.status_code}")


class SignInHttp:
    """An ``http_client`` for msal: same proxy, certificates, time-outs and hosts as every other request.

    A GET is asked once: msal and we both want the tenant's OpenID configuration.
    """

    def __init__(
        self,
        transport: Transport,
        policy: RetryPolicy = RetryPolicy(),
        clock: Clock = Clock(),
        *,
        posts_once: bool = False,
    ) -> None:
        self._transport = transport
        self._policy = replace(policy, retries=min(_SIGN_IN_RETRIES, policy.retries))
        self._posts_once = posts_once
        self.clock = clock
        self._answers_by_url: dict[str, Answer] = {}

    def post_once(self) -> SignInHttp:
        """The same, but what was posted and may have arrived is never posted again: a password that is tried
        several times locks its account."""
        http = SignInHttp(self._transport, self._policy, self.clock, posts_once=True)
        http._answers_by_url = self._answers_by_url
        return http

    def get(
        self, url: str, params: Mapping[str, object] | None = None, headers: Mapping[str, str] | None = None
    ) -> MsalReply:
        """As msal calls it."""
        address = query(url, params)
        if address not in self._answers_by_url:
            self._answers_by_url[address] = self._answer_understood(
                Request("GET", address, _SIGN_IN_HOP, dict(headers or {}))
            )
        return MsalReply(self._answers_by_url[address])

    def post(
        self,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> MsalReply:
        """As msal calls it."""
        body = data if isinstance(data, str) else urlencode(data or {})
        posted_headers = {"Content-Type": _FORM_CONTENT_TYPE, **dict(headers or {})}
        return MsalReply(
            self._answer_understood(Request("POST", query(url, params), _SIGN_IN_HOP, posted_headers, body.encode()))
        )

    def close(self) -> None:
        """msal may call it; the transport is closed by whoever made it."""

    def _answer_understood(self, request: Request) -> Answer:
        """The last answer, if it is the sign-in service's own.

        msal never sees anything else: it writes a token answer that is no JSON into its log, whole.

        :raises Failure: ``sign-in-not-understood`` for a text, and for a server error that is no refusal.
        """
        answer = self._send_with_retries(request)
        document = map_in(answer.text)
        is_text = request.method == "POST" and not document
        if is_text or (answer.status >= 500 and "error" not in document):
            host = urlsplit(request.url).netloc
            raise failure("sign-in-not-understood", status=answer.status, authority=f"https://{host}")
        return answer

    def _send_with_retries(self, request: Request) -> Answer:
        """Send, and again after what is transient: no answer, 429, 5xx and the codes Microsoft calls transient."""
        once = self._posts_once and request.method == "POST"
        backoff = Backoff(self._policy, self.clock)
        while True:
            try:
                answer = self._transport.send(request)
            except TransportError as error:
                if (once and error.was_sent) or error.kind in FINAL_KINDS or not backoff.again():
                    raise
            else:
                if once or not _is_transient(answer) or not backoff.again(answer.headers):
                    return answer


def _is_transient(answer: Answer) -> bool:
    if answer.status == 429 or answer.status >= 500:
        return True
    return answer.status >= 400 and bool(TRANSIENT_CODES.intersection(codes_of(map_in(answer.text))))


def map_in(text: str) -> JsonMap:
    """The map that an answer holds; empty where it holds something else."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
