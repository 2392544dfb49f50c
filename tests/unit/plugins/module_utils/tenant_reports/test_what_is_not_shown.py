# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service does not show is unknown in a report, and never none, and never in order."""

from __future__ import annotations

import base64
from typing import TypeAlias

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._json_types import Row
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.dns_and_dmarc import DnsAnswer, RecordType
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.forwarding_and_inbox_rules import (
    FORWARDING,
    INBOX_RULES,
)
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.mail_authentication import (
    MAIL_AUTHENTICATION,
)
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.mailbox_access import ACCESS
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.mailbox_sizes_and_use import (
    INACTIVE,
    SIZES,
)
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.people_and_groups import GROUPS, Person
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.report_definition import (
    Line,
    ReadRequest,
    ReportAnswers,
    TenantReport,
    Unread,
    lines_of_part,
)
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.retiring_protocols import RETIREMENT

ADELE = "AdeleV@contoso.com"
Brought: TypeAlias = "list[tuple[ReadRequest, list[Row] | Unread]]"
# The modulus is 2**255 + 1: what counts is its length.
KEY = base64.b64encode(
    bytes.fromhex("303c300d06092a864886f70d0101010500032b003028022100" + "80" + "00" * 30 + "01" + "0203010001")
).decode()
MAILBOX: Row = {"PrimarySmtpAddress": ADELE, "GrantSendOnBehalfTo": []}


def told(report: TenantReport, part: str, came: dict[str, Brought], person: Person | None = None) -> list[Line]:
    """The lines of one part of a report."""
    (found,) = [one for one in report.parts if one.id == part]
    return lines_of_part(found, ReportAnswers(person, came=came))


def once(*rows: Row) -> Brought:
    """What a read brought that is made once, or for one mailbox."""
    return [(ReadRequest(about=ADELE), list(rows))]


def test_on_behalf_that_is_not_shown_is_unknown() -> None:
    came = {"mailboxes": once({"PrimarySmtpAddress": ADELE})}
    for part in ("access.mailboxes", "access.trustees"):
        assert [(one.verdict, one.object) for one in told(ACCESS, part, came)] == [("unknown", ADELE)]
    assert [one.verdict for one in told(ACCESS, "access.mailboxes", {"mailboxes": once(MAILBOX)})] == ["ok"]


def test_a_right_that_opens_no_mail_is_no_full_access() -> None:
    rows: list[Row] = [
        {"User": "Alex", "AccessRights": ["ReadPermission"]},
        {"User": "Lee", "AccessRights": ["FullAccess"]},
    ]
    found = told(ACCESS, "access.mailboxes", {"mailboxes": once(MAILBOX), "permissions": once(*rows)})
    assert [(one.values["trustee"], one.values["kind"]) for one in found] == [
        ("Alex", "other rights"),
        ("Lee", "full access"),
    ]


def test_a_calendar_that_is_shown_outside_is_worth_a_look() -> None:
    asked = ReadRequest(about=ADELE, row={"FolderType": "Calendar", "Name": "Calendar"})
    rows: list[Row] = [{"User": "Default", "AccessRights": ["AvailabilityOnly"]},
                       {"User": "Anonymous", "AccessRights": ["LimitedDetails"]},
                       {"User": "Alex", "AccessRights": ["None"]}]  # fmt: skip
    came: dict[str, Brought] = {"mailboxes": once(MAILBOX), "folder_permissions": [(asked, rows)]}
    found = told(ACCESS, "access.everyone", came)
    assert [(one.verdict, one.values.get("trustee")) for one in found] == [("look", "Anonymous"), ("ok", None)]
    (alex,) = told(ACCESS, "access.folders", came)
    assert alex.text == "Alex may not see the folder Calendar."


def test_groups_of_a_person_who_cannot_be_looked_for_are_unknown() -> None:
    person = Person(ADELE, "", frozenset({ADELE.casefold()}))
    for part in ("groups.member", "groups.owner"):
        assert [one.verdict for one in told(GROUPS, part, {}, person=person)] == ["unknown"]


