# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object that comes through a pipe, as parameters of the cmdlet behind it.

It goes where PowerShell's binder puts it, under the name that names it for sure. Of what is on another object, such as
a permission, each part of its identity goes to the parameter of that name. A parameter's value may come of the object
too: $_.Property, and texts with such in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .._catalogue.cmdlets import Cmdlet, find
from .._catalogue.parameter_types import kind_of_type
from .._catalogue.piped_parameters import (
    IDENTITY,
    IN_MAILBOX,
    parameter_for_object,
    parameters_by_property,
    properties_that_name,
    property_that_denies,
)
from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._errors.failure import Failure
from .._json_types import Json, JsonMap
from .._object_families.identity_of_piped_object import NAMING_PROPERTIES, PIPED_OWNER, PipedKind
from .._object_families.property_rules import fold_row
from .._powershell.compare_values import text_of
from .._powershell.stages import FromObject, Group, Measure, Property, Run, Select, Shaper, makes_others
from .._values.decode_rows import typed_row

_NAMES_OF_IT = frozenset({"", "alias", *(name.lower() for name in NAMING_PROPERTIES)})
# The parameter of a cmdlet that is about entries that deny.
_DENY_PROPERTY = "Deny"
# What stands for a value of an object before there is one, by the kind of the parameter that it goes to.
_ANY_VALUE = "x"
_SOME_VALUES: Mapping[str, Json] = {
    "guid": "00000000-0000-0000-0000-000000000000", "date": "2026-01-01", "boolean": True, "integer": 1, "size": "1GB",
    "time span": "1.00:00:00", "unlimited": "Unlimited",
}  # fmt: skip


