# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What follows a command's name, up to a pipe or the end: the names of parameters, and their values, of which some are
words without quotation marks.

A word goes on up to a blank, a comma or a bracket; quotation marks, # and < inside of it belong to it. Microsoft's
pages "about_Parsing" and "about_Parameters".
"""

from __future__ import annotations

import re

from .._characters import DASHES, DOUBLE, SINGLE, describe, invisible_one
from .._dataclass import dataclass
from .arrays_and_hashtables import read_literal, read_script_block
from .cursor_and_refusals import CONTINUED, Cursor, placeholder_failure, type_name_failure
from .literals import Number, Written, number_or_text, read_double_quoted, read_single_quoted, read_special_character

# Operators of PowerShell, unless one is all that stands behind a parameter's name.
SIGNS = frozenset({"+", "=", "/", "+=", "=="})


@dataclass
class Argument:
    """A parameter's name or a value, from ``start`` to ``end``.

    ``name`` is None for a value. ``joined`` is a name's colon: the value that follows belongs to it, also to a switch.
    ``bare`` is a text without quotes, ``apart`` a value behind --, which ends the names.
    """

    start: int
    end: int
    name: str | None = None
    value: Written = None
    joined: bool = False
    bare: bool = False
    apart: bool = False


_OPENS_A_VALUE = frozenset(f"{SINGLE}{DOUBLE}$@(")
_ENDS_NAMES = re.compile(rf"[{DASHES}]{{2}}(?=[\s(){{}},;|&]|\Z)")
# More than the end of one line.
_EMPTY_LINES = r"#|(?:\r\n|\n|\r)\s*?[\r\n]"
_PART_OF_A_DN = re.compile(r"(?:CN|OU|O|DC|L|ST|STREET|C|UID)=.+", re.IGNORECASE | re.DOTALL)
_END_OF_A_DN = re.compile(r"(?:DC|O|C)=", re.IGNORECASE)

_LINE_OF_ITS_OWN = (
    "A line begins with a parameter or a comma. It was read as the rest of the line before; PowerShell itself would"
    " want a backtick at the end of that one."
)
_PIPE_BELOW = (
    "A pipe stands below an empty line or a comment. It was read as the rest of the line; to PowerShell itself that had"
    " ended."
)
_DISTINGUISHED_NAME = (
    "A distinguished name stands without quotation marks. It was read as one text; PowerShell itself would take each of"
    " its parts for a value of its own."
)


def parse_arguments(cursor: Cursor) -> list[Argument]:
    """The arguments up to a pipe, or to the end of the text.

    :raises Failure: one of them is no literal, or another statement follows.
    """
    arguments: list[Argument] = []
    names_end = False
    while _another_argument_follows(cursor):
        ends = None if names_end else _ENDS_NAMES.match(cursor.text, cursor.at)
        if ends:
            cursor.at, names_end = ends.end(), True
            continue
        argument = _read_argument(cursor, names_end or bool(arguments and arguments[-1].joined))
        argument.apart = names_end
        if argument.bare and argument.value in SIGNS and not _is_only_value(cursor, arguments):
            raise cursor.refusal("line-operator", argument.start, argument.end)
        arguments.append(argument)
    return arguments


def _is_only_value(cursor: Cursor, before: list[Argument]) -> bool:
    """Whether what was just read stands alone behind a parameter's name, as in "-TargetRootFolder /"."""
    if not before or before[-1].name is None:
        return False
    following = Cursor(cursor.source)
    following.at = cursor.at
    following.skip()
    return following.here() in ("", "\r", "\n", "|", ";") or NAME.match(following.text, following.at) is not None


def _another_argument_follows(cursor: Cursor) -> bool:
    """Whether another argument follows; if not, the place is a pipe or the end."""
    cursor.skip()
    character = cursor.here()
    if character in ("\r", "\n"):
        return _argument_on_next_line(cursor)
    if character == ";":
        _nothing_follows(cursor)
        return False
    if character == "|":
        if cursor.text.startswith("||", cursor.at):
            raise cursor.refusal("line-statements", cursor.at, cursor.at + 2)
        return False
    if character == "}" and cursor.in_loop:
        return False
    return bool(character)


def _argument_on_next_line(cursor: Cursor) -> bool:
    start = cursor.at
    cursor.skip_lines()
    if cursor.here() == "|" and re.search(_EMPTY_LINES, cursor.text[start : cursor.at]):
        cursor.warn(_PIPE_BELOW)
    if cursor.here() in ("", "|", ";") or (cursor.in_loop and cursor.here() == "}"):
        return _another_argument_follows(cursor)
    if not NAME.match(cursor.text, cursor.at):
        raise cursor.refusal("line-statements", cursor.at)
    cursor.warn(_LINE_OF_ITS_OWN)
    return True


