# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where a request goes: the connection's end, the region it is led to, and the routing hint.

How a request is written is not told here. A cmdlet that works on one mailbox saves the service a hop where it is sent
to that mailbox's server. Microsoft documents this for the cmdlets with the switch UseCustomRouting, and for mailboxes
that are named by their user principal name, an address or their GUID ("About the Exchange Online PowerShell module",
2026); the forms on the wire were read off Microsoft's module.

The front door of Security & Compliance answers every request with a 302 to ``https://<region>.admin.protection...:446``,
measured by ScubaGear and CIPP. That address serves no client: its first label is the region, and
``https://<region>.ps.compliance.protection...`` is where requests go. The redirect itself is never followed. The
affinity cookie that it sets goes with what is sent there (go-exoscc).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from .._catalogue.cmdlets import find
from .._endpoints.clouds import SYSTEM_MAILBOX
from .._endpoints.syntax import ANCHOR_PREFIXES, anchor, guid, user_principal_name
from .._errors._advice.input import INPUT
from .._errors._advice.network import NETWORK
from .._errors.failure import Failure, Failures
from .._redaction.secret_rules import clean

failure = Failures(INPUT, NETWORK)

# Cmdlets that want another mailbox (CIPP sends this one for the admin audit log's settings).
_EXCEPTIONS: Mapping[str, str] = {
    "set-adminauditlogconfig": "UPN:SystemMailbox{8cc370d3-822a-4ab8-a926-bb94bd0641a9}",
}

# The switch by which Microsoft documents the cmdlets that are routed to their mailbox. Its own module takes it as an
# order to itself; the service is not known to have it.
_SWITCH = "UseCustomRouting"


_COMPLIANCE = "ps.compliance."
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"


# A cookie at the start of a header or behind a comma, so that neither an attribute nor the comma of its date is one.
_COOKIE = re.compile(r"(?:^|,)\s*([\w.!#$%&'*+^`|~-]{1,128})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)", re.ASCII)
_MOST_COOKIES = 4096


@dataclass(frozen=True)
class Target:
    """A connection's end: where requests go, for which tenant, with which routing hint.

    ``rest_base`` has no final slash; ``hosts`` are names that may get a token, one that starts with a
    dot stands for one label in front of it; ``anchor`` is None where the user asked for none;
    ``organization`` is the tenant's name for people, ``suffix`` the domain of a service that has regions; ``cookie`` is
    what the way to the region has set, as a Cookie header has it.
    """

    rest_base: str
    hosts: tuple[str, ...]
    tenant_id: str
    anchor: str | None
    connection_id: str
    organization: str = "the organization"
    suffix: str = ""
    service: str = "exchange"
    cookie: str = field(default="", repr=False)

    @property
    def hop(self) -> str:
        """Who is asked, in words for a person."""
        return "Security & Compliance" if self.service == "compliance" else "Exchange"


@dataclass(frozen=True)
class Route:
    """A way to another mailbox than the connection's own.

    ``anchor`` is a value of X-AnchorMailbox; an MBX: without a tenant gets that of the connection. ``computed``
    tells that it was taken from a parameter of the cmdlet.
    """

    anchor: str
    computed: bool = False


def application_anchor(tenant_id: str) -> str:
    """The anchor of an application: the organisation mailbox of the tenant (CIPP, Microsoft Learn)."""
    return f"APP:{SYSTEM_MAILBOX}@{tenant_id}"


def user_anchor(user_principal_name: str) -> str:
    """The anchor of a user in the own tenant: the user's mailbox (ExoHelper, azure_auth)."""
    return f"UPN:{user_principal_name}"


def anchor_for(cmdlet: str, own: str | None, tenant_id: str, route: Route | None = None) -> str | None:
    """The anchor for ``cmdlet`` on a connection whose own is ``own`` (None: it wants none).

    What the task asked for comes first, then the exceptions, then the mailbox among the parameters.
    """
    if route is not None and not route.computed:
        return _whole(route.anchor, tenant_id)
    other = _EXCEPTIONS.get(cmdlet.lower())
    if own is None:
        return None
    if other is not None:
        return f"{other}@{own.rpartition('@')[2]}"
    return own if route is None else _whole(route.anchor, tenant_id)


