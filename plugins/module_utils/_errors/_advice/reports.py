# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Baselines, and reports on them and on drift: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

REPORTS: Mapping[str, Advice] = {
    "baseline-not-usable": Advice(
        category="input",
        what="The baseline cannot be used: of {rule}, {problem}.",
        cause="A baseline is a map with a list of rules, each with what is read and what passes. Nothing was sent.",
        fix=("Write it like those in the collection's playbooks/baselines, as docs/baselines.md tells.",),
    ),
    "baseline-not-readable": Advice(
        category="input",
        what="The {what} '{path}' cannot be read: {reason}.",
        cause="A baseline is the name of one that ships ({known}), or a file of YAML on the controller; exceptions are"
        " such a file, too. Nothing was sent.",
        fix=("Correct the name or the path.",),
    ),
    "exception-not-usable": Advice(
        category="input",
        what="An exception cannot be used, {which}: {problem}.",
        cause="An exception is a map with rule, reason and until, and where it is not for all with tenant or object."
        " Nothing was sent.",
        fix=("Write it as docs/baselines.md shows.",),
    ),
    "report-unknown": Advice(
        category="input",
        what="There is no report '{name}'. {question}",
        cause="The reports are {known}. Nothing was sent.",
        fix=("Correct the name in report_names.",),
    ),
    "report-names-missing": Advice(
        category="input",
        what="No report is named by report_names.",
        cause="It is a list of names, or a text with commas: {known}, or all. Nothing was sent.",
        fix=("Name the reports that are wanted.",),
    ),
    "dns-server-not-valid": Advice(
        category="input",
        what="'{server}' in dns_servers is no address of a name server.",
        cause="It takes addresses, with a port where that is not 53: 192.0.2.53, 192.0.2.53:5353, [2001:db8::53]:5353."
        " Nothing was sent.",
        fix=("Write the address of a name server, or leave dns_servers out to ask those of the machine.",),
    ),
    "report-person-missing": Advice(
        category="input",
        what="The report {name} is about a person, and report_person names none.",
        cause="It tells of one person. Nothing was sent.",
        fix=("Name the person in report_person, best by an address.",),
    ),
    "report-person-not-valid": Advice(
        category="input",
        what="'{person}' in report_person names no person: {problem}.",
        cause="It takes one person, by an address, a name, an alias or an id. Nothing was sent.",
        fix=("Name one person in report_person, best by an address.",),
    ),
    "report-person-unknown": Advice(
        category="input",
        what="{organization} has no recipient '{person}', or several.",
        cause="report_person is who the reports are about. Who there is only the service knows, so this was asked first"
        " of all. Nothing else was read.",
        fix=("Correct the name; an address is surer than a display name.",),
    ),
    "report-not-usable": Advice(
        category="input",
        what="No report can be made of {where}: {problem}.",
        cause="A report is made of checks, tenants and findings, as docs/report.schema.json describes them. Nothing was"
        " written.",
        fix=("Give it what exo_baseline_info returned, or write it as the schema has it.",),
    ),
    "report-not-readable": Advice(
        category="input",
        what="The report '{path}' cannot be read: {reason}.",
        cause="src and previous are files that exo_report wrote with the format json, or folders of such files, on the"
        " machine that the task runs on. Nothing was written.",
        fix=("Correct the path, or make that report again.",),
    ),
    "reports-not-alike": Advice(
        category="input",
        what="A report on a {first} and one on {second} cannot be joined.",
        cause="Their verdicts are different words. Nothing was written.",
        fix=("Make a report of each.",),
    ),
}

failure = Failures(REPORTS)
