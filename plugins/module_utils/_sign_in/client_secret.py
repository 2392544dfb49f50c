# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of an application with a client secret.

Microsoft's module does not offer it, the service accepts it (ExoHelper, CIPP).
"""

from __future__ import annotations

import re

from .._specs.connection import SignInOptions
from .credential_and_claims import Credential, Method
from .msal_client import acquire_for_client

_SECRET_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ID_FOR_VALUE = (
    "client_secret is a GUID: that is what the id of a secret looks like, and its value does not. The value is shown "
    "only once, when the secret is created."
)


def _prepare_client_secret(options: SignInOptions, _now: float) -> Credential:
    return Credential(app_id=options.app_id, client_secret=options.client_secret)


def _cautions_of_secret(credential: Credential, _now: float) -> list[str]:
    """The portal shows the id of a secret for ever and its value once, so people copy the id. No value is a GUID."""
    return [_ID_FOR_VALUE] if _SECRET_ID.fullmatch((credential.client_secret or "").strip()) else []


CLIENT_SECRET = Method(
    "client_secret",
    ("client_secret",),
    ("app_id", "organization"),
    _prepare_client_secret,
    acquire_for_client,
    cautions=_cautions_of_secret,
)
