# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""$_ and $PSItem, the object that passes: with a property, alone, and inside of a text in double quotation marks; and
the condition of Where-Object, comparisons of $_.Property with literals, read as a tree and never run.

Microsoft's pages "about_Operators", "about_Operator_Precedence" and "about_Comparison_Operators": the comma binds
closest, then -not and !, then comparisons, and -and, -or and -xor are equal, from left to right.
"""

from __future__ import annotations

import re

from .._characters import DASHES, DOUBLE, SINGLE
from .._json_types import Json
from .arrays_and_hashtables import read_literal
from .cursor_and_refusals import COMMAND_INSIDE, Cursor, command_key, type_name_failure, variable_failure
from .literals import (
    CONSTANT,
    CONSTANTS,
    Number,
    Written,
    is_number,
    number_of,
    read_double_quoted,
    read_single_quoted,
    read_special_character,
)
from .stages import Comparison, Condition, FromObject, Literal, Logical, Not, Property

_THIS_OBJECT = re.compile(r"\$(?:_|PSItem)(?![\w:?])", re.IGNORECASE)
_MEMBER_OF_OBJECT = re.compile(r"\.(?:([A-Za-z_][\w-]*)|(?=['\"]))")
_PLAIN_TEXT_IN_QUOTES = re.compile(f"[^{DOUBLE}`$]*")
_WORD_OF_CONDITION = re.compile(r"[^\s(){},;|&]+")


def _no_condition(cursor: Cursor) -> Exception:
    """What stands here is none of a condition. A date may be computed before, and written into the line."""
    command = COMMAND_INSIDE.match(cursor.text, cursor.at)
    if command and command_key(cursor.text, command) == "line-date":
        return cursor.refusal("line-date", cursor.at, command.end())
    word = _WORD_OF_CONDITION.match(cursor.text, cursor.at)
    return cursor.refusal("line-condition", cursor.at, word.end() if word else None)


def _read_property(cursor: Cursor) -> Property | None:
    """The object with a property and perhaps its count or length; None where something else stands here.

    :raises Failure: ``line-property-of-property``, ``line-condition``: more is asked of it.
    """
    this_object = _THIS_OBJECT.match(cursor.text, cursor.at)
    if this_object is None:
        return None
    cursor.at = this_object.end()
    names: list[str] = []
    while (member := _MEMBER_OF_OBJECT.match(cursor.text, cursor.at)) is not None:
        start = cursor.at
        cursor.at = member.end()
        names.append(
            member[1] or (read_single_quoted(cursor) if cursor.here() in SINGLE else read_double_quoted(cursor))
        )
        if cursor.here() == "(" or (len(names) == 2 and names[1].lower() not in ("count", "length")) or len(names) > 2:
            raise cursor.refusal("line-property-of-property", start, cursor.at)
    if cursor.here() in ("[", ":"):
        raise _no_condition(cursor)
    if not names:
        return Property("")
    return Property(names[0], names[1].lower() if len(names) == 2 else "")


def read_from_object(cursor: Cursor) -> FromObject | None:
    """A value that comes of the object: $_, $_.Property and $($_.Property); None where something else stands here."""
    start = cursor.at
    piped_property = _property_in_parentheses(cursor) or _read_property(cursor)
    if piped_property is None:
        return None
    if piped_property.part:
        raise cursor.refusal("line-property-of-property", start, cursor.at)
    return FromObject(cursor.text[start : cursor.at], (piped_property,))


def _property_in_parentheses(cursor: Cursor) -> Property | None:
    """$( ) with a property in it; None, and the place as it was, for anything else."""
    start = cursor.at
    if not cursor.text.startswith("$(", start):
        return None
    cursor.at += 2
    cursor.skip()
    piped_property = _read_property(cursor)
    cursor.skip()
    if piped_property is None or cursor.here() != ")":
        cursor.at = start
        return None
    cursor.at += 1
    return piped_property


def read_text_of_object(cursor: Cursor) -> str:
    """The text in double quotation marks that starts here, with properties in it as $($_.Property).

    :raises Failure: ``line-property-in-text``: $_ stands in it without brackets; else as any other text.
    """
    start = cursor.at
    cursor.at += 1
    pieces: list[str | Property] = []
    while cursor.at < len(cursor.text):
        plain = _PLAIN_TEXT_IN_QUOTES.match(cursor.text, cursor.at)
        pieces.append(plain[0] if plain else "")
        cursor.at = plain.end() if plain else cursor.at
        character = cursor.here()
        if character == "$" and (piped_property := _property_in_parentheses(cursor)) is not None:
            pieces.append(piped_property)
        elif character == "$" and (this_object := _THIS_OBJECT.match(cursor.text, cursor.at)):
            raise cursor.refusal("line-property-in-text", cursor.at, this_object.end())
        elif character in ("`", "$"):
            pieces.append(read_special_character(cursor))
        elif character:
            cursor.at += 1
            if cursor.here() not in DOUBLE or not cursor.here():
                return _text_of_pieces(cursor.text[start : cursor.at], pieces)
            pieces.append(cursor.here())
            cursor.at += 1
    raise cursor.refusal("line-quote-open", start)


def _text_of_pieces(written: str, pieces: list[str | Property]) -> str:
    texts = [piece for piece in pieces if isinstance(piece, str)]
    # A text that is nothing but a property is a text all the same: its second piece is empty.
    return "".join(texts) if len(texts) == len(pieces) else FromObject(written, (*pieces, ""))


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


def literal_value(written: Written, cursor: Cursor, start: int) -> Json:
    """A literal as what it is compared as.

    :raises Failure: ``line-condition``: it is a map or a block.
    """
    if isinstance(written, Number):
        return written.text if written.is_text else number_of(written.text)
    if isinstance(written, list):
        return [literal_value(element, cursor, start) for element in written]
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
        condition = _read_logical(cursor, start)
        while cursor.here() == ";":
            cursor.at += 1
            cursor.skip_lines()
        _close_condition(cursor, "}", start)
    return condition


def _close_condition(cursor: Cursor, bracket: str, start: int) -> None:
    cursor.skip_lines()
    if not cursor.here():
        raise cursor.refusal("line-bracket-open", start)
    if cursor.here() != bracket:
        raise _no_condition(cursor)
    cursor.at += 1


def _read_logical(cursor: Cursor, opening: int) -> Condition:
    condition = _read_comparison(cursor, opening)
    while (operator := _next_operator(cursor)) and operator[1].lower() in _LOGICAL_OPERATORS:
        cursor.token(cursor.at)
        cursor.at = operator.end()
        condition = Logical(condition, operator[1].lower(), _read_comparison(cursor, opening))
    return condition


def _next_operator(cursor: Cursor) -> re.Match[str] | None:
    """The operator that follows.

    :raises Failure: ``line-condition``: it is one that is not known here, as -band, -is and -replace.
    """
    cursor.skip_lines()
    operator = _CONDITION_OPERATOR.match(cursor.text, cursor.at)
    if operator and (operator[1].lower() in _LOGICAL_OPERATORS or operator_of(operator[1])):
        return operator
    if operator or _CALCULATING_SIGN.match(cursor.text, cursor.at):
        raise _no_condition(cursor)
    return None


def _read_comparison(cursor: Cursor, opening: int) -> Condition:
    condition = _read_operands(cursor, opening)
    while (operator := _next_operator(cursor)) and (name_and_case := operator_of(operator[1])):
        place = cursor.source.place(cursor.at)
        cursor.token(cursor.at)
        cursor.at = operator.end()
        condition = Comparison(condition, name_and_case[0], _read_operands(cursor, opening), name_and_case[1], place)
    return condition


def _read_operands(cursor: Cursor, opening: int) -> Condition:
    """One operand, or literals with commas between them."""
    first = _read_operand(cursor, opening)
    cursor.skip_lines()
    if cursor.here() != ",":
        return first
    operands = [first]
    while cursor.here() == ",":
        cursor.at += 1
        operands.append(_read_operand(cursor, opening))
        cursor.skip_lines()
    values = [operand.value for operand in operands if isinstance(operand, Literal)]
    if len(values) < len(operands):
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
            condition = _read_logical(cursor, start)
            _close_condition(cursor, ")", start)
        if cursor.here() == ".":
            raise _no_condition(cursor)
        return condition
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
        return literal_value(read_literal(cursor), cursor, start)
    number = _NUMBER_IN_CONDITION.match(cursor.text, start)
    if number is None or not is_number(number[0]):
        if character == "[" and (failure := type_name_failure(cursor, start)):
            raise failure
        raise _no_condition(cursor)
    cursor.at = number.end()
    return number_of(number[0])


def _read_variable(cursor: Cursor) -> Condition:
    """$_ with what is asked of it, or one of the constants."""
    constant = CONSTANT.match(cursor.text, cursor.at)
    if constant:
        cursor.at = constant.end()
        return Literal(CONSTANTS[(constant[1] or constant[2]).lower()])
    piped_property = _read_property(cursor)
    if piped_property is None:
        raise variable_failure(cursor, cursor.at)
    return piped_property
