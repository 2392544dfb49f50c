# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of a user with a refresh token of an earlier sign-in, as the secure application model does.

The application proves who it is with a secret, a certificate or a federated token; without one, or without an
application, it is a public client.
"""

from __future__ import annotations

from dataclasses import replace

from .._errors._advice.connection import CONNECTION
from .._errors._advice.options import OPTIONS
from .._errors.failure import Failures
from .._specs.connection import SignInOptions
from .._specs.read_options import pick_given
from .certificate import certificate_and_key, warn_of_certificate_end
from .credential_and_claims import PUBLIC_CLIENT, Credential, Method
from .federated_token import federated_assertion
from .msal_client import acquire_by_refresh_token

failure = Failures(CONNECTION, OPTIONS)

_PROOF_BY_OPTION = {
    "client_secret": ("client_secret",),
    "certificate": ("certificate_path", "certificate", "certificate_thumbprint"),
    "federated_token": ("federated_token", "federated_token_file"),
}


def _prepare_refresh_token(options: SignInOptions, now: float) -> Credential:
    return replace(
        _proof_of_application(options, now),
        app_id=options.app_id or PUBLIC_CLIENT,
        refresh_token=options.refresh_token,
        user_principal_name=options.user_principal_name,
    )


def _proof_of_application(options: SignInOptions, now: float) -> Credential:
    """What proves the application, if anything does."""
    present = pick_given(options).keys()
    proofs = [name for name, marks in _PROOF_BY_OPTION.items() if not present.isdisjoint(marks)]
    if len(proofs) > 1:
        raise failure("two-sign-in-methods", methods=", ".join(proofs))
    if not proofs:
        return Credential()
    if not options.app_id:
        raise failure("sign-in-incomplete", method="refresh_token", missing="app_id")
    if proofs[0] == "client_secret":
        return Credential(client_secret=options.client_secret)
    return certificate_and_key(options, now) if proofs[0] == "certificate" else federated_assertion(options, now)


REFRESH_TOKEN = Method(
    "refresh_token",
    ("refresh_token",),
    (),
    _prepare_refresh_token,
    acquire_by_refresh_token,
    helpers=("user_principal_name", *(mark for marks in _PROOF_BY_OPTION.values() for mark in marks)),
    cautions=warn_of_certificate_end,
    signs_in="users",
)
