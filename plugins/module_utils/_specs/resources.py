# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of the modules that keep objects of any kind in a desired state, one or many, and of the one that reads
them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from .._dataclass import dataclass
from .._values.value_settings import DateOrder
from .command import EncodingOptions, SafeguardOptions
from .connection import SessionOptions
from .read_options import group, option, spec_of

OnCreateOnly = Literal["fail", "warn", "recreate"]
OnWriteOnly = Literal["on_create", "always"]
State = Literal["present", "absent"]
Aim = Literal["merged", "overridden", "deleted", "gathered"]


@dataclass(frozen=True)
class WritingOptions:
    """How an object is written; ``wait`` is in seconds, None: 60 for a new object and 0 for a changed one."""

    retry_writes: Literal["never", "idempotent"] = option("str", "never", choices=["never", "idempotent"])
    journal_path: str | None = option("path", variable="EXO_JOURNAL_PATH")
    journal_values: bool = option("bool", default=False)
    wait: int | None = option("int")
    timezone: str = option("str", "UTC")
    date_order: DateOrder | None = option("str", choices=list(get_args(DateOrder)))
    encoding: EncodingOptions = option("dict", inside=EncodingOptions)


@dataclass(frozen=True)
class KeepingOptions:
    """What holds for any object that is kept in a state."""

    create_only: OnCreateOnly = option("str", "fail", choices=list(get_args(OnCreateOnly)))
    write_only: OnWriteOnly = option("str", "on_create", choices=list(get_args(OnWriteOnly)))
    remove_orphans: bool = option("bool", default=False)
    families: Mapping[str, object] = option("dict", {})
    files: Mapping[str, object] = option("dict", {}, no_log=True)  # what is in a file may be secret
    safeguards: SafeguardOptions = group(SafeguardOptions)
    writing: WritingOptions = group(WritingOptions)


@dataclass(frozen=True)
class ResourceOptions:
    """An object as it should be. ``identity`` is a text, a map of Microsoft's parameters, or None for what the
    organization has one of."""

    connection: SessionOptions = group(SessionOptions)
    kind: str | None = option("str", required=True)
    identity: object = option("raw")
    state: State = option("str", "present", choices=list(get_args(State)))
    properties: Mapping[str, object] = option("dict", {})
    keeping: KeepingOptions = group(KeepingOptions)


RESOURCE = spec_of(ResourceOptions)


@dataclass(frozen=True)
class ResourceInfoOptions:
    """Objects of a kind: one, some, or all where nothing names one."""

    connection: SessionOptions = group(SessionOptions)
    kind: str | None = option("str", required=True)
    identity: object = option("raw")
    filter: str | None = option("str")
    query: str | None = option("str")
    show: Literal["settable", "all"] = option("str", "settable", choices=["settable", "all"])
    properties: list[str] = option("list", [], elements="str")
    families: Mapping[str, object] = option("dict", {})
    catalogue: Literal["help", "strict", "off"] = option("str", "help", choices=["help", "strict", "off"])
    timezone: str = option("str", "UTC")


RESOURCE_INFO = spec_of(ResourceInfoOptions)


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
