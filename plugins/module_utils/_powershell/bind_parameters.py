# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Give each argument its parameter: by name, as a switch, or by position.

The catalogue helps: it tells switches from parameters with a value, and which parameter a position is for. A name that
it does not know is kept as it is.

Only what stands without quotation marks is typed: a number is one where the parameter takes numbers, else the text that
was written (200MB stays 200MB).
"""

from __future__ import annotations

from collections.abc import Mapping

from .._catalogue.cmdlets import Cmdlet, Parameter, find
from .._catalogue.parameter_types import (
    COMMON_ALIASES,
    COMMON_PARAMETERS,
    SWITCH,
    is_boolean,
    is_numeric,
    last_word_of_type,
    takes_blocks,
)
from .._characters import SOFT_HYPHEN, describe, odd_one
from .._errors.failure import Failure
from .._json_types import Json, Row
from .._values.encode_parameters import MAX_NAME, parameter_name
from .cursor_and_refusals import Cursor
from .literals import Block, Number, Written, boolean_word, is_negative_to_powershell, number_of
from .parse_arguments import SIGNS, Argument

# Whether it is a switch. Microsoft's module reads the last one itself and never sends it.
_COMMON_PARAMETERS: Mapping[str, bool] = {**COMMON_PARAMETERS, "usecustomrouting": True}
_COMPARING_OPERATORS = frozenset(
    {
        "and", "as", "band", "bor", "contains", "eq", "f", "ge", "gt", "in", "is", "isnot", "join", "le", "like", "lt",
        "match", "ne", "not", "notcontains", "notin", "notlike", "notmatch", "or", "replace", "split", "xor",
    }
)  # fmt: skip


class ArgumentBinder:
    """``parameters`` are those bound so far, ``notes`` what was left out, and what the reference does not have."""

    def __init__(self, cmdlet: str, cursor: Cursor) -> None:
        self.cmdlet = cmdlet
        self.parameters: Row = {}
        self.notes: list[str] = []
        self._reference: Cmdlet | None = find(cmdlet)
        self._cursor = cursor
        self._bound_names: set[str] = set()

    def bind(self, arguments: list[Argument]) -> None:
        """Give each its parameter.

        :raises Failure: one of them has none.
        """
        loose: list[Argument] = []
        waiting = list(reversed(arguments))
        while waiting:
            argument = waiting.pop()
            if argument.name is None:
                loose.append(argument)
            else:
                self._bind_named(argument, waiting)
        if loose:
            self._bind_by_position(loose)

    def _bind_named(self, argument: Argument, waiting: list[Argument]) -> None:
        name = self._full_name(argument)
        parameter = self._reference.parameter(name) if self._reference else None
        value = self._value_of_parameter(argument, name, parameter, waiting)
        if name.lower() in _COMMON_PARAMETERS and (parameter is None or name.lower() == "usecustomrouting"):
            self.notes.append(f"-{name} steers PowerShell and was left out.")
            return
        self._bind_value(name, value, parameter, argument)

    def _full_name(self, argument: Argument) -> str:
        """The name that was meant.

        :raises Failure: it is none, or the start of several.
        """
        written = self._without_soft_hyphens(argument.name or "")
        documented = self._reference.parameters if self._reference else {}
        key = written.lower()
        if key in documented:
            return documented[key].name
        if key in _COMMON_PARAMETERS or key in COMMON_ALIASES:
            full = COMMON_ALIASES.get(key, key)
            return documented[full].name if full in documented else _usual_spelling(full)
        starting = [documented[full].name for full in documented if full.startswith(key)]
        starting = starting or [
            _usual_spelling(full) for full in _COMMON_PARAMETERS if documented and full.startswith(key)
        ]
        if len(starting) == 1:
            self._cursor.warn(f"-{written} was read as -{starting[0]}, the only parameter that begins so.")
            return starting[0]
        return self._odd_parameter_name(argument, sorted(starting))

    def _without_soft_hyphens(self, written: str) -> str:
        plain = written.replace(SOFT_HYPHEN, "")
        if plain != written:
            self._cursor.warn(f"There is a {describe(SOFT_HYPHEN)} in the name -{plain}. It was left out.")
        return plain

    def _odd_parameter_name(self, argument: Argument, starting: list[str]) -> str:
        written = (argument.name or "").replace(SOFT_HYPHEN, "")
        odd = odd_one(written)
        if odd:
            raise self._cursor.refusal("line-character", argument.start, argument.end, name=describe(odd))
        if written.lower() in _COMPARING_OPERATORS:
            raise self._cursor.refusal("line-operator", argument.start, argument.end)
        if starting:
            some = ", ".join(f"-{name}" for name in starting[:8])
            raise self._cursor.refusal("line-parameter-ambiguous", argument.start, argument.end, names=some)
        if len(written) > MAX_NAME or not written.isascii() or not written.replace("_", "a").isalnum():
            raise self._cursor.refusal("line-parameter-name", argument.start, argument.end)
        if self._reference and self._reference.documented:
            self.notes.append(f"-{written} is not in Microsoft's reference of {self.cmdlet} and is sent as it is.")
        return parameter_name(written, self.cmdlet)

    def _value_of_parameter(
        self, argument: Argument, name: str, parameter: Parameter | None, waiting: list[Argument]
    ) -> Argument:
        """The argument that holds the value, which for a switch may be none that was written."""
        following = waiting[-1] if waiting and waiting[-1].name is None and not waiting[-1].apart else None
        switch = Argument(argument.start, argument.end, value=True)
        if argument.joined:
            if following is None:
                raise self._cursor.refusal("line-value-missing", argument.start, argument.end, parameter=name)
            return waiting.pop()
        if self._is_switch(name, parameter):
            return waiting.pop() if following is not None and self._is_meant_for_switch(following, name) else switch
        if following is not None:
            return waiting.pop()
        if (parameter is not None and parameter.has_type) or name.lower() in _COMMON_PARAMETERS:
            raise self._cursor.refusal("line-value-missing", argument.start, argument.end, parameter=name)
        return switch

    def _is_switch(self, name: str, parameter: Parameter | None) -> bool:
        return _COMMON_PARAMETERS.get(name.lower(), False) if parameter is None else parameter.type == SWITCH

    def _is_meant_for_switch(self, following: Argument, name: str) -> bool:
        """Whether a true or false that stands behind a switch was meant for it, as Microsoft's own pages write."""
        switch_value = following.value if isinstance(following.value, bool) else None
        if following.bare and switch_value is None:
            switch_value = boolean_word(following.value)
        if switch_value is None:
            return False
        following.value, following.bare = switch_value, False
        right = f"-{name}:${str(switch_value).lower()}"
        self._cursor.warn(f"-{name} is a switch: the value behind it was taken for it. PowerShell wants {right}.")
        return True

    def _bind_value(self, name: str, argument: Argument, parameter: Parameter | None, place: Argument) -> None:
        if name.lower() in self._bound_names:
            raise self._cursor.refusal("parameter-twice", place.start, place.end, name=name, cmdlet=self.cmdlet)
        self._bound_names.add(name.lower())
        self._refuse_stray_block(argument.value, name, parameter)
        if is_boolean(parameter):
            self._warn_of_boolean(argument, name, parameter)
        elif has_digits_of_its_own(argument.value, parameter):
            self._cursor.warn(f"The numbers in -{name} stay as written; PowerShell itself would make other digits.")
        self._refuse_hidden_sign(argument, parameter)
        self.parameters[name] = settle(argument.value, parameter)

    def _refuse_hidden_sign(self, argument: Argument, parameter: Parameter | None) -> None:
        values = argument.value if isinstance(argument.value, list) else [argument.value]
        numbers = [number.text for number in values if isinstance(number, Number)] if is_numeric(parameter) else []
        if any(map(is_negative_to_powershell, numbers)):
            raise self._cursor.refusal("line-number", argument.start, argument.end)

    def _warn_of_boolean(self, argument: Argument, name: str, parameter: Parameter | None) -> None:
        """Say of what was taken for true or false that PowerShell would not take it: text, a switch's number, null."""
        value = argument.value
        boolean = boolean_word(value)
        if boolean is not None:
            spelling = "word without its dollar sign" if argument.bare else "text in quotation marks"
            self._cursor.warn(f"-{name} takes $true or $false; the {spelling} was read as that.")
            argument.value = boolean
        elif value is None:
            self._cursor.warn(f"-{name} takes $true or $false; it gets $null, and the service decides what that means.")
        elif isinstance(value, Number) and self._is_switch(name, parameter):
            self._cursor.warn(f"-{name} is a switch; PowerShell itself would want -{name}:$true or -{name}:$false.")

    def _refuse_stray_block(self, value: Written, name: str, parameter: Parameter | None) -> None:
        blocks = [block for block in (value if isinstance(value, list) else [value]) if isinstance(block, Block)]
        if blocks and (isinstance(value, list) or not takes_blocks(name, parameter)):
            raise self._cursor.refusal("line-script-block", blocks[0].start)

    def _bind_by_position(self, loose: list[Argument]) -> None:
        """The n-th of them goes to the n-th position that no name has taken.

        :raises Failure: ``line-no-position``, or a sign that was meant as an operator.
        """
        for argument in loose:
            if argument.bare and argument.value in SIGNS:
                raise self._cursor.refusal("line-operator", argument.start, argument.end)
        free = self._free_positions() or self._identity_parameter()
        for argument, parameter in zip(loose, free, strict=False):
            self._bind_value(parameter.name, argument, parameter, argument)
        if len(loose) > len(free):
            raise self._no_position_failure(loose[len(free)])

    def _no_position_failure(self, extra: Argument) -> Failure:
        key = "line-no-position" if self._reference else "line-position-unknown"
        error = self._cursor.refusal(key, extra.start, extra.end, cmdlet=self.cmdlet)
        if self._reference is None:
            from .._catalogue.did_you_mean import question_about  # noqa: PLC0415 - only for a line that is refused

            error.fix[:0] = question_about(self.cmdlet)
        return error

    def _free_positions(self) -> list[Parameter]:
        """One parameter for each position, in order; where several share one, the one that a command needs."""
        by_position: dict[int, list[Parameter]] = {}
        for parameter in self._reference.parameters.values() if self._reference else ():
            if parameter.position is not None:
                by_position.setdefault(parameter.position, []).append(parameter)
        return [
            min(several, key=_likeliest_at_position)
            for _position, several in sorted(by_position.items())
            if not any(candidate.name.lower() in self._bound_names for candidate in several)
        ]

    def _identity_parameter(self) -> list[Parameter]:
        """Identity, where the documentation gives no parameter a position: everywhere else it comes first."""
        documented = self._reference.parameters if self._reference else {}
        identity = documented.get("identity")
        placed = any(parameter.position is not None for parameter in documented.values())
        if identity is None or placed or "identity" in self._bound_names or self.cmdlet.startswith("New-"):
            return []
        self._cursor.warn(
            f"A value without a name was read as -Identity. The documentation of {self.cmdlet} gives no positions."
        )
        return [identity]


