# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The condition of Where-Object: comparisons of $_.Property with literals, read as a tree and never run.

Microsoft's pages "about_Operators", "about_Operator_Precedence" and "about_Comparison_Operators": the comma binds
closest, then -not and !, then comparisons, and -and, -or and -xor are equal, from left to right.
"""

from __future__ import annotations

import re

from .._characters import DASHES, DOUBLE, SINGLE
from .._json_types import Json
from . import refused_constructs
from .arrays_and_hashtables import value
from .properties_of_object import no_condition, read_property
from .scanner import Cursor
from .stages import Comparison, Condition, Literal, Logical, Not
from .strings import CONSTANT, CONSTANTS, read_double_quoted, read_single_quoted
from .written_values import Number, Written, is_number, number_of

COMPARISONS = frozenset(
    {
        "eq", "ne", "gt", "ge", "lt", "le", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in",
        "notin",
    }
)  # fmt: skip
_LOGICAL_OPERATORS = frozenset({"and", "or", "xor"})
_CONDITION_OPERATOR = re.compile(rf"[{DASHES}]([A-Za-z]+)(?![\w])")
_CALCULATING_SIGN = re.compile(r"[-+*/%=<>&]|\.\.")
_NEGATION = re.compile(rf"!|[{DASHES}]not(?!\w)", re.IGNORECASE)
_NUMBER_IN_CONDITION = re.compile(
    rf"[{DASHES}+]?(?:0[xX][0-9A-Fa-f]+|\d*\.\d+|\d+(?:\.(?!\.))?)[A-Za-z0-9]*(?:(?<=[eE])[-+]\d+)?"
)


def operator_of(word: str) -> tuple[str, bool] | None:
    """A comparison's operator without its c or i, and whether it has the c; None for what is none."""
    name = word.lower()
    for written, with_case in ((name, False), (name[1:], name[:1] == "c")):
        if written in COMPARISONS and (written == name or name[0] in "ci"):
            return written, with_case
    return None


def literal(written: Written, cursor: Cursor, start: int) -> Json:
    """A literal as what it is compared as.

    :raises Failure: ``line-condition``: it is a map or a block.
    """
    if isinstance(written, Number):
        return written.text if written.is_text else number_of(written.text)
    if isinstance(written, list):
        return [literal(one, cursor, start) for one in written]
    if written is None or isinstance(written, (str, bool)):
        return written
    raise cursor.refusal("line-condition", start, cursor.at)


def read_condition(cursor: Cursor) -> Condition:
    """The condition in the braces that open here; the cursor stands behind them then.

    :raises Failure: ``line-condition``, or that of a bracket, a text or a variable.
    """
    start = cursor.at
    cursor.token(start)
    with cursor.deeper(start):
        cursor.at += 1
        cursor.skip_lines()
        found = _read_logical(cursor, start)
        while cursor.here() == ";":
            cursor.at += 1
            cursor.skip_lines()
        _close_condition(cursor, "}", start)
    return found


def _close_condition(cursor: Cursor, bracket: str, start: int) -> None:
    cursor.skip_lines()
    if not cursor.here():
        raise cursor.refusal("line-bracket-open", start)
    if cursor.here() != bracket:
        raise no_condition(cursor)
    cursor.at += 1


def _read_logical(cursor: Cursor, opening: int) -> Condition:
    found = _read_comparison(cursor, opening)
    while (operator := _next_operator(cursor)) and operator[1].lower() in _LOGICAL_OPERATORS:
        cursor.token(cursor.at)
        cursor.at = operator.end()
        found = Logical(found, operator[1].lower(), _read_comparison(cursor, opening))
    return found


def _next_operator(cursor: Cursor) -> re.Match[str] | None:
    """The operator that follows.

    :raises Failure: ``line-condition``: it is one that is not known here, as -band, -is and -replace.
    """
    cursor.skip_lines()
    found = _CONDITION_OPERATOR.match(cursor.text, cursor.at)
    if found and (found[1].lower() in _LOGICAL_OPERATORS or operator_of(found[1])):
        return found
    if found or _CALCULATING_SIGN.match(cursor.text, cursor.at):
        raise no_condition(cursor)
    return None


def _read_comparison(cursor: Cursor, opening: int) -> Condition:
    found = _read_operands(cursor, opening)
    while (operator := _next_operator(cursor)) and (known := operator_of(operator[1])):
        place = cursor.source.place(cursor.at)
        cursor.token(cursor.at)
        cursor.at = operator.end()
        found = Comparison(found, known[0], _read_operands(cursor, opening), known[1], place)
    return found


def _read_operands(cursor: Cursor, opening: int) -> Condition:
    """One operand, or literals with commas between them."""
    first = _read_operand(cursor, opening)
    cursor.skip_lines()
    if cursor.here() != ",":
        return first
    found = [first]
    while cursor.here() == ",":
        cursor.at += 1
        found.append(_read_operand(cursor, opening))
        cursor.skip_lines()
    values = [one.value for one in found if isinstance(one, Literal)]
    if len(values) < len(found):
        raise cursor.refusal("line-condition", opening, cursor.at)
    return Literal(values)


def _read_operand(cursor: Cursor, opening: int) -> Condition:
    cursor.skip_lines()
    start, character = cursor.at, cursor.here()
    cursor.token(start)
    if not character:
        raise cursor.refusal("line-bracket-open", opening)
    negation = _NEGATION.match(cursor.text, start)
    if negation:
        cursor.at = negation.end()
        with cursor.deeper(start):
            return Not(_read_operand(cursor, opening))
    if character == "(":
        with cursor.deeper(start):
            cursor.at += 1
            found = _read_logical(cursor, start)
            _close_condition(cursor, ")", start)
        if cursor.here() == ".":
            raise no_condition(cursor)
        return found
    if character == "$":
        return _read_variable(cursor)
    return Literal(_literal_here(cursor))


def _literal_here(cursor: Cursor) -> Json:
    start, character = cursor.at, cursor.here()
    if character in SINGLE:
        return read_single_quoted(cursor)
    if character in DOUBLE:
        return read_double_quoted(cursor)
    if character == "@":
        return literal(value(cursor), cursor, start)
    found = _NUMBER_IN_CONDITION.match(cursor.text, start)
    if found is None or not is_number(found[0]):
        if character == "[" and (failure := refused_constructs.type_name_failure(cursor, start)):
            raise failure
        raise no_condition(cursor)
    cursor.at = found.end()
    return number_of(found[0])


def _read_variable(cursor: Cursor) -> Condition:
    """$_ with what is asked of it, or one of the constants."""
    constant = CONSTANT.match(cursor.text, cursor.at)
    if constant:
        cursor.at = constant.end()
        return Literal(CONSTANTS[(constant[1] or constant[2]).lower()])
    found = read_property(cursor)
    if found is None:
        raise refused_constructs.variable_failure(cursor, cursor.at)
    return found
