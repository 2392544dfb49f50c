# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Values between brackets, where PowerShell reads expressions: arrays, hashtables, parentheses; and braces.

Of the expressions only literals are taken. Texts need quotation marks here: without them a word would be a command.
Microsoft's pages "about_Arrays" and "about_Hash_Tables". A script block, in which Microsoft's examples write filters,
is a text to the service, but PowerShell has to read it as a statement first: ``script_blocks.py`` walks it to see where
a comment stands, where the block ends, and whether it is one. A comment is left out, since the service knows none.
"""

from __future__ import annotations

import re

from .._characters import DASHES, DOUBLE, SINGLE
from .cursor_and_refusals import Cursor, parentheses_failure, placeholder_failure, variable_failure, warn_of_a_place
from .literals import (
    CONSTANT,
    CONSTANTS,
    Block,
    Number,
    Written,
    is_number,
    read_double_quoted,
    read_here_string,
    read_single_quoted,
)

_NO_COMMENT = "A comment inside braces was left out of the filter; PowerShell itself would send it as a part of it."


def read_script_block(cursor: Cursor) -> Block:
    """The script block that starts here, as text without comments.

    :raises Failure: it has no end, is no statement, or has a variable in it.
    """
    start = cursor.at
    if cursor.behind_pipe:
        raise cursor.refusal("line-calculated-property", start)
    cursor.token(start)
    # Their patterns are compiled by the first filter in braces, since most lines have none.
    from .script_blocks import BlockStatements  # noqa: PLC0415

    statements = BlockStatements(cursor)
    statements.walk()
    text = _without_comments(cursor.text, start + 1, cursor.at - 1, statements.comments)
    if statements.comments:
        cursor.warn(_NO_COMMENT)
    warn_of_a_place(cursor, text, start)
    return Block(text, start)


def _without_comments(text: str, start: int, end: int, comments: list[tuple[int, int]]) -> str:
    """A piece of a text without some pieces of it; what they separated stays apart."""
    if not comments:
        return text[start:end].strip()
    pieces: list[str] = []
    for first, behind in [*comments, (end, end)]:
        pieces.append(text[start:first].strip())
        start = behind
    return " ".join(filter(None, pieces))


_NUMBER_IN_ARRAY = re.compile(
    rf"[{DASHES}+]?(?:0[xX][0-9A-Fa-f]+|\d*\.\d+|\d+(?:\.(?!\.))?)[A-Za-z0-9]*(?:(?<=[eE])[-+]\d+)?"
)
# A number is a key of another kind to PowerShell; that of plain digits is sent as the text that it shows.
_HASHTABLE_KEY = re.compile(r"[^\W\d]\w*|(?:0|[1-9]\d*)(?![\w.])")
_MEMBER_ACCESS = re.compile(r"\.[A-Za-z_]|::|\[")
_ARRAY_OPERATOR = re.compile(rf"[{DASHES}][A-Za-z]+|[{DASHES}+*/%=!]+|\.\.")
_PARAMETER_NAME_BEHIND = re.compile(rf"[{DASHES}][A-Za-z]")
_ENDS_A_VALUE = frozenset("),};|&><`#")

_BLANK_BEFORE_PARAMETER = (
    "A parameter stands right behind a value. It was read as a parameter, as PowerShell does; a blank in front of it"
    " makes that plain."
)


def read_literal(cursor: Cursor) -> Written:
    """The literal that starts here with a character of its own: a quotation mark, @, $ or a parenthesis.

    :raises Failure: what is here is no literal.
    """
    start, character = cursor.at, cursor.here()
    cursor.token(start)
    if (
        cursor.in_loop
        and character
        and character in f"{DOUBLE}$"
        and (of_object := _read_value_of_object(cursor)) is not None
    ):
        written: Written = of_object
    elif character in SINGLE + DOUBLE:
        written = _read_quoted(cursor)
    elif character == "$":
        written = _read_constant(cursor)
    elif character == "(":
        written = _read_parentheses(cursor)
    else:
        written = _read_at_sign(cursor)
    _demand_end_of_value(cursor, start)
    return written


def _read_value_of_object(cursor: Cursor) -> str | None:
    """What comes of the object of a loop; None for a constant."""
    from .parse_conditions import read_from_object, read_text_of_object  # noqa: PLC0415 - few lines have a loop

    return read_from_object(cursor) if cursor.here() == "$" else read_text_of_object(cursor)


def _read_quoted(cursor: Cursor) -> str:
    start = cursor.at
    text = read_single_quoted(cursor) if cursor.here() in SINGLE else read_double_quoted(cursor)
    warn_of_a_place(cursor, text, start)
    return text


def _read_constant(cursor: Cursor) -> bool | None:
    constant = CONSTANT.match(cursor.text, cursor.at)
    if constant is None:
        raise variable_failure(cursor, cursor.at)
    cursor.at = constant.end()
    return CONSTANTS[(constant[1] or constant[2]).lower()]


def _read_at_sign(cursor: Cursor) -> Written:
    start = cursor.at
    following = cursor.text[start + 1 : start + 2]
    if following == "(":
        return _read_array(cursor)
    if following == "{":
        return _read_hashtable(cursor)
    if following and following in SINGLE + DOUBLE:
        return read_here_string(cursor)
    name = re.compile(r"@[\w.:-]*").match(cursor.text, start)
    raise cursor.refusal("line-splatting", start, name.end() if name else None)


def _demand_end_of_value(cursor: Cursor, start: int) -> None:
    """A value ends where it ends.

    :raises Failure: ``line-member`` or ``line-text-after-quote``.
    """
    character = cursor.here()
    if not character or character.isspace() or character in _ENDS_A_VALUE:
        return
    if cursor.text.startswith(("...", "\u2026"), cursor.at):
        raise cursor.refusal("line-placeholder", cursor.at, cursor.at + 3)
    if _MEMBER_ACCESS.match(cursor.text, cursor.at):
        raise cursor.refusal("line-member", cursor.at)
    if _is_parameter_name(cursor, start):
        cursor.warn(_BLANK_BEFORE_PARAMETER)
        return
    operator = _ARRAY_OPERATOR.match(cursor.text, cursor.at)
    if operator:
        raise cursor.refusal("line-operator", cursor.at, operator.end())
    raise cursor.refusal("line-text-after-quote", cursor.at, value=cursor.source.excerpt(start, cursor.at))


def _is_parameter_name(cursor: Cursor, start: int) -> bool:
    """Whether what follows a value is a parameter: behind a closing quotation mark or bracket of an argument."""
    if cursor.nested or cursor.text[start] == "$":
        return False
    return _PARAMETER_NAME_BEHIND.match(cursor.text, cursor.at) is not None


def _read_parentheses(cursor: Cursor) -> Written:
    start = cursor.at
    with cursor.deeper(start):
        cursor.at += 1
        cursor.skip_lines()
        if cursor.here() == ")":
            raise cursor.refusal("line-empty-parentheses", start, cursor.at + 1)
        cursor.parentheses += 1
        written = read_script_block(cursor) if cursor.here() == "{" else _read_list(cursor, start)
        cursor.parentheses -= 1
        cursor.skip_lines()
        _close_bracket(cursor, ")", start)
    return written


def _read_array(cursor: Cursor) -> list[Written]:
    """@( ): what each of its statements yields, one after the other; a list is taken apart, as PowerShell does."""
    start = cursor.at
    elements: list[Written] = []
    with cursor.deeper(start):
        cursor.at += 2
        cursor.skip_separators()
        while cursor.here() not in ("", ")"):
            written = _read_list(cursor, start + 1)
            elements += written if isinstance(written, list) else [written]
            _end_of_statement(cursor, ")")
        _close_bracket(cursor, ")", start)
    return elements


def _read_hashtable(cursor: Cursor) -> dict[str, Written]:
    start = cursor.at
    hashtable: dict[str, Written] = {}
    lower_keys: set[str] = set()
    with cursor.deeper(start):
        cursor.at += 2
        cursor.skip_lines()
        while cursor.here() not in ("", "}"):
            key_start = cursor.at
            key = _read_key(cursor)
            if key.lower() in lower_keys:
                raise cursor.refusal("line-key-twice", key_start, cursor.at)
            lower_keys.add(key.lower())
            _read_equals_sign(cursor)
            hashtable[key] = _read_list(cursor, cursor.at)
            _end_of_statement(cursor, "}")
        _close_bracket(cursor, "}", start)
    return hashtable


def _read_key(cursor: Cursor) -> str:
    cursor.token(cursor.at)
    character = cursor.here()
    if character in SINGLE:
        return read_single_quoted(cursor)
    if character in DOUBLE:
        return read_double_quoted(cursor)
    key = _HASHTABLE_KEY.match(cursor.text, cursor.at)
    if key is None:
        raise _odd_element_failure(cursor, "line-hashtable")
    cursor.at = key.end()
    return key[0]


def _read_equals_sign(cursor: Cursor) -> None:
    cursor.skip()
    if cursor.here() != "=":
        raise cursor.refusal("line-hashtable", cursor.at)
    cursor.at += 1
    cursor.skip_lines()
    if cursor.here() in ("}", ";"):
        raise cursor.refusal("line-hashtable", cursor.at)


def _read_list(cursor: Cursor, opening: int) -> Written:
    """One literal, or several with commas between them."""
    if cursor.here() == ",":
        cursor.at += 1
        cursor.skip_lines()
        return [_read_list(cursor, opening)]
    first = _read_element(cursor, opening)
    cursor.skip()
    if cursor.here() != ",":
        return first
    elements = [first]
    while cursor.here() == ",":
        comma = cursor.at
        cursor.at += 1
        cursor.skip_lines()
        if cursor.here() in ("", ")", "}", ",", ";"):
            raise cursor.refusal("line-comma", comma)
        elements.append(_read_element(cursor, cursor.at))
        cursor.skip()
    return elements


def _read_element(cursor: Cursor, opening: int) -> Written:
    character = cursor.here()
    if character and character in f"{SINGLE}{DOUBLE}$(@":
        return read_literal(cursor)
    number = _NUMBER_IN_ARRAY.match(cursor.text, cursor.at)
    if number and is_number(text := _plain_dash(number[0])):
        cursor.token(cursor.at)
        cursor.at = number.end()
        _demand_end_of_number(cursor, number.start())
        return Number(text)
    if character == "{":
        raise cursor.refusal("line-calculated-property" if cursor.behind_pipe else "line-script-block", cursor.at)
    if not character:
        raise cursor.refusal("line-bracket-open", opening)
    raise _no_literal(cursor, opening)


def _plain_dash(text: str) -> str:
    return f"-{text[1:]}" if text[0] in DASHES else text


def _demand_end_of_number(cursor: Cursor, start: int) -> None:
    character = cursor.here()
    if not character or character.isspace() or character in _ENDS_A_VALUE:
        return
    operator = _ARRAY_OPERATOR.match(cursor.text, cursor.at)
    if operator:
        raise cursor.refusal("line-operator", cursor.at, operator.end())
    word = re.compile(r"[^\s(){},;|&]+").match(cursor.text, start)
    raise cursor.refusal("line-bareword", start, word.end() if word else None)


def _no_literal(cursor: Cursor, opening: int) -> Exception:
    """The failure of what stands in brackets instead of a literal."""
    if cursor.here() == "<":
        return placeholder_failure(cursor)
    operator = _ARRAY_OPERATOR.match(cursor.text, cursor.at)
    if operator:
        return cursor.refusal("line-operator", cursor.at, operator.end())
    if cursor.text[opening : opening + 1] == "(" and cursor.text[opening + 1 : cursor.at].strip() == "":
        return parentheses_failure(cursor, opening)
    return parentheses_failure(cursor, cursor.at)


def _end_of_statement(cursor: Cursor, bracket: str) -> None:
    """Behind a statement: the closing bracket, a semicolon, or the end of the line.

    :raises Failure: something else stands there.
    """
    cursor.skip()
    if cursor.here() in ("", bracket, ";", "\r", "\n"):
        cursor.skip_separators()
        return
    raise _odd_element_failure(cursor, "line-bracket")


def _odd_element_failure(cursor: Cursor, otherwise: str) -> Exception:
    """The failure of what follows a whole value."""
    character = cursor.here()
    operator = _ARRAY_OPERATOR.match(cursor.text, cursor.at)
    if operator:
        return cursor.refusal("line-operator", cursor.at, operator.end())
    if character == "|":
        return cursor.refusal("line-pipeline", cursor.at)
    if character == "$":
        return variable_failure(cursor, cursor.at)
    if character in SINGLE + DOUBLE or character.isalnum():
        return cursor.refusal("line-comma-missing" if otherwise == "line-bracket" else otherwise, cursor.at)
    return cursor.refusal(otherwise, cursor.at)


def _close_bracket(cursor: Cursor, bracket: str, start: int) -> None:
    if not cursor.here():
        raise cursor.refusal("line-bracket-open", start)
    if cursor.here() != bracket:
        raise _odd_element_failure(cursor, "line-bracket")
    cursor.at += 1
