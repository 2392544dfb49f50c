# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The ways to sign in, each with what can be wrong before the sign-in service is asked: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_CERTIFICATE = "Sign in as an application with a certificate: app_id, organization and certificate_path."

_CHOICE: Mapping[str, Advice] = {
    "auth-method-unknown": Advice(
        "input",
        "The auth_method '{name}' is none of {choices}.",
        "auth_method names one way to sign in; auto, the default, finds out which one the other options mean.",
        ("Leave auth_method out, or give one of these.",),
    ),
    "auth-method-interactive": Advice(
        "input",
        "The auth_method '{name}' needs a browser on the machine that runs the task, so it is not offered.",
        "A task may run anywhere, with nobody in front of it.",
        (
            "Use device_code, where a person enters a code in any browser, or user_principal_name alone.",
            _CERTIFICATE,
        ),
    ),
    "auth-method-basic": Advice(
        "input",
        "The auth_method '{name}' (Basic authentication) is not offered, because Exchange Online no longer takes it.",
        "Microsoft switched Basic authentication off for this service in 2022.",
        (_CERTIFICATE, "With a user name, give user_principal_name and password, as long as Microsoft allows it."),
    ),
    "auth-method-retired": Advice(
        "input",
        "The auth_method '{name}' belongs to remote PowerShell, which Exchange Online no longer has.",
        "Microsoft switched remote PowerShell off in 2023; this collection uses the interface that took its place.",
        (_CERTIFICATE, "For a person who answers, use device_code."),
    ),
    "sign-in-needs-a-person": Advice(
        "input",
        "Signing in by '{method}' shows a code while it waits, and this task runs as a module, which cannot show any.",
        "A module's output reaches the screen only when it has ended. It runs as one where the connection is not local,"
        " with become and with async.",
        (
            "Run exo_connect on localhost with connection local, without become and async, and use its session.",
            _CERTIFICATE,
        ),
    ),
    "wrong-user": Advice(
        "sign_in",
        "The one who signed in is '{got}', not '{asked}'; nothing was sent to Exchange.",
        "user_principal_name, or the session, names one identity, and the token is another's.",
        ("Sign in with the account that user_principal_name names, or correct the name.",),
    ),
    "tenant-not-told": Advice(
        "input",
        "The token does not say which organization it is for, and no organization was given.",
        "Without either, nobody could tell whose mailboxes would be changed.",
        ("Give organization.",),
    ),
    "sign-in-not-renewable": Advice(
        "sign_in",
        "The sign-in by '{method}' has ended and cannot be renewed without a person.",
        "The sign-in service gave no refresh token with it.",
        ("Connect again.",),
    ),
}

_USERS: Mapping[str, Advice] = {
    "user-federated": Advice(
        "sign_in",
        "The password of '{user}' is looked after by '{host}', not by Microsoft, and was not sent to it.",
        "The user's domain is federated: its users sign in at a server of their own organization.",
        (_CERTIFICATE, "For a person who answers, use device_code: the browser leads to that server."),
    ),
    "device-code-not-entered": Advice(
        "sign_in",
        "Nobody entered the device code within {seconds:second}.",
        "The task showed a code and where to enter it, and waited.",
        (
            "Run the task again and enter the new code in time, or raise device_code_timeout (900 at most).",
            _CERTIFICATE,
        ),
    ),
}

