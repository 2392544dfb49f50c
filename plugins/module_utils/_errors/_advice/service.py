# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the service answers: what we tell a person.

Facts of each: cmdlet, text (the service's own words, clean), organization, status, hint and read_cmdlet (from
the catalogue), client_request_id, host, seconds, link_host. None of these texts says that something is absent
unless the service named an exception that means it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_REFUSALS: Mapping[str, Advice] = {
    "object-not-found": Advice(
        category="not_found",
        what="{cmdlet} found no such object: {text}",
        cause="The identity has a typing error, the object lives in another organization, or it was made so recently"
        " that not all servers know it.",
        fix=("Check the identity; an address, an id or an alias is surer than a display name.",),
    ),
    "already-exists": Advice(
        category="exists",
        what="{cmdlet} found that it is already there: {text}",
        cause="An object with this name or address, or this member or permission, exists.",
        fix=("Use the existing one, or choose another name or address.",),
    ),
    "already-a-member": Advice(
        category="exists",
        what="{cmdlet} found that this member or permission is already there: {text}",
        cause="The recipient is in that group already, or has a permission of its own on that folder or mailbox.",
        fix=("Nothing is left to do, if that is what you wanted; a Set- or Update- cmdlet changes what is there.",),
    ),
    "object-ambiguous": Advice(
        category="input",
        what="{cmdlet} found several objects with this name: {text}",
        cause="Display names, names and aliases need not be unique, so the service will not choose one.",
        fix=(
            "Name the object by its address, its user principal name or its GUID.",
            "A read with the same name as a filter shows the candidates, such as -Filter \"DisplayName -eq 'Anna'\".",
        ),
    ),
    "not-a-member": Advice(
        category="not_found",
        what="{cmdlet} found no such member: {text}",
        cause="The recipient is not in that group, or has no permission of its own on that folder.",
        fix=("Check the group or folder, and the member; nothing was changed.",),
    ),
    "bad-parameter": Advice(
        category="input",
        what="{cmdlet} does not take these parameters: {text}",
        cause="A parameter's name, its kind of value, or the combination is not one that the cmdlet knows.",
        fix=("Compare the parameters with the cmdlet's page in Microsoft's documentation.",),
    ),
    "cmdlet-failed": Advice(
        category="service",
        what="{cmdlet} was refused: {text}",
        cause="The service ran the cmdlet and the cmdlet refused; the words are its own.",
        fix=("Correct what the message names; the cmdlet's page in Microsoft's documentation tells its rules.",),
    ),
    "customizations-disabled": Advice(
        category="service",
        what="{cmdlet} is not possible yet, because customizations are disabled in the organization: {text}",
        cause="A new organization shares Microsoft's default objects until its own are unpacked once.",
        fix=("Run Enable-OrganizationCustomization once in this organization, and wait until it has taken effect.",),
    ),
    "licence-missing": Advice(
        category="permission",
        what="{cmdlet} needs a licence or service that the organization does not have: {text}",
        cause="A subscription has lapsed, or the feature is not part of it.",
        fix=("Check the organization's subscriptions in the Microsoft 365 admin center.",),
    ),
    "search-session-needed": Advice(
        category="service",
        what="{cmdlet} works only in a search-only session of Microsoft's own module: {text}",
        cause="EnableSearchOnlySession changes the sign-in in a way that Microsoft does not document.",
        fix=("Use the eDiscovery interface of Microsoft Graph, or Microsoft's module, for this cmdlet.",),
    ),
    "confirmation-only": Advice(
        category="service",
        what="{cmdlet} only asked for confirmation and did not run.",
        cause="The cmdlet was sent with Confirm switched on, which on this interface is a question and nothing more.",
        fix=("Remove Confirm from the parameters, or set it to false.",),
    ),
}

