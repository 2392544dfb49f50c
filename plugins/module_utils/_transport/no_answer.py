# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the network did instead of answering."""

from __future__ import annotations

from typing import Literal

from .._errors._advice.network import failure
from .._errors.failure import Failure, Outcome, Trace

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

# These stay as they are however often we ask (reliability notes, rows 1b): a repeat helps nobody.
FINAL: frozenset[str] = frozenset(
    {"host-refused", "ca-missing", "proxy-wants-password", "certificate-refused", "answer-too-large"}
)


class NoAnswer(Exception):
    """No usable answer came from ``host``.

    ``hop`` names who was asked, in words for a person: ``sign-in`` or ``Exchange``. ``sent`` is true
    from the moment the first byte of the request was handed to the connection: before that, it
    certainly did not run. ``status`` is the HTTP status where one had been read.
    """

    def __init__(self, kind: Kind, hop: str, host: str, *, sent: bool, detail: str = "", status: int | None = None):
        super().__init__(f"{kind}: {hop} {host}")
        self.kind = kind
        self.hop = hop
        self.host = host
        self.sent = sent
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