def test_ews_of_an_organization_that_is_not_shown_is_unknown() -> None:
    every: tuple[list[Row], ...] = ([], [{"Name": "contoso"}])
    for rows in every:
        came = {"organization": once(*rows), "mailboxes": once({"PrimarySmtpAddress": ADELE, "EwsEnabled": True})}
        assert [one.verdict for one in told(RETIREMENT, "retirement.ews-mailboxes", came)] == ["unknown"]


def test_a_destination_that_could_not_be_looked_up_is_not_called_nobody() -> None:
    row: Row = {"PrimarySmtpAddress": ADELE, "ForwardingAddress": "Sales", "ForwardingSmtpAddress": None}
    failed: Brought = [(ReadRequest(about="Sales"), Unread("Get-Recipient could not be read."))]
    came = {"mailboxes": once(row), "domains": once({"DomainName": "contoso.com"}), "recipients": failed}
    first = told(FORWARDING, "forwarding.mailboxes", came)[0]
    assert (first.verdict, "Get-Recipient could not be read." in first.text) == ("unknown", True)


def test_an_inbox_rule_of_which_something_is_not_shown_is_not_in_order() -> None:
    whole: Row = {
        "Name": "News", "Enabled": True, "DeleteMessage": False, "SoftDeleteMessage": False, "MarkAsRead": False,
        "MoveToFolder": None, "ForwardTo": None, "ForwardAsAttachmentTo": None, "RedirectTo": None,
        "SubjectContainsWords": ["weekly"], "BodyContainsWords": None, "SubjectOrBodyContainsWords": None,
        "From": None, "FromAddressContainsWords": None,
    }  # fmt: skip
    part = {name: value for name, value in whole.items() if name not in ("RedirectTo", "From")}
    came = {"mailboxes": once(MAILBOX), "rules": once(whole, part)}
    good, doubtful = told(INBOX_RULES, "inbox_rules.rules", came)
    assert (good.verdict, doubtful.verdict) == ("ok", "unknown")
    assert "not shown: RedirectTo, From" in doubtful.text
    forwarding = told(FORWARDING, "forwarding.inbox-rules", came)
    assert [(one.verdict, one.values["how"], one.detail) for one in forwarding] == [
        ("unknown", "RedirectTo", "RedirectTo News")
    ]


def test_a_transport_rule_of_which_something_is_not_shown_is_unknown() -> None:
    found = told(FORWARDING, "forwarding.transport-rules", {"transport_rules": once({"Name": "One", "CopyTo": None})})
    assert {one.values["how"] for one in found} == {"RedirectMessageTo", "BlindCopyTo", "AddToRecipients"}
    assert {one.verdict for one in found} == {"unknown"}


RULE: Row = {"HostedOutboundSpamFilterPolicy": "Open", "State": "Enabled", "From": [ADELE], "FromMemberOf": None,
             "SenderDomainIs": None, "ExceptIfFrom": None}  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "verdict", "whom"),
    [
        ([RULE], "look", [ADELE]),
        ([{**RULE, "State": "Disabled"}], "listed", "nobody"),
        ([], "listed", "nobody"),
        ([{name: value for name, value in RULE.items() if name != "State"}], "look", "unknown"),
        ([{name: value for name, value in RULE.items() if name != "SenderDomainIs"}], "look", "unknown"),
    ],
)
def test_whom_an_outbound_policy_is_for(rules: list[Row], verdict: str, whom: object) -> None:
    policy: Row = {"Name": "Open", "IsDefault": False, "AutoForwardingMode": "On"}
    came = {"outbound": once(policy), "outbound_rules": once(*rules)}
    (line,) = told(FORWARDING, "forwarding.outbound-policy", came)
    assert (line.verdict, line.values["for"], line.values["except"]) == (verdict, whom, None)


def test_a_policy_that_may_be_the_default_one_is_not_for_nobody() -> None:
    came = {"outbound": once({"Name": "Default", "AutoForwardingMode": "On"}), "outbound_rules": once()}
    (line,) = told(FORWARDING, "forwarding.outbound-policy", came)
    assert (line.verdict, line.values["for"]) == ("look", "unknown")


def test_whom_a_rule_leaves_out_is_told() -> None:
    came = {
        "outbound": once({"Name": "Open", "IsDefault": False, "AutoForwardingMode": "Off"}),
        "outbound_rules": once({**RULE, "ExceptIfFrom": ["LeeG@contoso.com"]}),
    }
    (line,) = told(FORWARDING, "forwarding.outbound-policy", came)
    assert (line.verdict, line.values["except"]) == ("ok", ["LeeG@contoso.com"])


