# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bare client of the box: requests and sockets through its proxy, nothing of the collection."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from support.box import Application, Box, Tenant

AUTOMATION = "Ansible automation"
ANCHOR = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@"
TIMEOUT = 120.0  # bounds a hang
JSON_BODY = {"Content-Type": "application/json", "Accept": "application/json"}

# Where each cloud signs in and where its Exchange answers (Microsoft Learn, azure_auth).
CLOUDS: Mapping[str, tuple[str, str]] = {
    "contoso.onmicrosoft.com": ("login.microsoftonline.com", "outlook.office365.com"),
    "fabrikam.onmicrosoft.us": ("login.microsoftonline.us", "outlook.office365.us"),
    "adatum.partner.onmschina.cn": ("login.chinacloudapi.cn", "partner.outlook.cn"),
    "litware.onmicrosoft.us": ("login.microsoftonline.us", "outlook-dod.office365.us"),
}


class Wire:
    """requests through the proxy of a box, on one Session."""

    def __init__(self, box: Box, organization: str = "contoso.onmicrosoft.com") -> None:
        self.box = box
        self.tenant: Tenant = next(one for one in box.tenants if one.organization == organization)
        self.sign_in_host, self.rest_host = CLOUDS.get(organization, CLOUDS["contoso.onmicrosoft.com"])
        self.session = requests.Session()
        self.session.trust_env = False
        proxy = box.environment["HTTPS_PROXY"]
        self.session.proxies = {"https": proxy, "http": proxy}
        self.session.verify = box.environment["REQUESTS_CA_BUNDLE"]

    def close(self) -> None:
        """Give back all connections."""
        self.session.close()

    def application(self, name: str = AUTOMATION) -> Application:
        """An application of the tenant by its name."""
        return next(one for one in self.tenant.applications if one.more["name"] == name)

    def send(self, method: str, url: str, **options: Any) -> requests.Response:
        """One request; no redirect is followed."""
        return self.session.request(method, url, timeout=TIMEOUT, allow_redirects=False, **options)

    def ask_token(self, form: Mapping[str, str], tenant: str = "", host: str = "") -> requests.Response:
        """POST a form to a token endpoint."""
        url = f"https://{host or self.sign_in_host}/{tenant or self.tenant.organization}/oauth2/v2.0/token"
        return self.send("POST", url, data=dict(form))

    def secret_form(self, name: str = AUTOMATION) -> dict[str, str]:
        """A good form for the token endpoint."""
        application = self.application(name)
        return {
            "grant_type": "client_credentials",
            "client_id": application.app_id,
            "client_secret": application.client_secret,
            "scope": f"https://{self.rest_host}/.default",
        }

    def token(self, name: str = AUTOMATION) -> str:
        """An access token for an application."""
        answer = self.ask_token(self.secret_form(name))
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def headers(self, token: str) -> dict[str, str]:
        """The headers of an ordinary request to the admin API."""
        anchor = ANCHOR + self.tenant.tenant_id
        return {**JSON_BODY, "Authorization": f"Bearer {token}", "X-AnchorMailbox": anchor}

    def invoke_url(self, version: str = "beta", tenant: str = "") -> str:
        """The address of InvokeCommand."""
        return f"https://{self.rest_host}/adminapi/{version}/{tenant or self.tenant.tenant_id}/InvokeCommand"

    def invoke(
        self, token: str, cmdlet: str, parameters: Mapping[str, Any] | None = None, url: str = "", **headers: str
    ) -> requests.Response:
        """Run a cmdlet; header names with underscores for hyphens."""
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps({"CmdletInput": {"CmdletName": cmdlet, "Parameters": dict(parameters or {})}}).encode()
        return self.send("POST", url or self.invoke_url(), data=body, headers={**self.headers(token), **extra})


def connect(box: Box, target: str) -> tuple[socket.socket, bytes]:
    """CONNECT through the proxy: the socket and the head of its answer."""
    proxy = urlsplit(box.environment["HTTPS_PROXY"])
    raw = socket.create_connection((proxy.hostname or "", proxy.port or 0), timeout=TIMEOUT)
    raw.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        part = raw.recv(4096)
        if not part:
            break
        head += part
    return raw, head


def tunnel(box: Box, host: str) -> ssl.SSLSocket:
    """A TLS connection to a host of the box, for requests byte by byte."""
    raw, head = connect(box, f"{host}:443")
    assert head.startswith(b"HTTP/1.1 200 "), head
    context = ssl.create_default_context(cafile=box.environment["SSL_CERT_FILE"])
    return context.wrap_socket(raw, server_hostname=host)


def read_all(stream: socket.socket) -> bytes:
    """All bytes until the end; the end may be unclean, then what came before it is given."""
    data = b""
    try:
        while part := stream.recv(65536):
            data += part
    except (ConnectionResetError, ssl.SSLEOFError):
        return data
    return data
