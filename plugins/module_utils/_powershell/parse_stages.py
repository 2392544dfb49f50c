# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands behind a command's first pipe: formatting, which is taken off, and the stages that objects pass.

What the listing itself can do (names of properties, a number of rows) becomes its options, and no stage. A cmdlet
runs for each object: by itself, or as the only command in the braces of a loop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace

from .._catalogue.cmdlets import changes, find
from .._characters import DASHES
from .._dataclass import dataclass
from .._values.encode_parameters import canonical_name
from .bind_parameters import ArgumentBinder
from .cursor_and_refusals import Cursor
from .parse_arguments import check_glue, parse_arguments
from .parse_stage_arguments import (
    FORMAT_ARGUMENTS,
    bind_stage_arguments,
    names_of_properties,
    read_group,
    read_measure,
    read_select,
    read_sort,
    read_where,
)
from .stages import Run, Select, Stage, without_unused_objects

_SELECT_NAMES = frozenset({"select-object", "select"})
# Their first position is a list of properties.
_FORMAT_NAMES = frozenset({"format-list", "fl", "format-table", "ft", "format-wide", "fw", "format-custom", "fc"})
_SHOWING_NAMES = frozenset({"out-null", "out-string", "out-host", "oh", "out-default", "out-gridview", "ogv", "more"})
_WHERE_NAMES = frozenset({"where-object", "where", "?"})
_SORT_NAMES = frozenset({"sort-object", "sort"})
_MEASURE_NAMES = frozenset({"measure-object", "measure"})
_GROUP_NAMES = frozenset({"group-object", "group"})
_LOOP_NAMES = frozenset({"foreach-object", "foreach", "%"})

# What the task writes itself, and the format that it is to have; an empty one is for the user to choose.
_FILE_COMMANDS: Mapping[str, str] = {
    "export-csv": "csv", "epcsv": "csv", "convertto-csv": "csv", "convertto-json": "json", "out-file": "",
    "set-content": "", "sc": "", "add-content": "", "ac": "", "tee-object": "", "tee": "",
}  # fmt: skip
_ANY_FORMAT, _ANY_FILE = "csv, jsonl or json", "rows.csv"
_CONVERTING_COMMANDS = frozenset({"convertto-csv", "convertto-json"})
# It hands the objects on.
_TEE_NAMES = frozenset({"tee-object", "tee"})
_REFUSED_BEHIND_PIPE: Mapping[str, tuple[str, ...]] = {
    "line-file-output": ("export-clixml", "out-printer"),
    "line-conversion": ("convertto-html", "convertto-xml"),
    "line-shaping": (
        "get-member", "gm", "get-unique", "gu", "compare-object", "compare", "diff",
        "select-string", "sls",
    ),
}  # fmt: skip
_KEY_OF: Mapping[str, str] = {name: key for key, names in _REFUSED_BEHIND_PIPE.items() for name in names}

_COMMAND_BEHIND_PIPE = re.compile(r"[^\s(){}'\"`$@<>,;|&=]+")
_TYPOGRAPHIC_DASHES = re.compile(r"[\u2013-\u2015]")


@dataclass
class Tail:
    """``stages`` in order, and the ``texts`` that they were written as. ``properties`` in order and ``first``, the
    number of rows wanted, are the listing's own; ``notes`` tell what was left out. ``output`` is the last command that
    shows objects or writes them to a file: none of them come out of it."""

    stages: list[Stage] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    properties: tuple[str, ...] = ()
    first: int | None = None
    notes: list[str] = field(default_factory=list)
    output: str = ""


def read_tail(cursor: Cursor, *, to_file: bool) -> Tail:
    """All that follows the first pipe, where the cursor is. ``to_file`` says that the task writes the rows to a file.

    :raises Failure: one of the commands does what no stage can.
    """
    tail = Tail()
    cursor.behind_pipe = True
    while cursor.here() == "|":
        pipe = cursor.at
        cursor.at += 1
        cursor.skip_lines()
        command = _COMMAND_BEHIND_PIPE.match(cursor.text, cursor.at)
        if command is None:
            raise cursor.refusal(
                "line-pipeline" if cursor.here() else "line-pipe-open", cursor.at if cursor.here() else pipe
            )
        cursor.token(cursor.at)
        _read_stage(cursor, command, tail, to_file=to_file)
        if len(tail.stages) > len(tail.texts):
            tail.texts.append(" ".join(cursor.text[command.start() : cursor.at].split()))
    _hand_to_the_listing(tail)
    tail.stages = without_unused_objects(tail.stages)
    return tail


