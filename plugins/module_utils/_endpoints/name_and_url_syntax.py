# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The grammars of names and URLs: what is checked here is what is sent, in a path, a scope, an authority or a header.

Nothing that could leave its place gets through: no slash, no question mark, no line break.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .._dataclass import dataclass
from .._errors._advice.options import failure

MAX_URL = 16 * 1024
MAX_HOST = 253

_HOST_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"{_HOST_LABEL}(?:\.{_HOST_LABEL})+", re.ASCII)
_LAST_LABEL_IS_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.ASCII)
# Everything up to the first / or ?: neither may be part of a host, so nothing hides behind them.
_HTTPS_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<place>[^/?]*)(?P<path>/[^?]*)?(?:\?(?P<query>.*))?")
_STRANGE_CHARACTER = re.compile(r"[^!-~]")


class UrlNotValid(ValueError):
    """Why a URL cannot be used, as the end of a sentence that starts with its name."""


@dataclass(frozen=True)
class HttpsAddress:
    """The parts of an https URL: ``host`` in lower-case ASCII, ``path`` with its slash or empty, ``query`` or None."""

    host: str
    path: str
    query: str | None

    @property
    def url(self) -> str:
        """The URL to send: made of the parts that were checked."""
        query = "" if self.query is None else f"?{self.query}"
        return f"https://{self.host}{self.path}{query}"


@lru_cache(maxsize=64)
def read_url(text: str) -> HttpsAddress:
    """Take an https URL apart.

    :raises UrlNotValid: anything but https to a host name, port 443: user info, fragment, backslash,
        IP literal, final dot, other port, characters beyond printable ASCII. The text is never quoted,
        as it may hold a password.
    """
    if len(text) > MAX_URL:
        raise UrlNotValid("is longer than 16 KiB")
    if _STRANGE_CHARACTER.search(text):
        raise UrlNotValid("has a space, a control character or one beyond ASCII (write an international name as xn--)")
    if "\\" in text or "#" in text:
        raise UrlNotValid("has a backslash or a #")
    parts = _HTTPS_URL.fullmatch(text)
    if parts is None:
        raise UrlNotValid("is not a URL that starts with https:// and a host name")
    if parts["scheme"].lower() != "https":
        raise UrlNotValid("does not start with https://")
    return HttpsAddress(_read_host(parts["place"]), parts["path"] or "", parts["query"])


def _read_host(place: str) -> str:
    if "@" in place:
        raise UrlNotValid("has a user name or password in front of its host")
    host, colon, port = place.partition(":")
    if host == "" or place.startswith("["):
        raise UrlNotValid("names no host, or an IP address instead of one")
    if colon and port != "443":
        raise UrlNotValid("names another port than 443")
    host = host.lower()
    if not is_host_name(host):
        raise UrlNotValid("names no valid host: letters, digits, hyphens and dots, no IP address, no dot at the end")
    return host


def is_host_name(text: str) -> bool:
    """Whether ``text`` is a host name in lower-case ASCII: two labels or more, 253 characters, no IP address."""
    return (
        len(text) <= MAX_HOST
        and _HOST_NAME.fullmatch(text) is not None
        and _LAST_LABEL_IS_NUMBER.fullmatch(text) is None
    )


def host_and_subdomains(host: str) -> tuple[str, str]:
    """``host`` and, with a dot in front, all names one label below it (as those of the service's own links are)."""
    return host, f".{host}"


def is_at_or_below(host: str, suffix: str) -> bool:
    """Whether ``host`` is one of :func:`host_and_subdomains`."""
    return suffix in (host, host.partition(".")[2])


MAX_ANCHOR = 320

ANCHOR_PREFIXES = ("UPN", "APP", "SMTP", "MBX", "OID", "AAD-UPN", "AAD-SMTP", "TID")

_GUID_SYNTAX = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_USER_PART = re.compile(r"[A-Za-z0-9!#$&'*+=^_`{|}~.-]{1,64}", re.ASCII)
_PRINTABLE_ASCII = re.compile(r"[!-~]+")


def guid(text: str) -> str | None:
    """``text`` in lower case if it is a GUID with its four hyphens, else None."""
    return text.lower() if _GUID_SYNTAX.fullmatch(text) else None


def organization_name(text: str, option: str = "organization") -> str:
    """A tenant's id, or one of its domains in ASCII (IDNA); in lower case.

    :raises Failure: "organization-not-valid".
    """
    name = guid(text) or _read_domain(text)
    if name is None:
        raise failure("organization-not-valid", option=option, organization=text)
    return name


def comparable_organization(text: str) -> str:
    """``text`` as :func:`organization_name` gives it, to be compared with one; what is none as it is, in lower case."""
    return guid(text) or _read_domain(text) or text.casefold()


def app_id(text: str, option: str = "app_id") -> str:
    """An application's (client) id: a GUID, in lower case.

    :raises Failure: "app-id-not-valid".
    """
    identifier = guid(text)
    if identifier is None:
        raise failure("app-id-not-valid", option=option, app_id=text)
    return identifier


def user_principal_name(text: str, option: str = "user_principal_name") -> str:
    """A user's sign-in name, user@domain, as it was written but for its domain (ASCII, lower case).

    :raises Failure: "user-principal-name-not-valid".
    """
    user, at, domain = text.rpartition("@")
    home = _read_domain(domain)
    if not at or home is None or not _USER_PART.fullmatch(user) or len(f"{user}@{home}") > MAX_ANCHOR:
        raise failure("user-principal-name-not-valid", option=option, user=text)
    return f"{user}@{home}"


def anchor_mailbox(text: str) -> str:
    """A value for X-AnchorMailbox: a known prefix and a colon, or a bare user name; printable ASCII, 320 characters.

    :raises Failure: "anchor-not-valid".
    """
    prefix, colon, mailbox = text.partition(":")
    has_known_prefix = not colon or (prefix.upper() in ANCHOR_PREFIXES and mailbox != "")
    if not has_known_prefix or len(text) > MAX_ANCHOR or not _PRINTABLE_ASCII.fullmatch(text):
        raise failure("anchor-not-valid", anchor=text, prefixes=", ".join(ANCHOR_PREFIXES))
    return text


def _read_domain(text: str) -> str | None:
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
