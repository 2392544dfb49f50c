# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Types of which a parameter takes one word, never several.

Microsoft's reference lists the words of each of them as alternatives that exclude each other. Of two such words .NET
makes a third one without a complaint: Monday, which is 1, and Tuesday, which is 2, become Wednesday, which is 3
(measured, PowerShell 7.6.9). A type that is not here may be a set, as DaysOfWeek is.
"""

from __future__ import annotations

# The last words of their names, in lower case.
SINGLE_CHOICES = frozenset(
    {
        "accepteddomaintype", "activedirectorysecurityinheritance",
        "aftermoveordeletebehavior", "alertaggregationtype", "autoforwardingmode",
        "bluetoothtype", "calendaragefiltertype", "conversationsortorder", "dayofweek", "defaultstateforuser",
        "deviceaccesscharacteristic", "deviceaccesslevel", "disclaimerfallbackaction", "disclaimerlocation",
        "emailagefiltertype", "emailcomposemode", "ewsapplicationaccesspolicy", "externalaudience",
        "externaloofoptions", "filetypefilteringaction", "firstweekrules", "freebusyaccesslevel", "fromuserscope",
        "headerpromotionmode", "hourincrement", "imapsecuritymechanism", "impersonationaction",
        "impersonationprotectionstate", "importance", "intraorgfilterstate", "journalrulescope", "logginglevel",
        "macattachmentformat", "mailreadingpaneposition", "mailtipsaccesslevel", "messagebodyformat", "messageformat",
        "mimetextformat", "moderngrouptypeinfo", "mtastsmode", "navigationpaneview", "oofstate",
        "outboundrecipientlimitsexceededaction", "phishfilteringaction", "policymode", "previewmarkasreadbehavior",
        "readreceiptresponse", "releaseactiontype", "requestpriority", "retentionaction", "ruleerroraction",
        "rulemode", "ruleseverity", "rulestate", "safeattachmentaction", "sensitivity", "smtpdanemode",
        "spamfilteringaction", "spamfilteringoption", "spamfilteringtestmodeaction", "spellcheckersupportedlanguage",
        "spoofauthenticationfailaction", "spoofdmarcquarantineaction", "spoofdmarcrejectaction", "tenantconnectortype",
        "tlsauthlevel", "touserscope", "unifiedauditsessioncommand", "usemapirichtextformat", "weathertemperatureunit",
        "webpartsframeoptions",
    }
)  # fmt: skip
