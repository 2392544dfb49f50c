# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The transport as msal wants it, with the repeats that are safe.

Private to this collection: it may change in any release. msal remembers a failed answer for seconds or
minutes and answers the next call from memory, so a loop around msal repeats nothing: repeats belong below it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from .._errors.advice import failure
from .._errors.sign_in_codes import TRANSIENT
from .._transport.backoff import Clock, Patience, asked_wait, normal_wait
from .._transport.no_answer import FINAL, NoAnswer
from .._transport.transport import Answer, Request, Transport, query
from .refusal import codes_of

_HOP = "sign-in"
_TRIES = 3
_FORM = "application/x-www-form-urlencoded"


class Reply:
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

    def __init__(self, transport: Transport, patience: Patience = Patience(), clock: Clock = Clock()) -> None:
        self._transport = transport
        self._patience = patience
        self._clock = clock
        self._known: dict[str, Answer] = {}

    def get(self, url: str, params: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        """As msal calls it."""
        address = query(url, params)
        if address not in self._known:
            self._known[address] = self._understood(Request("GET", address, _HOP, dict(headers or {})))
        return Reply(self._known[address])

    def post(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """As msal calls it."""
        body = data if isinstance(data, str) else urlencode(data or {})
        sent = {"Content-Type": _FORM, **dict(headers or {})}
        return Reply(self._understood(Request("POST", query(url, params), _HOP, sent, body.encode())))

    def close(self) -> None:
        """msal may call it; the transport is closed by who made it."""

    def _understood(self, request: Request) -> Answer:
        """The last answer, if it is the sign-in service's own.

        msal never sees anything else: it writes a text that is no JSON into its log, whole.

        :raises Failure: ``sign-in-not-understood`` for a text, and for a server error that is no refusal.
        """
        answer = self._send(request)
        document = refusal_in(answer.text)
        if not document or (answer.status >= 500 and "error" not in document):
            host = urlsplit(request.url).netloc
            raise failure("sign-in-not-understood", status=answer.status, authority=f"https://{host}")
        return answer

    def _send(self, request: Request) -> Answer:
        """Send, and again after what is transient: no answer, 429, 5xx and the codes Microsoft calls transient."""
        waited = 0.0
        for repeat in range(_TRIES + 1):
            final = repeat == min(_TRIES, self._patience.retries)
            wait = normal_wait(repeat, self._clock)
            try:
                answer = self._transport.send(request)
            except NoAnswer as error:
                if final or error.kind in FINAL or waited + wait > self._patience.budget:
                    raise
            else:
                asked = asked_wait(answer.headers, self._clock)
                wait = wait if asked is None else asked * self._clock.uniform(1.0, 1.1)
                if final or not _transient(answer) or waited + wait > self._patience.budget:
                    return answer
            self._clock.sleep(wait)
            waited += wait
        raise AssertionError("the last try returns or raises")


def _transient(answer: Answer) -> bool:
    if answer.status == 429 or answer.status >= 500:
        return True
    return answer.status >= 400 and bool(TRANSIENT.intersection(codes_of(refusal_in(answer.text))))


def refusal_in(text: str) -> Mapping[str, Any]:
    """The map that an answer holds; empty where it holds something else."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
