# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Command lines that are not taken: what we tell a person. Each key but its "line-" is the name of a construct."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_AT = "at line {line}, column {column}"
_LITERALS = "A command line is read, never evaluated: it may hold literal values only."


def of_piece(piece: str, *fix: str, cause: str = _LITERALS) -> Advice:
    """The advice of a piece of the line; its place is added to ``piece``, which says what stands there."""
    return Advice(category="input", what=f"{piece} {_AT} of the command.", cause=cause, fix=fix)


_EVALUATED: Mapping[str, Advice] = {
    "line-variable": of_piece(
        "There is a variable, {text},",
        "Use a variable of Ansible: leave the parameter out of the line and give it in parameters, with Jinja.",
        "Where a dollar sign is meant, write the text in single quotation marks.",
    ),
    "line-assignment": of_piece(
        "Something is assigned to a variable, {text},",
        "Register the result of one task and use it in the next one, or set a variable with set_fact.",
    ),
    "line-control-flow": of_piece(
        "There is control flow of PowerShell, {text},",
        "Use what Ansible has for it: when, loop, and block with rescue and always.",
    ),
    "line-subexpression": of_piece(
        "There is a subexpression, {text},",
        "Compute the value with Jinja, and give it in parameters.",
    ),
    "line-nested-command": of_piece(
        "There is a command inside the command, {text},",
        "Run it first in a task of its own, register its result, and give the value in parameters, with Jinja.",
    ),
    "line-date": of_piece(
        "There is a date that PowerShell would have to compute, {text},",
        "Compute it with Jinja, for example now(utc=true).isoformat(), and give it in parameters; in a condition write"
        " it into the line, in quotation marks.",
        "The day 30 days ago is '%Y-%m-%d' | strftime(now().timestamp() - 30 * 86400, utc=true).",
    ),
    "line-file-content": of_piece(
        "There is the content of a file, {text},",
        "Give the option files, a map of the parameter's name to the file's path, and leave the parameter out of the"
        " line.",
        "For the rows of a CSV file use community.general.read_csv and a loop.",
    ),
    "line-credential": of_piece(
        "There is a password or a credential that PowerShell would have to make, {text},",
        "Give the secret in parameters, from a vaulted variable, with no_log on the task.",
    ),
    "line-type": of_piece(
        "There is a .NET type, {text},",
        "Write the value as literal text, or compute it with Jinja and give it in parameters.",
    ),
    "line-member": of_piece(
        "Something of a value is asked for, {text},",
        "Compute the value with Jinja, and give it in parameters.",
    ),
    "line-operator": of_piece(
        "There is an operator, {text},",
        "Compute the value with Jinja; a text that looks like an operator needs quotation marks.",
    ),
    "line-script-block": of_piece(
        "There is a script block, {text}, that is no filter,",
        "Give the value as text, a list or a map; only parameters whose name ends in Filter take braces.",
    ),
    "line-splatting": of_piece(
        "There is a splatted variable, {text},",
        "Give a map of the parameters in parameters; an address needs quotation marks where it begins with @.",
    ),
    "line-powershell-command": of_piece(
        "There is a command of PowerShell itself, {text},",
        "Use what Ansible has for it; the service runs only its own cmdlets.",
        cause="Such a command runs in PowerShell, not in the service.",
    ),
    "line-call-operator": of_piece(
        "There is a call operator, {text},",
        "Write the cmdlet's name without it.",
    ),
}

_SEVERAL: Mapping[str, Advice] = {
    "line-statements": of_piece(
        "Another statement begins, {text},",
        "Give the option commands, a list with one command each.",
        cause="A command line is one command. A line that is continued ends in a backtick.",
    ),
    "line-redirection": of_piece(
        "Output is redirected, {text},",
        "Give the option dest, a path; a text with < or > in it needs quotation marks.",
        cause="A file is written by the task.",
    ),
}

