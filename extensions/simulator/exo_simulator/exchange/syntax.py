# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts with a syntax of their own: by their .NET type, or by the words of the parameter in Microsoft's reference."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_DOMAIN = re.compile(r"[^@\s.]+(\.[^@\s.]+)*")
# Periods stand between other characters; a page lists them all for -Alias.
_MARKS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u00ff-]"
_ALIAS = re.compile(rf"{_MARKS}+(\.{_MARKS}+)*")
_HASH = re.compile("[0-9A-Fa-f]{1,64}")  # SHA256 has 64; the example on the page of Entries has one less
NO_SENDER = "<>"  # the address of reports that nobody sent
NARROWEST = 24  # the widest mask that the pages of IP lists take


def is_address(text: str) -> bool:
    """`ann@contoso.com`, or nobody's."""
    return text == NO_SENDER or _ADDRESS.fullmatch(text) is not None


def is_proxy_address(text: str) -> bool:
    """An address with or without its prefix; of other kinds than SMTP nothing is known."""
    prefix, colon, rest = text.partition(":")
    is_other_kind = bool(colon and rest) and prefix.casefold() != "smtp"
    return is_other_kind or is_address(rest if colon else text)


def is_domain(text: str) -> bool:
    """`contoso.com`."""
    return _DOMAIN.fullmatch(text) is not None


def is_domain_or_below(text: str) -> bool:
    """`contoso.com`, `*.contoso.com` or `*`."""
    return text == "*" or is_domain(text.removeprefix("*."))


def is_alias(text: str) -> bool:
    """What an alias may have: the page of each -Alias."""
    return _ALIAS.fullmatch(text) is not None


def is_address_range(text: str) -> bool:
    """An IP address, `192.168.0.1-192.168.0.254`, or `192.168.0.1/25` with a mask from /24 to /32."""
    first, dash, last = text.partition("-")
    return (_is_ip(first) and _is_ip(last)) if dash else _is_ip(text) or _is_network(text)


def is_ipv4_network(text: str) -> bool:
    """An IPv4 address, or `192.168.0.1/25` with a mask from /24 to /32."""
    return ":" not in text and (_is_ip(text) or _is_network(text))


def is_ipv6(text: str) -> bool:
    """An IPv6 address or a network of them."""
    try:
        return ipaddress.ip_network(text, strict=False).version == 6
    except ValueError:
        return False


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip())
    except ValueError:
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return False
    return "/" in text and (network.version != 4 or network.prefixlen >= NARROWEST)


Check = Callable[[str], bool]
OF_TYPE: dict[str, Check] = {
    "ProxyAddress": is_proxy_address,
    "SmtpAddress": is_address,
    "SmtpDomain": is_domain,
    "SmtpDomainWithSubdomains": is_domain_or_below,
}
OF_PARAMETER: dict[str, Check] = {
    "alias": is_alias,
    "address_range": is_address_range,
    "ipv4_network": is_ipv4_network,
}
# What an entry of the Tenant Allow/Block List is, by the list's type (page of Entries); a URL may be almost anything.
OF_LIST: dict[str, Check] = {
    "FileHash": lambda text: _HASH.fullmatch(text) is not None,
    "IP": is_ipv6,
    "Sender": lambda text: (is_address if "@" in text else is_domain)(text),
}
