# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_report: files of what was found, for people and for programs. It asks no service for anything."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from .._counts import count
from .._errors._advice.reports import failure
from .._json import NotJson, TooDeep, loads, to_json
from .._json_types import Row
from .._output.export_rows_and_file_mode import mode_of, replace_if_changed
from .._output.file_formats import make_format
from .._report_files.changes_since_last_report import compare_with
from .._report_files.html_page import write_page
from .._report_files.junit_and_rows import columns_of_report, rows_of_report, write_junit
from .._report_files.report_document import REPORT_FORMAT, Document, join_documents, read_document, row_of_document
from .._specs.local_files import ReportFormat, ReportOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result

_FILE_ENDINGS: Mapping[ReportFormat, str] = {"html": ".html", "json": ".json", "junit": ".xml", "csv": ".csv"}
_USUAL_FORMATS: Sequence[ReportFormat] = ("html", "json")
# A report of 300 tenants has as many values as some pages of rows.
_PAGES_OF_ROWS = 50


def run(options: Options, context: Context) -> Result:
    """Join what is given, compare it with the report before, and write the files; in check mode say which would change.

    :raises Failure: ``report-not-usable``, ``report-not-readable``, ``reports-not-alike``, or a ``dest-...``; what
        was there stays.
    """
    report_options = read(ReportOptions(), options, context.environ)
    mode, stem = mode_of(report_options.mode), _stem_of(report_options.dest or "")
    documents = list(_read_documents(report_options))
    _warn_of_tenants_in_several(documents, context)
    document = join_documents(documents, report_options.title or "", _now(context))
    before = _read_previous(report_options, stem)
    changes: Row | None = None
    if before is not None:
        document, changes = compare_with(document, before)
    files: dict[str, str] = {}
    changed = False
    for name in report_options.formats or _USUAL_FORMATS:
        files[name] = stem + _FILE_ENDINGS[name]
        data = _write_format(name, document, changes, csv_safe=report_options.csv_safe)
        changed |= replace_if_changed(files[name], data, mode, check_mode=context.check_mode)
    return {
        "changed": changed,
        "files": files,
        "counts": document.counts(),
        "changes": changes,
        "tenants": len(document.tenants),
        "not_read": [tenant.name for tenant in document.tenants if tenant.error],
    }


def _warn_of_tenants_in_several(documents: Sequence[Document], context: Context) -> None:
    """Say of which tenants there is more than one report: two customers may have been called the same."""
    times = Counter(tenant.name for document in documents for tenant in document.tenants)
    for name in (name for name, number in times.items() if number > 1):
        context.warn(f"{count(times[name], 'report')} have the tenant {name}: what the last one found counts.")


def _write_format(name: ReportFormat, document: Document, changes: Row | None, *, csv_safe: bool) -> bytes:
    if name == "html":
        return write_page(document, changes)
    if name == "junit":
        return write_junit(document)
    if name == "json":
        return (to_json(row_of_document(document)) + "\n").encode()
    table = make_format("csv", columns_of_report(document), csv_safe=csv_safe)
    return table.add(list(rows_of_report(document))) + table.closing_bytes()


def _read_documents(report_options: ReportOptions) -> Iterator[Document]:
    """What the task itself says, then the files."""
    if report_options.tenants or report_options.checks or not report_options.src:
        content: dict[str, object] = {
            "about": report_options.about,
            "checks": report_options.checks,
            "tenants": report_options.tenants,
        }
        yield read_document(content, "the task")
    for path in report_options.src:
        for file in _files_in(path):
            yield _read_file(file)


def _files_in(path: str) -> list[str]:
    """The file, or those of a folder that end as JSON does, in the order of their names."""
    if not os.path.isdir(path):
        return [path]
    try:
        return sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".json"))
    except OSError as error:
        raise _not_readable(path, error.strerror or type(error).__name__) from error


def _read_file(path: str) -> Document:
    try:
        content = loads(Path(path).read_bytes(), _PAGES_OF_ROWS)
    except OSError as error:
        raise _not_readable(path, error.strerror or type(error).__name__) from error
    except (NotJson, TooDeep) as error:
        raise _not_readable(path, "it is no JSON") from error
    if not isinstance(content, Mapping) or content.get("format") != REPORT_FORMAT:
        raise _not_readable(path, "it is no report")
    document = read_document(content, path)
    tenants = [replace(tenant, read_at=tenant.read_at or document.made_at) for tenant in document.tenants]
    return replace(document, tenants=tuple(tenants))


def _read_previous(report_options: ReportOptions, stem: str) -> Document | None:
    """The report before; one that is asked for must be there."""
    path = report_options.previous or stem + _FILE_ENDINGS["json"]
    return _read_file(path) if report_options.previous or os.path.exists(path) else None


def _not_readable(path: str, reason: str) -> Exception:
    return failure("report-not-readable", path=path, reason=reason.lower())


def _stem_of(dest: str) -> str:
    stem, ending = os.path.splitext(os.path.abspath(dest))
    return stem if ending.lower() in (*_FILE_ENDINGS.values(), ".junit") else os.path.abspath(dest)


def _now(context: Context) -> str:
    return datetime.fromtimestamp(context.clock.wall(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