_WRITTEN: Mapping[str, Advice] = {
    "line-empty": of_piece(
        "There is no command",
        "Write a cmdlet with its parameters, for example Get-Mailbox -Identity anna@contoso.com.",
        cause="The command is empty, or holds nothing but comments.",
    ),
    "line-no-cmdlet": of_piece(
        "There is {text} instead of a cmdlet's name",
        "Begin with a name such as Get-Mailbox.",
        cause="A cmdlet is a verb, a hyphen and a noun, in letters and digits, with at most 128 characters.",
    ),
    "line-placeholder": of_piece(
        "There is a place for a value, {text},",
        "Replace it with a value; a text with angle or square brackets needs quotation marks.",
        cause="Documentation marks with brackets what a reader has to fill in or may leave out.",
    ),
    "line-quote-open": of_piece(
        "A quotation mark is never closed, {text},",
        "Close it; a quotation mark inside a text stands twice, also a typographic one.",
        cause="A text ends at the next quotation mark of its kind, and typographic ones count as straight ones.",
    ),
    "line-here-string": of_piece(
        "A here-string has no end or no lines of its own, {text},",
        "Put the text on lines of its own, and '@ or \"@ at the very beginning of the last one.",
        cause="The text of a here-string begins on the line below its head.",
    ),
    "line-comment-open": of_piece(
        "A comment is never closed, {text},",
        "Close it with #>, or put the text in quotation marks.",
        cause="A comment goes from <# to #>.",
    ),
    "line-filter": of_piece(
        "The filter in braces cannot be read, {text},",
        "Put the filter in quotation marks; in them nothing but the quotation marks counts.",
        cause="What stands in braces is a statement to PowerShell: brackets come in pairs, and between two values"
        " stands an operator.",
    ),
    "line-escape": of_piece(
        "A backtick with a u has no number behind it, {text},",
        "Write one to six hexadecimal digits in braces behind it, up to 10FFFF, or the character itself.",
        cause="In double quotation marks and in words a backtick with a u begins the number of a character.",
    ),
    "line-bracket-open": of_piece(
        "A bracket is never closed, {text},",
        "Close it, or put the text in quotation marks.",
        cause="Each bracket outside of quotation marks has a partner.",
    ),
    "line-bracket": of_piece(
        "There is {text} without a meaning",
        "Remove it, or put the text in quotation marks.",
        cause="Brackets, commas and semicolons end a word that has no quotation marks.",
    ),
    "line-empty-parentheses": of_piece(
        "There is nothing between parentheses, {text},",
        "Write @() for an empty list; a text with parentheses needs quotation marks.",
        cause="Parentheses enclose a value.",
    ),
    "line-bareword": of_piece(
        "There is a word without quotation marks inside brackets, {text},",
        "Put it in quotation marks.",
        cause="Inside brackets PowerShell takes a word without quotation marks for a command.",
    ),
    "line-number": of_piece(
        "There is a number, {text}, that PowerShell reads as a negative one,",
        "Write its digits without 0x or 0b.",
        cause="The first bit of 8 or 16 hexadecimal digits is a sign to PowerShell: 0xFFFFFFFF is -1.",
    ),
    "line-backtick": of_piece(
        "A backtick stands directly behind {text}",
        "Put a space in front of the backtick, or remove it.",
        cause="A backtick makes the next character a part of the word before it; only at the end of a line it"
        " continues the line.",
    ),
    "line-split-word": of_piece(
        "The word {text} is split by the end of a line,",
        "Write the word in one line.",
        cause="A backtick at the end of a line continues the line, but inside a word it is no end of a line.",
    ),
    "line-character": of_piece(
        "There is a {name} in {text}, which is no hyphen and no letter to PowerShell,",
        "Write a plain hyphen, or remove the character; a text that has it on purpose needs quotation marks.",
        cause="Web pages and word processors put characters in that look like a hyphen or like nothing.",
    ),
    "line-text-after-quote": of_piece(
        "There is {text} directly behind a value, {value},",
        "Put a space or a comma between them, or one pair of quotation marks round both.",
        cause="A value ends at its closing quotation mark or bracket.",
    ),
    "line-comma": of_piece(
        "A comma has no value on one of its sides, {text},",
        "Remove the comma, or complete the list.",
        cause="A comma stands between two values of a list.",
    ),
    "line-comma-missing": of_piece(
        "There is {text} where a comma or the end of the brackets was expected",
        "Put a comma, or for a map's next key a semicolon, between the two values.",
        cause="The values of a list have commas between them, the keys of a map semicolons or ends of lines.",
    ),
    "line-hashtable": of_piece(
        "There is {text} where a map's key with = and a value was expected",
        "Write keys and values as in Add='a@contoso.com'; Remove='b@contoso.com'; a key that is no plain word needs"
        " quotation marks.",
        cause="A hashtable holds keys, each with an equals sign and a value.",
    ),
    "line-key-twice": of_piece(
        "A key stands twice in a map, {text},",
        "Keep one of the two.",
        cause="Upper and lower case make no difference in a hashtable's keys.",
    ),
}

_BOUND: Mapping[str, Advice] = {
    "line-parameter-name": of_piece(
        "There is {text} where a parameter's name was expected",
        "Put a space or a colon between name and value; a text that begins with a hyphen needs quotation marks.",
        cause="A parameter's name begins with a letter and has letters, digits and _, with at most 128 characters.",
    ),
    "line-parameter-ambiguous": of_piece(
        "There is a shortened name that fits several parameters, {text},",
        "Write the whole name, one of {names}.",
        cause="A name may be shortened only where one parameter begins so.",
    ),
    "line-value-missing": of_piece(
        "The parameter -{parameter} has no value",
        "Write a value behind it; for no value, write $null.",
        cause="Only a switch stands alone.",
    ),
    "line-no-position": of_piece(
        "There is a value that belongs to no parameter, {text},",
        "Write the name of the parameter in front of it; a text with spaces needs quotation marks.",
        cause="As far as it is documented, {cmdlet} takes no further value without a name.",
    ),
    "line-position-unknown": of_piece(
        "There is a value without the name of its parameter, {text},",
        "Write the name of the parameter in front of it.",
        cause="Microsoft's documentation does not have {cmdlet}, so the order of its parameters is not known.",
    ),
}

_LIMITS: Mapping[str, Advice] = {
    "line-too-long": of_piece(
        "There are more than {limit} bytes",
        "Give large values in parameters.",
        cause="A command line is limited, so that a mistake cannot occupy the machine.",
    ),
    "line-too-many-words": of_piece(
        "There are more than {limit} names and values",
        "Give long lists in parameters.",
        cause="A command line is limited, so that a mistake cannot occupy the machine.",
    ),
    "line-too-deep": of_piece(
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

COMMAND_LINES: Mapping[str, Advice] = {**_EVALUATED, **_SEVERAL, **_WRITTEN, **_BOUND, **_LIMITS, **_AROUND}

failure = Failures(COMMAND_LINES)
