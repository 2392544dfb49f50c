# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""msal's client for the application that signs in, and the transport as msal wants it, with the retries that are safe.

The application signs in as itself or for a user, and proves who it is. msal remembers a failed answer for seconds or
minutes and answers the next call from memory, so a loop around msal sends nothing again: retries belong below it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from .._clock import Clock
from .._errors._advice.connection import CONNECTION
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .._json_types import JsonMap
from .._libraries import is_older
from .._specs.connection import SignInOptions
from .._transport.retry_policy_and_backoff import Backoff, RetryPolicy
from .._transport.transport import Answer, Request, Transport, query
from .._transport.transport_error import FINAL_KINDS, TransportError
from .aadsts_codes import TRANSIENT_CODES, codes_of
from .credential_and_claims import PUBLIC_CLIENT, AccessToken, Credential, TokenAnswer, TokenRequest

failure = Failures(CONNECTION, WAYS_TO_SIGN_IN)

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


_MAX_TOKEN_BYTES = 64 * 1024
_FEDERATED_OPTION = "the option federated_token"

# Before this version msal wants the SHA-1 name of a certificate beside it (read in its source).
_NAMES_CERTIFICATES = "1.35.0"


def user_credential(options: SignInOptions) -> Credential:
    """The application that signs a user in, and the user if one is named."""
    return Credential(app_id=options.app_id or PUBLIC_CLIENT, user_principal_name=options.user_principal_name)


def proof_of(credential: Credential, now: float) -> str | dict[str, Any] | None:
    """What proves who the application is, as msal's ``client_credential``; None for a public client.

    A federated token is read anew each time: whoever issues it replaces the file before it ends. ``now`` is in seconds
    since 1970.
    """
    if credential.client_secret:
        return credential.client_secret
    if credential.private_key:
        # Without a thumbprint msal signs with PS256 and names the certificate by SHA-256, which FIPS mode allows.
        name = "public_certificate" if credential.certificate else "thumbprint"
        return {"private_key": credential.private_key, name: credential.certificate or credential.thumbprint}
    if credential.federated_token or credential.federated_token_file:
        return {"client_assertion": read_federated_token(credential, now)}
    return None


def _name_by_thumbprint(proof: Mapping[str, str]) -> dict[str, str]:
    """The same proof for an msal that cannot name a certificate by itself: it then signs with RS256."""
    first, end, _chain = proof["public_certificate"].partition("-----END CERTIFICATE-----")
    certificate = ssl.PEM_cert_to_DER_cert(first + end)
    return {**proof, "thumbprint": hashlib.sha1(certificate, usedforsecurity=False).hexdigest()}


def read_federated_token(credential: Credential, now: float) -> str:
    """The token of another identity provider (workload identity federation): its text, or what its file holds.

    :raises Failure: ``federated-token-unreadable`` or ``federated-token-expired``.
    """
    path = credential.federated_token_file
    source = f"the file {path}" if path else _FEDERATED_OPTION
    text = (_content_of_token_file(path) if path else credential.federated_token or "").strip()
    if len(text.split(".")) != 3 or not text.isascii() or len(text.split()) != 1:
        raise failure("federated-token-unreadable", source=source, detail="it is no JSON web token")
    end = AccessToken(text, 0, 0).claims.get("exp")
    if isinstance(end, (int, float)) and end <= now:
        date = time.strftime("%Y-%m-%d %H:%M", time.gmtime(end))
        raise failure("federated-token-expired", source=source, date=f"{date} UTC")
    return text


def _content_of_token_file(path: str) -> str:
    try:
        with Path(path).expanduser().open("rb") as file:
            return file.read(_MAX_TOKEN_BYTES).decode("ascii", "replace")
    except OSError as error:
        detail = (error.strerror or "no access").lower()
        raise failure("federated-token-unreadable", source=f"the file {path}", detail=detail) from error


def quiet_log() -> None:
    """Keep msal's log out of Ansible's: it may quote what the sign-in service answered."""
    log = logging.getLogger("msal")
    log.propagate = False
    log.addHandler(logging.NullHandler())


def msal_client(request: TokenRequest, http: SignInHttp) -> Any:
    """msal's client for the application of ``request``."""
    import msal  # noqa: PLC0415 - here, not above: it costs a fifth of a second, and most tasks need no token

    quiet_log()
    proof = proof_of(request.credential, http.clock.wall())
    if isinstance(proof, dict) and "public_certificate" in proof and is_older(msal.__version__, _NAMES_CERTIFICATES):
        proof = _name_by_thumbprint(proof)
    settings = {
        "authority": f"{request.authority}/{request.tenant}",
        "http_client": http,
        # Every authority comes from our own map, and discovery would ask the worldwide cloud about the others.
        "instance_discovery": False,
    }
    app_id = request.credential.app_id
    if proof is None:
        return msal.PublicClientApplication(app_id, **settings)
    return msal.ConfidentialClientApplication(app_id, client_credential=proof, **settings)


def acquire_for_client(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    """The client credentials grant: the application's own token."""
    answer: TokenAnswer = msal_client(request, http).acquire_token_for_client(
        scopes=[f"{request.resource}/.default"], claims_challenge=request.claims
    )
    return answer


def acquire_by_refresh_token(request: TokenRequest, http: SignInHttp) -> TokenAnswer:
    """The refresh token grant; the answer may hold another refresh token, which replaces the one that was sent."""
    more = {"data": {"claims": request.claims}} if request.claims else {}
    answer: TokenAnswer = msal_client(request, http).acquire_token_by_refresh_token(
        request.credential.refresh_token, scopes=[f"{request.resource}/.default"], **more
    )
    return answer
