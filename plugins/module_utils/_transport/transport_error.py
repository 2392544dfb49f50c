# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Transport errors: what the network did instead of answering, read from what requests and urllib3 raise.

Whether and when such a request is sent again is decided by those who sent it; how long to wait is in
``retry_policy_and_backoff.py``.
"""

from __future__ import annotations

import os
import re
import socket
import ssl
from collections.abc import Iterator
from typing import Literal, cast

try:
    import requests
    from urllib3.connection import CertificateError  # type: ignore[attr-defined]
    from urllib3.exceptions import LocationValueError, SSLError

    # The last one is that of urllib3 1.26, which compares names itself.
    _TLS = (ssl.SSLError, SSLError, CertificateError)
    # Our own addresses were read before: what cannot be read now is the proxy's.
    _PROXY_ADDRESS = (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        LocationValueError,
    )
except ImportError:  # reported by the edges through _libraries
    pass

from .._errors._advice.network import failure
from .._errors.failure import Failure, Outcome, Trace
from .answer_body import BodyError
from .proxy_and_connections import Attempt

Kind = Literal[
    "host-refused",  # our own allow-list said no
    "ca-missing",  # the file of certificate authorities is not there
    "name-unknown",
    "unreachable",
    "connect-timeout",
    "proxy-unreachable",
    "proxy-refused",
    "proxy-wants-password",
    "tls-failed",
    "certificate-refused",
    "connection-cut",
    "read-timeout",
    "answer-cut",
    "answer-too-large",
]

# These stay as they are however often we ask (reliability notes, rows 1b): a retry helps nobody.
FINAL_KINDS: frozenset[str] = frozenset(
    {"host-refused", "ca-missing", "proxy-wants-password", "certificate-refused", "answer-too-large"}
)

_TUNNEL_FAILED = re.compile(r"Tunnel connection failed: (\d{3})([^'\")]*)")


class TransportError(Exception):
    """No usable answer came from ``host``.

    ``hop`` names who was asked, in words for a person: ``sign-in`` or ``Exchange``. ``was_sent`` is true
    from the moment the first byte of the request was handed to the connection: before that, it
    certainly did not run. ``status`` is the HTTP status where one had been read.
    """

    def __init__(self, kind: Kind, hop: str, host: str, *, was_sent: bool, detail: str = "", status: int | None = None):
        super().__init__(f"{kind}: {hop} {host}")
        self.kind = kind
        self.hop = hop
        self.host = host
        self.was_sent = was_sent
        self.detail = detail
        self.status = status

    def failure(self, outcome: Outcome = "did_not_run", *, retry_safe: bool | None = None, trace: Trace) -> Failure:
        """The same as a person reads it."""
        return failure(
            self.kind,
            outcome=outcome,
            retry_safe=retry_safe,
            trace=trace,
            hop=self.hop,
            host=self.host,
            detail=self.detail,
        )


def transport_error_from(
    error: Exception, hop: str, host: str, attempt: Attempt, ca_path: str | None
) -> TransportError:
    """What ``error`` means for the request to ``host``; ``attempt`` holds the connection's own word on it."""
    if isinstance(error, BodyError):
        return TransportError(
            cast(Kind, error.kind), hop, host, was_sent=True, detail=error.detail, status=error.status
        )
    kind, detail = (
        _kind_after_sending(error) if attempt.was_sent else _kind_before_sending(error, attempt.at_proxy, ca_path)
    )
    return TransportError(kind, hop, host, was_sent=attempt.was_sent, detail=detail)


def _kind_before_sending(error: Exception, at_proxy: bool, ca_path: str | None) -> tuple[Kind, str]:
    """The request had not left."""
    causes = list(_causes_of_error(error))
    if ca_path and (not os.access(ca_path, os.R_OK) or any(_is_bad_ca_file(cause) for cause in causes)):
        return "ca-missing", ca_path
    tunnel = _TUNNEL_FAILED.search(str(error))
    if tunnel:
        if tunnel[1] == "407":
            return "proxy-wants-password", ""
        return "proxy-refused", f"it answered {tunnel[1]}{tunnel[2].rstrip()}"
    untrusted = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if untrusted and at_proxy:
        return "proxy-unreachable", f"its certificate is not trusted, {untrusted.verify_message}"
    if untrusted:
        return "certificate-refused", untrusted.verify_message
    if isinstance(error, _PROXY_ADDRESS):
        return "proxy-unreachable", "its address is not one that can be used"
    if at_proxy:
        return "proxy-unreachable", _reason_of_system(causes)
    return _kind_on_the_way(causes)


def _kind_on_the_way(causes: list[BaseException]) -> tuple[Kind, str]:
    # Not urllib3's own family of time-outs: a refused connection belongs to it as well.
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return "connect-timeout", ""
    if any(isinstance(cause, _TLS) for cause in causes):
        return "tls-failed", _reason_of_system(causes)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "name-unknown", ""
    return "unreachable", _reason_of_system(causes)


def _is_bad_ca_file(cause: BaseException) -> bool:
    """Reading certificates fails in another part of OpenSSL than talking TLS does."""
    return isinstance(cause, ssl.SSLError) and cause.library in ("X509", "PEM", "ASN1")


def _kind_after_sending(error: Exception) -> tuple[Kind, str]:
    """The request had left, at least in part; no whole status line and headers came back."""
    causes = list(_causes_of_error(error))
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return "read-timeout", "Its answer did not begin in time."
    return "connection-cut", _reason_of_system(causes)


def _causes_of_error(error: BaseException) -> Iterator[BaseException]:
    """``error`` and all that lies under it: by cause, context, ``reason`` and arguments."""
    ids_of_causes: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in ids_of_causes:
            continue
        ids_of_causes.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]


def _reason_of_system(causes: list[BaseException]) -> str:
    """The operating system's word for it, which names no memory address and no password."""
    for cause in causes:
        if isinstance(cause, TimeoutError):
            return "it did not answer in time"
        if isinstance(cause, ssl.SSLError) and cause.reason:
            return str(cause.reason).lower().replace("_", " ")
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror.lower()
    return "it closed the connection"
