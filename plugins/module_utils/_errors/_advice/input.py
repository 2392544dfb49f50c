# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Options that cannot be used: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice

INPUT: Mapping[str, Advice] = {
    "organization-not-valid": Advice(
        category="input",
        what="The {option} '{organization}' is neither a domain nor a tenant id.",
        cause="An organization is named by one of its domains or by its id, a GUID; it is not an address, a URL or a"
        " display name.",
        fix=("Give the tenant's first domain, for example contoso.onmicrosoft.com, or its id.",),
    ),
    "app-id-not-valid": Advice(
        category="input",
        what="The {option} '{app_id}' is no application id.",
        cause="An application (client) id is a GUID: 8-4-4-4-12 hexadecimal digits.",
        fix=("Copy 'Application (client) ID' from the application's overview page in the Entra admin center.",),
    ),
    "user-principal-name-not-valid": Advice(
        category="input",
        what="The {option} '{user}' is no user principal name.",
        cause="A user principal name is a name of letters, digits and a few signs, an @ and a domain.",
        fix=("Give the whole sign-in name of the user, for example admin@contoso.com.",),
    ),
    "anchor-not-valid": Advice(
        category="input",
        what="The anchor mailbox '{anchor}' cannot be used.",
        cause="An anchor is a mailbox's address or id, with or without one of the prefixes {prefixes} and a colon: at"
        " most 320 characters, no space and no line break.",
        fix=("Give the mailbox's address, for example SMTP:anna@contoso.com.",),
    ),
}