def route(cmdlet: str, parameters: Mapping[str, object], asked: str | None) -> tuple[dict[str, object], Route | None]:
    """The parameters without the routing switch, and where the cmdlet is routed to: to the mailbox that the task
    ``asked`` for, or to the one that a documented cmdlet works on; None for the connection's own.

    :raises Failure: ``anchor-not-valid``.
    """
    known = find(cmdlet)
    if known is None or not known.has(_SWITCH):
        return dict(parameters), route_to(asked) if asked else None
    given = {name: value for name, value in parameters.items() if str(name).lower() != _SWITCH.lower()}
    if asked:
        return given, route_to(asked)
    if any(value is False for name, value in parameters.items() if name not in given):
        return given, None
    bound = "mailbox" if known.has("Mailbox") else "identity"
    mailbox = next((value for name, value in given.items() if str(name).lower() == bound), None)
    named = _anchor_of(mailbox) if isinstance(mailbox, str) else None
    return given, Route(named, computed=True) if named else None


def route_to(mailbox: str) -> Route:
    """The way to a mailbox by its user principal name, an address or its GUID, or by a whole anchor with its prefix.

    :raises Failure: ``anchor-not-valid``.
    """
    named = _anchor_of(mailbox) or (anchor(mailbox) if ":" in mailbox else None)
    if named is None:
        raise failure("anchor-not-valid", anchor=mailbox, prefixes=", ".join(ANCHOR_PREFIXES))
    return Route(named)


def _anchor_of(mailbox: str) -> str | None:
    """The anchor of a mailbox, or of the mailbox that a folder such as anna@contoso.com:\\Calendar is in."""
    name = mailbox.partition(":\\")[0]
    found = guid(name)
    if found is not None:
        return f"MBX:{found}"
    try:
        return f"SMTP:{user_principal_name(name)}" if ":" not in name else None
    except Failure:
        return None


def _whole(text: str, tenant_id: str) -> str:
    prefix, _colon, mailbox = text.partition(":")
    return f"{text}@{tenant_id}" if prefix.upper() == "MBX" and "@" not in mailbox else text


def is_redirect(status: int | None) -> bool:
    """Whether an answer sends the client elsewhere."""
    return status is not None and 300 <= status < 400


def moved_base(headers: Mapping[str, str], target: Target) -> str | None:
    """The REST base of the region that a redirect names; None where this target's service has no regions.

    :raises Failure: ``region-refused`` where the redirect leads out of the cloud's Security & Compliance.
    """
    if not target.suffix.startswith(_COMPLIANCE):
        return None
    location = headers.get("Location", "")
    domain = re.escape(target.suffix.removeprefix(_COMPLIANCE))
    found = re.match(
        rf"https://({_LABEL})\.(?:admin|ps\.compliance)\.{domain}(?::44[36])?(?=[/?]|$)", location, re.IGNORECASE
    )
    if found is None:
        raise failure(
            "region-refused",
            host=urlsplit(target.rest_base).hostname or "",
            location=clean(location)[:200] or "nothing",
            domain=target.suffix,
        )
    return f"https://{found[1].lower()}.{target.suffix}"


def moved_target(headers: Mapping[str, str], target: Target) -> Target | None:
    """``target`` in the region that a redirect names, with the cookies that it sets; None as :func:`moved_base`.

    :raises Failure: as :func:`moved_base`.
    """
    base = moved_base(headers, target)
    cookie = _cookies(headers.get("Set-Cookie", ""))
    return None if base is None else replace(target, rest_base=base, cookie=cookie or target.cookie)


def _cookies(text: str) -> str:
    """The names and values of one or more Set-Cookie headers, joined by commas as requests joins them; none where they
    are more than a header bears. They go to the hosts of the connection and nowhere else, so no attribute counts."""
    found = dict(_COOKIE.findall(text[:_MOST_COOKIES]))
    return "; ".join(f"{name}={value}" for name, value in found.items())


def rebase(url: str, base: str) -> str:
    """``url`` at another host, its path and query kept."""
    parts = urlsplit(url)
    return f"{base}{parts.path}" + (f"?{parts.query}" if parts.query else "")
