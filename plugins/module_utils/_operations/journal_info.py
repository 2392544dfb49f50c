# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_journal_info: what a journal (``journal_path``) tells of each command, and the sums of it. Nothing is sent.

A write that began and has no end may have run; what was planned and never began is left to do. A line that was cut
off, as the end of a killed process leaves it, is counted and not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from .._context_and_progress import Context, Options, Result
from .._errors._advice.commands import failure
from .._json import NotJson, TooDeep, loads
from .._json_types import JsonMap, Row
from .._specs.journal import OUTCOMES, JournalInfoOptions
from .._specs.read_options import read
from .left_to_do import left_to_do

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
    given = read(JournalInfoOptions(), options, context.environ)
    for name, moment in (("since", given.since), ("until", given.until)):
        if moment and not _MOMENT_TEXT.fullmatch(moment):
            raise failure("journal-moment-not-valid", option=name, moment=moment)
    lines, cut = _lines_of_journal(given.path or "")
    commands = [
        one
        for one in _join_begin_and_end(lines)
        if _row_is_asked_for(one, given, str(one["begun"] or one["ended"] or ""))
    ]
    left = [one for one in left_to_do(lines) if _row_is_asked_for(one, given, str(one["planned"]))]
    return {
        "changed": False,
        "commands": commands,
        "counts": {word: sum(one["outcome"] == word for one in commands) for word in OUTCOMES},
        "by_organization": _sums_of_outcomes(commands, "organization"),
        "by_cmdlet": _sums_of_outcomes(commands, "cmdlet"),
        "may_have_run": [one for one in commands if one["outcome"] == "unknown"],
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
            found = loads(line)
        except (NotJson, TooDeep):
            found = None
        if isinstance(found, dict) and found.get("event") in _JOURNAL_EVENTS and _has_marks(found):
            lines.append(found)
        else:
            cut += 1
    return lines, cut


def _has_marks(line: JsonMap) -> bool:
    """Whether what lines are put together by is text, where it is there: anybody may have written into the file."""
    return all(isinstance(line.get(name), (str, type(None))) for name in _MARKS_OF_LINE)


def _join_begin_and_end(lines: Iterable[JsonMap]) -> list[Row]:
    """A row a command, in the order in which they began."""
    found: dict[tuple[object, object], Row] = {}
    for number, line in enumerate(lines):
        if line["event"] not in _COMMAND_EVENTS:
            continue
        own = line.get("client_request_id")
        # A command that was never sent has no id, and has its end alone.
        row = found.setdefault((own, None if own else number), _row_of_begun(line))
        if line["event"] == "ended":
            row |= {name: line.get(name) for name in ("outcome", "changed", "would_change", "error")}
            row["ended"] = line.get("time")
    return list(found.values())


def _row_of_begun(line: JsonMap) -> Row:
    """A command of which only the beginning is known."""
    begun = line.get("time") if line["event"] == "begun" else None
    known = {name: line.get(name) for name in _TAKEN_FROM_LINE}
    return {"begun": begun, "ended": None, **known, "outcome": "unknown", "changed": None, "would_change": None,
            "error": None}  # fmt: skip


def _row_is_asked_for(row: Row, given: JournalInfoOptions, moment: str) -> bool:
    """Whether a row is asked for; what is left to do has no outcome."""
    # Without its Z a moment that says less is the beginning of those that say more.
    since, until = ((text or "").removesuffix("Z") for text in (given.since, given.until))
    names = [str(row[name]).casefold() for name in ("organization", "tenant_id")]
    return (
        moment >= since
        and (not until or moment[: len(until)] <= until)
        and (not given.organizations or any(_is_like(name, given.organizations) for name in names))
        and (not given.cmdlets or _is_like(str(row["cmdlet"]).casefold(), given.cmdlets))
        and (not given.with_outcomes or row.get("outcome", given.with_outcomes[0]) in given.with_outcomes)
    )


def _is_like(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, one.casefold()) for one in patterns)


def _sums_of_outcomes(commands: Iterable[Row], name: str) -> Result:
    """How many commands of each organization or cmdlet have which outcome."""
    found: dict[str, Counter[str]] = {}
    for one in commands:
        found.setdefault(str(one[name]), Counter())[str(one["outcome"])] += 1
    return {key: {word: numbers[word] for word in OUTCOMES} for key, numbers in sorted(found.items())}
