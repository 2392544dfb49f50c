# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Command lines that are not taken: what we tell a person. Each key but its "line-" is the name of a construct."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_AT = "at line {line}, column {column}"
_LITERALS = "A command line is read, never evaluated: it may hold literal values only."


def _is(what: str, *fix: str, cause: str = _LITERALS) -> Advice:
    """The advice of a piece of the line; its place is added to ``what``."""
    return Advice(category="input", what=f"{what} {_AT} of the command.", cause=cause, fix=fix)


_EVALUATED: Mapping[str, Advice] = {
    "line-variable": _is(
        "There is a variable, {text},",
        "Use a variable of Ansible: leave the parameter out of the line and give it in parameters, with Jinja.",
        "Where a dollar sign is meant, write the text in single quotation marks.",
    ),
    "line-assignment": _is(
        "Something is assigned to a variable, {text},",
        "Register the result of one task and use it in the next one, or set a variable with set_fact.",
    ),
    "line-control-flow": _is(
        "There is control flow of PowerShell, {text},",
        "Use what Ansible has for it: when, loop, and block with rescue and always.",
    ),
    "line-subexpression": _is(
        "There is a subexpression, {text},",
        "Compute the value with Jinja, and give it in parameters.",
    ),
    "line-nested-command": _is(
        "There is a command inside the command, {text},",
        "Run it first in a task of its own, register its result, and give the value in parameters, with Jinja.",
    ),
    "line-date": _is(
        "There is a date that PowerShell would have to compute, {text},",
        "Compute it with Jinja, for example now(utc=true).isoformat(), and give it in parameters.",
    ),
    "line-file-content": _is(
        "There is the content of a file, {text},",
        "Give the option files, a map of the parameter's name to the file's path, and leave the parameter out of the"
        " line.",
        "For the rows of a CSV file use community.general.read_csv and a loop.",
    ),
    "line-credential": _is(
        "There is a password or a credential that PowerShell would have to make, {text},",
        "Give the secret in parameters, from a vaulted variable, with no_log on the task.",
    ),
    "line-type": _is(
        "There is a .NET type, {text},",
        "Write the value as literal text, or compute it with Jinja and give it in parameters.",
    ),
    "line-member": _is(
        "Something of a value is asked for, {text},",
        "Compute the value with Jinja, and give it in parameters.",
    ),
    "line-operator": _is(
        "There is an operator, {text},",
        "Compute the value with Jinja; a text that looks like an operator needs quotation marks.",
    ),
    "line-script-block": _is(
        "There is a script block, {text}, that is no filter,",
        "Give the value as text, a list or a map; only parameters whose name ends in Filter take braces.",
    ),
    "line-splatting": _is(
        "There is a splatted variable, {text},",
        "Give a map of the parameters in parameters; an address needs quotation marks where it begins with @.",
    ),
    "line-powershell-command": _is(
        "There is a command of PowerShell itself, {text},",
        "Use what Ansible has for it; the service runs only its own cmdlets.",
        cause="Such a command runs in PowerShell, not in the service.",
    ),
    "line-call-operator": _is(
        "There is a call operator, {text},",
        "Write the cmdlet's name without it.",
    ),
}

