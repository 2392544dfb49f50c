# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The hops of a connection, each asked once and without any secret: how long it takes, who signed its certificate, and
what its clock says.

What answers without a token is a refusal, which tells as much. Only the sign-in service has a page for everybody. When
the client secret of a sign-in ends is one question more, to Microsoft Graph; no answer is no failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timezone
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from .._connection.check_options_and_network import RequestSettings
from .._dataclass import dataclass
from .._endpoints.clouds import GRAPH_HOSTS
from .._errors.failure import Failure, Trace
from .._graph.application_secrets import APPLICATIONS_PATH, APPLICATIONS_PERMISSION, end_of_secret, query_of_secrets
from .._json_types import Row
from .._sign_in.credential_and_claims import Credential
from .._specs.connection import SessionOptions
from .._task.context_and_progress import Context
from .._transport.transport import Answer, Request
from .._transport.transport_error import TransportError
from .customer_info import sign_in_for_graph
from .preflight_checks import PreflightCheck, check_of, days_left, make_check, of_secret

HOP_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "proxy": "the proxy",
        "sign-in": "sign-in",
        "exchange": "Exchange",
        "compliance": "Security & Compliance",
        "protection": "Exchange Online Protection",
        "graph": "Microsoft Graph",
    }
)
# Of the certificates of Microsoft's hosts ("Microsoft 365 encryption chains"): whoever else signs one looks inside.
_MICROSOFT_AUTHORITIES = frozenset({"digicert inc", "microsoft corporation", "globalsign nv-sa", "entrust, inc."})
_BEHIND_PROXY = frozenset({"proxy-unreachable", "proxy-wants-password"})
_HOP_SECONDS = 30.0
_PAGE_STATUSES = frozenset({403, 451, 511})


@dataclass(frozen=True)
class WayOfHops:
    """Where a connection leads: ``services`` are base addresses by service; ``tenant`` is a name or an id."""

    authority: str
    tenant: str
    environment: str
    services: Mapping[str, str]

    def addresses(self) -> dict[str, str]:
        """What is asked of each hop, the sign-in service first."""
        tenant = quote(self.tenant, safe="")
        addresses = {"sign-in": f"{self.authority}/{tenant}/v2.0/.well-known/openid-configuration"}
        for service, base in self.services.items():
            addresses[service] = f"{base}/adminapi/v1.0/{tenant}/EXOBanner('AutogenSession')"
        graph = GRAPH_HOSTS.get(self.environment)
        return {**addresses, **({"graph": f"https://{graph}/v1.0/contracts?$top=1"} if graph else {})}


@dataclass(frozen=True)
class Hop:
    """What came of one question. Times are seconds; ``ahead`` is the host's clock before ours, None where it said
    nothing; ``proxy`` is the proxy on the way, without its password."""

    name: str
    host: str
    check: PreflightCheck
    seconds: float | None = None
    signed_by: str | None = None
    ahead: float | None = None
    proxy: str | None = None
    proxy_seconds: float | None = None
    at_proxy: bool = False

    @property
    def works(self) -> bool:
        return self.check["verdict"] == "ok"

    def row(self) -> Row:
        """The hop as the result shows it."""
        return _row_of_hop(self.name, self.host, self.seconds, self.signed_by)


def ask_hops(way: WayOfHops, request_settings: RequestSettings, *, needs_graph: bool) -> list[Hop]:
    """Each hop of ``way``. Graph is nobody's trouble that does not need it."""
    hops = [_ask_hop(name, url, request_settings) for name, url in way.addresses().items()]
    return [hop if hop.name != "graph" or needs_graph or hop.works else _hop_not_needed(hop) for hop in hops]


def rows_of_hops(hops: list[Hop]) -> list[Row]:
    """The rows of all hops, the proxies before what lies behind them."""
    proxies: dict[str, float | None] = {}
    for hop in hops:
        if hop.proxy and proxies.get(hop.proxy) is None:
            proxies[hop.proxy] = hop.proxy_seconds
    return [
        *(_row_of_hop("proxy", host, seconds, None) for host, seconds in proxies.items()),
        *(hop.row() for hop in hops),
    ]


def checks_of_hops(hops: list[Hop]) -> list[PreflightCheck]:
    """One for each hop, and one for each proxy: what lies behind one that lets nobody through is not known."""
    checks: list[PreflightCheck] = []
    for proxy in dict.fromkeys(hop.proxy for hop in hops if hop.proxy):
        behind = [hop for hop in hops if hop.proxy == proxy]
        broken = next((hop for hop in behind if hop.at_proxy), None)
        if broken is None:
            checks.append(make_check("proxy", "ok", f"Requests pass the proxy {proxy}."))
        else:
            checks.append({**broken.check, "check": "proxy"})
    for hop in hops:
        text = f"{_title_of_hop(hop.name)} ({hop.host}) lies behind the proxy, which lets nothing through."
        checks.append(make_check(hop.name, "unknown", text) if hop.at_proxy else hop.check)
    return checks


