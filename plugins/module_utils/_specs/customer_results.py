# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_customer_results, which works on files alone: no option reads a variable."""

from __future__ import annotations

from typing import Literal, get_args

from .._dataclass import dataclass
from .command import FORMATS, FormatName
from .read_options import option, spec_of

StepName = Literal["start", "begin", "end", "finish"]


@dataclass(frozen=True)
class CustomerResultsOptions:
    """``path`` is the folder of results and ``step`` the moment of the run; the rest belongs to one step or another."""

    path: str | None = option("path", required=True)
    step: StepName | None = option("str", choices=list(get_args(StepName)), required=True)
    run: str | None = option("str")
    customer_name: str | None = option("str")
    all_customers: list[str] = option("list", [], elements="str")
    tasks_file: str | None = option("path")
    commands: list[object] = option("list", [], elements="raw")
    first_customers: int = option("int", 0)
    first_may_fail: bool = option("bool", default=False)
    max_failures: int = option("int", 0)
    organization: str | None = option("str")
    tenant_id: str | None = option("str")
    failure: object = option("raw")
    failed_task: str | None = option("str")
    hidden: bool = option("bool", default=False)
    formats: list[FormatName] = option("list", [], elements="str", choices=list(FORMATS))
    csv_safe: bool = option("bool", default=False)
    earlier: list[str] = option("list", [], elements="str")


CUSTOMER_RESULTS = spec_of(CustomerResultsOptions)
