# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who forwards outside, and what lets them: mailboxes, inbox rules, transport rules, remote domains, outbound policy.

A mailbox with ForwardingAddress and ForwardingSmtpAddress forwards to the first alone (Microsoft's page on Set-Mailbox,
2026). AutoForwardingMode Automatic means off ("Control automatic external email forwarding in Microsoft 365", 2026).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .._json_types import Json, Row
from .addresses import DOMAINS, Destination, destination_of, domains_of, recipients_behind
from .shape import UNKNOWN, Answers, Line, Part, Read, Report, Verdict, name_in, per_mailbox, property_of, texts_in

MAILBOXES = Read(
    "Get-Mailbox",
    ("DisplayName", "PrimarySmtpAddress", "Guid", "ForwardingAddress", "ForwardingSmtpAddress",
     "DeliverToMailboxAndForward"),
)  # fmt: skip
_BY_RULE = ("ForwardTo", "ForwardAsAttachmentTo", "RedirectTo")
_BY_TRANSPORT = ("RedirectMessageTo", "BlindCopyTo", "CopyTo", "AddToRecipients")
_SENDERS = ("From", "FromMemberOf", "SenderDomainIs")
_NAMES = "recipients"
_NOBODY = "nobody"
_OF_MODE: Mapping[str, Verdict] = {"On": "look", "Off": "ok", "Automatic": "ok"}
_MODES = "https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding"


def _destinations(answers: Answers) -> Iterator[str]:
    """All that mail is sent on to, as the rows show it."""
    for row in answers.rows_or_none("mailboxes") or []:
        yield from texts_in(row.get("ForwardingAddress"))
    for _asked, rules in answers.each("rules"):
        for row in rules:
            for name in _BY_RULE:
                yield from texts_in(row.get(name))
    for row in answers.rows_or_none("transport_rules") or []:
        for name in _BY_TRANSPORT:
            yield from texts_in(row.get(name))


def _line(row_name: str, how: str, text: str, answers: Answers, on: bool | None, more: dict[str, Json]) -> Line:
    """One destination; ``on`` says whether mail goes there now, None that this cannot be told."""
    to = destination_of(text, domains_of(answers), answers, _NAMES)
    return Line(_verdict(to, on), row_name, _words(to, how, on), {
        "how": how,
        "to": to.address or to.shown,
        "outside": UNKNOWN if to.outside is None else to.outside,
        **more,
    }, " ".join([how, *(str(more[name]) for name in ("rule",) if name in more), to.address or to.shown]))  # fmt: skip


def _verdict(to: Destination, on: bool | None) -> Verdict:
    if on is False:
        return "listed"
    if to.outside is None or (to.outside and on is None):
        return "unknown"
    return "look" if to.outside else "ok"


def _words(to: Destination, how: str, on: bool | None) -> str:
    state = {True: "", False: " It is off.", None: " Whether it is on is not shown."}[on]
    if to.outside is None:
        return f"Whether mail goes outside by {how} is unknown. {to.why}{state}"
    return f"Mail goes {'outside' if to.outside else 'inside'} by {how}.{state}"


def _not_shown(row: Row, row_name: str, names: Iterable[str], rule: str = "") -> Iterator[Line]:
    """Ways on that the service does not show: then nobody knows whether mail goes there."""
    for name in names:
        if name not in row:
            yield Line("unknown", row_name, f"{name} is not shown.", {"how": name}, f"{name} {rule}".strip())