_SEVERAL: Mapping[str, Advice] = {
    "line-statements": _is(
        "Another statement begins, {text},",
        "Give the option commands, a list with one command each.",
        cause="A command line is one command. A line that is continued ends in a backtick.",
    ),
    "line-pipeline": _is(
        "The pipeline goes on with {text}, which does more than formatting,",
        "Give the option commands, or register the first command's result and loop over its objects.",
        cause="Behind a pipe only commands that format are taken, which is what a task does not need.",
    ),
    "line-where": _is(
        "Objects are filtered by {text}",
        "Use the cmdlet's own Filter parameter; else query, for example [?City=='Oslo'].",
        cause="A condition is code that PowerShell evaluates for each object.",
    ),
    "line-loop": _is(
        "There is a loop over objects, {text},",
        "Register the command's result and loop over its objects.",
        cause="A loop's body is code that PowerShell runs for each object.",
    ),
    "line-sort": _is(
        "Objects are sorted by {text}",
        "Use query, for example sort_by(@, &DisplayName), or Jinja's filter sort.",
        cause="The service does not sort, and the order is part of the result.",
    ),
    "line-shaping": _is(
        "Objects are counted, grouped or compared by {text}",
        "Take count from the result, or use query or Jinja's filters over objects.",
        cause="Behind a pipe only commands that format are taken.",
    ),
    "line-conversion": _is(
        "Objects are converted by {text}",
        "Leave it out: objects are maps and lists; Jinja's to_json and to_nice_yaml write them as text.",
        cause="Behind a pipe only commands that format are taken.",
    ),
    "line-file-output": _is(
        "Objects are written to a file by {text}",
        "Give the option dest, a path, with format: csv, jsonl or json.",
        cause="Behind a pipe only commands that format are taken; a file is written by the task.",
    ),
    "line-redirection": _is(
        "Output is redirected, {text},",
        "Give the option dest, a path; a text with < or > in it needs quotation marks.",
        cause="A file is written by the task.",
    ),
    "line-calculated-property": _is(
        "There is a calculated property, {text},",
        "Name plain properties, and use query or Jinja for what is computed of them.",
        cause="Its expression is code that PowerShell evaluates for each object.",
    ),
    "line-select": _is(
        "Something is selected in a way that a listing cannot, {text},",
        "Name properties, and a number with -First; use query for everything else, for example [].PrimarySmtpAddress or"
        " [10:].",
        cause="Of Select-Object the names of properties and -First are taken, of Format-List and its like the names.",
    ),
    "line-pipe-open": _is(
        "Nothing follows the pipe",
        "Remove the pipe, or complete the line.",
        cause="A pipe stands between two commands.",
    ),
}

_WRITTEN: Mapping[str, Advice] = {
    "line-empty": _is(
        "There is no command",
        "Write a cmdlet with its parameters, for example Get-Mailbox -Identity anna@contoso.com.",
        cause="The command is empty, or holds nothing but comments.",
    ),
    "line-no-cmdlet": _is(
        "There is {text} instead of a cmdlet's name",
        "Begin with a name such as Get-Mailbox.",
        cause="A cmdlet is a verb, a hyphen and a noun, in letters and digits, with at most 128 characters.",
    ),
    "line-placeholder": _is(
        "There is a place for a value, {text},",
        "Replace it with a value; a text with angle or square brackets needs quotation marks.",
        cause="Documentation marks with brackets what a reader has to fill in or may leave out.",
    ),
    "line-quote-open": _is(
        "A quotation mark is never closed, {text},",
        "Close it; a quotation mark inside a text stands twice, also a typographic one.",
        cause="A text ends at the next quotation mark of its kind, and typographic ones count as straight ones.",
    ),
    "line-here-string": _is(
        "A here-string has no end or no lines of its own, {text},",
        "Put the text on lines of its own, and '@ or \"@ at the very beginning of the last one.",
        cause="The text of a here-string begins on the line below its head.",
    ),
    "line-comment-open": _is(
        "A comment is never closed, {text},",
        "Close it with #>, or put the text in quotation marks.",
        cause="A comment goes from <# to #>.",
    ),
    "line-filter": _is(
        "The filter in braces cannot be read, {text},",
        "Put the filter in quotation marks; in them nothing but the quotation marks counts.",
        cause="What stands in braces is a statement to PowerShell: brackets come in pairs, and between two values"
        " stands an operator.",
    ),
    "line-escape": _is(
        "A backtick with a u has no number behind it, {text},",
        "Write one to six hexadecimal digits in braces behind it, up to 10FFFF, or the character itself.",
        cause="In double quotation marks and in words a backtick with a u begins the number of a character.",
    ),
    "line-bracket-open": _is(
        "A bracket is never closed, {text},",
        "Close it, or put the text in quotation marks.",
        cause="Each bracket outside of quotation marks has a partner.",
    ),
    "line-bracket": _is(
        "There is {text} without a meaning",
        "Remove it, or put the text in quotation marks.",
        cause="Brackets, commas and semicolons end a word that has no quotation marks.",
    ),
    "line-empty-parentheses": _is(
        "There is nothing between parentheses, {text},",
        "Write @() for an empty list; a text with parentheses needs quotation marks.",
        cause="Parentheses enclose a value.",
    ),
    "line-bareword": _is(
        "There is a word without quotation marks inside brackets, {text},",
        "Put it in quotation marks.",
        cause="Inside brackets PowerShell takes a word without quotation marks for a command.",
    ),
    "line-number": _is(
        "There is a number, {text}, that PowerShell reads as a negative one,",
        "Write its digits without 0x or 0b.",
        cause="The first bit of 8 or 16 hexadecimal digits is a sign to PowerShell: 0xFFFFFFFF is -1.",
    ),
    "line-backtick": _is(
        "A backtick stands directly behind {text}",
        "Put a space in front of the backtick, or remove it.",
        cause="A backtick makes the next character a part of the word before it; only at the end of a line it"
        " continues the line.",
    ),
    "line-split-word": _is(
        "The word {text} is split by the end of a line,",
        "Write the word in one line.",
        cause="A backtick at the end of a line continues the line, but inside a word it is no end of a line.",
    ),
    "line-character": _is(
        "There is a {name} in {text}, which is no hyphen and no letter to PowerShell,",
        "Write a plain hyphen, or remove the character; a text that has it on purpose needs quotation marks.",
        cause="Web pages and word processors put characters in that look like a hyphen or like nothing.",
    ),
    "line-text-after-quote": _is(
        "There is {text} directly behind a value, {value},",
        "Put a space or a comma between them, or one pair of quotation marks round both.",
        cause="A value ends at its closing quotation mark or bracket.",
    ),
    "line-comma": _is(
        "A comma has no value on one of its sides, {text},",
        "Remove the comma, or complete the list.",
        cause="A comma stands between two values of a list.",
    ),
    "line-comma-missing": _is(
        "There is {text} where a comma or the end of the brackets was expected",
        "Put a comma, or for a map's next key a semicolon, between the two values.",
        cause="The values of a list have commas between them, the keys of a map semicolons or ends of lines.",
    ),
    "line-hashtable": _is(
        "There is {text} where a map's key with = and a value was expected",
        "Write keys and values as in Add='a@contoso.com'; Remove='b@contoso.com'; a key that is no plain word needs"
        " quotation marks.",
        cause="A hashtable holds keys, each with an equals sign and a value.",
    ),
    "line-key-twice": _is(
        "A key stands twice in a map, {text},",
        "Keep one of the two.",
        cause="Upper and lower case make no difference in a hashtable's keys.",
    ),
}