def _read_stage(cursor: Cursor, command: re.Match[str], tail: Tail, *, to_file: bool) -> None:
    name = _TYPOGRAPHIC_DASHES.sub("-", command[0]).lower()
    cursor.at = command.end()
    check_glue(cursor, command.start())
    last = tail.stages[-1] if tail.stages else None
    write = last if isinstance(last, Run) and last.changes else None
    if write is not None and name not in _FORMAT_NAMES | _SHOWING_NAMES:
        raise cursor.refusal("line-after-write", command.start(), command.end(), cmdlet=write.cmdlet)
    if name in _SELECT_NAMES:
        _read_selection(cursor, command, tail)
    elif name in _FORMAT_NAMES | _SHOWING_NAMES:
        tail.output = command[0]
        _take_off_format(cursor, command, tail, shows=write is not None or name in _SHOWING_NAMES)
    elif name in _FILE_COMMANDS:
        tail.output = tail.output if name in _TEE_NAMES else command[0]
        _refuse_file_output(cursor, command, tail, to_file=to_file)
    elif (stage := _read_shaper(cursor, command, name, last)) is not None:
        tail.stages.append(stage)
    else:
        _read_cmdlet_or_loop(cursor, command, name, tail)


def _read_shaper(cursor: Cursor, command: re.Match[str], name: str, last: Stage | None) -> Stage | None:
    if name in _WHERE_NAMES:
        return read_where(cursor, command.start())
    if name in _SORT_NAMES:
        return read_sort(cursor)
    if name in _GROUP_NAMES:
        group = read_group(cursor)
        if not group.properties and not (isinstance(last, Select) and last.expanded):
            # Whole objects have nothing in common.
            raise cursor.refusal("line-group", command.start(), command.end())
        return group
    return read_measure(cursor, command.start()) if name in _MEASURE_NAMES else None


def _read_selection(cursor: Cursor, command: re.Match[str], tail: Tail) -> None:
    selected, all_properties = read_select(cursor)
    if all_properties:
        tail.notes.append(f"{command[0]} with a wildcard names no properties: all of them are read.")
    if selected != Select():
        tail.stages.append(selected)
    elif all_properties:
        _forget_names(tail)


def _read_cmdlet_or_loop(cursor: Cursor, command: re.Match[str], name: str, tail: Tail) -> None:
    """A cmdlet, or a loop with one.

    :raises Failure: ``line-pipeline`` and its kin: it is nothing that is known; ``line-after-output``: no object would
        come to it.
    """
    cmdlet = _known_cmdlet(name)
    if tail.output and (cmdlet is not None or name in _LOOP_NAMES):
        raise cursor.refusal("line-after-output", command.start(), command.end(), output=tail.output)
    if name in _LOOP_NAMES:
        run, notes = _read_loop(cursor, command.start())
    elif cmdlet is not None:
        run, notes = _read_cmdlet(cursor, cmdlet, command.start(), in_loop=False)
    else:
        key = _KEY_OF.get(name, "line-pipeline")
        error = cursor.refusal(key, command.start(), command.end(), format=_ANY_FORMAT, path=_ANY_FILE)
        if key == "line-pipeline" and "-" in name:
            from .._catalogue.did_you_mean import question_about  # noqa: PLC0415 - only for a line that is refused

            error.fix[:0] = question_about(command[0])
        raise error
    tail.stages.append(run)
    tail.notes += notes


def _take_off_format(cursor: Cursor, command: re.Match[str], tail: Tail, *, shows: bool) -> None:
    arguments = bind_stage_arguments(cursor, FORMAT_ARGUMENTS, "line-select")
    names = [] if shows else names_of_properties(cursor, arguments.get("property"))
    if None in names:
        tail.notes.append(f"{command[0]} with a wildcard names no properties: all of them are read.")
        _forget_names(tail)
    elif names:
        tail.stages.append(Select(tuple(name for name in names if name)))
    else:
        tail.notes.append(f"{command[0]} only formats and was taken off.")


def _forget_names(tail: Tail) -> None:
    """A wildcard behind names asks for all properties, where only the listing has been told of them."""
    if all(_is_the_listings(stage) for stage in tail.stages):
        tail.stages = [replace(stage, properties=()) for stage in tail.stages if isinstance(stage, Select)]