_PERMISSIONS: Mapping[str, Advice] = {
    "not-authorized": Advice(
        category="permission",
        what="Exchange does not accept the token for '{organization}' (HTTP 401), so {cmdlet} did not run.",
        cause="An application lacks the permission Exchange.ManageAsApp or its admin consent, a user is not enabled"
        " for remote PowerShell, or the token was revoked. The service says: {text}",
        fix=(
            "Grant the application Exchange.ManageAsApp of Office 365 Exchange Online with admin consent.",
            "For a user, set EXOModuleEnabled to true with Set-User.",
            "Where the service says that a cmdlet is not allowed, assign a role that holds it.",
        ),
    ),
    "forbidden": Advice(
        category="permission",
        what="Exchange does not allow {cmdlet} in '{organization}': {text}",
        cause="The identity is signed in, but no role lets it do this.",
        fix=("Assign a role that holds the cmdlet; a new role takes minutes to hours and a new sign-in.",),
    ),
    "parameter-not-permitted": Advice(
        category="permission",
        what="No role of this identity allows a parameter of {cmdlet} in '{organization}': {text}",
        cause="A role holds cmdlets together with their parameters. It has this cmdlet, and lacks a parameter that was"
        " given; the words of the service name it.",
        fix=(
            "Leave the parameter out, or assign a role that has it (Get-ManagementRoleEntry tells which).",
            "A role that was assigned just now needs minutes to hours and a new sign-in.",
        ),
    ),
    "role-not-supported": Advice(
        category="permission",
        what="{hop} does not take the role of this application in '{organization}', so {cmdlet} did not run: {text}",
        cause="The application has a directory role, but none of those that this service knows for applications.",
        fix=(
            "Assign a directory role such as Exchange Administrator, Compliance Administrator or Global Reader to it.",
            "Or add the application's service principal to a role group of the service.",
        ),
    ),
    "out-of-write-scope": Advice(
        category="permission",
        what="{cmdlet} may not change this object: {text}",
        cause="Mostly the object is synchronized from the organization's own Active Directory, which alone may change"
        " it. Else the roles of this identity leave it out, or the licence of the mailbox sets a limit.",
        fix=(
            "Change a synchronized object in the own Active Directory, or see IsExchangeCloudManaged of Set-Mailbox.",
            "Else look at the write scope of the identity's roles, and at the limits that the words name.",
        ),
    ),
    "cmdlet-not-available": Advice(
        category="permission",
        what="The service answered with HTTP 403, which means that {cmdlet} does not exist there or that no role"
        " of this identity allows it in '{organization}'. {hint}",
        cause="The service does not tell an unknown cmdlet from one that is not permitted.",
        fix=(
            "Check the name, and the identity's roles: Exchange.ManageAsApp without a directory role allows nothing.",
            "Assign a directory role such as Exchange Administrator, or a role group that holds the cmdlet.",
            "A role that was assigned just now needs minutes to hours and a new sign-in.",
            "A partner's user has the roles that the relationship with the customer (GDAP) gives to the user's groups.",
        ),
    ),
}

_TROUBLE: Mapping[str, Advice] = {
    "throttled": Advice(
        category="throttled",
        what="Exchange takes no more requests for the moment (HTTP 429), so {cmdlet} did not run.",
        cause="The organization or this identity has used up its share of requests.",
        fix=("Run the task again later, with fewer forks.",),
    ),
    "concurrency": Advice(
        category="throttled",
        what="Too many requests run in the organization '{organization}' at once, so {cmdlet} did not run.",
        cause="The service limits how many requests a tenant may run at once; other scripts count, too.",
        fix=("Run the task again, with fewer forks, when the others are done.",),
    ),
    "service-unavailable": Advice(
        category="transient",
        what="Exchange is in trouble (HTTP {status}) and did not finish {cmdlet}: {text}",
        cause="An error inside the service.",
        fix=("Run the task again in some minutes.",),
    ),
    "gateway-timeout": Advice(
        category="transient",
        what="{cmdlet} took longer than the service's gateway waits (HTTP 504).",
        cause="The cmdlet has too much to do for one request, or a server inside does not answer.",
        fix=("Ask for less at once: a filter, fewer properties, or a part of the objects.",),
    ),
    "transient-directory": Advice(
        category="transient",
        what="The directory behind Exchange is in trouble, so {cmdlet} did not finish: {text}",
        cause="A server inside the service is overloaded, in maintenance or not in step with the others.",
        fix=("Run the task again in some minutes.",),
    ),
    "expired-paging": Advice(
        category="transient",
        what="{cmdlet} could not be read to its end, because the service no longer knows the next page: {text}",
        cause="A page must be fetched within 30 minutes and by the way the first one took.",
        fix=(
            "Run the task again, without bypassing mailbox anchoring.",
            "Name the organization by its onmicrosoft.com domain or its id, not by another of its domains.",
        ),
    ),
    "write-unknown": Advice(
        category="unknown",
        what="{cmdlet} may have run: the answer that would tell did not come through.",
        cause="The request left this machine and no valid answer came back, so a retry could make it happen twice."
        " What was met instead: {met}",
        fix=(
            "Look with {read_cmdlet} whether it ran before you run it again (client request id {client_request_id}).",
        ),
    ),
    "retry-quota-exhausted": Advice(
        category="transient",
        what="{cmdlet} was not tried again: too many requests of this connection have failed in a row.",
        cause="A service in trouble is not helped by retries; each retry without success uses up a quota.",
        fix=("Run the task again when the service has recovered.",),
    ),
    "retry-after-too-long": Advice(
        category="throttled",
        what="Exchange asked to wait {seconds:second} before {cmdlet}, which is longer than this task may wait.",
        cause="The wait that the service asked for is never shortened.",
        fix=("Run the task again after that time, or raise retry_budget.",),
    ),
}

