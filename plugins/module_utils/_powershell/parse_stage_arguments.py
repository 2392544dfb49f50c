# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The arguments of what stands behind a pipe: formatting, Select-Object, Sort-Object, Measure-Object, Group-Object and
Where-Object.

Their parameters: Microsoft's pages of the module Microsoft.PowerShell.Utility, and about_Where-Object's short forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .cursor_and_refusals import Cursor
from .literals import Block, Number, Written, number_of
from .parse_arguments import Argument, parse_arguments
from .parse_conditions import literal_value, operator_of, read_condition
from .stages import Comparison, Condition, Group, Literal, Measure, Not, Property, Select, Sort, Where

# Parameters, and whether a value follows; of those that are known some are refused with their names.
FORMAT_ARGUMENTS: Mapping[str, bool] = {
    "property": True, "autosize": False, "wrap": False, "hidetableheaders": False, "force": False, "showerror": False,
    "displayerror": False, "repeatheader": False, "groupby": True, "view": True, "expand": True, "column": True,
    "depth": True, "inputobject": True, "stream": False, "width": True, "transcript": False, "title": True,
    "passthru": False, "wait": False, "outputmode": True,
}  # fmt: skip
_SELECT_ARGUMENTS: Mapping[str, bool] = {
    "property": True, "first": True, "last": True, "skip": True, "skiplast": True, "index": True, "unique": False,
    "expandproperty": True, "excludeproperty": True, "wait": False, "inputobject": True, "skipindex": True,
    "caseinsensitive": False,
}  # fmt: skip
_TAKEN_OF_SELECT = frozenset({"property", "first", "last", "skip", "unique", "expandproperty", "excludeproperty"})
_SORT_ARGUMENTS: Mapping[str, bool] = {
    "property": True, "descending": False, "unique": False, "bottom": True, "top": True, "culture": True,
    "casesensitive": False, "stable": False, "inputobject": True,
}  # fmt: skip
_TAKEN_OF_SORT = frozenset({"property", "descending", "unique", "stable"})
_MEASURE_ARGUMENTS: Mapping[str, bool] = {
    "property": True, "sum": False, "average": False, "maximum": False, "minimum": False, "allstats": False,
    "standarddeviation": False, "character": False, "word": False, "line": False, "ignorewhitespace": False,
    "inputobject": True,
}  # fmt: skip
_GROUP_ARGUMENTS: Mapping[str, bool] = {
    "property": True, "noelement": False, "ashashtable": False, "asstring": False, "casesensitive": False,
    "culture": True, "inputobject": True,
}  # fmt: skip
_MEASURE_SUMS = frozenset({"sum", "average", "maximum", "minimum"})
_PROPERTY_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FILTER_SCRIPT = re.compile(r"-f[a-z]*:?", re.IGNORECASE)

StageArguments = Mapping[str, Argument]


def bind_stage_arguments(cursor: Cursor, parameters: Mapping[str, bool], key: str) -> dict[str, Argument]:
    """The arguments that follow, by their parameters' names; the first without a name is the list of properties.

    :raises Failure: ``key``: one of them is not taken.
    """
    bound: dict[str, Argument] = {}
    waiting = list(reversed(parse_arguments(cursor)))
    while waiting:
        argument = waiting.pop()
        name = "property" if argument.name is None else _full_name(cursor, argument, parameters, key)
        if name in bound:
            raise cursor.refusal(key, argument.start, argument.end)
        follows = bool(waiting) and waiting[-1].name is None
        if argument.name is not None and (argument.joined or parameters[name]):
            if not follows:
                raise cursor.refusal("line-value-missing", argument.start, argument.end, parameter=argument.name)
            argument = waiting.pop()
        bound[name] = argument
    return bound


def _full_name(cursor: Cursor, argument: Argument, parameters: Mapping[str, bool], key: str) -> str:
    written = (argument.name or "").lower()
    starting = [written] if written in parameters else [name for name in parameters if name.startswith(written)]
    if not starting:
        raise cursor.refusal(key, argument.start, argument.end)
    return starting[0]


def names_of_properties(cursor: Cursor, argument: Argument | None, key: str = "line-select") -> list[str | None]:
    """The names of properties; None for one with a wildcard.

    :raises Failure: ``line-calculated-property``, or ``key`` for what is no name.
    """
    if argument is None:
        return []
    several = argument.value if isinstance(argument.value, list) else [argument.value]
    return [_name_of_property(cursor, value, argument, key) for value in several]


def _name_of_property(cursor: Cursor, value: Written, argument: Argument, key: str) -> str | None:
    if isinstance(value, (dict, Block)):
        raise cursor.refusal("line-calculated-property", argument.start, argument.end)
    if not isinstance(value, str) or not value.strip():
        raise cursor.refusal(key, argument.start, argument.end)
    if any(sign in value for sign in "*?["):
        return None
    if not _PROPERTY_NAME.fullmatch(value.strip()):
        raise cursor.refusal(key, argument.start, argument.end)
    return value.strip()


def _plain_names(cursor: Cursor, arguments: StageArguments, name: str, key: str) -> tuple[str, ...]:
    """Names without a wildcard.

    :raises Failure: ``key``.
    """
    argument = arguments.get(name)
    written_names = names_of_properties(cursor, argument, key)
    names = [property_name for property_name in written_names if property_name is not None]
    if argument is not None and len(names) < len(written_names):
        raise cursor.refusal(key, argument.start, argument.end)
    return tuple(names)


def _demand_known_arguments(cursor: Cursor, arguments: StageArguments, accepted: frozenset[str], key: str) -> None:
    """:raises Failure: ``key``: a parameter that PowerShell has and this has not."""
    for name, argument in arguments.items():
        if name not in accepted:
            raise cursor.refusal(key, argument.start, argument.end)


