# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What of a task may be shown: its options in its invocation, and quoted in a failure, a warning or a result.

The rules are in the files beside this one; ``register.py`` tells ansible-core what else must not be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .options import find_swapped, handles_in, may_quote
from .shapes import NOT_SHOWN, holds_secret, redact

# A text that came from the service, or that goes into a file, is not ours to change.
_DATA = frozenset({"objects", "partial", "diff", "read_back", "what_if", "found"})
_SHORTEST = 4
# Failures quote the beginning of a long text.
_BEGINNINGS = (60, 80, 200)
# A line may stand in the place of a cmdlet.
_LINES = frozenset({"cmdlet", "command", "commands"})

Spec = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Redactor:
    """The options of one task, with the spec that says which of them are secret, and ``more`` texts that are.

    ``line`` is what may be shown of a command line; only a module that takes one has to know more of it than shapes.
    """

    options: Mapping[str, object] = field(repr=False)
    spec: Spec = field(repr=False)
    more: frozenset[str] = field(default=frozenset(), repr=False)
    line: Callable[[str], str] = redact

    @cached_property
    def secrets(self) -> set[str]:
        """All that nothing may show, wherever it stands."""
        return self._of_options | self.more

    @cached_property
    def _of_options(self) -> set[str]:
        """What the options hold that is secret by its option or by its shape. A name, an id or a domain that stands
        where a secret belongs, because somebody swapped the two, is none."""
        exchanged = find_swapped(self.options)
        found: set[str] = set()
        for name, value in self.options.items():
            secret = bool(self.spec.get(name, {}).get("no_log"))
            # Of a registered result only the handle is secret.
            for text in handles_in(value) if name == "session" else _texts(value):
                if (secret and name not in exchanged.values()) or name in exchanged or holds_secret(text):
                    found |= {text, text.strip()}
        return found - {""}

    @cached_property
    def _unquoted(self) -> list[tuple[str, str]]:
        """What the options hold that is secret or not of its kind, as it might be quoted; the longest first, each with
        the pattern that finds it."""
        misfits = {
            text for name, value in self.options.items() for text in _texts(value) if not self._may_quote(name, text)
        }
        variants = {one for text in misfits for one in _variants(text)}
        found = {one: rf"(?<!\w){re.escape(one)}(?!\w)" for one in variants if len(one) >= _SHORTEST}
        found |= {one: re.escape(one) for one in self.secrets}
        return sorted(found.items(), key=lambda one: len(one[0]), reverse=True)

    def _may_quote(self, name: str, text: str) -> bool:
        option = self.spec.get(name)
        if option is None or option.get("no_log") or name in ("command", "commands") or option.get("type") == "dict":
            return not holds_secret(text)
        return text in option.get("choices", ()) or may_quote(name, option, text)

    def text(self, text: str) -> str:
        """A failure or a warning without what may not be quoted."""
        for one, pattern in self._unquoted:
            if one in text:
                text = re.sub(pattern, NOT_SHOWN, text)
        return redact(text)

    def result(self, result: Mapping[str, object]) -> dict[str, Any]:
        """A result whose own words quote nothing that may not be; what the service sent stays as it is."""
        return {
            name: value if name in _DATA else _map_texts(value, self.text, self.result)
            for name, value in result.items()
        }

    def invocation(self) -> dict[str, Any]:
        """The options as a result may repeat them."""
        return {"module_args": {name: self._repeat(name, value) for name, value in self.options.items()}}

    def _repeat(self, name: str, value: object) -> object:
        if self.spec.get(name, {}).get("no_log") and value not in (None, "", [], {}):
            return NOT_SHOWN
        if name in _LINES:
            value = self._lines(value)
        return _map_texts(value, self.text)

    def _lines(self, value: object) -> object:
        """The option command, or commands: a line, or a list of lines and of maps that have one."""
        if isinstance(value, str):
            return self.line(value)
        if isinstance(value, (list, tuple)):
            return [self._lines(one) for one in value]
        if isinstance(value, Mapping):
            return {
                name: self._lines(inner) if name == "command" else _map_texts(inner, redact)
                for name, inner in value.items()
            }
        return value


def _variants(text: str) -> Iterator[str]:
    """A text as a failure may quote it: as it is or on one line, in small letters, its beginning alone."""
    for one in (text, " ".join(text.split())):
        for form in (one, one.strip(), one.lower()):
            yield form
            yield from (form[:length] for length in _BEGINNINGS if len(form) > length)


def _texts(value: object) -> Iterator[str]:
    """The texts at any depth of a value; a number that is one by its option counts as it is written."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _map_texts(
    value: object, change: Callable[[str], str], inside: Callable[[Mapping[str, object]], object] | None = None
) -> object:
    """The value with each of its texts changed; ``inside`` takes its maps."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return inside(value) if inside else {name: _map_texts(one, change) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_map_texts(one, change, inside) for one in value]
    return value
