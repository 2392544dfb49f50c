# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Parameters of a cmdlet behind a pipe whose values come of the object: $_.Property, and texts with such in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from .._command_line.stages import FromObject, Property, Run
from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._json_types import Json, JsonMap
from .compare_values import text_of


def properties_asked(run: Run) -> list[str]:
    """The properties that the parameters of a cmdlet ask for; an empty one is the object itself."""
    return [piece.name for value in run.parameters.values() for piece in _properties_in(value)]


def _properties_in(value: object) -> Iterator[Property]:
    if isinstance(value, FromObject):
        yield from (piece for piece in value.pieces if isinstance(piece, Property))
    elif isinstance(value, (list, tuple)):
        yield from (piece for one in value for piece in _properties_in(one))
    elif isinstance(value, Mapping):
        yield from (piece for one in value.values() for piece in _properties_in(one))


@dataclass(frozen=True)
class ParameterFiller:
    """An object of a ``kind``, by its properties in lower case, for the cmdlet of ``run``. ``name`` gives what names
    the object, where a parameter asks for that."""

    run: Run
    kind: str
    here: JsonMap
    name: Callable[[], str]

    def fill(self) -> dict[str, Json]:
        """The parameters of the cmdlet.

        :raises Failure: ``pipeline-no-property``; what ``name`` raises.
        """
        return {
            name: self._fill_value(value, in_filter=name.lower().endswith("filter"))
            for name, value in self.run.parameters.items()
        }

    def _fill_value(self, value: object, *, in_filter: bool = False) -> Json:
        if isinstance(value, FromObject):
            return self._value_of_object(value, in_filter=in_filter)
        if isinstance(value, (list, tuple)):
            return [self._fill_value(one) for one in value]
        if isinstance(value, Mapping):
            return {str(name): self._fill_value(one) for name, one in value.items()}
        return value if value is None or isinstance(value, (str, int, float)) else str(value)

    def _value_of_object(self, value: FromObject, *, in_filter: bool) -> Json:
        found = [piece if isinstance(piece, str) else self._value_of_property(piece) for piece in value.pieces]
        if len(found) == 1:
            return found[0]
        texts = [text_of(one) for one in found]
        if in_filter:
            # No value may end the text that it stands in: its quotation marks stand twice there.
            texts = [
                text if isinstance(piece, str) else text.replace("'", "''")
                for piece, text in zip(value.pieces, texts, strict=True)
            ]
        return "".join(texts)

    def _value_of_property(self, asked: Property) -> Json:
        if not asked.name:
            return self.name()
        value = self.here.get(asked.name.lower())
        if value is None or value == "":
            line, column = self.run.place
            raise failure(
                "pipeline-no-property", cmdlet=self.run.cmdlet, kind=self.kind, line=line, column=column,
                property=asked.name,
            )  # fmt: skip
        return value
