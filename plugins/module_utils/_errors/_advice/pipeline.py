# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands behind a pipe and is not taken, and what objects meet on their way: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures
from .command_lines import of_piece

_TAKEN = (
    "Behind a pipe cmdlets of the service, ForEach-Object with one of them, Where-Object, Sort-Object, Select-Object,"
    " Measure-Object and Group-Object are taken, and what only formats is taken off."
)

PIPELINE: Mapping[str, Advice] = {
    "line-pipeline": of_piece(
        "The pipeline goes on with {text}, which is none of the stages that are known,",
        "Give the option commands, or register the first command's result and loop over its objects.",
        cause=_TAKEN,
    ),
    "line-condition": of_piece(
        "There is {text} in a condition, which compares no property with a literal,",
        "Write comparisons such as $_.City -eq 'Oslo', joined with -and, -or and -not; else use query.",
        cause="A condition is read, never run: it knows -eq, -ne, -gt, -ge, -lt, -le, -like, -match, -contains, -in and"
        " their kin, $_ with a property, and .Count and .Length of one.",
    ),
    "line-property-of-property": of_piece(
        "Something of a property is asked for, {text},",
        "Compare the property itself: where PowerShell shows an object, the service's answer has its text.",
        cause="Of a property only .Count and .Length are known.",
    ),
    "line-pattern": of_piece(
        "The pattern {pattern} of -match is not taken",
        "Use -like with * and ?, or simpler parts: letters, sets in brackets, ., ^, $, |, groups, *, + and ?.",
        cause="It {reason}, and a pattern is taken only where it means the same to PowerShell and here.",
    ),
    "line-loop": of_piece(
        "There is a loop with something else than one cmdlet of the service in its braces, {text},",
        "Write one cmdlet with literals, $_, $_.Property and texts that have $($_.Property) in them; or register the"
        " command's result and loop over its objects.",
        cause="A loop's body is read, never run.",
    ),
    "line-property-in-text": of_piece(
        "There is {text} in a text without brackets,",
        "Write $($_.Property) for a property of the object.",
        cause="In double quotation marks $_ alone is the whole object as text, as PowerShell shows it.",
    ),
    "line-after-write": of_piece(
        "There is {text} behind {cmdlet}, which writes,",
        "End the line with the write: what it should be about is filtered before it, and another cmdlet is a command of"
        " its own, in the option commands.",
        cause="A pipeline has one cmdlet that writes at most, and it is the last.",
    ),
    "line-after-output": of_piece(
        "There is {text} behind {output}, which hands no objects on,",
        "Take {output} out of the line, or end the line with it.",
        cause="What formats, shows or writes to a file is the end of a pipeline in PowerShell: nothing would come to"
        " the cmdlet behind it.",
    ),
    "line-sort": of_piece(
        "Something is sorted in a way that is not taken, {text},",
        "Name properties, with -Descending and -Unique; use query for everything else, for example"
        " sort_by(@, &DisplayName).",
        cause="Of Sort-Object the names of properties, -Descending and -Unique are taken.",
    ),
    "line-measure": of_piece(
        "Something is measured in a way that is not taken, {text},",
        "Name properties, with -Sum, -Average, -Maximum and -Minimum.",
        cause="Of Measure-Object the count and these four are taken.",
    ),
    "line-group": of_piece(
        "Objects are grouped in a way that is not taken, {text},",
        "Name properties, with or without -NoElement; use Jinja's filter groupby for all else.",
        cause="Of Group-Object the names of properties and -NoElement are taken.",
    ),
    "line-shaping": of_piece(
        "Objects are compared or described by {text}",
        "Use query or Jinja's filters over objects, for example difference.",
        cause=_TAKEN,
    ),
    "line-conversion": of_piece(
        "Objects are converted by {text}",
        "Leave it out: objects are maps and lists. For a file give the option dest, with format: {format}.",
        cause=_TAKEN,
    ),
    "line-file-output": of_piece(
        "Objects are written to a file by {text}",
        "Give the option dest, for example {path}, with format: {format}; then it may stay in the line.",
        cause="A file is written by the task.",
    ),
    "line-calculated-property": of_piece(
        "There is a calculated property, {text},",
        "Name plain properties, and use query or Jinja for what is computed of them.",
        cause="Its expression is code that PowerShell evaluates for each object.",
    ),
    "line-select": of_piece(
        "Something is selected in a way that is not taken, {text},",
        "Name properties, or numbers with -First, -Last and -Skip; query for all else, such as [10:20].",
        cause="Of Select-Object names, -First, -Last, -Skip, -Unique, -ExpandProperty and -ExcludeProperty are taken,"
        " of Format-List and its like the names.",
    ),
    "pipeline-not-comparable": of_piece(
        "There is a comparison with {operator} that cannot be made, because {reason},",
        "Compare a property that has one value, with a literal of its kind: a number, a text, a size such as 5GB, a"
        " time span such as '30.00:00:00', a date such as '2026-09-01'; -contains looks into a list.",
        cause="The kind of the left side decides, as in PowerShell, and the right side is none of that kind.",
    ),
    "pipeline-no-number": of_piece(
        "Measure-Object cannot add up or compare {property}, because of one object {reason},",
        "Filter the objects with Where-Object first, or count them only.",
        cause="A sum and an average are of numbers, sizes and time spans.",
    ),
    "pipeline-not-bound": of_piece(
        "The objects of the pipe do not go into {cmdlet}, because {reason},",
        "Say with ForEach-Object where they go, with {cmdlet} in its braces and {form}.",
        cause="An object goes to Identity, or to what Microsoft's reference names in its place.",
    ),
    "pipeline-no-identity": of_piece(
        "An object of {kind} has nothing that names it for {cmdlet}",
        "Keep one of these properties in front of it: {names}.",
        cause="An object is named by its GUID, its address or its identity.",
    ),
    "pipeline-part-missing": of_piece(
        "{cmdlet} wants {parts} as well as -Identity, and the object of the pipe is one of them only,",
        "Give it in the line, or say with ForEach-Object where objects go, for example {form}.",
        cause="An object goes to one parameter, and what is written has a name of several parts.",
    ),
    "pipeline-no-property": of_piece(
        "An object of {kind} has no value in {property}, which {cmdlet} takes",
        "Filter such objects out, for example with Where-Object {property}.",
        cause="All commands are made before the first one runs.",
    ),
    "pipeline-in-a-list": Advice(
        category="input",
        what="A command of a list has another cmdlet behind a pipe.",
        cause="Such a line has as many commands as there are objects, and so is a task of its own.",
        fix=("Give the line to command, in a task of its own.",),
    ),
    "option-without-pipeline": Advice(
        category="input",
        what="The option {option} is given, and no cmdlet stands behind a pipe.",
        cause="It says something of the objects of a pipeline. Nothing was sent.",
        fix=("Remove the option, or write the pipeline into command.",),
    ),
    "too-many-changes": Advice(
        category="input",
        what="{cmdlet} would run for {number}, and max_changes is {most}.",
        cause="Nothing was written.",
        fix=("Narrow the objects in front of it.", "Or raise max_changes, where so many are meant."),
    ),
    "pipeline-behind-a-write": Advice(
        category="input",
        what="Objects are filtered, sorted or counted behind the write {cmdlet}.",
        cause="What a write answers is kept as it came; stages stand behind a cmdlet that reads.",
        fix=("Remove what follows the pipe, or register the result and use query or Jinja's filters.",),
    ),
    "line-pipe-open": of_piece(
        "Nothing follows the pipe",
        "Remove the pipe, or complete the line.",
        cause="A pipe stands between two commands.",
    ),
}

failure = Failures(PIPELINE)
