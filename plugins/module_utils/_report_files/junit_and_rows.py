# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A report for other programs: JUnit XML for pipelines, and rows for a table.

JUnit: a suite a tenant, a test case a finding. What is bad is a failure, what is unknown an error, what is set aside is
skipped (the schema that Jenkins and GitLab read: https://github.com/testmoapp/junitxml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr  # nosec B406

from .._json_types import Row
from .report_document import NOT_READ, Check, Document, Finding, Tenant, fill_unknown, text_of_report

REPORT_COLUMNS = (
    "tenant", "tenant_id", "check", "title", "group", "severity", "object", "property", "verdict", "before", "text",
    "wanted", "found", "source",
)  # fmt: skip
# What a finding of a report never has.
_COLUMNS_OF_RULES = ("severity", "wanted", "found")
_JUNIT_ELEMENTS = {"bad": "failure", "unknown": "error", "aside": "skipped"}
# What XML 1.0 has no way to write, escaped or not.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(document: Document) -> bytes:
    """The report as JUnit XML."""
    checks = {check.id: check for check in document.checks}
    suites = [_junit_suite(tenant, checks, document.made_at) for tenant in document.tenants]
    name = _xml_attribute(document.title or document.about)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={name}>\n{"".join(suites)}</testsuites>\n'.encode()
    )


def columns_of_report(document: Document) -> tuple[str, ...]:
    """The columns of the table: of a report those of its values as well, of all rows and not of the first alone."""
    if document.about != "report":
        return REPORT_COLUMNS
    own_columns = document.columns()
    return (
        *(name for name in REPORT_COLUMNS if name not in _COLUMNS_OF_RULES and name not in own_columns),
        *own_columns,
    )


def rows_of_report(document: Document) -> Iterator[Row]:
    """A row a finding, with all that is known of its check and tenant."""
    columns = columns_of_report(document)
    checks = {check.id: check for check in document.checks}
    values_of = fill_unknown(document)
    for tenant in document.tenants:
        for finding in tenant.all_findings():
            check = checks.get(finding.check, Check(""))
            row: Row = {
                **{name: getattr(check, name) for name in ("title", "group", "severity", "source")},
                **vars(finding),
                "tenant": tenant.name,
                "tenant_id": tenant.tenant_id,
                **values_of(finding),
            }
            yield {name: row.get(name) for name in columns}


def _junit_suite(tenant: Tenant, checks: dict[str, Check], made_at: str) -> str:
    findings = tenant.all_findings()
    states = [finding.state() for finding in findings]
    numbers = f'failures="{states.count("bad")}" errors="{states.count("unknown")}" skipped="{states.count("aside")}"'
    when = f" timestamp={_xml_attribute(tenant.read_at or made_at)}"
    cases = "".join(
        _junit_case(finding, tenant, checks.get(finding.check, Check("", NOT_READ))) for finding in findings
    )
    name = _xml_attribute(tenant.name)
    return f'<testsuite tests="{len(findings)}" {numbers}{when} name={name}>\n{cases}</testsuite>\n'


def _junit_case(finding: Finding, tenant: Tenant, check: Check) -> str:
    name = " ".join(part for part in (check.id, check.title, finding.object, finding.property) if part)
    head = f"<testcase classname={_xml_attribute(tenant.name)} name={_xml_attribute(name)}"
    element = _JUNIT_ELEMENTS.get(finding.state())
    if element is None:
        return f"{head}/>\n"
    message_parts = [
        finding.text,
        finding.wanted and f"wanted: {finding.wanted}",
        finding.found and f"found: {finding.found}",
        check.source,
    ]
    message_parts += [
        f"{name}: {'none' if value is None else text_of_report(value)}" for name, value in finding.values.items()
    ]
    return (
        f"{head}><{element} message={_xml_attribute(' | '.join(part for part in message_parts if part))}/></testcase>\n"
    )


def _xml_attribute(text: str) -> str:
    return quoteattr(_NOT_IN_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
