# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_journal_info: what a journal (``journal_path``) tells of each command, and the sums of it. Nothing is sent.

A write that began and has no end may have run. A line that was cut off, as the end of a killed process leaves it, is
counted and not read. Of each plan what never began, and nobody has done since, is left to do; an object whose writes
have begun is none of that until it is settled: what ran of it stands among the commands.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from .._dataclass import dataclass
from .._endpoints.name_and_url_syntax import comparable_organization
from .._errors._advice.commands import failure
from .._json import NotJson, TooDeep, loads
from .._json_types import JsonMap, Row
from .._specs.local_files import OUTCOMES, JournalInfoOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result

# Moments of a journal are in UTC and in one form, so that their texts are in the order of time.
_MOMENT_TEXT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d(\.\d+)?)?)?Z?)?)?)?", re.ASCII)
_COMMAND_EVENTS = ("begun", "ended")
_JOURNAL_EVENTS = (*_COMMAND_EVENTS, "planned", "settled")
_MARKS_OF_LINE = ("client_request_id", "plan", "tenant_id", "about")
_TAKEN_FROM_LINE = (
    "index", "cmdlet", "object", "parameters", "organization", "tenant_id", "identity", "client_request_id",
    "written_values",
)  # fmt: skip


def run(options: Options, context: Context) -> Result:
    """Read the journal, put begin and end of each command together, and leave out what does not fit.

    :raises Failure: ``journal-not-readable`` or ``journal-moment-not-valid``.
    """
    journal_options = read(JournalInfoOptions(), options, context.environ)
    for name, moment in (("since", journal_options.since), ("until", journal_options.until)):
        if moment and not _MOMENT_TEXT.fullmatch(moment):
            raise failure("journal-moment-not-valid", option=name, moment=moment)
    lines, cut = _lines_of_journal(journal_options.path or "")
    commands = [
        command
        for command in _join_begin_and_end(lines)
        if _row_is_asked_for(command, journal_options, str(command["begun"] or command["ended"] or ""))
    ]
    left = [item for item in left_to_do(lines) if _row_is_asked_for(item, journal_options, str(item["planned"]))]
    return {
        "changed": False,
        "commands": commands,
        "counts": {word: sum(command["outcome"] == word for command in commands) for word in OUTCOMES},
        "by_organization": _sums_of_outcomes(commands, "organization"),
        "by_cmdlet": _sums_of_outcomes(commands, "cmdlet"),
        # A read, which has no object, may be made again whatever became of it.
        "may_have_run": [command for command in commands if command["outcome"] == "unknown" and command["object"]],
        "left_to_do": left,
        "lines_cut": cut,
    }