def _likeliest_at_position(parameter: Parameter) -> tuple[bool, bool, str]:
    return (not parameter.mandatory, parameter.name != "Identity", parameter.name)


def _usual_spelling(name: str) -> str:
    """A common parameter's name in its usual spelling."""
    for word in ("action", "variable", "buffer", "routing"):
        if name.endswith(word) and name != word:
            return f"{name.removesuffix(word).capitalize()}{word.capitalize()}"
    return "WhatIf" if name == "whatif" else name.capitalize()


def settle(value: Written, parameter: Parameter | None) -> Json:
    """A value with its numbers as the parameter takes them; those in a hashtable are texts."""
    if isinstance(value, Number):
        return _settle_number(value, parameter)
    if isinstance(value, Block):
        return value.text
    if isinstance(value, list):
        return [settle(element, parameter) for element in value]
    if isinstance(value, dict):
        return {key: settle(element, None) for key, element in value.items()}
    return value


def _settle_number(value: Number, parameter: Parameter | None) -> Json:
    if is_numeric(parameter):
        return number_of(value.text)
    if is_boolean(parameter):
        number = number_of(value.text)
        return number != 0 if number in (0, 1) or last_word_of_type(parameter) != "switch" else value.text
    return value.text


def has_digits_of_its_own(value: Written, parameter: Parameter | None) -> bool:
    """Whether PowerShell would change the digits of a number in a list or a map on its way to a text."""
    if isinstance(value, dict):
        return any(_has_other_digits(element, None) for element in value.values())
    return isinstance(value, list) and any(_has_other_digits(element, parameter) for element in value)


def _has_other_digits(value: Written, parameter: Parameter | None) -> bool:
    if isinstance(value, Number):
        return not is_numeric(parameter) and is_written_otherwise(value)
    return has_digits_of_its_own(value, parameter)


def is_written_otherwise(number: Number) -> bool:
    """Whether PowerShell would make other digits of a number that becomes a text: 0123 is 123, 1kb is 1024."""
    if number.is_text:
        return False
    value = number_of(number.text)
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
    return (str(int(value)) if whole else str(value)) != number.text