_BOUND: Mapping[str, Advice] = {
    "line-parameter-name": _is(
        "There is {text} where a parameter's name was expected",
        "Put a space or a colon between name and value; a text that begins with a hyphen needs quotation marks.",
        cause="A parameter's name begins with a letter and has letters, digits and _, with at most 128 characters.",
    ),
    "line-parameter-ambiguous": _is(
        "There is a shortened name that fits several parameters, {text},",
        "Write the whole name, one of {names}.",
        cause="A name may be shortened only where one parameter begins so.",
    ),
    "line-value-missing": _is(
        "The parameter -{parameter} has no value",
        "Write a value behind it; for no value, write $null.",
        cause="Only a switch stands alone.",
    ),
    "line-no-position": _is(
        "There is a value that belongs to no parameter, {text},",
        "Write the name of the parameter in front of it; a text with spaces needs quotation marks.",
        cause="As far as it is documented, {cmdlet} takes no further value without a name.",
    ),
    "line-position-unknown": _is(
        "There is a value without the name of its parameter, {text},",
        "Write the name of the parameter in front of it.",
        cause="Microsoft's documentation does not have {cmdlet}, so the order of its parameters is not known.",
    ),
}

_LIMITS: Mapping[str, Advice] = {
    "line-too-long": _is(
        "There are more than {limit} bytes",
        "Give large values in parameters.",
        cause="A command line is limited, so that a mistake cannot occupy the machine.",
    ),
    "line-too-many-words": _is(
        "There are more than {limit} names and values",
        "Give long lists in parameters.",
        cause="A command line is limited, so that a mistake cannot occupy the machine.",
    ),
    "line-too-deep": _is(
        "Brackets are nested more than {limit} deep",
        "Give a flatter value.",
        cause="No cmdlet takes values that are nested so deeply.",
    ),
}

_AROUND: Mapping[str, Advice] = {
    "properties-twice": Advice(
        category="input",
        what="The option properties is '{option}', but the command selects '{line}'.",
        cause="Both mean the same, so they must not differ.",
        fix=("Keep one of the two.",),
    ),
    "opath-value": Advice(
        category="input",
        what="A value of the kind {kind} cannot stand in a filter.",
        cause="A filter compares a property with one text, number, true, false or null.",
        fix=("Give one value; for a list, join one comparison for each of its values with -or.",),
    ),
}

LINE: Mapping[str, Advice] = {**_EVALUATED, **_SEVERAL, **_WRITTEN, **_BOUND, **_LIMITS, **_AROUND}

failure = Failures(LINE)
