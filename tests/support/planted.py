# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets of each kind to plant where they do not belong, and the places of a command line to plant them in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping

# Neighbours: what a secret's own option gets when the two are swapped, and no secret itself.
APP_ID = "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e99"
USER = "anna@contoso.com"
THUMBPRINT = "A1B2C3D4E5" * 4
DOMAIN = "contoso.onmicrosoft.com"
# Alike in all tokens.
TOKEN_HEADER = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9"


def _random(number: int, length: int) -> bytes:
    found = b""
    while len(found) < length:
        found += hashlib.sha256(f"{number} {len(found)}".encode()).digest()
    return found[:length]


def _url_safe(number: int, length: int) -> str:
    return base64.urlsafe_b64encode(_random(number, length)).decode().rstrip("=")


def pem(number: int) -> str:
    """Text of the form of a private key."""
    body = base64.encodebytes(_random(number, 600)).decode()
    return f"-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n"


def pfx(number: int) -> str:
    """The form of a PFX file in base64."""
    return base64.b64encode(b"\x30\x82\x0a\x2f" + _random(number, 600)).decode()


def handle(number: int) -> str:
    """The form of a session's handle."""
    return f"exo1.r.1000.{_random(number, 16).hex()}.{_url_safe(number + 1, 32)}.{_url_safe(number + 2, 12)}"


def token(number: int) -> str:
    """The form of a JSON web token."""
    return f"{TOKEN_HEADER}.eyJ{_url_safe(number, 90)}.{_url_safe(number + 1, 90)}"


def password(number: int) -> str:
    """A password as a generator makes them."""
    return f"kX{number}#vQ9~{_random(number, 6).hex()}Zr"


KINDS: Mapping[str, Callable[[int], str]] = {
    "PEM": pem,
    "PFX": pfx,
    "handle": handle,
    "token": token,
    "password": password,
}

# Options of names, the options of secrets beside them, and what stands in these when the two are swapped.
NEIGHBOURS: tuple[tuple[str, str, str], ...] = (
    ("app_id", "client_secret", APP_ID),
    ("user_principal_name", "password", USER),
    ("certificate_thumbprint", "certificate_password", THUMBPRINT),
    ("certificate_thumbprint", "certificate", THUMBPRINT),
    ("organization", "client_secret", DOMAIN),
)

# Where a secret may stand in a command line, in lines that can be read and in lines that cannot.
LINES: tuple[str, ...] = (
    "Get-Mailbox {}",
    "Get-Mailbox '{}'",
    'Get-Mailbox -Identity "{}"',
    "Get-Mailbox -Identity:{}",
    "Get-Mailbox {} | Set-Mailbox",
    "Get-Mailbox -Identity '{}' > x.csv",
    "Get-Mailbox anna -Nonsense {} -Nonsense 2 |",
    "{} -Identity anna",
    "$p = '{}'; New-Mailbox Z -Password $p",
    '$p="{}"; New-Mailbox Z -Password (ConvertTo-SecureString $p -AsPlainText -Force)',
    "New-Mailbox Z {} -Password",
    "New-Mailbox Z -Password {}",
    "New-Mailbox Z -Password '{}' | Set-Mailbox",
    "New-Mailbox Z -Password:'{}' -Name",
    "New-Mailbox Z -Pasword '{}' | x",
    "New-Mailbox '{}' -Password $p",
    "New-Mailbox Z -Name correct-{} -Password",
    "New-Mailbox Z a-{}-b -Password ${{p}}",
    "New-Mailbox Z -Password ${}",
    "New-MailboxPlan -Settings @{{Password='{}'}}",
    "New-Mailbox Z -Password (ConvertTo-SecureString '{}' -AsPlainText -Force) | x",
    "Set-Mailbox anna -Type @{{a='{}'; b=}}",
    "Get-Mailbox -Filter {{Name -eq '{}'}} | x",
    "Get-Mailbox # {}",
)
