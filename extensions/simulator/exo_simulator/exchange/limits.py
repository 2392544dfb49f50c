# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How large, how long and how many a value may be: data/limits.json, noun to parameter, both may be patterns.

``range`` has both bounds, ``one_of`` the only values, ``length`` characters, without HTML tags where they are only
``displayed``, ``count`` entries, ``form`` a syntax of syntax.py. Sources: the words of the parameter in Microsoft's
reference of 2026, of RecipientLimits those of Exchange Online's limits. Not from there: a TimeWindow of 60 minutes,
which the page excludes and the service's own alerts have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from .calls import Call
from .catalogue import Cmdlet, Parameter
from .coercion import convert
from .kinds import Kind, type_info
from .syntax import OF_PARAMETER
from .tables import load
from .values import Change, Value

# What is not displayed of a MailTip, and of its translation `ES:Hasta mayo`.
_TAGS = re.compile("^([A-Za-z]{2}(-[A-Za-z]+)?|default):|<[^>]*>")
READING = frozenset(["Get", "Remove"])
# Nouns whose Priority is a place among them: one beyond the last is refused (labels: a tool that works on tenants; the
# rules: their pages, "valid values depend on the number of existing rules").
PLACES = frozenset(
    [
        "AntiPhishRule",
        "HostedContentFilterRule",
        "HostedOutboundSpamFilterRule",
        "Label",
        "MalwareFilterRule",
        "SafeAttachmentRule",
        "SafeLinksRule",
        "TransportRule",
    ]
)


@dataclass(frozen=True)
class Limit:
    """What one parameter takes; null and the word Unlimited are none of its values."""

    bounds: tuple[Value, Value] | None = None
    printed: tuple[str, ...] = ()
    choices: tuple[Value, ...] = ()
    length: int | None = None
    displayed: bool = False
    count: int | None = None
    form: str | None = None

    def reason(self, value: Value) -> str | None:
        """Why the value is refused, in words that are general knowledge; None where it is taken."""
        if value is None or value == "Unlimited":
            return None
        if self.bounds and not self.bounds[0] <= _measured(value) <= self.bounds[1]:
            return f"The value must be between {self.printed[0]} and {self.printed[1]}."
        if self.choices and value not in self.choices:
            return f"The value must be one of {', '.join(self.printed)}."
        texts = [str(entry) for entry in _each(value)] if self.length is not None or self.form else []
        if self.length is not None and any(self._length(text) > self.length for text in texts):
            return f"The length must not exceed {self.length} characters."
        if self.count is not None and _entries(value) > self.count:
            return f"The number of entries must not exceed {self.count}."
        wrong = next((text for text in texts if text and self.form and not OF_PARAMETER[self.form](text)), None)
        return None if wrong is None else f"'{wrong}' isn't a valid value."

    def _length(self, text: str) -> int:
        return len(_TAGS.sub("", text) if self.displayed else text)


def refuse_beyond(call: Call) -> None:
    """Raises the service's error where a value that would be written is out of bounds."""
    for name, value in call.values.items() if call.cmdlet.verb not in READING else ():
        parameter = call.cmdlet.parameter(name)
        limit = limit_of(call.cmdlet, parameter) if parameter else None
        reason = limit.reason(value) if limit else None
        if reason:
            raise call.directory.errors.out_of_range(name, reason)
    place = call.values.get("Priority")
    if call.cmdlet.noun in PLACES and call.cmdlet.verb not in READING and place is not None:
        last = len(call.directory.table(call.cmdlet.noun).rows()) - (call.cmdlet.verb == "Set")
        if not 0 <= place <= max(last, 0):
            raise call.directory.errors.out_of_range("Priority", f"The value must be between 0 and {max(last, 0)}.")


@cache
def limit_of(cmdlet: Cmdlet, parameter: Parameter) -> Limit | None:
    """The limit of a parameter, if its page has one."""
    for noun, parameters in load("limits").items():
        for name, spec in parameters.items() if fnmatchcase(cmdlet.noun, noun) else ():
            if fnmatchcase(parameter.name, name):
                return _limit(parameter, spec)
    return None


def _limit(parameter: Parameter, spec: dict[str, list[Value] | int | str]) -> Limit:
    info = type_info(parameter)
    raw = spec.get("range") or spec.get("one_of")
    listed = raw if isinstance(raw, list) else []
    values = listed if info.kind is Kind.STRING else [convert(info, entry) for entry in listed]
    count, length, form = spec.get("count"), spec.get("length"), spec.get("form")
    return Limit(
        bounds=(values[0], values[1]) if "range" in spec else None,
        printed=tuple(str(entry) for entry in listed),
        choices=tuple(values) if "one_of" in spec else (),
        length=length if isinstance(length, int) else None,
        displayed=bool(spec.get("displayed")),
        count=count if isinstance(count, int) else None,
        form=form if isinstance(form, str) else None,
    )


def _measured(value: Value) -> Value:
    """A number may stand in a text, where the reference gives the parameter that type."""
    return int(value) if isinstance(value, str) and value.isdigit() else -1 if isinstance(value, str) else value


def _each(value: Value) -> list[Value]:
    """A value's entries, of a change those that come."""
    return list(value.add) if isinstance(value, Change) else value if isinstance(value, list) else [value]


def _entries(value: Value) -> int:
    return len(_each(value))
