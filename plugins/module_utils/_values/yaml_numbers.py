# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Numbers that may not be what was written: YAML 1.1 reads more of them than people do.

Measured with PyYAML 6, which Ansible reads playbooks with: 01067 is 567 (octal), 10:15 is 615 and 6:30:00 is 23400
(base 60), 1.10 is 1.1, +4930 is 4930. What was written is gone by the time that a value comes here; text in quotation
marks, and all that Jinja makes a text, is never in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .._catalogue.cmdlets import SECRET_TYPES, Parameter
from .._catalogue.parameter_types import kind_of_type
from .._counts import count
from .._redaction.secret_rules import sounds_secret
from .secret_and_unsendable_values import NotSendable, show

# From here on a number may have been hours and minutes: 1:00 is 60.
_LEAST_OF_BASE_60 = 60
# A number this large may have been one of a telephone, with its sign.
_LEAST_OF_PHONES = 10**6
# Of all spans these two are times of a day, which nobody writes as a number of days.
_TIMES_OF_DAY = frozenset({"workinghoursstarttime", "workinghoursendtime"})


def no_text(parameter: Parameter, number: float) -> NotSendable:
    """Why a number is not sent where text belongs, with the line to write."""
    if parameter.type in SECRET_TYPES or sounds_secret(parameter.name):
        return NotSendable(
            "it takes text, and the value is a number", "Put it in quotation marks: YAML changes numbers."
        )
    lines = ", ".join(f'{parameter.name}: "{spelling}"' for spelling in _yaml_spellings(number))
    return NotSendable(
        f"it takes text, and the value is the number {show(number)}",
        f"YAML changes numbers, so put what is meant in quotation marks: {lines}. A variable needs the filter string.",
    )


def check_time_of_day(parameter: Parameter, value: object) -> None:
    """:raises NotSendable: a number where a time of day belongs."""
    if parameter.name.lower() in _TIMES_OF_DAY and isinstance(value, (int, float)) and not isinstance(value, bool):
        times = ", ".join(f'{parameter.name}: "{time}"' for time in (*_base_60_times(value), "09:00:00"))
        raise NotSendable(
            f"it takes a time of day, and the value is the number {show(value)}",
            f"YAML reads 9:00:00 as a number, so put the time in quotation marks: {times}.",
        )


def doubt_about_number(parameter: Parameter, value: object) -> str | None:
    """What may be wrong with a number that is sent as it is, as a full sentence; None where nothing is."""
    kind = kind_of_type(parameter.type)
    if kind == "time span" and isinstance(value, int) and not isinstance(value, bool) and value >= _LEAST_OF_BASE_60:
        times = " or ".join(f'"{time}"' for time in _base_60_times(value))
        return (
            f"{parameter.name} gets {count(value, 'day')}. Where a time was written, YAML made the number of it: write"
            f' {times} in quotation marks, or "{value}" where days are meant.'
        )
    if kind == "list" and not sounds_secret(parameter.name):
        changed = next((item for item in _numbers_in(value) if isinstance(item, (bool, int, float))), None)
        if changed is not None:
            shown_value = str(changed).lower() if isinstance(changed, bool) else show(changed)
            return (
                f"{parameter.name} gets {shown_value}, which is no text. Put it in quotation marks where text is meant:"
                " YAML reads 010 as 8, 1.10 as 1.1 and yes as true."
            )
    return None


def _numbers_in(value: object) -> list[object]:
    """Those of a list, or of a map that says what is added to it and removed."""
    if isinstance(value, Mapping):
        return [number for part in value.values() for number in _numbers_in(part)]
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _yaml_spellings(number: float) -> Iterator[str]:
    """What may have been written, the likeliest first."""
    yield show(number)
    if isinstance(number, float):
        yield f"{show(number)}0"
        return
    if 0 < number < 10**15:
        yield f"0{number:o}"
        if number >= _LEAST_OF_BASE_60:
            yield f"{number // 60}:{number % 60:02}"
        if number >= _LEAST_OF_PHONES:
            yield f"+{number}"


def _base_60_times(number: float) -> Iterator[str]:
    """Times that base 60 makes this number of: 615 is 10:15, 23400 is 6:30:00."""
    whole = int(number) if abs(number) < 10**9 else 0
    if _LEAST_OF_BASE_60 <= whole < 24 * 60:
        yield f"{whole // 60:02}:{whole % 60:02}:00"
    if 60 * 60 <= whole < 24 * 60 * 60:
        yield f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
