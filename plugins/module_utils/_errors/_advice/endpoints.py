# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An endpoint that cannot be settled: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

ENDPOINTS: Mapping[str, Advice] = {
    "service-not-in-session": Advice(
        category="session",
        what="The session for {organization} does not reach {service}, only {offered}.",
        cause="A session reaches the services that exo_connect was given; each has a token of its own.",
        fix=(
            "Connect with service: [exchange, compliance], or with the one that you need.",
            "Leave service out of the task: a cmdlet goes to the service of the session that has it.",
        ),
    ),
    "environment-unknown": Advice(
        category="input",
        what="There is no environment '{environment}'.",
        cause="The environment is one of Microsoft's names for its clouds, or a plain name that stands for one.",
        fix=(
            "Use one of: {choices}.",
            "Leave environment out for the worldwide cloud, which serves GCC as well.",
        ),
    ),
    "environment-auto-needs-organization": Advice(
        category="input",
        what="With environment 'auto' the organization has to be given.",
        cause="The cloud is asked for by the name of the organization, and there is none.",
        fix=("Add organization, or name the cloud in environment.",),
    ),
    "environment-not-found": Advice(
        category="input",
        what="The cloud that '{organization}' lives in was not found: {found}.",
        cause="With environment 'auto' the public OpenID configuration of the organization is asked for.",
        fix=("Check the name of the organization.", "Name the cloud in environment, such as O365USGovGCCHigh."),
    ),
    "delegation-for-users": Advice(
        category="input",
        what="Delegation does not reach applications, so delegated_organization cannot be used with '{method}' here.",
        cause="Delegated administration (GDAP) is given to users of a partner. An application has the rights that each"
        " customer gives it in its own tenant.",
        fix=(
            "Use organization with the customer's domain, once the customer has consented to the application.",
            "Let the customer give the application a role in its own tenant.",
            "Sign a user of the partner in, by refresh_token or device_code, to work by delegation.",
        ),
    ),
    "environment-retired": Advice(
        category="input",
        what="The environment '{environment}' can no longer be connected to: {reason}.",
        cause="Organizations of that cloud were moved to the worldwide cloud.",
        fix=(
            "Leave out environment, connection_uri and the authority to connect to the worldwide cloud.",
            "If the hosts of that cloud answer again for you, add '{host}' to allowed_hosts.",
        ),
    ),
    "environment-not-documented": Advice(
        category="input",
        what="The {title} cloud is not supported as long as its interface is not documented: {reason}.",
        cause="Host names of that cloud are known, but whether '{host}' runs cmdlets, and for which token, is not.",
        fix=(
            "To try its Exchange all the same, set environment to '{environment}' and add '{host}' to allowed_hosts.",
            "Tell us what you find, so that the cloud can be supported.",
        ),
    ),
    "environment-ambiguous": Advice(
        category="input",
        what="The host '{host}' serves more than one cloud ({clouds}), so it does not tell which one is meant.",
        cause="GCC High and DoD share a sign-in service, and regional hosts of Security & Compliance.",
        fix=("Set environment to one of: {choices}.",),
    ),
    "endpoint-conflict": Advice(
        category="input",
        what="The {first} belongs to the cloud {first_cloud}, but the {second} belongs to {second_cloud}.",
        cause="An organization lives in one cloud, and all options must name that one.",
        fix=(
            "Keep the option that is right and remove the other.",
            "Set environment alone: it chooses both the connection URI and the sign-in service.",
        ),
    ),
    "service-unknown": Advice(
        category="input",
        what="There is no service '{service}'.",
        cause="A connection is made to one of Microsoft's services.",
        fix=("Use one of: {choices}.",),
    ),
    "connection-uri-service": Advice(
        category="input",
        what="The connection_uri '{host}' is that of the service {service}, but service is '{asked}'.",
        cause="Exchange Online and Security & Compliance run different cmdlets on different hosts, with different"
        " tokens.",
        fix=("Set service to '{service}', or remove connection_uri to connect to '{asked}'.",),
    ),
    "connection-uri-customer": Advice(
        category="input",
        what="The connection_uri names a customer in its query (DelegatedOrg=), which is a form of the past.",
        cause="The query belonged to remote PowerShell, which Microsoft switched off in 2023; left as it is, it would"
        " be ignored and the wrong organization might be touched.",
        fix=(
            "Remove the connection_uri's question mark and all behind it, and name the customer as the organization.",
        ),
    ),
    "connection-uri-path": Advice(
        category="input",
        what="The connection_uri has the path '{path}' behind its host '{host}', which is not a documented one.",
        cause="The URI only tells which cloud is meant; its path is not used, so an unusual one is likely a mistake.",
        fix=("Write https://{host}/powershell-liveid/, or set environment instead of connection_uri.",),
    ),
    "connection-uri-host": Advice(
        category="input",
        what="The connection_uri would have sent an access token to '{host}', which is no host of this service.",
        cause="A token goes only to hosts that are known to be Microsoft's, or that you name as trusted.",
        fix=(
            "Use one of the documented hosts ({known}), or set environment instead.",
            "If you trust that host with your organization, add '{host}' to allowed_hosts.",
        ),
    ),
    "authority-host": Advice(
        category="input",
        what="The azure_ad_authorization_endpoint_uri would have sent credentials to '{host}', which is no sign-in"
        " service of Microsoft.",
        cause="Credentials go only to hosts that are known to be Microsoft's, or that you name as trusted.",
        fix=(
            "Use one of the documented hosts ({known}), or set environment instead.",
            "If you trust that host with your credentials, add '{host}' to allowed_hosts.",
        ),
    ),
    "authority-path": Advice(
        category="input",
        what="The azure_ad_authorization_endpoint_uri has something else than a tenant behind its host '{host}'.",
        cause="An authority ends in organizations, common, or one tenant (its domain or id); accounts of private"
        " persons (consumers) have no organization.",
        fix=("Write https://{host}/organizations, or https://{host}/ and the tenant's domain.",),
    ),
    "url-not-valid": Advice(
        category="input",
        what="The {option} {reason}.",
        cause="A URL that can be read in more than one way could carry a token to a place that nobody meant.",
        fix=(
            "Write it as in Microsoft's documentation, for example https://outlook.office365.com/powershell-liveid/.",
        ),
    ),
    "allowed-host-not-valid": Advice(
        category="input",
        what="The entry '{host}' of allowed_hosts is no host name.",
        cause="Each entry is one whole host name: no scheme, path, port, wildcard or IP address.",
        fix=("Write only the name, for example outlook.example.com.",),
    ),
}

failure = Failures(ENDPOINTS)
