# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of the modules that ask and tell: exo_baseline_info, exo_cmdlet_info, exo_customer_info,
exo_conformance, exo_preflight_info and exo_report_info."""

from __future__ import annotations

from .._dataclass import dataclass
from .._endpoints.clouds import RELATIONSHIP_STATUSES
from .connection import ConnectionOptions, SessionOptions
from .read_options import group, option, spec_of


@dataclass(frozen=True)
class CmdletInfoOptions:
    """The names are patterns; ``allowed`` None asks the service where there is a session."""

    connection: SessionOptions = group(SessionOptions)
    cmdlet: str | None = option("str")
    verb: str | None = option("str")
    noun: str | None = option("str")
    parameter: str | None = option("str")
    with_parameters: bool = option("bool", default=True)
    allowed: bool | None = option("bool")


CMDLET_INFO = spec_of(CmdletInfoOptions)


@dataclass(frozen=True)
class BaselineInfoOptions:
    """A baseline and its exceptions as their files have them, which the controller reads."""

    connection: SessionOptions = group(SessionOptions)
    baseline: object = option("raw", required=True)
    exceptions: object = option("raw")
    rules: list[str] = option("list", [], elements="str")


BASELINE_INFO = spec_of(BaselineInfoOptions)


@dataclass(frozen=True)
class ReportInfoOptions:
    """``report_names`` is a list, or a text with commas as a survey gives it; with ``only_names`` nothing is asked."""

    connection: SessionOptions = group(SessionOptions)
    report_names: object = option("raw", required=True)
    report_person: str | None = option("str")
    dns_servers: list[str] = option("list", [], elements="str")
    only_names: bool = option("bool", default=False)
    parallel: int = option("int", 1)


REPORT_INFO = spec_of(ReportInfoOptions)


@dataclass(frozen=True)
class ConformanceOptions:
    """The questions as they are given, and whether they may write."""

    connection: SessionOptions = group(SessionOptions)
    questions: list[object] | None = option("list", elements="raw", required=True)
    writes: bool = option("bool", default=False)


CONFORMANCE = spec_of(ConformanceOptions)


@dataclass(frozen=True)
class CustomerInfoOptions:
    """Customers of any ``status`` where it is empty."""

    connection: ConnectionOptions = group(ConnectionOptions)
    page_size: int | None = option("int")
    status: list[str] = option("list", [], elements="str", choices=list(RELATIONSHIP_STATUSES))


CUSTOMER_INFO = spec_of(CustomerInfoOptions)


@dataclass(frozen=True)
class PreflightInfoOptions:
    """``cmdlets`` are the names of those that the work to come needs."""

    connection: SessionOptions = group(SessionOptions)
    cmdlets: list[str] = option("list", [], elements="str")


PREFLIGHT_INFO = spec_of(PreflightInfoOptions)
