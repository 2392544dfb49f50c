# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who still allows what Microsoft retires: Exchange Web Services, and SMTP AUTH with a password.

EWS: from 2026-10-01 on a tenant whose EwsEnabled is not set has false, EwsAllowedAppIDs lists the applications that
may, and on 2027-04-01 it is off for good (MC1227454). SMTP AUTH with a password is off by itself from the end of
December 2026 on, and an administrator may switch it on again. Who uses them no cmdlet shows, so that stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from .._json_types import Json
from .report_definition import (
    UNKNOWN_VALUE,
    Line,
    Part,
    Read,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    name_of_row,
    property_of,
)

_EWS_COLUMNS = ("EwsEnabled", "EwsAllowedAppIDs", "EwsApplicationAccessPolicy", "EwsAllowList", "EwsBlockList")
_SMTP_AUTH_DISABLED = "SmtpClientAuthenticationDisabled"
_UNKNOWN_USE = "Who uses it is shown by no cmdlet; the admin centre has a report of its use."


def _lines_of_ews_organization(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("organization"):
        on = property_of(row, "EwsEnabled")
        values: dict[str, Json] = {name: property_of(row, name) for name in _EWS_COLUMNS}
        verdict: ReportVerdict = "look" if on is True or on is None else "ok" if on is False else "unknown"
        text = {
            "look": "EWS is on until Microsoft ends it on 2027-04-01." if on is True
            else "EwsEnabled is not set: Microsoft makes it false from 2026-10-01 on.",
            "ok": "EWS is off.",
        }.get(verdict, "EwsEnabled is not shown.")  # fmt: skip
        yield Line(verdict, name_of_row(row), text, values)
    yield Line("unknown", "", _UNKNOWN_USE, {}, "use")


def _lines_of_ews_mailboxes(answers: ReportAnswers) -> Iterator[Line]:
    whole = property_of(next(iter(answers.rows("organization")), {}), "EwsEnabled")
    for row in answers.rows("mailboxes"):
        mailbox_setting = property_of(row, "EwsEnabled")
        if mailbox_setting is False or whole is False:
            whose = "of the mailbox" if mailbox_setting is False else "of the organization"
            yield Line("ok", name_of_row(row), f"EWS is off by the setting {whose}.", {"ews": mailbox_setting})
        elif whole == UNKNOWN_VALUE:
            yield Line(
                "unknown", name_of_row(row), "EwsEnabled of the organization is not shown.", {"ews": mailbox_setting}
            )
        elif mailbox_setting is True or mailbox_setting is None:
            yield Line("look", name_of_row(row), "EWS is allowed.", {"ews": mailbox_setting})
        else:
            yield Line("unknown", name_of_row(row), "EwsEnabled is not shown.", {"ews": mailbox_setting})


def _lines_of_smtp_organization(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("transport"):
        off = property_of(row, _SMTP_AUTH_DISABLED)
        verdict: ReportVerdict = "ok" if off is True else "look" if off is False else "unknown"
        text = {"ok": "SMTP AUTH is off.", "look": "SMTP AUTH is allowed."}.get(
            verdict, f"{_SMTP_AUTH_DISABLED} is not shown."
        )
        yield Line(verdict, "Organization", text, {"disabled": off})
    yield Line("unknown", "", _UNKNOWN_USE, {}, "use")


def _lines_of_smtp_mailboxes(answers: ReportAnswers) -> Iterator[Line]:
    """A mailbox without a setting of its own has that of the organization."""
    transport = answers.rows_or_none("transport") or []
    whole = transport[0].get(_SMTP_AUTH_DISABLED) if transport else None
    for row in answers.rows("mailboxes"):
        mailbox_setting = property_of(row, _SMTP_AUTH_DISABLED)
        off = whole if mailbox_setting is None else mailbox_setting
        by = "organization" if mailbox_setting is None else "mailbox"
        verdict: ReportVerdict = "ok" if off is True else "look" if off is False else "unknown"
        state = {"ok": "off", "look": "allowed"}.get(verdict)
        text = f"SMTP AUTH is {state} by the setting of the {by}." if state else f"{_SMTP_AUTH_DISABLED} is not shown."
        yield Line(verdict, name_of_row(row), text, {"disabled": off if isinstance(off, bool) else "unknown", "by": by})


def _lines_of_authentication_policies(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("policies"):
        allowed = property_of(row, "AllowBasicAuthSmtp")
        verdict: ReportVerdict = "look" if allowed is True else "ok" if allowed is False else "unknown"
        yield Line(verdict, name_of_row(row), f"AllowBasicAuthSmtp is {allowed}.", {"allowed": allowed})


RETIREMENT = TenantReport(
    "retirement",
    "What Microsoft retires and is still allowed",
    (
        Part("retirement.ews", "Exchange Web Services, organization", _lines_of_ews_organization),
        Part("retirement.ews-mailboxes", "Exchange Web Services, mailboxes", _lines_of_ews_mailboxes),
        Part("retirement.smtp-auth", "SMTP AUTH, organization", _lines_of_smtp_organization),
        Part("retirement.smtp-auth-mailboxes", "SMTP AUTH, mailboxes", _lines_of_smtp_mailboxes),
        Part(
            "retirement.policies",
            "Authentication policies that allow a password for SMTP",
            _lines_of_authentication_policies,
        ),
    ),
    (
        {
            "organization": Read("Get-OrganizationConfig", ("Name", *_EWS_COLUMNS)),
            "transport": Read("Get-TransportConfig", (_SMTP_AUTH_DISABLED,)),
            "mailboxes": Read(
                "Get-CASMailbox", ("DisplayName", "PrimarySmtpAddress", "EwsEnabled", _SMTP_AUTH_DISABLED)
            ),
            "policies": Read("Get-AuthenticationPolicy", ("Name", "AllowBasicAuthSmtp")),
        },
    ),
)
