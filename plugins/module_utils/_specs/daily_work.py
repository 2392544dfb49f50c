# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of the modules for objects that are worked with every day; each names Microsoft's parameter.

A list is given whole, or as a map with ``add`` and ``remove``. None is what a task leaves alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from .._dataclass import dataclass
from .connection import SessionOptions
from .read_options import group, option, spec_of
from .resources import KeepingOptions, State

_PRESENT_OR_ABSENT = ["present", "absent"]


@dataclass(frozen=True)
class AutoReplyOptions:
    """What a mailbox answers by itself; times are as values of dates are."""

    state: str | None = option("str", choices=["disabled", "enabled", "scheduled"], parameter="AutoReplyState")
    internal_message: str | None = option("str", parameter="InternalMessage")
    external_message: str | None = option("str", parameter="ExternalMessage")
    external_audience: str | None = option("str", choices=["none", "known", "all"], parameter="ExternalAudience")
    start_time: str | None = option("str", parameter="StartTime")
    end_time: str | None = option("str", parameter="EndTime")


@dataclass(frozen=True)
class MailboxOptions:
    """A mailbox with who may use it."""

    connection: SessionOptions = group(SessionOptions)
    identity: str | None = option("str", required=True)
    state: State = option("str", "present", choices=_PRESENT_OR_ABSENT)
    type: str | None = option("str", choices=["shared", "room", "equipment"], parameter="Type")
    display_name: str | None = option("str", parameter="DisplayName")
    alias: str | None = option("str", parameter="Alias")
    primary_smtp_address: str | None = option("str", parameter="PrimarySmtpAddress")
    email_addresses: object = option("raw", parameter="EmailAddresses")
    archive: bool | None = option("bool", parameter="Archive")
    forwarding_address: str | None = option("str", parameter="ForwardingAddress")
    forwarding_smtp_address: str | None = option("str", parameter="ForwardingSmtpAddress")
    deliver_to_mailbox_and_forward: bool | None = option("bool", parameter="DeliverToMailboxAndForward")
    hidden_from_address_lists: bool | None = option("bool", parameter="HiddenFromAddressListsEnabled")
    litigation_hold: bool | None = option("bool", parameter="LitigationHoldEnabled")
    issue_warning_quota: str | None = option("str", parameter="IssueWarningQuota")
    prohibit_send_quota: str | None = option("str", parameter="ProhibitSendQuota")
    prohibit_send_receive_quota: str | None = option("str", parameter="ProhibitSendReceiveQuota")
    full_access: object = option("raw", parameter="FullAccess")
    send_as: object = option("raw", parameter="SendAs")
    send_on_behalf: object = option("raw", parameter="GrantSendOnBehalfTo")
    auto_reply: AutoReplyOptions = option("dict", inside=AutoReplyOptions)
    properties: Mapping[str, object] = option("dict", {})
    keeping: KeepingOptions = group(KeepingOptions)


@dataclass(frozen=True)
class DistributionGroupOptions:
    """A group with its members and owners, and who may write to it."""

    connection: SessionOptions = group(SessionOptions)
    identity: str | None = option("str", required=True)
    state: State = option("str", "present", choices=_PRESENT_OR_ABSENT)
    type: str | None = option("str", choices=["distribution", "security"], parameter="Type")
    display_name: str | None = option("str", parameter="DisplayName")
    alias: str | None = option("str", parameter="Alias")
    primary_smtp_address: str | None = option("str", parameter="PrimarySmtpAddress")
    email_addresses: object = option("raw", parameter="EmailAddresses")
    members: object = option("raw", parameter="Members")
    managed_by: object = option("raw", parameter="ManagedBy")
    accept_messages_only_from: object = option("raw", parameter="AcceptMessagesOnlyFromSendersOrMembers")
    reject_messages_from: object = option("raw", parameter="RejectMessagesFromSendersOrMembers")
    require_sender_authentication: bool | None = option("bool", parameter="RequireSenderAuthenticationEnabled")
    hidden_from_address_lists: bool | None = option("bool", parameter="HiddenFromAddressListsEnabled")
    member_join_restriction: str | None = option(
        "str", choices=["open", "closed", "approval_required"], parameter="MemberJoinRestriction"
    )
    member_depart_restriction: str | None = option(
        "str", choices=["open", "closed"], parameter="MemberDepartRestriction"
    )
    moderation: bool | None = option("bool", parameter="ModerationEnabled")
    moderated_by: object = option("raw", parameter="ModeratedBy")
    properties: Mapping[str, object] = option("dict", {})
    keeping: KeepingOptions = group(KeepingOptions)


