# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The grammars of names that end up in a path, a scope, an authority or a header.

What passes here is what is sent, so nothing that could leave its place gets through: no slash, no question mark, no
line break.
"""

from __future__ import annotations

import re

from .._errors._advice.input import failure
from .urls import MAX_HOST, is_host_name

MAX_ANCHOR = 320

ANCHOR_PREFIXES = ("UPN", "APP", "SMTP", "MBX", "OID", "AAD-UPN", "AAD-SMTP")

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_USER_PART = re.compile(r"[A-Za-z0-9!#$&'*+=^_`{|}~.-]{1,64}", re.ASCII)
_PRINTABLE = re.compile(r"[!-~]+")


def guid(text: str) -> str | None:
    """``text`` in lower case if it is a GUID with its four hyphens, else None."""
    return text.lower() if _GUID.fullmatch(text) else None


def organization_name(text: str, option: str = "organization") -> str:
    """A tenant's id, or one of its domains in ASCII (IDNA); in lower case.

    :raises Failure: "organization-not-valid".
    """
    found = guid(text) or _domain(text)
    if found is None:
        raise failure("organization-not-valid", option=option, organization=text)
    return found


def app_id(text: str, option: str = "app_id") -> str:
    """An application's (client) id: a GUID, in lower case.

    :raises Failure: "app-id-not-valid".
    """
    found = guid(text)
    if found is None:
        raise failure("app-id-not-valid", option=option, app_id=text)
    return found


def user_principal_name(text: str, option: str = "user_principal_name") -> str:
    """A user's sign-in name, user@domain, as it was written but for its domain (ASCII, lower case).

    :raises Failure: "user-principal-name-not-valid".
    """
    user, at, domain = text.rpartition("@")
    home = _domain(domain)
    if not at or home is None or not _USER_PART.fullmatch(user) or len(f"{user}@{home}") > MAX_ANCHOR:
        raise failure("user-principal-name-not-valid", option=option, user=text)
    return f"{user}@{home}"


def anchor(text: str) -> str:
    """A value for X-AnchorMailbox: a known prefix and a colon, or a bare user name; printable ASCII, 320 characters.

    :raises Failure: "anchor-not-valid".
    """
    prefix, colon, mailbox = text.partition(":")
    known = not colon or (prefix.upper() in ANCHOR_PREFIXES and mailbox != "")
    if not known or len(text) > MAX_ANCHOR or not _PRINTABLE.fullmatch(text):
        raise failure("anchor-not-valid", anchor=text, prefixes=", ".join(ANCHOR_PREFIXES))
    return text


def _domain(text: str) -> str | None:
    """``text`` as a host name in ASCII, or None.

    The length is checked first: Python's IDNA codec takes quadratic time (CVE-2022-45061).
    """
    if not text or len(text) > MAX_HOST:
        return None
    try:
        host = text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return host if is_host_name(host) else None
