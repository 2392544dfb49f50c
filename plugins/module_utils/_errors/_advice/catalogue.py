# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the catalogue of cmdlets knows of a command: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_BEFORE: Mapping[str, Advice] = {
    "tenant-wide": Advice(
        category="input",
        what="{cmdlet} was not sent, because it is protected: {reason}",
        cause="The command can lock out a whole organization, or cannot be undone for all its users. It is refused"
        " before anything is sent, in check mode as in a real run.",
        fix=("Set allow_tenant_wide: true for this one task if that is what you want.",),
    ),
    "protected-not-valid": Advice(
        category="input",
        what="The entry {entry} of protected names no cmdlet.",
        cause="An entry is the name of a cmdlet, in which * and ? stand for others, or a map of cmdlet and reason.",
        fix=("Write it like Remove-DynamicDistributionGroup, or as a map with the keys cmdlet and reason.",),
    ),
    "what-if-in-compliance": Advice(
        category="input",
        what="{cmdlet} would run, because WhatIf does not work in Security & Compliance; nothing was sent.",
        cause="Microsoft's pages say so of its cmdlets: they change what they were only asked about.",
        fix=("Leave what_if or WhatIf out, and use check mode, which does not send the command.",),
    ),
    "client-module-cmdlet": Advice(
        category="input",
        what="{cmdlet} lives in Microsoft's own PowerShell module, and the service does not have it.",
        cause="Microsoft's module brings some cmdlets that run on the client. They are not part of the interface that"
        " this collection uses.",
        fix=("Use {instead}.",),
    ),
    "not-documented": Advice(
        category="input",
        what="{cmdlet} was not sent, because catalogue is strict. {text}",
        cause="With catalogue: strict only what Microsoft's documentation has is sent, and where it belongs.",
        fix=("Correct it, or set catalogue: help where the service knows more than its documentation.",),
    ),
}

_AFTER: Mapping[str, Advice] = {
    "cmdlet-misspelt": Advice(
        category="input",
        what="The service answered with HTTP 403, because it knows no cmdlet {cmdlet}. {question}",
        cause="It is most likely a typing error: Microsoft's documentation ({documented}) does not have the"
        " cmdlet{listed}.",
        fix=(
            "Check the name of the cmdlet.",
            "If it is newer than that documentation, a role that holds it is missing.",
        ),
    ),
    "cmdlet-elsewhere": Advice(
        category="input",
        what="The service answered with HTTP 403: {cmdlet} is documented for {where}, and it went to {here}.",
        cause="The cmdlet belongs to another service than the one that it was sent to.",
        fix=(
            "Connect with service: {wanted}, or with both services, and leave the task's own service out.",
            "The services have roles of their own: one that allows {cmdlet} has to be assigned there.",
        ),
    ),
    "cmdlet-not-for-applications": Advice(
        category="permission",
        what="The service answered with HTTP 403: {cmdlet} does not work for applications and managed"
        " identities, whatever their roles are.",
        cause="Microsoft documents that applications cannot run this cmdlet.",
        fix=("Sign in as a user for it, or manage Microsoft 365 groups with Microsoft Graph.",),
    ),
    "role-missing": Advice(
        category="permission",
        what="The service answered with HTTP 403, because no role of this identity allows {cmdlet} in"
        " '{organization}'.",
        cause="The name and the service are right, so a role is missing: the service {listed}. {role}",
        fix=(
            "Assign {assign} to the identity.",
            "A partner's user has the roles that the relationship with the customer (GDAP) gives to the user's groups.",
            "A role that was assigned just now needs minutes to hours and a new sign-in.",
        ),
    ),
    "cmdlet-listed": Advice(
        category="permission",
        what="The service answered with HTTP 403 to {cmdlet}, although it lists the cmdlet for this identity in"
        " '{organization}'.",
        cause="A role that was assigned or taken away just now is not known to all servers at once.",
        fix=("Connect again and run the task again in some minutes.",),
    ),
}

_INFO: Mapping[str, Advice] = {
    "nothing-to-look-up": Advice(
        category="input",
        what="Nothing was given to look up.",
        cause="Each cmdlet with all that is known of it makes a long list, which is not given by accident.",
        fix=("Give cmdlet, verb, noun or parameter; cmdlet: '*' stands for all of them.",),
    ),
    "allowed-not-told": Advice(
        category="permission",
        what="The service does not tell which cmdlets '{identity}' may run in '{organization}' (HTTP 403).",
        cause="The identity has no role there, or may not ask.",
        fix=(
            "Assign a directory role or a role group to it.",
            "Or look up without a session and without allowed, which needs no connection.",
        ),
    ),
}

CATALOGUE: Mapping[str, Advice] = {**_BEFORE, **_AFTER, **_INFO}

failure = Failures(CATALOGUE)
