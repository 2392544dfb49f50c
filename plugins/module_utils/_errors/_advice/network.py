# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The way to a host: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

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
        "The option ca_path, or one of the variables REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and SSL_CERT_FILE, names a"
        " file that is missing, not readable or holds no certificates.",
        ("Let ca_path name a PEM file with your certificate authorities, or correct or unset that variable.",),
    ),
    "name-unknown": Advice(
        "network",
        "The name '{host}' ({hop}) cannot be resolved.",
        "The machine that ran the task has no DNS answer for this host, or needs a proxy to reach it.",
        ("Check DNS there, or set proxy (or HTTPS_PROXY) if it reaches the internet through a proxy.",),
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
        (_CHECK_WAY, "Set proxy (or HTTPS_PROXY) if the machine reaches the internet through a proxy."),
    ),
    "proxy-unreachable": Advice(
        "network",
        "The proxy that should lead to '{host}' ({hop}) cannot be reached: {detail}.",
        "The option proxy or the variable HTTPS_PROXY names a proxy that does not answer, or that lets nobody in"
        " without a certificate; nothing was sent.",
        (
            "Correct proxy (or HTTPS_PROXY), or add the host to no_proxy if it is reached without the proxy.",
            "If the proxy wants a client certificate, give proxy_client_certificate and proxy_client_key.",
        ),
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
        ("Give them in proxy (or HTTPS_PROXY) as http://user:password@proxy:port, from a vault.",),
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
            "If a proxy inspects TLS here, let ca_path name a PEM file with its certificate authority.",
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
    "region-refused": Advice(
        "network",
        "Security & Compliance at '{host}' sent us to '{location}', which is no host of {domain}.",
        "Its front door names an organization's region by a redirect, never followed; no token was sent there.",
        (
            "Run the task again; if it stays, look for a proxy that answers in Microsoft's place.",
            "Give the region yourself in connection_uri, such as https://nam12b.ps.compliance.protection.outlook.com.",
        ),
    ),
    "validate-certs-off": Advice(
        "input",
        "The option validate_certs cannot be false: the certificates of Microsoft's hosts are always verified.",
        "Without verification whoever sits on the way gets the secret and the token.",
        ("If a proxy inspects TLS here, let ca_path name a PEM file with its certificate authority.",),
    ),
    "ca-path-not-valid": Advice(
        "input",
        "The file '{path}' that ca_path names cannot be read.",
        "It is looked for on the machine where the task runs.",
        ("Let ca_path name a PEM file with your certificate authorities, or leave it out.",),
    ),
    "proxy-not-valid": Advice(
        "input",
        "The option proxy is not the address of a proxy that can be used.",
        "It is http or https, a host and a port; SOCKS is not offered. It is not shown, as it may hold a password.",
        ("Write it as http://proxy.example.com:8080, with user:password@ in front of the host if it wants them.",),
    ),
    "proxy-certificate-unreadable": Advice(
        "input",
        "The client certificate for the proxy cannot be used: certificate '{path}', key '{key_path}'.",
        "A file is missing, is no PEM file, its key is encrypted, or the key belongs to another certificate.",
        ("Give PEM files in proxy_client_certificate and proxy_client_key, the key without a password.",),
    ),
    "proxy-key-alone": Advice(
        "input",
        "The option proxy_client_key is given and proxy_client_certificate is not.",
        "A key shows nothing to a proxy without its certificate.",
        ("Add proxy_client_certificate, or leave both out.",),
    ),
    "proxy-certificate-alone": Advice(
        "input",
        "The option proxy_client_certificate is given, but the proxy is not reached by https.",
        "A certificate is shown in a TLS connection to the proxy, and there is none: {proxy}.",
        ("Write proxy as https://host:port, or leave the certificate out.",),
    ),
}

failure = Failures(NETWORK)