def _switch_argument(arguments: StageArguments, name: str) -> bool:
    """Whether a switch is there, and not switched off."""
    return name in arguments and arguments[name].value is not False


def _number_argument(cursor: Cursor, arguments: StageArguments, name: str) -> int | None:
    argument = arguments.get(name)
    if argument is None:
        return None
    number = number_of(argument.value.text) if isinstance(argument.value, Number) else -1
    if not isinstance(number, int) or number < 0:
        raise cursor.refusal("line-select", argument.start, argument.end)
    return number


def read_select(cursor: Cursor) -> tuple[Select, bool]:
    """Select-Object, and whether it names its properties with a wildcard, which leaves all of them.

    :raises Failure: ``line-select``.
    """
    key = "line-select"
    arguments = bind_stage_arguments(cursor, _SELECT_ARGUMENTS, key)
    _demand_known_arguments(cursor, arguments, _TAKEN_OF_SELECT, key)
    names = names_of_properties(cursor, arguments.get("property"))
    all_properties = None in names
    properties = () if all_properties else _plain_names(cursor, arguments, "property", key)
    expanded = _plain_names(cursor, arguments, "expandproperty", key)
    excluded = _plain_names(cursor, arguments, "excludeproperty", key)
    select = Select(
        properties, excluded, expanded[0] if expanded else None, _number_argument(cursor, arguments, "first"),
        _number_argument(cursor, arguments, "last"), _number_argument(cursor, arguments, "skip") or 0,
        _switch_argument(arguments, "unique"),
    )  # fmt: skip
    counted = select.first is not None or select.last is not None or select.skip
    # What these do together, nobody has measured.
    three = select.first is not None and select.last is not None and select.skip
    if len(expanded) > 1 or (expanded and (names or excluded)) or (select.unique and counted) or three:
        last = list(arguments.values())[-1]
        raise cursor.refusal(key, last.start, last.end)
    return select, all_properties


def read_sort(cursor: Cursor) -> Sort:
    """Sort-Object.

    :raises Failure: ``line-sort``.
    """
    arguments = bind_stage_arguments(cursor, _SORT_ARGUMENTS, "line-sort")
    _demand_known_arguments(cursor, arguments, _TAKEN_OF_SORT, "line-sort")
    properties = _plain_names(cursor, arguments, "property", "line-sort")
    return Sort(properties, _switch_argument(arguments, "descending"), _switch_argument(arguments, "unique"))


def read_measure(cursor: Cursor, start: int) -> Measure:
    """Measure-Object.

    :raises Failure: ``line-measure``.
    """
    arguments = bind_stage_arguments(cursor, _MEASURE_ARGUMENTS, "line-measure")
    _demand_known_arguments(cursor, arguments, _MEASURE_SUMS | {"property"}, "line-measure")
    properties = _plain_names(cursor, arguments, "property", "line-measure")
    sums = frozenset(name.title() for name in _MEASURE_SUMS if _switch_argument(arguments, name))
    return Measure(properties, sums, cursor.source.place(start))


def read_group(cursor: Cursor) -> Group:
    """Group-Object.

    :raises Failure: ``line-group``.
    """
    arguments = bind_stage_arguments(cursor, _GROUP_ARGUMENTS, "line-group")
    _demand_known_arguments(cursor, arguments, frozenset({"property", "noelement"}), "line-group")
    return Group(
        _plain_names(cursor, arguments, "property", "line-group"), not _switch_argument(arguments, "noelement")
    )


def read_where(cursor: Cursor, start: int) -> Where:
    """Where-Object, with braces or in its short form.

    :raises Failure: ``line-condition``.
    """
    cursor.skip_lines()
    script = _FILTER_SCRIPT.match(cursor.text, cursor.at)
    if script and cursor.text[script.end() :].lstrip()[:1] == "{":
        cursor.at = script.end()
        cursor.skip()
    if cursor.here() != "{":
        return Where(_read_short_where(cursor, start))
    where_stage = Where(read_condition(cursor))
    rest = parse_arguments(cursor)
    if rest:
        raise cursor.refusal("line-condition", rest[0].start, rest[0].end)
    return where_stage


def _read_short_where(cursor: Cursor, start: int) -> Condition:
    """Property -op value, Property, and -Not Property."""
    arguments = parse_arguments(cursor)
    values: list[Argument] = []
    by_name: dict[str, Argument] = {}
    operator, place = None, start
    for number, argument in enumerate(arguments):
        if argument.name is None:
            before = arguments[number - 1].name if number else None
            part = (before or "").lower()
            if part in ("property", "value"):
                by_name[part] = argument
            else:
                values.append(argument)
        elif operator is None and (operator_of(argument.name) or argument.name.lower() == "not"):
            operator, place = argument.name, argument.start
        elif argument.name.lower() not in ("property", "value"):
            raise cursor.refusal("line-condition", argument.start, argument.end)
    operands = [by_name.pop("property", None), by_name.pop("value", None)]
    filled = [operand if operand is not None else (values.pop(0) if values else None) for operand in operands]
    name_and_case = operator_of(operator) if operator else None
    if filled[0] is None or values or (filled[1] is None) is not (name_and_case is None):
        raise cursor.refusal("line-condition", start, cursor.at)
    name = _name_of_property(cursor, filled[0].value, filled[0], "line-condition")
    if name is None:
        raise cursor.refusal("line-condition", filled[0].start, filled[0].end)
    if name_and_case is None or filled[1] is None:
        return Not(Property(name)) if operator else Property(name)
    right = Literal(literal_value(filled[1].value, cursor, filled[1].start))
    return Comparison(Property(name), name_and_case[0], right, name_and_case[1], cursor.source.place(place))