@pytest.mark.parametrize("trustee", ["S-1-5-21-1-2-3-1001", "NT User:S-1-5-21-1-2-3-1001"])
def test_a_trustee_that_is_only_a_sid_exists_no_more(trustee: str) -> None:
    asked = ReadRequest(about=ADELE, row={"FolderType": "Calendar", "Name": "Calendar"})
    came: dict[str, Brought] = {
        "mailboxes": once(MAILBOX),
        "permissions": once({"User": trustee, "AccessRights": ["FullAccess"]}),
        "folder_permissions": [(asked, [{"User": trustee, "AccessRights": ["Editor"]}])],
    }
    assert [(one.verdict, one.values["kind"]) for one in told(ACCESS, "access.gone", came)] == [
        ("look", "full access"), ("look", "calendar"),
    ]  # fmt: skip
    assert [one.verdict for one in told(ACCESS, "access.folders", came)] == ["ok"]


@pytest.mark.parametrize(
    ("used", "quota", "verdict", "percent"),
    [
        (95, 100, "look", 95.0), (10, 100, "ok", 10.0), (10, "Unlimited", "ok", None), (10, None, "unknown", "unknown"),
        (None, 100, "unknown", "unknown"), ("much", 100, "unknown", "unknown"),
    ],
)  # fmt: skip
def test_a_size_or_quota_that_is_none_is_not_known(used: object, quota: object, verdict: str, percent: object) -> None:
    mailbox: Row = {"PrimarySmtpAddress": ADELE, "ProhibitSendReceiveQuota": quota}  # type: ignore[dict-item]
    statistics: Row = {"TotalItemSize": used}  # type: ignore[dict-item]
    came: dict[str, Brought] = {
        "mailboxes": once(mailbox),
        "statistics": [(ReadRequest(about=ADELE, row=mailbox), [statistics])],
    }
    (line,) = told(SIZES, "sizes.mailboxes", came)
    assert (line.verdict, line.values["used_percent"]) == (verdict, percent)
    assert None not in (line.values["used_bytes"], line.values["quota_bytes"])


