# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where a tenant's Security & Compliance lives.

Its front door answers every request with a 302 to ``https://<region>.admin.protection...:446``, measured by ScubaGear
and CIPP. That address serves no client: its first label is the region, and
``https://<region>.ps.compliance.protection...`` is where requests go. The redirect itself is never followed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from .._errors._advice.network import failure
from .._redaction.shapes import clean
from .call import Target

_SERVICE = "ps.compliance."
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"


def is_redirect(status: int | None) -> bool:
    """Whether an answer sends the client elsewhere."""
    return status is not None and 300 <= status < 400


def moved_base(headers: Mapping[str, str], target: Target) -> str | None:
    """The REST base of the region that a redirect names; None where this target's service has no regions.

    :raises Failure: ``region-refused`` where the redirect leads out of the cloud's Security & Compliance.
    """
    if not target.suffix.startswith(_SERVICE):
        return None
    location = headers.get("Location", "")
    domain = re.escape(target.suffix.removeprefix(_SERVICE))
    found = re.match(
        rf"https://({_LABEL})\.(?:admin|ps\.compliance)\.{domain}(?::44[36])?(?=[/?]|$)", location, re.IGNORECASE
    )
    if found is None:
        raise failure(
            "region-refused",
            host=urlsplit(target.rest_base).hostname or "",
            location=clean(location)[:200] or "nothing",
            domain=target.suffix,
        )
    return f"https://{found[1].lower()}.{target.suffix}"


def rebased(url: str, base: str) -> str:
    """``url`` at another host, its path and query kept."""
    parts = urlsplit(url)
    return f"{base}{parts.path}" + (f"?{parts.query}" if parts.query else "")
