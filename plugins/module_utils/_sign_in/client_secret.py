# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in of an application with a client secret.

Private to this collection: it may change in any release. Microsoft's module does not offer it, the
service accepts it (ExoHelper, CIPP).
"""

from __future__ import annotations

from .application import acquire_for_client
from .method import Credential, Method, Options


def _prepare(options: Options) -> Credential:
    return {"app_id": options["app_id"], "client_secret": options["client_secret"]}


CLIENT_SECRET = Method("client_secret", ("client_secret",), ("app_id", "organization"), _prepare, acquire_for_client)