_PROOFS: Mapping[str, Advice] = {
    "thumbprint-without-key": Advice(
        "input",
        "The option certificate_thumbprint was given without the key of the certificate.",
        "Microsoft's module looks a thumbprint up in the certificate store of Windows; here the key has to be given.",
        ("Give certificate_path (or certificate) with the private key as well; the thumbprint is then optional.",),
    ),
    "certificate-thumbprint-not-valid": Advice(
        "input",
        "The certificate_thumbprint '{thumbprint}' is no SHA-1 thumbprint.",
        "A thumbprint has 40 hexadecimal digits; spaces and colons between them do not matter.",
        ("Copy the thumbprint from 'Certificates & secrets' of the application in the Entra admin center.",),
    ),
    "certificate-thumbprint-mismatch": Advice(
        "input",
        "The certificate '{source}' has the thumbprint {found}, not {asked}.",
        "certificate_thumbprint names another certificate than the one that belongs to the key.",
        ("Give the file of the certificate that is registered, or leave certificate_thumbprint out.",),
    ),
    "federated-token-unreadable": Advice(
        "input",
        "The federated token in {source} cannot be used: {detail}.",
        "It is the JSON web token of another identity provider: of Kubernetes, GitHub or GitLab, for example.",
        ("Check where it comes from; a file is looked for where the task runs and is read anew at each renewal.",),
    ),
    "federated-token-expired": Advice(
        "input",
        "The federated token in {source} ended on {date}.",
        "Such tokens live for minutes or an hour; whoever issues them writes a new one into their file in time.",
        ("Give a new one; for long jobs give federated_token_file, which is read anew at each renewal.",),
    ),
    "access-token-not-valid": Advice(
        "input",
        "The access_token is no token.",
        "A token is one long word of letters, digits and a few signs, without spaces or line breaks.",
        ("Give the token alone, without 'Bearer' in front of it.",),
    ),
    "access-token-no-jwt": Advice(
        "input",
        "The access_token is none that Security & Compliance takes.",
        "It takes a JWT, three parts with dots between them; any other it answers as if it were in trouble itself.",
        ("Fetch a token for {resource} and give it as it came.",),
    ),
    "access-token-ended": Advice(
        "sign_in",
        "The access token that was given ended on {date}.",
        "A ready token cannot be renewed: what follows needs a new one.",
        ("Fetch a new token and connect again; a certificate or a refresh token renews by itself.",),
    ),
    "access-token-ending": Advice(
        "sign_in",
        "The access token that was given ends in {seconds:second}, and it cannot be renewed.",
        "A token that ends in the middle of the work leaves it half done, so it is refused before anything is sent.",
        ("Fetch a new token right before exo_connect.",),
    ),
}

_MACHINES: Mapping[str, Advice] = {
    "managed-identity-missing": Advice(
        "sign_in",
        "No managed identity answers at '{host}'.",
        "A managed identity exists only on a machine or service of Azure that was given one, or behind Azure Arc; in"
        " Kubernetes it is workload identity, which is the federated way.",
        (
            "Run the task where the identity is, and check under 'Identity' in the Azure portal that it is on.",
            _CERTIFICATE,
        ),
    ),
    "managed-identity-not-azure": Advice(
        "sign_in",
        "There is no metadata service of Azure at '{host}': what answered there (HTTP {status}) is another.",
        "A managed identity exists only on a machine or service of Azure that was given one, or behind Azure Arc. Other"
        " clouds and some proxies answer at the same address, in other words.",
        (
            "Run the task where the identity is, and check under 'Identity' in the Azure portal that it is on.",
            _CERTIFICATE,
        ),
    ),
    "managed-identity-refused": Advice(
        "sign_in",
        "The managed identity gave no token: {text}.",
        "The machine's metadata service answered, and refused: an identity that is not assigned to this machine, or a"
        " user who may not ask for it.",
        ("Check managed_identity_account_id, a user-assigned identity's client id; leave it out for the machine's.",),
        may_be_a_library=True,
    ),
    "azure-cli-missing": Advice(
        "sign_in",
        "The Azure CLI (az) is not installed where the task runs.",
        "azure_cli signs in with the account that az is signed in with, and looks for az on the PATH.",
        ("Install the Azure CLI and run az login, or sign in another way.", _CERTIFICATE),
    ),
    "azure-cli-refused": Advice(
        "sign_in",
        "The Azure CLI gave no token: {text}.",
        "az account get-access-token failed for Exchange Online in this organization.",
        ("Run az login (with --tenant and --allow-no-subscriptions) as the user who runs the task, and try again.",),
    ),
}

WAYS_TO_SIGN_IN: Mapping[str, Advice] = {**_CHOICE, **_USERS, **_PROOFS, **_MACHINES}

failure = Failures(WAYS_TO_SIGN_IN)
