# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""When a client secret ends, of the rows of Microsoft Graph about an application. Nothing here asks anything.

Fields and permissions: Microsoft Learn, "Get application", "List applications" (``appId`` can be filtered by) and
"passwordCredential resource type".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote

from .._json_types import JsonMap

APPLICATIONS_PATH = "/v1.0/applications"
# The least that an application needs to read them (Microsoft Learn, "List applications").
APPLICATIONS_PERMISSION = "Application.Read.All"
# So many characters of a secret are its hint.
_HINT_LENGTH = 3


def query_of_secrets(app_id: str) -> str:
    """What asks for the secrets of one application and for nothing else."""
    condition = quote(f"appId eq '{app_id}'")
    return f"?$filter={condition}&$select=appId,passwordCredentials"


def end_of_secret(secret: str, rows: Sequence[JsonMap], now: float) -> float | None:
    """When ``secret`` ends, in seconds since 1970; None where that cannot be told.

    The service shows no secret, only how each begins. Of several that begin alike it is the one that ends first: so
    nobody is told of more days than there are. A secret that signs in has not ended, so those that have do not count;
    one without a hint may be any.
    """
    begin = secret[:_HINT_LENGTH]
    ends = [end for hint, end in _ends_of_secrets(rows) if hint in (None, begin) and end is not None and end > now]
    return min(ends, default=None)


def _ends_of_secrets(rows: Sequence[JsonMap]) -> Iterator[tuple[object, float | None]]:
    for row in rows:
        credentials = row.get("passwordCredentials")
        for credential in credentials if isinstance(credentials, list) else []:
            if isinstance(credential, dict):
                yield credential.get("hint"), seconds_of(credential.get("endDateTime"))


def seconds_of(moment: object) -> float | None:
    """A moment of Graph's in seconds since 1970; None where it is none. Python takes six digits of a second."""
    text, _point, fraction = str(moment).removesuffix("Z").partition(".")
    try:
        return datetime.fromisoformat(f"{text}.{fraction[:6]:0<6}+00:00").timestamp()
    except ValueError:
        return None
