# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What has changed since the report before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    one finding, which names an object only where just that one fails. Several lines of a report may have one name, such
    as two inbox rules: of these first those are the same that have the same verdict.
    """
    about = document.about
    verdicts_before = _verdicts_of(about, previous.tenants)
    for tenant in document.tenants:
        verdicts_before.pop((tenant.name, "", ""), None)
    told_now = _verdicts_of(about, (replace(tenant, error="") for tenant in document.tenants))
    counts = dict.fromkeys(("worse", "better", "unknown", "other", "new", "gone"), 0)
    were: dict[tuple[_FindingPlace, str], list[str]] = {}
    for place, verdicts in told_now.items():
        for name, now in verdicts.items():
            before = _verdicts_before(about, verdicts_before.get(place, {}), name)
            were[place, name], rest = _pair_verdicts(before, now)
            counts["gone"] += len(rest)
            for was, verdict in zip(were[place, name], now, strict=True):
                if was != verdict:
                    counts["new" if was == "new" else _direction_of_change(verdict)] += 1
    tenants = tuple(_mark_changes(about, tenant, were) for tenant in document.tenants)
    for place, verdicts in verdicts_before.items():
        for name in verdicts.keys() - told_now.get(place, {}).keys():
            for verdict in verdicts[name]:
                _count_left(about, counts, verdict, name, told_now.get(place, {}).keys())
    compared = replace(document, tenants=tenants, previous_made_at=previous.made_at)
    return compared, {**counts, "since": previous.made_at}


def _mark_changes(about: str, tenant: Tenant, were: Mapping[tuple[_FindingPlace, str], list[str]]) -> Tenant:
    """The tenant with what each finding ``were`` where that was another one; those of one name are taken in order."""
    findings = []
    for place, name, finding in _findings_of(about, replace(tenant, error="")):
        was = were[place, name].pop(0)
        findings.append(replace(finding, before=was if was != finding.verdict else ""))
    return replace(tenant, findings=tuple(findings))


def _verdicts_of(about: str, tenants: Iterable[Tenant]) -> dict[_FindingPlace, dict[str, list[str]]]:
    """The verdicts by their places and the names of properties, of which several may be one."""
    verdicts: dict[_FindingPlace, dict[str, list[str]]] = {}
    for tenant in tenants:
        for place, name, finding in _findings_of(about, tenant):
            verdicts.setdefault(place, {}).setdefault(name, []).append(finding.verdict)
    return verdicts


def _pair_verdicts(before: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """What each verdict of now was before, ``new`` where there was none; and what is left of before."""
    if len(now) == 1 and len(before) < 2:  # nearly always, of what may be a hundred thousand
        return list(before) or ["new"], []
    same, rest = Counter(now) & Counter(before), list((Counter(before) - Counter(now)).elements())
    were = []
    for verdict in now:
        if same[verdict]:
            same[verdict] -= 1
            were.append(verdict)
        else:
            were.append(rest.pop(0) if rest else "new")
    return were, rest


def _findings_of(about: str, tenant: Tenant) -> Iterator[tuple[_FindingPlace, str, Finding]]:
    """Each finding with its place, and the name of its property."""
    findings = tenant.all_findings()
    times = Counter(finding.check for finding in findings)
    for finding in findings:
        whole = about == "baseline" and times[finding.check] == 1
        yield (tenant.name, finding.check, "" if whole else finding.object), "" if whole else finding.property, finding


def _verdicts_before(about: str, verdicts: Mapping[str, list[str]], name: str) -> list[str]:
    """The verdicts that the report before had, none where it had none."""
    if name in verdicts or about != "drift" or not verdicts:
        return verdicts.get(name, [])
    if name:
        return verdicts.get("", [WORDS_OF_REPORT[about]["good"]])
    all_verdicts = [verdict for several in verdicts.values() for verdict in several]
    return [min(all_verdicts, key=lambda verdict: _WORST_FIRST.index(STATE_OF_VERDICT[verdict]))]


def _count_left(about: str, counts: dict[str, int], verdict: str, name: str, told_now: Collection[str]) -> None:
    """Count what the report before told of, and this one does not."""
    good = WORDS_OF_REPORT[about]["good"]
    if about != "drift" or not told_now:
        counts["gone"] += 1
    elif name and "" not in told_now and verdict != good:
        counts[_direction_of_change(good)] += 1


def _direction_of_change(verdict: str) -> str:
    return _DIRECTION_OF_STATE.get(STATE_OF_VERDICT[verdict], "other")