@dataclass(frozen=True)
class MailboxPermissionOptions:
    """What one user may do with one mailbox; None leaves a right alone."""

    connection: SessionOptions = group(SessionOptions)
    mailbox: str | None = option("str", required=True)
    user: str | None = option("str", required=True)
    state: State = option("str", "present", choices=_PRESENT_OR_ABSENT)
    full_access: bool | None = option("bool")
    auto_mapping: bool | None = option("bool")
    send_as: bool | None = option("bool")
    send_on_behalf: bool | None = option("bool")
    keeping: KeepingOptions = group(KeepingOptions)


@dataclass(frozen=True)
class CalendarPermissionOptions:
    """What one user, or all others, may see of a calendar."""

    connection: SessionOptions = group(SessionOptions)
    mailbox: str | None = option("str", required=True)
    user: str | None = option("str", required=True)
    state: State = option("str", "present", choices=_PRESENT_OR_ABSENT)
    folder: str | None = option("str")
    access_rights: list[str] | None = option("list", elements="str", parameter="AccessRights")
    sharing_permission_flags: list[str] | None = option("list", elements="str", parameter="SharingPermissionFlags")
    keeping: KeepingOptions = group(KeepingOptions)


@dataclass(frozen=True)
class PersonOptions:
    """What is known of a person whom a contact stands for."""

    first_name: str | None = option("str", parameter="FirstName")
    last_name: str | None = option("str", parameter="LastName")
    title: str | None = option("str", parameter="Title")
    company: str | None = option("str", parameter="Company")
    department: str | None = option("str", parameter="Department")
    office: str | None = option("str", parameter="Office")
    phone: str | None = option("str", parameter="Phone")
    mobile_phone: str | None = option("str", parameter="MobilePhone")


@dataclass(frozen=True)
class MailContactOptions:
    """Somebody elsewhere who is in the address list."""

    connection: SessionOptions = group(SessionOptions)
    identity: str | None = option("str", required=True)
    state: State = option("str", "present", choices=_PRESENT_OR_ABSENT)
    external_email_address: str | None = option("str", parameter="ExternalEmailAddress")
    display_name: str | None = option("str", parameter="DisplayName")
    alias: str | None = option("str", parameter="Alias")
    hidden_from_address_lists: bool | None = option("bool", parameter="HiddenFromAddressListsEnabled")
    mail_tip: str | None = option("str", parameter="MailTip")
    person: PersonOptions = group(PersonOptions)
    properties: Mapping[str, object] = option("dict", {})
    keeping: KeepingOptions = group(KeepingOptions)


@dataclass(frozen=True)
class TransportRuleOptions:
    """A rule for mail on its way; its conditions and actions are ``properties``."""

    connection: SessionOptions = group(SessionOptions)
    identity: str | None = option("str", required=True)
    state: State = option("str", "present", choices=_PRESENT_OR_ABSENT)
    enabled: bool | None = option("bool", parameter="Enabled")
    mode: Literal["enforce", "audit", "audit_and_notify"] | None = option(
        "str", choices=["enforce", "audit", "audit_and_notify"], parameter="Mode"
    )
    priority: int | None = option("int", parameter="Priority")
    comments: str | None = option("str", parameter="Comments")
    properties: Mapping[str, object] = option("dict", {})
    keeping: KeepingOptions = group(KeepingOptions)


MAILBOX = spec_of(MailboxOptions)
DISTRIBUTION_GROUP = spec_of(DistributionGroupOptions)
MAILBOX_PERMISSION = spec_of(MailboxPermissionOptions)
CALENDAR_PERMISSION = spec_of(CalendarPermissionOptions)
MAIL_CONTACT = spec_of(MailContactOptions)
TRANSPORT_RULE = spec_of(TransportRuleOptions)
