# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_resources, which keeps many objects in a desired state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from .._dataclass import dataclass
from .command import SafeguardOptions
from .connection import SessionOptions
from .read_options import group, option, spec_of
from .resource import KeepingOptions, OnCreateOnly, OnWriteOnly, WritingOptions

Aim = Literal["merged", "overridden", "deleted", "gathered"]


@dataclass(frozen=True)
class ResourcesOptions:
    """Objects as they should be. ``resources`` are rows of ``kind``, ``identity``, ``properties`` and ``state``; None
    of ``max_changes`` is any number. Of ``src`` the action plugin makes a map, which says whose objects they are; it
    writes ``dest``."""

    connection: SessionOptions = group(SessionOptions)
    resources: list[object] = option("list", [], elements="raw")
    state: Aim = option("str", "merged", choices=list(get_args(Aim)))
    src: object = option("raw")
    dest: str | None = option("path")
    hidden_values: list[str] = option("list", [], elements="str", no_log=True)
    allow_other_tenant: bool = option("bool", default=False)
    kinds: list[str] = option("list", [], elements="str")
    max_changes: int | None = option("int")
    max_removals: int = option("int", 0)
    plan_checksum: str | None = option("str")
    ignore: list[object] = option("list", [], elements="raw")
    show_progress: bool = option("bool", default=False, variable="EXO_SHOW_PROGRESS")
    create_only: OnCreateOnly = option("str", "fail", choices=list(get_args(OnCreateOnly)))
    write_only: OnWriteOnly = option("str", "on_create", choices=list(get_args(OnWriteOnly)))
    remove_orphans: bool = option("bool", default=False)
    families: Mapping[str, object] = option("dict", {})
    safeguards: SafeguardOptions = group(SafeguardOptions)
    writing: WritingOptions = group(WritingOptions)

    @property
    def keeping(self) -> KeepingOptions:
        """What holds for each of the objects; a file belongs to one, so that there are none."""
        return KeepingOptions(
            create_only=self.create_only,
            write_only=self.write_only,
            remove_orphans=self.remove_orphans,
            families=self.families,
            safeguards=self.safeguards,
            writing=self.writing,
        )


RESOURCES = spec_of(ResourcesOptions)
