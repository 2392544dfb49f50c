# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of an application with the token of another identity provider.

Microsoft's module does not offer it; the access token that comes of it is the same as for a certificate (Microsoft
Learn, workload identity federation).
"""

from __future__ import annotations

from dataclasses import replace

from .._errors._advice.options import failure
from .._specs.connection import SignInOptions
from .credential_and_claims import Credential, Method
from .msal_client import acquire_for_client, read_federated_token


def federated_assertion(options: SignInOptions, now: float) -> Credential:
    """Where the federated token is, checked once at ``now``, in seconds since 1970, before any network.

    :raises Failure: ``two-sign-in-methods`` or a token that cannot be used.
    """
    if options.federated_token and options.federated_token_file:
        raise failure("two-sign-in-methods", methods="federated_token, federated_token_file")
    credential = Credential(federated_token=options.federated_token, federated_token_file=options.federated_token_file)
    read_federated_token(credential, now)
    return credential


def _prepare_federated_token(options: SignInOptions, now: float) -> Credential:
    return replace(federated_assertion(options, now), app_id=options.app_id)


FEDERATED = Method(
    "federated",
    ("federated_token", "federated_token_file"),
    ("app_id", "organization"),
    _prepare_federated_token,
    acquire_for_client,
)
