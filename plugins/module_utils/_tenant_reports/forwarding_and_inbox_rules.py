# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who forwards outside, and what lets them: mailboxes, inbox rules, transport rules, remote domains, outbound policy.
And inbox rules that are worth a look: what somebody who got into a mailbox makes, and rules that nobody can read.

A mailbox with ForwardingAddress and ForwardingSmtpAddress forwards to the first alone (Microsoft's page on Set-Mailbox,
2026). AutoForwardingMode Automatic means off ("Control automatic external email forwarding in Microsoft 365", 2026).

What is looked for in inbox rules is what Microsoft's pages on a compromised mailbox and on suspicious inbox rules name
(2026): mail that is sent on, deleted, or hidden in a folder that nobody opens, and rules without a proper name. Hidden
rules are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .._json_types import Json, Row
from .addresses_and_domains import DOMAINS_READ, MailDestination, destination_of, domains_of, recipients_behind
from .report_definition import (
    UNKNOWN_VALUE,
    Line,
    Part,
    Read,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    name_of_row,
    per_mailbox,
    property_of,
    texts_of_property,
)

FORWARDING_MAILBOXES = Read(
    "Get-Mailbox",
    ("DisplayName", "PrimarySmtpAddress", "Guid", "ForwardingAddress", "ForwardingSmtpAddress",
     "DeliverToMailboxAndForward"),
)  # fmt: skip
_FORWARDING_ACTIONS = ("ForwardTo", "ForwardAsAttachmentTo", "RedirectTo")
_TRANSPORT_ACTIONS = ("RedirectMessageTo", "BlindCopyTo", "CopyTo", "AddToRecipients")
_SENDER_CONDITIONS = ("From", "FromMemberOf", "SenderDomainIs")
_NAMES_READ = "recipients"
_NOBODY_FORWARDED = "nobody"
_VERDICT_OF_MODE: Mapping[str, ReportVerdict] = {"On": "look", "Off": "ok", "Automatic": "ok"}
_MODES_PAGE = "https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding"
_RULE_CONDITIONS = (
    "SubjectContainsWords",
    "BodyContainsWords",
    "SubjectOrBodyContainsWords",
    "From",
    "FromAddressContainsWords",
)
# What a rule that is in order must show.
_JUDGED_COLUMNS = (
    "Name",
    "DeleteMessage",
    "SoftDeleteMessage",
    "MarkAsRead",
    "MoveToFolder",
    *_FORWARDING_ACTIONS,
    *_RULE_CONDITIONS,
)
_RULE_COLUMNS = ("Enabled", "Description", "ErrorType", "SupportedByTask", "InError", "CopyToFolder", *_JUDGED_COLUMNS)
_SUSPICIOUS_WORDS = re.compile(
    r"invoice|payment|bank|wire|iban|password|phish|hack|fraud|spam|helpdesk|security|rechnung|zahlung|facture",
    re.IGNORECASE,
)
# Each mailbox has this hidden one, by which Exchange sorts out junk.
_JUNK_RULE = "Junk E-mail Rule"
_QUIET_FOLDERS = re.compile(r"rss|conversation history|junk|deleted|archive|sync issues|notes", re.IGNORECASE)


def _forwarding_destinations(answers: ReportAnswers) -> Iterator[str]:
    """All that mail is sent on to, as the rows show it."""
    for row in answers.rows_or_none("mailboxes") or []:
        yield from texts_of_property(row.get("ForwardingAddress"))
    for _request, rules in answers.each("rules"):
        for row in rules:
            for name in _FORWARDING_ACTIONS:
                yield from texts_of_property(row.get(name))
    for row in answers.rows_or_none("transport_rules") or []:
        for name in _TRANSPORT_ACTIONS:
            yield from texts_of_property(row.get(name))


def _line_of_forwarding(
    row_name: str, how: str, text: str, answers: ReportAnswers, on: bool | None, more: dict[str, Json]
) -> Line:
    """One destination; ``on`` says whether mail goes there now, None that this cannot be told."""
    to = destination_of(text, domains_of(answers), answers, _NAMES_READ)
    address = to.address or to.shown_text
    return Line(_verdict_on_forwarding(to, on), row_name, _words_of_forwarding(to, how, on), {
        "how": how,
        "to": address,
        "outside": UNKNOWN_VALUE if to.outside is None else to.outside,
        **more,
    }, " ".join([how, *(str(more[name]) for name in ("rule",) if name in more), address]))  # fmt: skip


def _verdict_on_forwarding(to: MailDestination, on: bool | None) -> ReportVerdict:
    if on is False:
        return "listed"
    if to.outside is None or (to.outside and on is None):
        return "unknown"
    return "look" if to.outside else "ok"


def _words_of_forwarding(to: MailDestination, how: str, on: bool | None) -> str:
    state = {True: "", False: " It is off.", None: " Whether it is on is not shown."}[on]
    if to.outside is None:
        return f"Whether mail goes outside by {how} is unknown. {to.why}{state}"
    return f"Mail goes {'outside' if to.outside else 'inside'} by {how}.{state}"