def _nothing_follows(cursor: Cursor) -> None:
    """Behind a semicolon.

    :raises Failure: ``line-statements``.
    """
    while cursor.here() == ";":
        cursor.at += 1
        cursor.skip_lines()
    if cursor.here() and not (cursor.in_loop and cursor.here() == "}"):
        raise cursor.refusal("line-statements", cursor.at)


def _read_argument(cursor: Cursor, is_value: bool) -> Argument:
    """A parameter's name or a value; behind a colon it is a value whatever it looks like."""
    start = cursor.at
    name = None if is_value else NAME.match(cursor.text, start)
    if name is None:
        argument = Argument(start, start)
        argument.value, argument.bare = _read_values(cursor)
        argument.end = cursor.at
        return argument
    cursor.token(start)
    cursor.at = name.end()
    character = cursor.here()
    if character == ":" and not cursor.text.startswith("::", cursor.at):
        cursor.at += 1
    elif character and not character.isspace() and character not in "({;|&,)}`":
        raise _odd_name_failure(cursor, start)
    check_glue(cursor, start)
    return Argument(start, name.end(), name[1], joined=character == ":")


def _odd_name_failure(cursor: Cursor, start: int) -> Exception:
    if cursor.here() in "<>":
        return placeholder_failure(cursor) if cursor.here() == "<" else cursor.refusal("line-redirection", cursor.at)
    word = re.compile(r"[^\s]+").match(cursor.text, start)
    return cursor.refusal("line-parameter-name", start, word.end() if word else None)


def _read_values(cursor: Cursor) -> tuple[Written, bool]:
    """A value, or a list of values with commas between them; and whether it is one word without quotes."""
    first, bare = _read_value(cursor)
    if not _read_comma(cursor):
        return first, bare
    values, words = [first], bare
    while _read_comma(cursor):
        comma = cursor.at
        cursor.at += 1
        cursor.skip_lines()
        if cursor.here() in ("", ",", ")", "}", ";", "|"):
            raise cursor.refusal("line-comma", comma)
        following, bare = _read_value(cursor)
        values.append(following)
        words = words and bare
    return (_join_words(cursor, values) if words else values), False


def _join_words(cursor: Cursor, words: list[Written]) -> Written:
    """Words with commas between them: a list, unless they are the parts of one distinguished name."""
    parts = [word for word in words if isinstance(word, str) and _PART_OF_A_DN.fullmatch(word)]
    if len(parts) < len(words) or not _END_OF_A_DN.match(parts[-1]):
        return words
    cursor.warn(_DISTINGUISHED_NAME)
    return ",".join(parts)


def _read_comma(cursor: Cursor) -> bool:
    """Whether a comma follows, if need be on the next line; the place is where it is, else where it was."""
    before = cursor.at
    cursor.skip()
    if cursor.here() in ("\r", "\n"):
        cursor.skip_lines()
        if cursor.here() == ",":
            cursor.warn(_LINE_OF_ITS_OWN)
    if cursor.here() == ",":
        return True
    cursor.at = before
    return False


def _read_value(cursor: Cursor) -> tuple[Written, bool]:
    character = cursor.here()
    if character in _OPENS_A_VALUE and not (character == "$" and _dollar_is_text(cursor)):
        return read_literal(cursor), False
    if character == "{":
        return read_script_block(cursor), False
    if NAME.match(cursor.text, cursor.at):
        return read_hyphenated(cursor), False
    return read_word(cursor), True


def _dollar_is_text(cursor: Cursor) -> bool:
    following = cursor.text[cursor.at + 1 : cursor.at + 2]
    return not (following.isalnum() or (following and following in "_({$?^:"))


# Whatever else stands in it, PowerShell makes it part of the name; the binder says what a name may have.
NAME = re.compile(rf"[{DASHES}]((?:[^\W\d]|\?)[^\s{{}}();,|&.\[:={SINGLE}{DOUBLE}`<>$@]*)")
# What looks like the end of a comment, in a word, was not meant as a redirection.
_PLAIN_WORD = re.compile(rf"(?:[^\s(){{}},;|&`$>{SINGLE}{DOUBLE}]|(?<=#)>)+")
_REDIRECTION_SIGN = re.compile(r"[1-6*]?>+(?:&\d)?")
_PLACE_IN_TEMPLATE = re.compile(r"\[+\s*[-<]")
_ELLIPSIS_WORDS = ("...", "\u2026", "[...]")
_BEHIND_A_WORD = re.compile(r"[\s|;,#]|<#|\Z")
_ENDS_A_NAME = rf"[.:\[={SINGLE}{DOUBLE}`]"