@dataclass(frozen=True)
class ObjectBinding:
    """How objects of ``source`` become parameters of the cmdlet of ``run``; ``parameter`` takes the object itself."""

    run: Run
    source: PipedKind
    target: Cmdlet
    parameter: str | None

    @classmethod
    def of(cls, run: Run, source_cmdlet: str) -> ObjectBinding:
        """The binding of a cmdlet behind a pipe.

        :raises Failure: ``pipeline-not-bound``: nothing of the cmdlet takes the object, or the line gives that itself.
        """
        target, source = find(run.cmdlet), PipedKind.of_cmdlet(source_cmdlet)
        if target is None:
            raise _not_bound_failure(run, "it is not known")
        parameter = None if run.in_loop else parameter_for_object(target, source.name)
        if not run.in_loop and parameter is None and not parameters_by_property(target):
            raise _not_bound_failure(run, "none of its parameters takes it")
        binding = cls(run, source, target, parameter)
        if parameter and binding._is_given(parameter):
            missing = binding._missing_parts() if run.changes else []
            raise (
                binding._part_missing_failure(missing)
                if missing
                else _not_bound_failure(run, f"the line gives its -{parameter} already")
            )
        return binding

    def check(self, stages: Sequence[Shaper]) -> None:
        """What can be told before anything is read; ``stages`` stand in front of the cmdlet.

        :raises Failure: ``pipeline-no-identity``: they leave nothing that names an object for sure;
            ``pipeline-part-missing``: only a part of what the cmdlet writes is named.
        """
        if self.run.in_loop:
            return
        missing = self._missing_parts()
        if self.run.changes and missing and not self.is_of_its_kind:
            raise self._part_missing_failure(missing)
        maker = next((stage for stage in reversed(stages) if makes_others(stage)), None)
        if isinstance(maker, (Measure, Group)):
            raise self._no_identity_failure(f"{type(maker).__name__}-Object")
        if isinstance(maker, Select) and maker.properties and not maker.expanded:
            self._demand_a_name({name.lower() for name in maker.properties})

    def _demand_a_name(self, left: set[str]) -> None:
        """Another object may have the same Name, which is none of the names that are sure.

        :raises Failure: ``pipeline-no-identity``.
        """
        parts = properties_that_name(self.source.name)
        if parts and left.issuperset(name.lower() for name in parts):
            return
        names = [name for name in self._names_of_object() if name != "Name"] if self.parameter else []
        names += parameters_by_property(self.target)
        if not left & {name.lower() for name in names}:
            raise self._no_identity_failure(self.source.name, names)

    def _is_given(self, parameter: str) -> bool:
        """Whether the line says the parameter itself."""
        return parameter.lower() in {name.lower() for name in self.run.parameters}

    def _missing_parts(self) -> list[str]:
        return [name for name in self._other_parts() if not self._is_given(name)]

    def _other_parts(self) -> list[str]:
        """What names an object of the cmdlet's kind besides Identity: the user of a permission, the member of a
        group."""
        kind = PipedKind.of_cmdlet(self.target.name)
        if kind.identity[:1] != (IDENTITY,) or kind.addressed_by:
            return []
        return [name for name in kind.identity[1:] if self.target.has(name)]

    @property
    def needed(self) -> tuple[str, ...]:
        """The properties of an object that may be asked for."""
        denial = property_that_denies(self.source.name)
        needed_names = (
            *self.source.addressed_by,
            *self.source.identity,
            *(denial[:1] if denial else ()),
            *properties_that_name(self.source.name),
            *NAMING_PROPERTIES,
            *parameters_by_property(self.target),
            *_properties_in_parameters(self.run),
            *self._mandatory_from_object(),
        )
        return tuple(dict.fromkeys(name for name in needed_names if name))

    def parameters(self, item: Json) -> dict[str, Json]:
        """The parameters for one object.

        :raises Failure: ``pipeline-no-identity``, ``pipeline-no-property``.
        """
        folded_item = fold_row(item) if isinstance(item, Mapping) else {}
        parameters = _ParameterFiller(
            self.run, self.source.name, folded_item, lambda: self._name_of_object(item, folded_item)
        ).fill()
        if self.run.in_loop:
            return parameters
        if self.parameter:
            parameters[self.parameter] = self._name_of_object(item, folded_item)
        if isinstance(item, Mapping):
            self._add_identity_parts(item, parameters)
        missing = [name for name in self._other_parts() if name not in parameters] if self.run.changes else []
        if missing:
            raise self._part_missing_failure(missing)
        return parameters

    def _add_identity_parts(self, item: JsonMap, parameters: dict[str, Json]) -> None:
        """What goes to parameters of its name, unless the line gives those itself."""
        names = (*parameters_by_property(self.target), *self._parts_of_identity())
        # A set of words comes as one text, and goes as a list.
        values = fold_row(typed_row(item, self.target.name)) if names else {}
        for name in names:
            value = item.get(PIPED_OWNER) if name == IN_MAILBOX else values.get(name.lower())
            if not self._is_given(name) and value not in (None, "", []):
                parameters.setdefault(name, value)
        denial = property_that_denies(self.source.name)
        if denial and values.get(denial[0].lower()) == denial[1] and self.target.has(_DENY_PROPERTY):
            parameters.update({} if self._is_given(_DENY_PROPERTY) else {_DENY_PROPERTY: True})

    def sample(self) -> dict[str, Json]:
        """Parameters as some object would give them."""
        parameters = self.parameters(dict.fromkeys(self.needed, _ANY_VALUE))
        return {name: self._some_value(name) if value == _ANY_VALUE else value for name, value in parameters.items()}

    def _some_value(self, name: str) -> Json:
        parameter = self.target.parameter(name)
        return _SOME_VALUES.get(kind_of_type(parameter.type) if parameter else "other", _ANY_VALUE)

    def _parts_of_identity(self) -> Iterator[str]:
        """The other parts of the identity of what is on another object, as far as the cmdlet takes them."""
        if self._is_part_of_another:
            yield from (
                name for name in (*self.source.identity, *self._mandatory_from_object()) if self.target.has(name)
            )

    def _mandatory_from_object(self) -> list[str]:
        """What the cmdlet wants besides, which its objects show: the rights of a permission."""
        if not self._is_part_of_another:
            return []
        return [
            parameter.name
            for parameter in self.target.parameters.values()
            if parameter.mandatory or parameter.mandatory_in_some_set
        ]

    @property
    def _is_part_of_another(self) -> bool:
        """Whether what comes is on another object, and the cmdlet is about such."""
        return self.source.is_on_another and self.is_of_its_kind

    @property
    def is_of_its_kind(self) -> bool:
        """Whether the cmdlet is about objects of the kind that comes."""
        return self.target.name.partition("-")[2].lower() == self.source.name.lower()

    @property
    def is_about_the_object(self) -> bool:
        """Whether the cmdlet is about the object itself: in a loop it may name another of the same kind."""
        if not self.is_of_its_kind or not self.run.in_loop:
            return self.is_of_its_kind
        identity = self.run.parameters.get(IDENTITY)
        piece = identity.pieces[0] if isinstance(identity, FromObject) and len(identity.pieces) == 1 else None
        return isinstance(piece, Property) and piece.name.lower() in _NAMES_OF_IT

    def _names_of_object(self) -> Sequence[str]:
        return self.source.names(itself=self.is_of_its_kind)

    def _name_of_object(self, item: Json, folded_item: JsonMap) -> str:
        """:raises Failure: ``pipeline-no-identity``."""
        name = self.source.name_of(item, folded_item, itself=self.is_of_its_kind)
        if name is None:
            raise self._no_identity_failure(self.source.name)
        return name

    def _no_identity_failure(self, kind: str, names: Sequence[str] = ()) -> Failure:
        line, column = self.run.place
        listed = ", ".join(names or self._names_of_object())
        return failure(
            "pipeline-no-identity", cmdlet=self.run.cmdlet, kind=kind, line=line, column=column, names=listed
        )

    def _part_missing_failure(self, missing: Sequence[str]) -> Failure:
        line, column = self.run.place
        parts = " and ".join(f"-{name}" for name in missing)
        identity = self.run.parameters.get(IDENTITY)
        whose = identity if isinstance(identity, str) and identity.isalnum() else "Sales"
        form = f"ForEach-Object {{ {self.run.cmdlet} -{IDENTITY} {whose} -{missing[-1]} $_.Guid }}"
        return failure(
            "pipeline-part-missing", cmdlet=self.run.cmdlet, parts=parts, form=form, line=line, column=column
        )


