# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_command, and so of each command of its list: values, safeguards, and what becomes of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from .._dataclass import dataclass
from .._values.value_settings import ByteForm, ClearList, DateOrder, FilterConstants, ResponseFormat
from .connection import SessionOptions
from .local_files import FORMATS, FormatName
from .read_options import group, option, spec_of


@dataclass(frozen=True)
class OutputOptions:
    """Rows go into the file ``dest``, or into the result; more than ``max_rows_in_result`` (0: any) are warned of."""

    dest: str | None = option("path", item=(str,))
    format: FormatName | None = option("str", choices=list(FORMATS), item=(str,))
    mode: str | int | None = option("raw", item=(str, int))
    owner: str | None = option("str", item=(str,))
    group: str | None = option("str", item=(str,))
    backup: bool = option("bool", default=False, item=(bool,))
    csv_safe: bool = option("bool", default=False, item=(bool,))
    max_rows_in_result: int = option("int", 10_000)


@dataclass(frozen=True)
class SafeguardOptions:
    """What is looked at before a cmdlet is sent."""

    catalogue: Literal["help", "strict", "off"] = option("str", "help", choices=["help", "strict", "off"])
    allow_tenant_wide: bool = option("bool", default=False)
    protected: list[object] = option("list", [], elements="raw")


@dataclass(frozen=True)
class EncodingOptions:
    """The forms on the wire that are not verified: docs/values.md tells what is known of each."""

    clear_list: ClearList = option("str", "no_value", choices=list(get_args(ClearList)))
    byte_arrays: ByteForm = option("str", "numbers", choices=list(get_args(ByteForm)))
    filter_constants: FilterConstants = option("str", "quoted", choices=list(get_args(FilterConstants)))
    secrets: Literal["encrypted", "refused"] = option("str", "encrypted", choices=["encrypted", "refused"])
    public_key: str | None = option("str")
    response_format: ResponseFormat = option("str", "json", choices=list(get_args(ResponseFormat)))


@dataclass(frozen=True)
class ValueOptions:
    """How values are read and sent."""

    typed: bool = option("bool", default=False, item=(bool,))
    timezone: str = option("str", "UTC")
    date_order: DateOrder | None = option("str", choices=list(get_args(DateOrder)))
    files: Mapping[str, object] = option("dict", {}, no_log=True, item=(Mapping,))  # what is in a file may be secret
    encoding: EncodingOptions = option("dict", inside=EncodingOptions)


@dataclass(frozen=True)
class ListOptions:
    """Several commands in one task."""

    commands: object = option("raw")
    on_error: Literal["stop", "continue"] = option("str", "stop", choices=["stop", "continue"])
    parallel: int = option("int", 1)
    parallel_limit: int = option("int", 3)
    batch: bool = option("bool", default=False)
    max_changes: int | None = option("int")
    with_source: bool = option("bool", default=False)


@dataclass(frozen=True)
class CommandOptions:
    """One of ``cmdlet``, ``command`` and ``many.commands`` is given; the operation tells, so that it can say what to
    do."""

    connection: SessionOptions = group(SessionOptions)
    cmdlet: str | None = option("str", item=(str,))
    command: str | None = option("str", item=(str,))
    parameters: Mapping[str, object] = option("dict", {}, item=(Mapping,))
    properties: list[str] = option("list", [], elements="str", item=(list,))
    result_size: str | int | None = option("str", "unlimited", item=(str, int))
    page_size: int | None = option("int", item=(int,))
    query: str | None = option("str", item=(str,))
    follow_own_pages: bool = option("bool", default=True)
    anchor_mailbox: str | None = option("str", item=(str,))
    retry_writes: Literal["never", "idempotent"] = option("str", "never", choices=["never", "idempotent"])
    verify: bool = option("bool", default=False, item=(bool,))
    skip_unchanged: bool = option("bool", default=False, item=(bool,))
    what_if: bool = option("bool", default=False, item=(bool,))
    journal_path: str | None = option("path", variable="EXO_JOURNAL_PATH")
    journal_values: bool = option("bool", default=False)
    show_progress: bool = option("bool", default=False, variable="EXO_SHOW_PROGRESS")
    safeguards: SafeguardOptions = group(SafeguardOptions)
    values: ValueOptions = group(ValueOptions)
    output: OutputOptions = group(OutputOptions)
    many: ListOptions = group(ListOptions)


COMMAND = spec_of(CommandOptions)