def _ask_hop(name: str, url: str, request_settings: RequestSettings) -> Hop:
    host = str(urlsplit(url).hostname)
    proxy = _proxy_of(request_settings, url)
    with request_settings.transport({host}) as transport:
        began, wall = request_settings.clock.steady(), request_settings.clock.wall()
        try:
            answer = transport.send(Request("GET", url, HOP_TITLES[name], read_timeout=_HOP_SECONDS))
        except TransportError as error:
            check = check_of(name, error.failure(trace=Trace(http_status=error.status)))
            return Hop(name, host, check, proxy=proxy, at_proxy=error.kind in _BEHIND_PROXY)
        seconds = request_settings.clock.steady() - began
        last = transport.last
    signed_by = _signer_of_certificate(last.signed_by) if last else None
    proxy_seconds = last.proxy_seconds if last else None
    ahead = _clock_ahead(answer.headers.get("Date"), wall + seconds / 2)
    return Hop(name, host, _judge_hop(name, host, answer, signed_by), seconds, signed_by, ahead, proxy, proxy_seconds)


def _judge_hop(name: str, host: str, answer: Answer, signed_by: str | None) -> PreflightCheck:
    title = f"{_title_of_hop(name)} ({host})"
    is_page = "html" in answer.headers.get("Content-Type", "").lower()
    if is_page and (answer.status < 400 or answer.status in _PAGE_STATUSES):
        text = f"{title} was answered by a web page, which is not the service's own: something on the way answers."
        return make_check(name, "trouble", text, f"Let the proxy or the firewall pass requests to {host} on.")
    if answer.status >= 500:
        text = f"{title} answers with status {answer.status}."
        return make_check(
            name, "trouble", text, "Try again later; the service health page of Microsoft 365 tells more."
        )
    inspected = ""
    if signed_by and not _is_microsofts(signed_by):
        inspected = " That is none of Microsoft's authorities: something on the way reads what is sent."
    return make_check(name, "ok", f"{title} answers. Its certificate is signed by {signed_by or 'unknown'}.{inspected}")


def _title_of_hop(name: str) -> str:
    """The hop's title at the start of a sentence."""
    return HOP_TITLES[name][:1].upper() + HOP_TITLES[name][1:]


def _is_microsofts(signed_by: str) -> bool:
    return any(name in signed_by.lower() for name in _MICROSOFT_AUTHORITIES)


def _signer_of_certificate(names: Mapping[str, str]) -> str | None:
    """The authority's own name and its organization's."""
    return ", ".join(names[authority] for authority in ("commonName", "organizationName") if authority in names) or None


def _clock_ahead(date: str | None, now: float) -> float | None:
    """How many seconds a clock is before ours, ``now`` being the moment of its answer by ours (RFC 9110, 6.6.1)."""
    try:
        when = parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
    # A date has whole seconds: half of one is missing on average.
    return when.replace(tzinfo=when.tzinfo or timezone.utc).timestamp() + 0.5 - now if when else None


def _proxy_of(request_settings: RequestSettings, url: str) -> str | None:
    # As it is written, so that what must not be shown is recognized by its shape.
    place = urlsplit(request_settings.network.proxies(url).get("https", "")).netloc
    return place.rpartition("@")[2] or None


def _hop_not_needed(hop: Hop) -> Hop:
    text = f"{hop.check['text']} Only exo_customer_info and lists of customers need it."
    check: PreflightCheck = {**hop.check, "verdict": "unknown", "text": text}
    return Hop(hop.name, hop.host, check, proxy=hop.proxy, at_proxy=hop.at_proxy)


def _row_of_hop(name: str, host: str, seconds: float | None, signed_by: str | None) -> Row:
    milliseconds = None if seconds is None else max(0, round(seconds * 1000))
    return {"hop": name, "host": host, "milliseconds": milliseconds, "signed_by": signed_by}


_NAME_OF_CHECK = "secret"
_ASK_FOR_PERMISSION = (
    f"Give the application {APPLICATIONS_PERMISSION} of Microsoft Graph, and the end is told here; or keep the date"
    " yourself."
)


def not_asked() -> PreflightCheck:
    """Nobody signs in anew for it: the session has the secret, and the way to Graph is blocked or not wanted."""
    return make_check(_NAME_OF_CHECK, "unknown", "When the client secret ends was not asked.")


def look_at_secret(
    options: SessionOptions, credential: Credential, context: Context
) -> tuple[PreflightCheck, int | None]:
    """A check, and the days that the secret has left; ``options`` are those that have just signed in."""
    try:
        access = sign_in_for_graph(options, context)
        with access.request_settings.transport({access.host}) as transport:
            reader = access.reader(transport, context)
            rows = reader.rows("applications", APPLICATIONS_PATH, query_of_secrets(str(credential.app_id)))
    except Failure as error:
        return {**check_of(_NAME_OF_CHECK, error, "unknown"), "fix": _ASK_FOR_PERMISSION}, None
    now = context.clock.wall()
    days = days_left(end_of_secret(str(credential.client_secret), rows, now), now)
    if days is not None:
        return of_secret(days), days
    text = (
        "Microsoft Graph tells no end of this client secret."
        if rows
        else "The application is registered in another organization, which alone knows when its secrets end."
    )
    return make_check(_NAME_OF_CHECK, "unknown", text), None
