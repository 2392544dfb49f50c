# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options src and dest of a task: files of the controller become objects, and objects such files."""

from __future__ import annotations

import os
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._task_result import failed_result
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_read import Loader, read_source
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_sides import (
    Find,
    find_source,
    kinds_of,
    tenant_of,
    unread_of,
)
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_write import write_snapshot

_VERSION = 1


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
    revealed = {text for one in source.revealed for text in (one, one.strip()) if text}
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
    result.update(dest=folder, files=files, changed=any(one["changed"] for one in files))
