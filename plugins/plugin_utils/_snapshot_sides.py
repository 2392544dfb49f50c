# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an option of a task names that takes a snapshot: where the path leads, and what the files say of the whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_read import Source

# Finds a file or a folder as ansible.builtin.copy finds what it copies.
Find = Callable[[str, str], str]


def find_source(path: str, find: Find) -> str:
    """The path of a file or a folder; a relative one is looked for beside the playbook, then where it was started.

    :raises Failure: ``snapshot-not-there``.
    """
    path = os.path.expanduser(path)
    if os.path.isabs(path):
        return path
    try:
        return find("files", path.rstrip("/"))
    except AnsibleError:
        here = os.path.abspath(path)
        if os.path.exists(here):
            return here
        raise failure("snapshot-not-there", path=path, reason="there is no file or folder of that name") from None


def unread_of(source: Source) -> dict[str, str]:
    """The kinds that the snapshot does not have whole, each with the reason; none where nobody says."""
    rows = (source.head or {}).get("unread")
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {str(row.get("kind")): str(row.get("reason") or "it was not read") for row in found}


def kinds_of(source: Source) -> list[str] | None:
    """The kinds of which the files have each object; None where nobody says."""
    rows = (source.head or {}).get("kinds")
    return [str(kind) for kind in rows] if isinstance(rows, list) else None


def side_of(source: Source) -> dict[str, object]:
    """One side of a comparison."""
    return {"resources": source.resources, "kinds": kinds_of(source), "unread": unread_of(source)}


def tenant_of(source: Source) -> JsonMap:
    """Whose objects they are, as snapshot.yml says: ``organization`` and ``tenant_id``; nothing where nobody says."""
    head = source.head or {}
    return {name: head[name] for name in ("organization", "tenant_id") if head.get(name)}