_ANSWERS: Mapping[str, Advice] = {
    "unexpected-answer": Advice(
        category="answer",
        what="The answer to {cmdlet} (HTTP {status}) is not one that Exchange gives: {text}",
        cause="Something between this machine and Exchange answered in its place, such as a proxy's own page.",
        fix=("Check the proxy and the network between this machine and '{host}'.",),
    ),
    "truncated-answer": Advice(
        category="answer",
        what="The answer to {cmdlet} (HTTP {status}) broke off before its end.",
        cause="The connection was cut, or the answer was damaged on its way; half an answer is never used.",
        fix=("Run the task again; if it happens often, look at the proxy, or ask for smaller pages.",),
    ),
    "redirected": Advice(
        category="answer",
        what="Exchange sent {cmdlet} on to another address (HTTP {status}), which is never followed.",
        cause="A token must not travel to an address that an answer names.",
        fix=("Check environment and connection_uri, and connect again.",),
    ),
    "method-not-allowed": Advice(
        category="answer",
        what="The address that {cmdlet} was sent to does not exist on '{host}' (HTTP {status}): {text}",
        cause="The host does not offer Exchange's cmdlet interface, or refuses a request of this size. It does not mean"
        " that an object is missing.",
        fix=("Check environment and connection_uri.",),
    ),
    "repeated-page-link": Advice(
        category="answer",
        what="The service sent {cmdlet} round in circles: the link to the next page had been seen before.",
        cause="Following it would never end; the rows so far are not complete.",
        fix=("Run the task again; ask for smaller pages or use a filter if it happens again.",),
    ),
    "foreign-page-link": Advice(
        category="answer",
        what="The link to the next page of {cmdlet} would have sent the token to '{link_host}', which is no host of"
        " this connection.",
        cause="A token goes only to hosts of the service that it was made for.",
        fix=("Treat the answer as an attack or a fault, and look at what stands between this machine and '{host}'.",),
    ),
    "too-large-answer": Advice(
        category="answer",
        what="The answer to {cmdlet} is larger than 128 MiB.",
        cause="One page is held in memory, so its size is limited.",
        fix=("Lower page_size, or name the properties that you need.",),
    ),
    "too-deep-answer": Advice(
        category="answer",
        what="The answer to {cmdlet} is nested more deeply than 64 levels.",
        cause="No cmdlet is known to answer like this; it may be an attack on this program.",
        fix=("Check the proxy and the network between this machine and '{host}'.",),
    ),
    "too-many-values": Advice(
        category="answer",
        what="The answer to {cmdlet} has far more values than the rows that were asked for can have.",
        cause="It is not read: its values would take gigabytes of memory. The service gives at most 1,000 rows a page,"
        " so it may be an attack on this program.",
        fix=(
            "Check the proxy and the network between this machine and '{host}'.",
            "If the rows are really that wide, ask for fewer with page_size, or for less of each with properties.",
        ),
    ),
}

SERVICE: Mapping[str, Advice] = {**_REFUSALS, **_PERMISSIONS, **_TROUBLE, **_ANSWERS}

failure = Failures(SERVICE)
