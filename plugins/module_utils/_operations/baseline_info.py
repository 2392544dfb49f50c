# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_baseline_info: rule by rule, whether an organization is as a baseline has it. It only reads.

A read that fails makes its rules unknown. Where no read could be made at all, or each was refused to whoever asks, that
is the task's failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from fnmatch import fnmatchcase

from .._baselines.rules_and_exceptions import Baseline, Rule, read_baseline, read_exceptions
from .._baselines.verdicts import RowsOfRule, judge_rule
from .._catalogue.cmdlets import service_for
from .._commands.many_commands import run_many
from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._errors._advice.reports import failure
from .._errors.failure import Failure
from .._specs.command import CommandOptions, ListOptions
from .._specs.connection import SessionOptions
from .._specs.info_and_conformance import BaselineInfoOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result

_SERVICES_OF_RULES = ("exchange", "compliance")
_FORBIDDEN_STATUS = 403
_VERDICTS_OF_RULES = ("pass", "fail", "unknown", "excepted")


def run(options: Options, context: Context) -> Result:
    """Read what the rules are about, ten reads a request, and judge each; in check mode as well.

    :raises Failure: ``baseline-not-usable``, ``exception-not-usable``, or why nothing at all could be read.
    """
    demand_packages()
    demand_in_place(options)
    baseline_options = read(BaselineInfoOptions(), options, context.environ)
    baseline, exceptions = read_baseline(baseline_options.baseline), read_exceptions(baseline_options.exceptions)
    rules = _choose_rules(baseline, baseline_options.rules)
    reads, organization = _read_for_rules(rules, baseline_options.connection, context)
    now = datetime.fromtimestamp(context.clock.wall(), timezone.utc)
    names = [str(name) for name in organization.values() if name]
    findings: list[Result] = [
        judge_rule(rule, reads.get(rule.read_key, RowsOfRule()), exceptions, names or [""], now.date().isoformat())
        for rule in rules
    ]
    return {
        "changed": False,
        "baseline": {name: getattr(baseline, name) for name in ("name", "title", "source", "version")},
        "checks": [_check_of(rule, baseline) for rule in rules],
        "findings": findings,
        "counts": {word: sum(finding["verdict"] == word for finding in findings) for word in _VERDICTS_OF_RULES},
        "mends": _join_mends(mend for finding in findings for mend in finding["mend"]),
        "read_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **organization,
    }


def _choose_rules(baseline: Baseline, patterns: Sequence[str]) -> list[Rule]:
    """The rules whose id fits one of the patterns; all where there is none.

    :raises Failure: ``baseline-not-usable`` for a pattern that no rule fits.
    """
    for pattern in patterns:
        if not any(fnmatchcase(rule.id, pattern) for rule in baseline.rules):
            raise failure("baseline-not-usable", rule=pattern, problem="there is no rule whose id fits it")
    return [rule for rule in baseline.rules if not patterns or any(fnmatchcase(rule.id, text) for text in patterns)]


def _join_mends(mends: Iterable[Result]) -> list[Result]:
    """One mend an object: what several rules want of it together."""
    mends_by_object: dict[tuple[str, str], Result] = {}
    for mend in mends:
        mend_of_object = mends_by_object.setdefault((mend["kind"], str(mend["identity"])), {**mend, "properties": {}})
        mend_of_object["properties"].update(mend["properties"])
    return list(mends_by_object.values())


def _check_of(rule: Rule, baseline: Baseline) -> Result:
    return {
        "id": rule.id,
        "title": rule.title,
        "group": rule.group,
        "severity": rule.severity,
        "source": rule.source,
        "version": baseline.version,
    }


def _read_for_rules(
    rules: Iterable[Rule], connection: SessionOptions, context: Context
) -> tuple[dict[tuple[str, str], RowsOfRule], Result]:
    """What each read gave, and of which organization.

    :raises Failure: the first one, where nothing at all could be read.
    """
    rules_by_read = {rule.read_key: rule for rule in rules if rule.cmdlet}
    rows_by_read: dict[tuple[str, str], RowsOfRule] = {}
    organization: Result = {"organization": None, "tenant_id": None}
    first: Failure | None = None
    is_let_in = False
    for service in _SERVICES_OF_RULES:
        mine = {
            key: rule for key, rule in rules_by_read.items() if service_for(rule.cmdlet, _SERVICES_OF_RULES) == service
        }
        if not mine:
            continue
        try:
            result, refusal = _ask_service(list(mine.values()), connection, context)
        except Failure as error:
            first = first or error
            rows_by_read |= dict.fromkeys(mine, RowsOfRule(problem=error.line))
            continue
        first, is_let_in = first or refusal, is_let_in or refusal is None
        organization = {name: result[name] for name in organization}
        rows_by_read |= {key: _rows_of_outcome(outcome) for key, outcome in zip(mine, result["outcomes"], strict=True)}
    if first is not None and not is_let_in:
        if "outcomes" in first.more:
            first.more = dict(organization)
        raise first
    return rows_by_read, organization


def _ask_service(rules: Sequence[Rule], connection: SessionOptions, context: Context) -> tuple[Result, Failure | None]:
    """The outcomes of the reads of one service, of which some may have failed; and the failure where each was refused
    to whoever asks.

    :raises Failure: before any of them was made.
    """
    commands = [{"cmdlet": rule.cmdlet, "parameters": rule.parameters} for rule in rules]
    many = ListOptions(commands=commands, on_error="continue", batch=True)
    try:
        return run_many(CommandOptions(connection=connection, many=many), context), None
    except Failure as error:
        if "outcomes" not in error.more:
            raise
        statuses = {(outcome.get("error") or {}).get("http_status") for outcome in error.more["outcomes"]}
        return error.more, error if statuses == {_FORBIDDEN_STATUS} else None


def _rows_of_outcome(outcome: Result) -> RowsOfRule:
    if outcome["failed"]:
        return RowsOfRule(problem=str(outcome["msg"]))
    return RowsOfRule(outcome["objects"], bool(outcome.get("truncated")))
