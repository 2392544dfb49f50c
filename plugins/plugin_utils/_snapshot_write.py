# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant's objects into a folder: one file a kind, and snapshot.yml, which says whose they are and what is missing.

All files are made beside their targets first; only when each is whole do they take the targets' places, snapshot.yml
last. So a disk that is full, a folder that cannot be written or a run that is killed leaves the old snapshot. A file of
a kind holds no time: what has not changed is not written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json, JsonMap, Row
from ansible_collections.m365.exchange.plugins.module_utils._output.atomic_file import (
    NewFile,
    TargetPlace,
    dest_not_written,
    sweep_partial_files,
)
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_read import HEAD_FILE
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_yaml import yaml_text

_MODE_OF_FILES = 0o600


@dataclass(frozen=True)
class _SnapshotFile:
    """One file that is whole beside its target; ``kind`` is empty for snapshot.yml."""

    place: TargetPlace
    file: NewFile
    kind: str
    objects: int
    same: bool


def write_snapshot(folder: str, resources: Sequence[JsonMap], head: JsonMap, *, check_mode: bool = False) -> list[Row]:
    """Write the objects, which come in the order of their identities, and tell of each file of a kind: ``path``,
    ``kind``, ``objects`` and ``changed``.

    ``head`` is what snapshot.yml says, with ``kinds``, the kinds that were read whole. Of these each file that has no
    object any more goes; the file of a kind that was not read stays as it is.

    :raises Failure: a folder or a file that cannot be written; the old files are untouched.
    """
    by_kind: dict[str, list[JsonMap]] = {}
    for resource in resources:
        by_kind.setdefault(str(resource["kind"]), []).append(resource)
    texts = {f"{_name_of_kind(kind)}.yml": (kind, objects) for kind, objects in sorted(by_kind.items())}
    if check_mode and not os.path.isdir(folder):
        return [_row_of_file(folder, name, kind, len(objects), changed=True) for name, (kind, objects) in texts.items()]
    _make_folder(folder)
    with ExitStack() as stack:
        parts = [
            _new_part(stack, os.path.join(folder, name), kind, len(objects), _file_of(kind, objects))
            for name, (kind, objects) in texts.items()
        ]
        last = _new_part(stack, os.path.join(folder, HEAD_FILE), "", 0, yaml_text(dict(head)))
        emptied_files = _files_without_objects(folder, head, by_kind)
        if not check_mode:
            for part in parts:
                _publish_file(part)
            for name in emptied_files:
                os.unlink(os.path.join(folder, name))
            _publish_file(last)
    written_files = [
        _row_of_file(folder, f"{part.kind}.yml", part.kind, part.objects, changed=not part.same) for part in parts
    ]
    return written_files + [
        _row_of_file(folder, name, name.removesuffix(".yml"), 0, changed=True) for name in emptied_files
    ]


def _file_of(kind: str, objects: Sequence[JsonMap]) -> str:
    rows: list[Json] = [{name: resource[name] for name in ("identity", "properties")} for resource in objects]
    return yaml_text({"kind": kind, "objects": rows})


def _name_of_kind(kind: str) -> str:
    """:raises Failure: ``snapshot-name-not-valid``: a task's own tables may have a kind of any name."""
    if not kind.isascii() or not kind.isalnum() or f"{kind}.yml".lower() == HEAD_FILE:
        raise failure("snapshot-name-not-valid", name=kind[:80])
    return kind


def _make_folder(folder: str) -> None:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise dest_not_written(folder, error) from error


def _new_part(stack: ExitStack, path: str, kind: str, objects: int, text: str) -> _SnapshotFile:
    """The text as a file that has no name yet, or that bears the target's name already."""
    place = stack.enter_context(TargetPlace(path))
    try:
        sweep_partial_files(place)
        file = NewFile(place)
        stack.callback(file.close)
        file.write(text.encode())
    except OSError as error:
        raise dest_not_written(path, error) from error
    return _SnapshotFile(place, file, kind, objects, place.holds(file.size, file.checksum))


def _publish_file(part: _SnapshotFile) -> None:
    try:
        if part.same:
            part.place.set_permissions(_MODE_OF_FILES, None, None)
        else:
            part.file.take_the_place(_MODE_OF_FILES, None, None)
    except OSError as error:
        raise dest_not_written(part.place.dest, error) from error


def _files_without_objects(folder: str, head: JsonMap, by_kind: Mapping[str, object]) -> list[str]:
    """Files of kinds that were read whole, and of which there is no object any more."""
    kinds = head.get("kinds")
    whole = [str(kind) for kind in kinds if kind not in by_kind] if isinstance(kinds, list) else []
    return [f"{kind}.yml" for kind in whole if os.path.isfile(os.path.join(folder, f"{kind}.yml"))]


def _row_of_file(folder: str, name: str, kind: str, objects: int, *, changed: bool) -> Row:
    return {"path": os.path.join(folder, name), "kind": kind, "objects": objects, "changed": changed}