def _not_bound_failure(run: Run, reason: str) -> Failure:
    line, column = run.place
    target = find(run.cmdlet)
    forms = {IDENTITY: "-Identity $_.Identity", IN_MAILBOX: "-Mailbox $_.Guid"}
    having = (form for name, form in forms.items() if target is not None and target.has(name))
    form = next(having, "$_.Property behind a parameter")
    return failure("pipeline-not-bound", cmdlet=run.cmdlet, line=line, column=column, reason=reason, form=form)


def _properties_in_parameters(run: Run) -> list[str]:
    """The properties that the parameters of a cmdlet ask for; an empty one is the object itself."""
    return [written.name for value in run.parameters.values() for written in _properties_in(value)]


def _properties_in(value: object) -> Iterator[Property]:
    if isinstance(value, FromObject):
        yield from (piece for piece in value.pieces if isinstance(piece, Property))
    elif isinstance(value, (list, tuple)):
        yield from (written for element in value for written in _properties_in(element))
    elif isinstance(value, Mapping):
        yield from (written for element in value.values() for written in _properties_in(element))


@dataclass(frozen=True)
class _ParameterFiller:
    """The ``values`` of an object of a ``kind``, by its properties in lower case, for the cmdlet of ``run``. ``name``
    gives what names the object, where a parameter asks for that."""

    run: Run
    kind: str
    values: JsonMap
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
            return [self._fill_value(element) for element in value]
        if isinstance(value, Mapping):
            return {str(name): self._fill_value(element) for name, element in value.items()}
        return value if value is None or isinstance(value, (str, int, float)) else str(value)

    def _value_of_object(self, value: FromObject, *, in_filter: bool) -> Json:
        values = [piece if isinstance(piece, str) else self._value_of_property(piece) for piece in value.pieces]
        if len(values) == 1:
            return values[0]
        texts = list(map(text_of, values))
        if in_filter:
            # No value may end the text that it stands in: its quotation marks stand twice there.
            texts = [
                text if isinstance(piece, str) else text.replace("'", "''")
                for piece, text in zip(value.pieces, texts, strict=True)
            ]
        return "".join(texts)

    def _value_of_property(self, piped_property: Property) -> Json:
        if not piped_property.name:
            return self.name()
        value = self.values.get(piped_property.name.lower())
        if value is None or value == "":
            line, column = self.run.place
            raise failure(
                "pipeline-no-property", cmdlet=self.run.cmdlet, kind=self.kind, line=line, column=column,
                property=piped_property.name,
            )  # fmt: skip
        return value