def _lines_of_ways_not_shown(row: Row, row_name: str, names: Iterable[str], rule: str = "") -> Iterator[Line]:
    """Ways on that the service does not show: then nobody knows whether mail goes there."""
    for name in names:
        if name not in row:
            yield Line("unknown", row_name, f"{name} is not shown.", {"how": name}, f"{name} {rule}".strip())


def _lines_of_mailboxes(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        yield from _lines_of_ways_not_shown(row, name_of_row(row), ("ForwardingAddress", "ForwardingSmtpAddress"))
        to, beside = (
            texts_of_property(row.get("ForwardingAddress")),
            texts_of_property(row.get("ForwardingSmtpAddress")),
        )
        copy: dict[str, Json] = {"keeps_a_copy": property_of(row, "DeliverToMailboxAndForward")}
        for text in to:
            yield _line_of_forwarding(name_of_row(row), "ForwardingAddress", text, answers, True, copy)
        for text in beside:
            yield _line_of_forwarding(name_of_row(row), "ForwardingSmtpAddress", text, answers, not to, copy)


def _lines_of_forwarding_rules(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for request, rules in answers.each("rules"):
        for row in rules:
            enabled = row.get("Enabled")
            yield from _lines_of_ways_not_shown(row, request.about, _FORWARDING_ACTIONS, str(row.get("Name")))
            for name in _FORWARDING_ACTIONS:
                for text in texts_of_property(row.get(name)):
                    on = enabled if isinstance(enabled, bool) else None
                    yield _line_of_forwarding(
                        request.about, name, text, answers, on, {"rule": property_of(row, "Name")}
                    )


def _lines_of_transport_rules(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("transport_rules"):
        yield from _lines_of_ways_not_shown(row, name_of_row(row), _TRANSPORT_ACTIONS)
        for name in _TRANSPORT_ACTIONS:
            for text in texts_of_property(row.get(name)):
                yield _line_of_forwarding(
                    name_of_row(row), name, text, answers, _is_rule_on(row), {"mode": property_of(row, "Mode")}
                )
        if row.get("RouteMessageOutboundConnector"):
            connector = row["RouteMessageOutboundConnector"]
            yield Line("listed", name_of_row(row), f"Mail is sent through the connector {connector}.", {
                "how": "RouteMessageOutboundConnector", "to": connector, "mode": property_of(row, "Mode"),
            })  # fmt: skip


def _is_rule_on(row: Row) -> bool | None:
    """A rule in a mode of audit writes down what it would do, and does not do it."""
    state, mode = row.get("State"), row.get("Mode")
    if state == "Disabled" or (isinstance(mode, str) and mode.startswith("Audit")):
        return False
    return True if state == "Enabled" and mode == "Enforce" else None


def _lines_of_remote_domains(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("remote_domains"):
        allowed = property_of(row, "AutoForwardEnabled")
        verdict: ReportVerdict = "look" if allowed is True else "ok" if allowed is False else "unknown"
        words = {"look": "Mail may be forwarded there by itself.", "ok": "Mail is not forwarded there by itself."}
        text = words.get(verdict, "AutoForwardEnabled is not shown.")
        yield Line(verdict, name_of_row(row), text, {"domain": property_of(row, "DomainName"), "allowed": allowed})


def _lines_of_outbound(answers: ReportAnswers) -> Iterator[Line]:
    rules = answers.rows_or_none("outbound_rules")
    for row in answers.rows("outbound"):
        mode, whom = property_of(row, "AutoForwardingMode"), _policy_applies_to(row, rules)
        nobody = whom == _NOBODY_FORWARDED
        verdict = "listed" if nobody else _VERDICT_OF_MODE.get(str(mode), "unknown")
        text = f"AutoForwardingMode is {mode}.{' It applies to nobody.' if nobody else ''}"
        yield Line(
            verdict, name_of_row(row), text, {"mode": mode, "for": whom, "except": _policy_leaves_out(row, rules)}
        )


def _policy_applies_to(row: Row, rules: list[Row] | None) -> Json:
    """Whom an outbound policy applies to: the default one to the rest, another one by its rule, if that is on."""
    if row.get("IsDefault") is True:
        return "everyone else"
    policy_rules = _rules_of_policy(row, rules)
    if policy_rules is None or any(
        name not in rule for rule in policy_rules for name in (*_SENDER_CONDITIONS, "State")
    ):
        return UNKNOWN_VALUE
    if not policy_rules and "IsDefault" not in row:
        return UNKNOWN_VALUE
    return [
        text for rule in policy_rules for name in _SENDER_CONDITIONS for text in texts_of_property(rule.get(name))
    ] or _NOBODY_FORWARDED


def _policy_leaves_out(row: Row, rules: list[Row] | None) -> Json:
    """Whom its rule leaves out."""
    policy_rules = _rules_of_policy(row, rules)
    if policy_rules is None:
        return UNKNOWN_VALUE
    return [
        text
        for rule in policy_rules
        for name in _SENDER_CONDITIONS
        for text in texts_of_property(rule.get(f"ExceptIf{name}"))
    ] or None


def _rules_of_policy(row: Row, rules: list[Row] | None) -> list[Row] | None:
    """The rules of a policy that are not switched off; None where nobody knows."""
    if rules is None:
        return None
    policy_rules = [rule for rule in rules if rule.get("HostedOutboundSpamFilterPolicy") == row.get("Name")]
    return [rule for rule in policy_rules if rule.get("State") != "Disabled"]


FORWARDING = TenantReport(
    "forwarding",
    "Mail that is forwarded outside",
    (
        Part("forwarding.mailboxes", "Mailboxes that forward", _lines_of_mailboxes, (_NAMES_READ,)),
        Part("forwarding.inbox-rules", "Inbox rules that forward or redirect", _lines_of_forwarding_rules, ("rules",)),
        Part("forwarding.transport-rules", "Transport rules that send mail on", _lines_of_transport_rules),
        Part("forwarding.remote-domains", "Domains that mail may be forwarded to", _lines_of_remote_domains),
        Part("forwarding.outbound-policy", "Outbound policies that allow it", _lines_of_outbound, source=_MODES_PAGE),
    ),
    (
        {
            "domains": DOMAINS_READ,
            "mailboxes": FORWARDING_MAILBOXES,
            "transport_rules": Read("Get-TransportRule", ("Name", "State", "Mode", *_TRANSPORT_ACTIONS,
                                                          "RouteMessageOutboundConnector")),
            "remote_domains": Read("Get-RemoteDomain", ("Name", "Identity", "DomainName", "AutoForwardEnabled")),
            "outbound": Read("Get-HostedOutboundSpamFilterPolicy", ("Name", "IsDefault", "AutoForwardingMode")),
            "outbound_rules": Read("Get-HostedOutboundSpamFilterRule"),
        },
        {"rules": Read("Get-InboxRule", ("Name", "Enabled", *_FORWARDING_ACTIONS), {"IncludeHidden": True},
                       per_mailbox("Mailbox"))},
        {_NAMES_READ: recipients_behind(_forwarding_destinations)},
    ),
)  # fmt: skip


def _reasons_to_look(row: Row) -> list[str]:
    """Why a rule is worth a look."""
    reasons = [f"sends mail on ({name})" for name in _FORWARDING_ACTIONS if texts_of_property(row.get(name))]
    reasons += ["deletes mail" for name in ("DeleteMessage", "SoftDeleteMessage") if row.get(name) is True]
    folder = str(row.get("MoveToFolder") or "")
    if _QUIET_FOLDERS.search(folder):
        reasons.append(f"moves mail to {folder}")
    elif folder and row.get("MarkAsRead") is True:
        reasons.append(f"moves mail to {folder}, as if it had been read")
    words = [
        word for name in _RULE_CONDITIONS for word in texts_of_property(row.get(name)) if _SUSPICIOUS_WORDS.search(word)
    ]
    if words:
        reasons.append(f"looks for {', '.join(words)}")
    name = str(row.get("Name") or "")
    if not re.search(r"\w\w", name):
        reasons.append("has no proper name")
    return list(dict.fromkeys(reasons))


def _doubts_about_rule(row: Row) -> list[str]:
    """Why what a rule does is not all known."""
    doubts = ["a program made it, and not all of it can be shown"] if row.get("SupportedByTask") is False else []
    if hidden := [name for name in _JUDGED_COLUMNS if name not in row]:
        doubts.append(f"not shown: {', '.join(hidden)}")
    if row.get("InError") is True or row.get("ErrorType") not in (None, "", "None"):
        doubts.append(f"it is broken ({row.get('ErrorType') or 'InError'})")
    return doubts


def _lines_of_inbox_rules(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for request, rows in answers.each("rules"):
        for row in rows:
            reasons, doubts = _reasons_to_look(row), _doubts_about_rule(row)
            off, is_junk_rule = row.get("Enabled") is False, row.get("Name") == _JUNK_RULE and not reasons
            verdict: ReportVerdict = (
                "listed" if off or is_junk_rule else "look" if reasons else "unknown" if doubts else "ok"
            )
            text = "; ".join([*reasons, *doubts]) or "nothing of what is looked for"
            state = " It is off." if off else ""
            yield Line(verdict, request.about, f"The rule: {text}.{state}", {
                "rule": property_of(row, "Name"),
                "enabled": property_of(row, "Enabled"),
                "reasons": [*reasons, *doubts],
                "description": property_of(row, "Description"),
            }, str(row.get("Name")))  # fmt: skip


INBOX_RULES = TenantReport(
    "inbox_rules",
    "Inbox rules worth a look",
    (Part("inbox_rules.rules", "Rules of each mailbox", _lines_of_inbox_rules, ("rules",)),),
    (
        {"mailboxes": Read("Get-Mailbox", ("DisplayName", "PrimarySmtpAddress", "Guid"))},
        {"rules": Read("Get-InboxRule", _RULE_COLUMNS, {"IncludeHidden": True}, per_mailbox("Mailbox"))},
    ),
)