def _mailboxes(answers: Answers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        yield from _not_shown(row, name_in(row), ("ForwardingAddress", "ForwardingSmtpAddress"))
        to, beside = texts_in(row.get("ForwardingAddress")), texts_in(row.get("ForwardingSmtpAddress"))
        kept: dict[str, Json] = {"keeps_a_copy": property_of(row, "DeliverToMailboxAndForward")}
        for text in to:
            yield _line(name_in(row), "ForwardingAddress", text, answers, True, kept)
        for text in beside:
            yield _line(name_in(row), "ForwardingSmtpAddress", text, answers, not to, kept)


def _inbox_rules(answers: Answers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for asked, rules in answers.each("rules"):
        for row in rules:
            enabled = row.get("Enabled")
            yield from _not_shown(row, asked.about, _BY_RULE, str(row.get("Name")))
            for name in _BY_RULE:
                for text in texts_in(row.get(name)):
                    on = enabled if isinstance(enabled, bool) else None
                    yield _line(asked.about, name, text, answers, on, {"rule": property_of(row, "Name")})


def _transport_rules(answers: Answers) -> Iterator[Line]:
    for row in answers.rows("transport_rules"):
        yield from _not_shown(row, name_in(row), _BY_TRANSPORT)
        for name in _BY_TRANSPORT:
            for text in texts_in(row.get(name)):
                yield _line(name_in(row), name, text, answers, _is_on(row), {"mode": property_of(row, "Mode")})
        if row.get("RouteMessageOutboundConnector"):
            connector = row["RouteMessageOutboundConnector"]
            yield Line("listed", name_in(row), f"Mail is sent through the connector {connector}.", {
                "how": "RouteMessageOutboundConnector", "to": connector, "mode": property_of(row, "Mode"),
            })  # fmt: skip


def _is_on(row: Row) -> bool | None:
    """A rule in a mode of audit writes down what it would do, and does not do it."""
    state, mode = row.get("State"), row.get("Mode")
    if state == "Disabled" or (isinstance(mode, str) and mode.startswith("Audit")):
        return False
    return True if state == "Enabled" and mode == "Enforce" else None


def _remote_domains(answers: Answers) -> Iterator[Line]:
    for row in answers.rows("remote_domains"):
        allowed = property_of(row, "AutoForwardEnabled")
        verdict: Verdict = "look" if allowed is True else "ok" if allowed is False else "unknown"
        words = {"look": "Mail may be forwarded there by itself.", "ok": "Mail is not forwarded there by itself."}
        text = words.get(verdict, "AutoForwardEnabled is not shown.")
        yield Line(verdict, name_in(row), text, {"domain": property_of(row, "DomainName"), "allowed": allowed})


def _outbound(answers: Answers) -> Iterator[Line]:
    rules = answers.rows_or_none("outbound_rules")
    for row in answers.rows("outbound"):
        mode, whom = property_of(row, "AutoForwardingMode"), _for(row, rules)
        nobody = whom == _NOBODY
        verdict = "listed" if nobody else _OF_MODE.get(str(mode), "unknown")
        text = f"AutoForwardingMode is {mode}.{' It applies to nobody.' if nobody else ''}"
        yield Line(verdict, name_in(row), text, {"mode": mode, "for": whom, "except": _except(row, rules)})


def _for(row: Row, rules: list[Row] | None) -> Json:
    """Whom an outbound policy applies to: the default one to the rest, another one by its rule, if that is on."""
    if row.get("IsDefault") is True:
        return "everyone else"
    mine = _rules_of(row, rules)
    if mine is None or any(name not in one for one in mine for name in (*_SENDERS, "State")):
        return UNKNOWN
    return [text for one in mine for name in _SENDERS for text in texts_in(one.get(name))] or _NOBODY


def _except(row: Row, rules: list[Row] | None) -> Json:
    """Whom its rule leaves out."""
    mine = _rules_of(row, rules)
    if mine is None:
        return UNKNOWN
    return [text for one in mine for name in _SENDERS for text in texts_in(one.get(f"ExceptIf{name}"))] or None


def _rules_of(row: Row, rules: list[Row] | None) -> list[Row] | None:
    """The rules of a policy that are not switched off; None where nobody knows."""
    if rules is None:
        return None
    mine = [one for one in rules if one.get("HostedOutboundSpamFilterPolicy") == row.get("Name")]
    return [one for one in mine if one.get("State") != "Disabled"]


FORWARDING = Report(
    "forwarding",
    "Mail that is forwarded outside",
    (
        Part("forwarding.mailboxes", "Mailboxes that forward", _mailboxes, (_NAMES,)),
        Part("forwarding.inbox-rules", "Inbox rules that forward or redirect", _inbox_rules, ("rules",)),
        Part("forwarding.transport-rules", "Transport rules that send mail on", _transport_rules),
        Part("forwarding.remote-domains", "Domains that mail may be forwarded to", _remote_domains),
        Part("forwarding.outbound-policy", "Outbound policies that allow it", _outbound, source=_MODES),
    ),
    (
        {
            "domains": DOMAINS,
            "mailboxes": MAILBOXES,
            "transport_rules": Read("Get-TransportRule", ("Name", "State", "Mode", *_BY_TRANSPORT,
                                                          "RouteMessageOutboundConnector")),
            "remote_domains": Read("Get-RemoteDomain", ("Name", "Identity", "DomainName", "AutoForwardEnabled")),
            "outbound": Read("Get-HostedOutboundSpamFilterPolicy", ("Name", "IsDefault", "AutoForwardingMode")),
            "outbound_rules": Read("Get-HostedOutboundSpamFilterRule"),
        },
        {"rules": Read("Get-InboxRule", ("Name", "Enabled", *_BY_RULE), {"IncludeHidden": True},
                       per_mailbox("Mailbox"))},
        {_NAMES: recipients_behind(_destinations)},
    ),
)  # fmt: skip
