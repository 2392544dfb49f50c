# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The way to a host: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

_CHECK_WAY = "Check from the machine of the task that '{host}' answers on port 443, directly or through the proxy."

# Facts of each: hop ("sign-in" or "Exchange"), host, detail (what the network said, without secrets).
NETWORK: Mapping[str, Advice] = {
    "host-refused": Advice(
        "network",
        "The {hop} request would have sent a secret or a token to '{host}', which is no host of this connection.",
        "{detail}",
        (
            "If you trust that host, name it in allowed_hosts; otherwise treat the address as an attack.",
            "Check connection_uri and azure_ad_authorization_endpoint_uri.",
        ),
    ),
    "ca-missing": Advice(
        "network",
        "The file of certificate authorities '{detail}' cannot be read, so '{host}' ({hop}) cannot be verified.",
        "REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE or SSL_CERT_FILE names a file that is missing or not readable.",
        ("Point that variable at a PEM file with your certificate authorities, or unset it.",),
    ),
    "name-unknown": Advice(
        "network",
        "The name '{host}' ({hop}) cannot be resolved.",
        "The machine that ran the task has no DNS answer for this host, or needs a proxy to reach it.",
        ("Check DNS there, or set HTTPS_PROXY if it reaches the internet through a proxy.",),
    ),
    "unreachable": Advice(
        "network",
        "No connection to '{host}' ({hop}): {detail}.",
        "A firewall, a missing route or a missing proxy setting; nothing was sent.",
        (_CHECK_WAY,),
    ),
    "connect-timeout": Advice(
        "network",
        "No connection to '{host}' ({hop}) within the time-out.",
        "Something on the way drops packets to port 443, or a proxy is needed and not set; nothing was sent.",
        (_CHECK_WAY, "Set HTTPS_PROXY if the machine reaches the internet through a proxy."),
    ),
    "proxy-unreachable": Advice(
        "network",
        "The proxy that should lead to '{host}' ({hop}) cannot be reached: {detail}.",
        "HTTPS_PROXY names a host or port that does not answer; nothing was sent.",
        ("Correct HTTPS_PROXY, or add the host to NO_PROXY if it is reached without the proxy.",),
    ),
    "proxy-refused": Advice(
        "network",
        "The proxy refused to open a way to '{host}' ({hop}): {detail}.",
        "The proxy's own rules, or a host name that the proxy cannot resolve; nothing was sent.",
        ("Ask for '{host}' on port 443 to be allowed on the proxy.",),
    ),
    "proxy-wants-password": Advice(
        "network",
        "The proxy on the way to '{host}' ({hop}) wants a user name and a password.",
        "It answered 407; nothing was sent to Microsoft.",
        ("Give them in HTTPS_PROXY as http://user:password@proxy:port, from a vault.",),
    ),
    "tls-failed": Advice(
        "network",
        "No encrypted connection to '{host}' ({hop}): {detail}.",
        "Something between here and Microsoft broke the TLS handshake; nothing was sent.",
        ("Look for a TLS-inspecting proxy or firewall on the way, and see that TLS 1.2 or newer is allowed.",),
    ),
    "certificate-refused": Advice(
        "network",
        "The certificate that '{host}' ({hop}) showed is not trusted: {detail}.",
        "A proxy that inspects TLS, a wrong clock, or an attack; nothing was sent.",
        (
            "If a proxy inspects TLS here, put its certificate authority into the file that REQUESTS_CA_BUNDLE names.",
            "Verification cannot be switched off.",
        ),
    ),
    "connection-cut": Advice(
        "network",
        "The connection to '{host}' ({hop}) was cut after the request was sent and before an answer came.",
        "{detail}",
        ("Run the task again; if it was a write, read first what the tenant now shows.",),
    ),
    "read-timeout": Advice(
        "network",
        "'{host}' ({hop}) did not finish its answer in time.",
        "{detail}",
        (
            "Ask for less at once (result_size, properties, a filter).",
            "If it was a write, read first what the tenant now shows.",
        ),
    ),
    "answer-cut": Advice(
        "network",
        "The answer of '{host}' ({hop}) broke off before its end.",
        "{detail}",
        ("Run the task again; if it was a write, read first what the tenant now shows.",),
    ),
    "answer-too-large": Advice(
        "network",
        "The answer of '{host}' ({hop}) is larger than {detail}.",
        "One answer is kept in memory whole, so its size is bounded.",
        ("Ask for smaller pages (page_size) or fewer columns (properties).",),
    ),
}