def _refuse_file_output(cursor: Cursor, command: re.Match[str], tail: Tail, *, to_file: bool) -> None:
    """:raises Failure: ``line-file-output``, ``line-conversion``: no option says where the rows go."""
    arguments = parse_arguments(cursor)
    name = command[0].lower()
    if not to_file:
        key = "line-conversion" if name in _CONVERTING_COMMANDS else "line-file-output"
        form = _FILE_COMMANDS.get(name) or _ANY_FORMAT
        paths = (argument.value for argument in arguments if argument.name is None and isinstance(argument.value, str))
        path = re.split(r"[\\/]", next(paths, "") if key == "line-file-output" else "")[-1]
        raise cursor.refusal(key, command.start(), command.end(), format=form, path=path or _ANY_FILE)
    tail.notes.append(f"{command[0]} was taken off: the option dest says where the rows go.")


def _is_the_listings(stage: Stage) -> bool:
    return isinstance(stage, Select) and stage.only_names_and_first


def _hand_to_the_listing(tail: Tail) -> None:
    """Names and numbers of rows become options of the listing, as far as nothing else comes before them."""
    while tail.stages and isinstance(stage := tail.stages[0], Select) and stage.only_names_and_first:
        alone = all(_is_the_listings(each_stage) for each_stage in tail.stages)
        if not alone and stage.properties:
            # Behind the last number of rows the names are a stage of their own: others follow.
            tail.stages[0] = replace(stage, first=None)
            tail.first = _smaller_number(tail.first, stage.first)
            return
        tail.properties = stage.properties or tail.properties
        tail.first = _smaller_number(tail.first, stage.first)
        del tail.stages[0], tail.texts[0]


def _smaller_number(number: int | None, limit: int | None) -> int | None:
    return limit if number is None else number if limit is None else min(number, limit)


_CMDLET_IN_LOOP = re.compile(rf"([A-Za-z]+)[{DASHES}]([A-Za-z0-9]+)(?=[\s;|`({{}}]|\Z)")
# Such as -Parallel.
_OTHER_PARAMETER = re.compile(rf"[{DASHES}][A-Za-z]+")
_PROCESS_PARAMETER = re.compile(r"-p(?:r(?:o(?:c(?:e(?:ss?)?)?)?)?)?:?", re.IGNORECASE)


def _known_cmdlet(name: str) -> str | None:
    """A cmdlet of the service in Microsoft's spelling; None for whatever else stands behind a pipe."""
    cmdlet = find(name) if "-" in name else None
    return None if cmdlet is None or cmdlet.client_module else canonical_name(name)


def _read_cmdlet(cursor: Cursor, cmdlet: str, start: int, *, in_loop: bool) -> tuple[Run, list[str]]:
    """The cmdlet whose name ends where the cursor is, with its parameters; and what there is to note of it.

    :raises Failure: that of one of its parameters.
    """
    binder = ArgumentBinder(cmdlet, cursor)
    binder.bind(parse_arguments(cursor))
    place = cursor.source.place(start)
    return Run(cmdlet, binder.parameters, in_loop, changes(cmdlet, binder.parameters), place), binder.notes


def _read_loop(cursor: Cursor, start: int) -> tuple[Run, list[str]]:
    """ForEach-Object with exactly one cmdlet in its braces.

    :raises Failure: ``line-loop``: there is more in it, or something else.
    """
    cursor.skip_lines()
    process = _PROCESS_PARAMETER.match(cursor.text, cursor.at)
    if process and cursor.text[process.end() :].lstrip()[:1] == "{":
        cursor.at = process.end()
        cursor.skip()
    if cursor.here() != "{":
        parameter = _OTHER_PARAMETER.match(cursor.text, cursor.at)
        raise cursor.refusal("line-loop", *(parameter.span() if parameter else (start, cursor.at or None)))
    opening = cursor.at
    cursor.at += 1
    cursor.skip_lines()
    head = _CMDLET_IN_LOOP.match(cursor.text, cursor.at)
    cmdlet = _known_cmdlet(f"{head[1]}-{head[2]}") if head else None
    if head is None or cmdlet is None:
        raise cursor.refusal("line-loop", cursor.at, head.end() if head else None)
    cursor.at = head.end()
    check_glue(cursor, head.start())
    cursor.in_loop = True
    run_and_notes = _read_cmdlet(cursor, cmdlet, head.start(), in_loop=True)
    cursor.in_loop = False
    cursor.skip_lines()
    if cursor.here() != "}":
        raise cursor.refusal(
            "line-loop" if cursor.here() else "line-bracket-open", cursor.at if cursor.here() else opening
        )
    cursor.at += 1
    rest = parse_arguments(cursor)
    if rest:
        raise cursor.refusal("line-loop", rest[0].start, rest[0].end)
    return run_and_notes
