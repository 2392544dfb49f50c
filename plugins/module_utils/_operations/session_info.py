# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_session_info: the sessions of this user on this machine.

All of it is told from headers, which need no key.
"""

from __future__ import annotations

from datetime import datetime, timezone

from .._endpoints.name_and_url_syntax import comparable_organization
from .._session.keyless_store import KeylessStore
from .._session.session_age_and_sweep import SessionEntry
from .._session.session_folders import Surroundings
from .._specs.local_files import SessionInfoOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result


def run(options: Options, context: Context) -> Result:
    """List and touch nothing: what is over is shown as such, and a connect sweeps it."""
    organization = comparable_organization(read(SessionInfoOptions(), options, context.environ).organization or "")
    with KeylessStore(Surroundings.here(context.environ, context.owner, context.warn, context.clock)) as store:
        entries = [entry for entry in store.list_sessions() if organization in ("", *_names_of_organization(entry))]
    entries.sort(key=lambda entry: (-entry.age, entry.header.id))
    return {"changed": False, "sessions": [_row_of_session(entry, context) for entry in entries], "count": len(entries)}


def _names_of_organization(entry: SessionEntry) -> tuple[str, str]:
    return entry.header.organization.casefold(), entry.header.tenant_id.casefold()


def _row_of_session(entry: SessionEntry, context: Context) -> Result:
    row = entry.as_map()
    expires = datetime.fromtimestamp(entry.header.expires, timezone.utc)
    row["expires_at"] = expires.strftime("%Y-%m-%dT%H:%M:%SZ")
    row["this_run"] = bool(context.owner.pid) and entry.header.owner == context.owner
    return row
