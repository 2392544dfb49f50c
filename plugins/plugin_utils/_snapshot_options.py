# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a task that name a snapshot: files of the controller become objects, objects become such files, and
two snapshots the sides of a comparison."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import failed_result
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_read import Loader, Source, read_source
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_write import write_snapshot

_VERSION = 1

Find = Callable[[str, str], str]


def objects_of_src(arguments: dict[str, Any], find: Find, loader: Loader) -> None:
    """Read the files that ``src`` names into ``resources``; ``src`` then says whose they are and which kinds are whole.

    :raises Failure: ``snapshot-...``, with file and line.
    """
    src = arguments.get("src")
    if not src or not isinstance(src, str):
        arguments.pop("src", None)
        return
    if arguments.get("resources"):
        raise failure("snapshot-and-resources")
    tables = arguments.get("families")
    path = find_source(src, find)
    guess = arguments.get("catalogue") == "off"
    source = read_source(path, loader, tables if isinstance(tables, dict) else {}, guess=guess)
    arguments["resources"] = [{name: row[name] for name in row if name != "vaulted"} for row in source.resources]
    revealed = {text for secret in source.revealed for text in (secret, secret.strip()) if text}
    if revealed:
        arguments["hidden_values"] = sorted({*revealed, *map(str, arguments.get("hidden_values") or ())})
    arguments["src"] = {"path": path, **tenant_of(source), "kinds": kinds_of(source), "unread": unread_of(source)}


def demand_foreground(dest: str, *, background: bool) -> None:
    """Refuse what nobody would write: the result of a background task does not come by here.

    :raises Failure: ``snapshot-in-background``.
    """
    if dest and background:
        raise failure("snapshot-in-background")


def put_into_dest(result: dict[str, Any], dest: str, *, check_mode: bool) -> None:
    """Write what a task has gathered to a folder, and tell of the files instead."""
    resources = result.pop("resources")
    folder = os.path.abspath(os.path.expanduser(dest))
    head = {
        "version": _VERSION,
        "organization": result["organization"],
        "tenant_id": result["tenant_id"],
        "gathered_at": result["gathered_at"],
        "partial": bool(result["unread"]),
        "unread": result["unread"],
        "kinds": result["kinds"],
    }
    try:
        files = write_snapshot(folder, resources, head, check_mode=check_mode)
    except Failure as error:
        result.update(failed_result(error))
        return
    result.update(dest=folder, files=files, changed=any(file["changed"] for file in files))


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
        path_from_start = os.path.abspath(path)
        if os.path.exists(path_from_start):
            return path_from_start
        raise failure("snapshot-not-there", path=path, reason="there is no file or folder of that name") from None


def unread_of(source: Source) -> dict[str, str]:
    """The kinds that the snapshot does not have whole, each with the reason; none where nobody says."""
    rows = (source.head or {}).get("unread")
    unread_rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {str(row.get("kind")): str(row.get("reason") or "it was not read") for row in unread_rows}


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