_BACKTICK_GLUED = (
    "A backtick stands right behind a word. It was read as a continued line; PowerShell itself would take the end of"
    " the line into the word."
)


def check_glue(cursor: Cursor, start: int) -> None:
    """Behind the name or the word that starts at ``start``: where a backtick follows, the line has to go on.

    :raises Failure: ``line-backtick``: PowerShell would glue on what follows.
    """
    if cursor.here() != "`":
        return
    continued = CONTINUED.match(cursor.text, cursor.at)
    if continued is None:
        raise cursor.refusal("line-backtick", start, cursor.at + 1)
    if continued[1] is None:
        return
    if not (_BEHIND_A_WORD.match(cursor.text, continued.end()) or NAME.match(cursor.text, continued.end())):
        raise cursor.refusal("line-split-word", start, cursor.at)
    if not continued[1]:
        cursor.warn(_BACKTICK_GLUED)


def read_word(cursor: Cursor) -> str | Number:
    """A text without quotation marks, or a number.

    :raises Failure: it is something that PowerShell reads otherwise.
    """
    start = cursor.at
    cursor.token(start)
    _refuse_what_is_no_word(cursor)
    pieces: list[str] = []
    while (piece := _read_piece_of_word(cursor)) is not None:
        pieces.append(piece)
    if cursor.at == start:
        raise cursor.refusal("line-bracket", start)
    if cursor.here() == ">":
        raise _angle_bracket(cursor, start)
    check_glue(cursor, start)
    text = "".join(pieces)
    _warn_of_the_invisible(cursor, text, start)
    return number_or_text(cursor, text, start) if text == cursor.text[start : cursor.at] else text


def _angle_bracket(cursor: Cursor, start: int) -> Exception:
    opened = cursor.text.rfind("<", start, cursor.at)
    if opened < 0:
        return cursor.refusal("line-redirection", cursor.at)
    return cursor.refusal("line-placeholder", opened, cursor.at + 1)


def read_hyphenated(cursor: Cursor) -> str:
    """A value that begins with a hyphen as a parameter does, behind a colon or a comma.

    :raises Failure: ``line-parameter-name``: PowerShell would take only a part of it.
    """
    start = cursor.at
    word = read_word(cursor)
    if re.search(_ENDS_A_NAME, cursor.text[start : cursor.at]):
        raise cursor.refusal("line-parameter-name", start, cursor.at)
    return str(word)


def _read_piece_of_word(cursor: Cursor) -> str | None:
    plain = _PLAIN_WORD.match(cursor.text, cursor.at)
    if plain:
        cursor.at = plain.end()
        return plain[0]
    character = cursor.here()
    if not character or (character == "`" and CONTINUED.match(cursor.text, cursor.at)):
        return None
    if character in "`$":
        return read_special_character(cursor)
    if character in SINGLE:
        return read_single_quoted(cursor)
    return read_double_quoted(cursor) if character in DOUBLE else None


def _warn_of_the_invisible(cursor: Cursor, text: str, start: int) -> None:
    character = invisible_one(text)
    if character:
        line, column = cursor.source.place(start)
        cursor.warn(f"In the word at line {line}, column {column} there is a {describe(character)}. It was kept.")


def _refuse_what_is_no_word(cursor: Cursor) -> None:
    start, character = cursor.at, cursor.here()
    redirection = _REDIRECTION_SIGN.match(cursor.text, start)
    if redirection:
        raise cursor.refusal("line-redirection", start, redirection.end())
    if cursor.text.startswith("<#", start):
        raise cursor.refusal("line-comment-open", start, start + 2)
    if character == "<":
        raise placeholder_failure(cursor)
    if cursor.text.startswith(_ELLIPSIS_WORDS, start):
        raise cursor.refusal("line-placeholder", start, start + 3)
    if character == "&":
        raise cursor.refusal("line-statements", start)
    if character == ",":
        raise cursor.refusal("line-comma", start)
    if character == "]" and not _BEHIND_A_WORD.match(cursor.text, start + 1):
        raise cursor.refusal("line-bracket", start)
    if character == "[":
        if _PLACE_IN_TEMPLATE.match(cursor.text, start):
            raise cursor.refusal("line-placeholder", start)
        _refuse_type(cursor, start)


def _refuse_type(cursor: Cursor, start: int) -> None:
    """A word may begin with a square bracket; a type with something behind it is none."""
    end = cursor.text.find("]", start, start + 200)
    behind = cursor.text[end + 1 : end + 2] if end > 0 else ""
    if end < 0 or not behind or behind.isspace() or behind in ",;|&)":
        return
    failure = type_name_failure(cursor, start)
    if failure:
        raise failure