def _lines_of_journal(path: str) -> tuple[list[JsonMap], int]:
    """The lines that are whole, and how many are not."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise failure("journal-not-readable", path=path, detail=error.strerror or type(error).__name__) from error
    lines: list[JsonMap] = []
    cut = 0
    for line in filter(None, content.splitlines()):
        try:
            event = loads(line)
        except (NotJson, TooDeep):
            event = None
        if isinstance(event, dict) and event.get("event") in _JOURNAL_EVENTS and _has_marks(event):
            lines.append(event)
        else:
            cut += 1
    return lines, cut


def _has_marks(line: JsonMap) -> bool:
    """Whether what lines are put together by is text, where it is there: anybody may have written into the file."""
    return all(isinstance(line.get(name), (str, type(None))) for name in _MARKS_OF_LINE)


def _join_begin_and_end(lines: Iterable[JsonMap]) -> list[Row]:
    """A row a command, in the order in which they began."""
    rows: dict[tuple[object, object], Row] = {}
    for number, line in enumerate(lines):
        if line["event"] not in _COMMAND_EVENTS:
            continue
        request_id = line.get("client_request_id")
        # A command that was never sent has no id, and has its end alone.
        row = rows.setdefault((request_id, None if request_id else number), _row_of_begun(line))
        if line["event"] == "ended":
            row |= {name: line.get(name) for name in ("outcome", "changed", "would_change", "error")}
            row["ended"] = line.get("time")
    return list(rows.values())


def _row_of_begun(line: JsonMap) -> Row:
    """A command of which only the beginning is known."""
    begun = line.get("time") if line["event"] == "begun" else None
    fields = {name: line.get(name) for name in _TAKEN_FROM_LINE}
    return {"begun": begun, "ended": None, **fields, "outcome": "unknown", "changed": None, "would_change": None,
            "error": None}  # fmt: skip


def _row_is_asked_for(row: Row, journal_options: JournalInfoOptions, moment: str) -> bool:
    """Whether a row is asked for; what is left to do has no outcome."""
    # Without its Z a moment that says less is the beginning of those that say more.
    since, until = ((text or "").removesuffix("Z") for text in (journal_options.since, journal_options.until))
    names = [str(row[name]).casefold() for name in ("organization", "tenant_id")]
    organizations = [comparable_organization(pattern) for pattern in journal_options.organizations]
    return (
        moment >= since
        and (not until or moment[: len(until)] <= until)
        and (not organizations or any(_is_like(name, organizations) for name in names))
        and (not journal_options.cmdlets or _is_like(str(row["cmdlet"]).casefold(), journal_options.cmdlets))
        and (
            not journal_options.with_outcomes
            or row.get("outcome", journal_options.with_outcomes[0]) in journal_options.with_outcomes
        )
    )


def _is_like(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern.casefold()) for pattern in patterns)


def _sums_of_outcomes(commands: Iterable[Row], name: str) -> Result:
    """How many commands of each organization or cmdlet have which outcome."""
    numbers_by_name: dict[str, Counter[str]] = {}
    for command in commands:
        numbers_by_name.setdefault(str(command[name]), Counter())[str(command["outcome"])] += 1
    return {key: {word: numbers[word] for word in OUTCOMES} for key, numbers in sorted(numbers_by_name.items())}


_NOTHING_RAN = "did_not_run"
_WHAT_IS_DONE = ("cmdlet", "object", "parameters")
_FIELDS_OF_ITEM = ("index", "action", *_WHAT_IS_DONE)
_FIELDS_OF_PLAN = ("plan", "organization", "tenant_id", "identity")


def left_to_do(lines: Sequence[JsonMap]) -> list[Row]:
    """A row for each item that is left, in the order of the plans. ``lines`` are whole, and in the order of time."""
    latest = {_mark_of_plan(line): line for line in lines if line["event"] == "planned"}
    done_in_journal = _find_ends(lines)
    return [
        {"planned": plan.get("time"), **{name: plan.get(name) for name in _FIELDS_OF_PLAN},
         **{name: planned.get(name) for name in _FIELDS_OF_ITEM}}
        for number, plan in enumerate(lines)
        if plan["event"] == "planned" and latest[_mark_of_plan(plan)] is plan
        for planned in _items_left_of_plan(plan, done_in_journal.since(number))
    ]  # fmt: skip


@dataclass(frozen=True)
class _DoneInJournal:
    """What is no longer to be done: ``line_of_item`` has the last line that says so of each item; ``ran`` has
    line, item and what was done of all that ran."""

    line_of_item: Mapping[str, int]
    ran: Sequence[tuple[int, str, str]]

    def since(self, number: int) -> _DoneInJournal:
        """What lines behind this one say."""
        line_of_item = {key: line for key, line in self.line_of_item.items() if line > number}
        return _DoneInJournal(line_of_item, [ran for ran in self.ran if ran[0] > number])


def _items_left_of_plan(plan: JsonMap, done_in_journal: _DoneInJournal) -> list[JsonMap]:
    """The items of a plan that nobody has begun.

    A journal has no values, so members who are added to one group look alike. What has run for one of the plan says
    nothing of another then; other tasks have done those that look alike where they did as many.
    """
    keys = [(item, *_keys_of_done(plan, item)) for item in _items_of_plan(plan)]
    of_plan = {item_key for _item, item_key, _work in keys}
    elsewhere = Counter(work for _line, item_key, work in done_in_journal.ran if item_key not in of_plan)
    left = [(item, work) for item, item_key, work in keys if item_key not in done_in_journal.line_of_item]
    alike = Counter(work for _item, work in left)
    return [item for item, work in left if elsewhere[work] < alike[work]]


def _mark_of_plan(plan: JsonMap) -> tuple[object, ...]:
    """What two plans about the same have in common."""
    return tuple(plan.get(name) for name in ("tenant_id", "about"))


def _find_ends(lines: Sequence[JsonMap]) -> _DoneInJournal:
    line_of_item: dict[str, int] = {}
    ran: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines):
        if line["event"] == "planned":
            continue
        key, work = _keys_of_done(line, line)
        if line.get("outcome") == _NOTHING_RAN:
            line_of_item.pop(key, None)  # it had begun, and a signal came before it was sent
            continue
        line_of_item[key] = number
        # Another task has done the same only where it ran.
        if line.get("outcome") == "ran":
            ran.append((number, key, work))
    return _DoneInJournal(line_of_item, ran)


def _keys_of_done(line: JsonMap, item: JsonMap) -> tuple[str, str]:
    """The item itself, and what is done with which object of which tenant, whoever does it."""
    item_key = item.get("client_request_id") or [line.get("plan"), item.get("index")]
    work = [line.get("tenant_id"), *(item.get(name) for name in _WHAT_IS_DONE)]
    return json.dumps(item_key), json.dumps(work, sort_keys=True)


def _items_of_plan(plan: JsonMap) -> list[JsonMap]:
    items = plan.get("items")
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
