# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is set of a mailbox, apart from the mailbox: these come and go with it, and a read of one is of its mailbox."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_WITH_THE_MAILBOX = "every mailbox has one, which comes and goes with it"
_WITH_THE_LICENCE = "plans come with the licences of the organization"
_NAMES_OF_A_PLAN = ("Identity", "Name", "DisplayName", "Alias", "Guid", "Id", "DistinguishedName")

FAMILIES: Mapping[str, Facts] = {
    "CASMailbox": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {
            "ActiveSyncAllowedDeviceIDs": "set",
            "ActiveSyncBlockedDeviceIDs": "set",
            "ActiveSyncMailboxPolicy": "name",
            "EwsAllowList": "set",
            "EwsBlockList": "set",
            "OwaMailboxPolicy": "name",
        },
        "exclusive": [["EwsAllowList", "EwsBlockList"]],
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {
            "Identity": "Recipient",
            "ActiveSyncMailboxPolicy": "MobileDeviceMailboxPolicy",
            "OwaMailboxPolicy": "OwaMailboxPolicy",
        },
        "sources": ["Microsoft365DSC EXOCASMailboxSettings", "live rows of 2026 (null: not configured)"],
    },
    "MailboxAutoReplyConfiguration": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {
            "StartTime": "date",
            "EndTime": "date",
            "InternalMessage": "html",
            "ExternalMessage": "html",
            "DeclineMeetingMessage": "html",
        },
        "write_only": ["EventsToDeleteIDs"],
        # A schedule is told whole.
        "companions": {"StartTime": ["EndTime"], "EndTime": ["StartTime"]},
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft365DSC EXOMailboxAutoReplyConfiguration"],
    },
    "MailboxRegionalConfiguration": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {"Language": "culture", "DateFormat": "exact", "TimeFormat": "exact"},
        "write_only": ["LocalizeDefaultFolderName", "MailboxLocation"],
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft365DSC EXOMailboxSettings"],
    },
    "MailboxCalendarConfiguration": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {
            "DefaultReminderTime": "span",
            "WorkingHoursStartTime": "span",
            "WorkingHoursEndTime": "span",
            "WorkDays": "words",
            "WeatherLocations": "set",
        },
        "write_only": ["MailboxLocation"],
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft365DSC EXOMailboxCalendarConfiguration"],
    },
    "MailboxMessageConfiguration": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {
            "DefaultFontFlags": "words",
            "NewEnabledPonts": "words",
            "NewItemNotification": "words",
            "SignatureHtml": "html",
            "SignatureText": "exact",
        },
        "write_only": ["DeleteSignatureName"],
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft's page of Set-MailboxMessageConfiguration"],
    },
    "MailboxJunkEmailConfiguration": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {"*AndDomains": "set"},
        "write_only": ["FailOnError"],
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft's page of Set-MailboxJunkEmailConfiguration"],
    },
    "MailboxCalendarFolder": {
        # "mailbox:\\Calendar", where the folder is named in the mailbox's own language.
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {"SharedCalendarSyncStartDate": "date"},
        "write_only": ["ResetUrl", "SetAsSharingSource", "UseHttps"],
        "alone": [["SharedCalendarSyncStartDate"]],
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "sources": ["Microsoft365DSC EXOMailboxCalendarFolder"],
    },
    "CalendarProcessing": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "compare": {
            "AdditionalResponse": "html",
            "BookInPolicy": "recipients",
            "RequestInPolicy": "recipients",
            "RequestOutOfPolicy": "recipients",
            "ResourceDelegates": "recipients",
        },
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {
            "Identity": "Recipient",
            "BookInPolicy": "Recipient",
            "RequestInPolicy": "Recipient",
            "RequestOutOfPolicy": "Recipient",
            "ResourceDelegates": "Recipient",
        },
        "sources": ["Microsoft365DSC EXOCalendarProcessing"],
    },
    "FocusedInbox": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft365DSC EXOFocusedInbox"],
    },
    "Clutter": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "shown_as": {"Enable": "IsEnabled"},
        "never_present": _WITH_THE_MAILBOX,
        "never_absent": _WITH_THE_MAILBOX,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft's pages of Get- and Set-Clutter"],
    },
    "MailboxAuditBypassAssociation": {
        "identity": ["Identity"],
        "matched_by": {"Identity": []},
        "never_present": "every account has one, which comes and goes with it",
        "never_absent": "every account has one, which comes and goes with it",
        "sources": ["Microsoft365DSC EXOMailboxAuditBypassAssociation", "live rows of 2026"],
    },
    "MailboxPlan": {
        # Named "<plan>-<GUID>"; what is displayed is the plan alone.
        "listed": True,
        "matched_by": {"Identity": _NAMES_OF_A_PLAN},
        "addressed_by": ["Identity"],
        "compare": {
            "*Quota": "size",
            "MaxSendSize": "size",
            "MaxReceiveSize": "size",
            "RecipientLimits": "number",
            "RetainDeletedItemsFor": "span",
            "RetentionPolicy": "name",
            "RoleAssignmentPolicy": "name",
        },
        "one_way": ["IsDefault"],
        "never_present": _WITH_THE_LICENCE,
        "never_absent": _WITH_THE_LICENCE,
        "refers_to": {"RetentionPolicy": "RetentionPolicy", "RoleAssignmentPolicy": "RoleAssignmentPolicy"},
        "sources": ["Microsoft365DSC EXOMailboxPlan", "live rows of 2026"],
    },
    "CASMailboxPlan": {
        "listed": True,
        "matched_by": {"Identity": _NAMES_OF_A_PLAN},
        "addressed_by": ["Identity"],
        "compare": {"OwaMailboxPolicy": "name"},
        "never_present": _WITH_THE_LICENCE,
        "never_absent": _WITH_THE_LICENCE,
        "refers_to": {"OwaMailboxPolicy": "OwaMailboxPolicy"},
        "sources": ["Microsoft365DSC EXOCASMailboxPlan", "live rows of 2026"],
    },
}
