# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What has changed since the report before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from .._json_types import Row
from .report_document import STATE_OF_VERDICT, WORDS_OF_REPORT, Document, Finding, Tenant

# Tenant, check and object: what has a verdict of its own, or one for each of its properties.
_FindingPlace: TypeAlias = tuple[str, str, str]
_WORST_FIRST = ("bad", "unknown", "aside", "good")
_DIRECTION_OF_STATE: Mapping[str, str] = {"bad": "worse", "good": "better", "unknown": "unknown"}


def compare_with(document: Document, previous: Document) -> tuple[Document, Row]:
    """The same report with what has changed since ``previous``, and the numbers of that.

    A report on drift has one finding of an object that is equal, and one of each property that is not: there a property
    that is not told of is equal, and a verdict on an object holds for each of its properties. A rule of a baseline has
    one finding, which names an object only where just that one fails.
    """
    about = document.about
    verdicts_before: dict[_FindingPlace, dict[str, str]] = {}
    for place, name, finding in (
        place_and_finding for tenant in previous.tenants for place_and_finding in _findings_of(about, tenant)
    ):
        verdicts_before.setdefault(place, {})[name] = finding.verdict
    counts = dict.fromkeys(("worse", "better", "unknown", "other", "new", "gone"), 0)
    told_now: dict[_FindingPlace, set[str]] = {}
    tenants = []
    for tenant in document.tenants:
        verdicts_before.pop((tenant.name, "", ""), None)
        findings = []
        for place, name, finding in _findings_of(about, replace(tenant, error="")):
            told_now.setdefault(place, set()).add(name)
            verdict_before = _verdict_before(about, verdicts_before.get(place, {}), name)
            changed = verdict_before if verdict_before != finding.verdict else ""
            if changed:
                counts["new" if verdict_before == "new" else _direction_of_change(finding.verdict)] += 1
            findings.append(replace(finding, before=changed))
        tenants.append(replace(tenant, findings=tuple(findings)))
    for place, verdicts in verdicts_before.items():
        for name in verdicts.keys() - told_now.get(place, set()):
            _count_left(about, counts, verdicts[name], name, told_now.get(place, set()))
    compared = replace(document, tenants=tuple(tenants), previous_made_at=previous.made_at)
    return compared, {**counts, "since": previous.made_at}


def _findings_of(about: str, tenant: Tenant) -> Iterator[tuple[_FindingPlace, str, Finding]]:
    """Each finding with its place, and the name of its property."""
    findings = tenant.all_findings()
    times = Counter(finding.check for finding in findings)
    for finding in findings:
        whole = about == "baseline" and times[finding.check] == 1
        yield (tenant.name, finding.check, "" if whole else finding.object), "" if whole else finding.property, finding


def _verdict_before(about: str, verdicts: Mapping[str, str], name: str) -> str:
    """The verdict that the report before had, ``new`` where it had none."""
    if name in verdicts or about != "drift" or not verdicts:
        return verdicts.get(name, "new")
    if name:
        return verdicts.get("", WORDS_OF_REPORT[about]["good"])
    return min(verdicts.values(), key=lambda verdict: _WORST_FIRST.index(STATE_OF_VERDICT[verdict]))


def _count_left(about: str, counts: dict[str, int], verdict: str, name: str, told_now: set[str]) -> None:
    """Count what the report before told of, and this one does not."""
    good = WORDS_OF_REPORT[about]["good"]
    if about != "drift" or not told_now:
        counts["gone"] += 1
    elif name and "" not in told_now and verdict != good:
        counts[_direction_of_change(good)] += 1


def _direction_of_change(verdict: str) -> str:
    return _DIRECTION_OF_STATE.get(STATE_OF_VERDICT[verdict], "other")
