# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which connections the proxy opens: a table of hosts, one port, and a clear word to everybody else."""

from __future__ import annotations

from .certificates import Authority
from .clouds import look_up
from .faults.rules import ConnectFault
from .relay import Trouble, Verdict
from .state import BoxState

HTTPS = 443
ADVICE = "Nothing is ever forwarded."
TROUBLES: dict[str, Trouble] = {"reset": "reset", "tls_close": "close", "timeout": "hang"}


class Gate:
    """Says for each CONNECT what becomes of it."""

    def __init__(self, state: BoxState, authority: Authority) -> None:
        self._state = state
        self._authority = authority

    def connect(self, host: str, port: int) -> Verdict:
        """The verdict on CONNECT host:port; refusals and faults go into the journal."""
        fault = self._state.faults.connect(host)
        if fault is not None:
            verdict = self._troubled(fault)
            self._state.journal.refuse(host, port, verdict.status, fault.kind)
            return verdict
        text = _refusal(host, port)
        if text is None:
            return Verdict(200)
        self._state.journal.refuse(host, port, 403, None)
        return Verdict(403, f"Microsoft 365 in a box: {text} {ADVICE}")

    def plain(self, method: str, target: str) -> Verdict:
        """The verdict on a request that is no CONNECT: http, or a browser that took the proxy for a server."""
        host = target.split("/")[2] if target.lower().startswith("http://") else target
        self._state.journal.refuse(host, 80, 403, None)
        text = f"{method} {host} came without TLS. This is an HTTPS proxy: it answers CONNECT host:443 only. {ADVICE}"
        return Verdict(403, f"Microsoft 365 in a box: {text}")

    def _troubled(self, fault: ConnectFault) -> Verdict:
        options = fault.options
        delay = float(options.get("delay", 0))
        if fault.kind == "status":
            headers = tuple((name, str(value)) for name, value in options.get("headers", {}).items())
            return Verdict(
                options["status"], options.get("body", "A fault that a test has armed."), headers, delay=delay
            )
        if fault.kind == "certificate":
            context = self._authority.spoilt_context(options.get("problem", "foreign"))
            return Verdict(200, context=context, delay=delay)
        if fault.kind == "reset" and not options.get("established", True):
            return Verdict(0, trouble="reset", delay=delay)
        return Verdict(200, trouble=TROUBLES.get(fault.kind, ""), delay=delay)


def _refusal(host: str, port: int) -> str | None:
    part = look_up(host)
    if part is None:
        return f"no part of it plays {host}. The README lists the hosts it knows."
    if port != HTTPS:
        return f"{host} answers on port {HTTPS}, not on {port}."
    return None