@pytest.mark.parametrize(
    ("last", "verdict", "days"),
    [
        ("2026-12-01T07:59:59Z", "ok", 0), ("2026-09-02T08:00:00", "look", 90), ("2026-09-02T08:00:01+00:00", "ok", 89),
        # Somebody reads mail while the report is made, which takes an hour for ten thousand mailboxes.
        ("2026-12-01T09:00:00Z", "ok", 0),
        ("2027-12-01T09:00:00Z", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_a_mailbox_that_is_used_meanwhile_is_not_used_in_days_to_come(last: str, verdict: str, days: object) -> None:
    came = {"mailboxes": once(MAILBOX), "statistics": once({"LastUserActionTime": last})}
    (part,) = [one for one in INACTIVE.parts if one.id == "inactive.used"]
    (line,) = lines_of_part(part, ReportAnswers(now="2026-12-01T08:00:00Z", came=came))
    assert (line.verdict, line.values["days"]) == (verdict, days)


OLD = "selector1-contoso-com._domainkey.contoso.onmicrosoft.com"
NEW = "selector1-contoso-com._domainkey.contoso.n-v1.dkim.mail.microsoft"


@pytest.mark.parametrize(
    ("wanted", "there", "verdict"),
    [(OLD, OLD, "ok"), (NEW, NEW, "ok"), (NEW, OLD, "look"), (OLD, NEW, "look"), (None, OLD, "unknown")],
)
def test_a_cname_of_dkim_is_what_the_row_says(wanted: str | None, there: str, verdict: str) -> None:
    """Of the older and of the newer form, and never computed."""
    row: Row = {"Domain": "contoso.com", "Enabled": True, "Selector1CNAME": wanted, "Selector1KeySize": 2048,
                "RotateOnDate": "2026-12-01T00:00:00Z", "SelectorBeforeRotateOnDate": "selector1",
                "SelectorAfterRotateOnDate": "selector2"}  # fmt: skip
    came = {"domains": once({"DomainName": "contoso.com"}), "dkim": once(row)}

    def ask(name: str, kind: RecordType) -> DnsAnswer:
        return DnsAnswer((f"{there}.",)) if kind == "CNAME" else DnsAnswer((f"v=DKIM1; p={KEY}",))

    (part,) = [one for one in MAIL_AUTHENTICATION.parts if one.id == "mail_authentication.dkim"]
    first = lines_of_part(part, ReportAnswers(came=came, dns=ask))[0]
    assert (first.verdict, first.values["key_size"], first.values["rotates_on"]) == (
        verdict, 2048, "2026-12-01T00:00:00Z",
    ), first  # fmt: skip
    assert first.values["active"] == {"before_rotation": True, "after_rotation": False}


@pytest.mark.parametrize(
    "domain", ["contoso.onmicrosoft.com", "contoso.mail.onmicrosoft.com", "contoso.onmicrosoft.us",
               "contoso.partner.onmschina.cn", "Contoso.onsovcloud.fr"]
)  # fmt: skip
def test_the_dns_of_initial_domains_is_microsofts_in_each_cloud(domain: str) -> None:
    row: Row = {"Domain": domain, "Enabled": True, "Selector1CNAME": "x", "Selector2CNAME": "y"}
    (part,) = [one for one in MAIL_AUTHENTICATION.parts if one.id == "mail_authentication.dkim"]
    came = {"domains": once({"DomainName": domain}), "dkim": once(row)}
    lines = lines_of_part(part, ReportAnswers(came=came, dns=lambda _name, _kind: DnsAnswer()))
    assert {(line.verdict, line.text) for line in lines} == {("ok", "Its DNS is Microsoft's.")}


def test_a_dmarc_record_is_shown_as_it_stands_and_neither_pct_nor_t_is_recommended() -> None:
    record = "v=DMARC1; p=reject; sp=quarantine; np=none; pct=50; t=y"

    def ask(name: str, _kind: RecordType) -> DnsAnswer:
        return DnsAnswer((record,)) if name == "_dmarc.contoso.com" else DnsAnswer()

    (part,) = [one for one in MAIL_AUTHENTICATION.parts if one.id == "mail_authentication.dmarc"]
    came = {"domains": once({"DomainName": "contoso.com"})}
    (line,) = lines_of_part(part, ReportAnswers(came=came, dns=ask))
    shown = {name: line.values[name] for name in ("p", "sp", "np", "pct", "t", "found_at")}
    assert shown == {
        "p": "reject", "sp": "quarantine", "np": "none", "pct": "50", "t": "y", "found_at": "contoso.com",
    }  # fmt: skip
    assert (line.values["by_rfc_9989"], line.values["by_rfc_7489"]) == (
        "quarantine", "reject for 50 % of the mail, else quarantine",
    )  # fmt: skip
    assert "Without pct and t all read the same." in line.text


@pytest.mark.parametrize(
    ("part", "record", "verdict"),
    [
        ("mta-sts", "v=STSv1; id=20260101T000000", "listed"),
        ("mta-sts", "v=STSv1; id=2026-01-01", "look"),
        ("mta-sts", "v=STSv1;", "look"),
        ("mta-sts", "v=stsv1; id=1", "look"),
        ("mta-sts", "v=STSv10; id=1", "look"),
        ("mta-sts", "v=spf1 -all", "listed"),
        ("tls-rpt", "v=TLSRPTv1; rua=mailto:tls@contoso.com,https://tls.contoso.com/v1", "listed"),
        ("tls-rpt", "v=TLSRPTv1;rua=tls@contoso.com", "look"),
        ("tls-rpt", "v=TLSRPTv1", "look"),
    ],
)
def test_a_record_without_what_it_needs_counts_for_nothing(part: str, record: str, verdict: str) -> None:
    (found,) = [one for one in MAIL_AUTHENTICATION.parts if one.id == f"mail_authentication.{part}"]
    came = {"domains": once({"DomainName": "contoso.com"})}
    (line,) = lines_of_part(found, ReportAnswers(came=came, dns=lambda _name, _kind: DnsAnswer((record,))))
    assert (line.verdict, "counts for nothing" in line.text) == (verdict, verdict == "look"), line
