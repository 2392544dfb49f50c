# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of exo_report."""

from __future__ import annotations

from typing import Literal, get_args

from .._dataclass import dataclass
from .read_options import option, spec_of

ReportFormat = Literal["html", "json", "junit", "csv"]
About = Literal["baseline", "drift", "report"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)


@dataclass(frozen=True)
class ReportOptions:
    """``dest`` is the path of the files, whatever its ending; no ``formats`` are HTML and JSON. ``previous`` is the
    report before, by itself the JSON that is there."""

    dest: str | None = option("path", required=True)
    formats: list[ReportFormat] = option("list", [], elements="str", choices=list(REPORT_FORMATS))
    about: About = option("str", "baseline", choices=list(get_args(About)))
    title: str | None = option("str")
    checks: list[object] = option("list", [], elements="raw")
    tenants: list[object] = option("list", [], elements="raw")
    src: list[str] = option("list", [], elements="path")
    previous: str | None = option("path")
    csv_safe: bool = option("bool", default=False)
    mode: str | int | None = option("raw")


REPORT = spec_of(ReportOptions)
