# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""``dataclass`` at a sixth of what it costs to make a class: the part of the standard library's that is used here.

The standard library writes the methods of each class as source and compiles it, 0.4 to 0.9 ms for each of a hundred
classes, in each process that a module is. Here they are closures over the names of the fields. The fields are the
standard library's own, so ``field``, ``fields``, ``replace`` and ``asdict`` are as well; type checkers see its
``dataclass``. A test compares the two. ``replace`` of this file is for what is made hundreds of times.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NoReturn

Fields = Sequence[dataclasses.Field[object]]

if TYPE_CHECKING:
    # For others to import. pylint: disable-next=useless-import-alias
    from dataclasses import dataclass as dataclass  # noqa: PLC0414

    # pylint: disable-next=useless-import-alias
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def replace(instance, /, **changes):
        """As the standard library's, which looks at each field and has the new one made as if from nothing."""
        values = {**vars(instance), **changes}
        if values.keys() != instance.__dataclass_fields__.keys():  # no field, or something that was computed once
            return dataclasses.replace(instance, **changes)
        copy = object.__new__(type(instance))
        object.__setattr__(copy, "__dict__", values)
        return copy

    def dataclass(cls=None, *, frozen=False, repr=True):  # noqa: A002 - the standard library's name
        """Make fields of what ``cls`` annotates; those of a frozen class are set once, and it can be hashed."""

        def decorate(cls):
            dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
            fields = dataclasses.fields(cls)
            methods = {"__init__": _init_of(cls.__qualname__, fields), **_comparison_of(fields)}
            methods.update(_GUARDS if frozen else {"__hash__": None})
            if repr:
                methods["__repr__"] = _repr_of(cls.__qualname__, fields)
            for name, method in methods.items():
                if name not in vars(cls):
                    setattr(cls, name, method)
            return cls

        return decorate if cls is None else decorate(cls)


def _init_of(cls: str, fields: Fields) -> Callable[..., None]:
    names = [field.name for field in fields]
    defaults = {field.name: field.default for field in fields if field.default is not dataclasses.MISSING}
    factories = [
        (field.name, field.default_factory) for field in fields if field.default_factory is not dataclasses.MISSING
    ]
    field_names, whole = set(names), len(names)

    def __init__(self: object, /, *by_position: object, **values: object) -> None:  # noqa: N807 - it becomes a method
        if by_position:
            by_name, values = values, dict(zip(names, by_position, strict=False))
            if by_name or len(by_position) > whole:
                values.update(by_name)
                if len(values) != len(by_position) + len(by_name):  # too many, or one of them by its name as well
                    raise misfit(by_position, values)
        if len(values) < whole:
            values = {**defaults, **values}
            for name, factory in factories:
                if name not in values:
                    values[name] = factory()
        if values.keys() != field_names:
            raise misfit(by_position, values)
        object.__setattr__(self, "__dict__", values)  # past the guard of a frozen class

    def misfit(by_position: tuple[object, ...], values: Mapping[str, object]) -> TypeError:
        return TypeError(f"{cls}({', '.join(names)}) got {sorted(values)}, by position so many: {len(by_position)}")

    return __init__


def _comparison_of(fields: Fields) -> dict[str, Callable[..., object]]:
    values_of: Callable[[object], object] = (
        attrgetter(*(field.name for field in fields)) if fields else lambda _self: ()
    )

    def __eq__(self: object, compared: object) -> bool:  # noqa: N807
        return values_of(self) == values_of(compared) if type(compared) is type(self) else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values_of(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _repr_of(cls: str, fields: Fields) -> Callable[[object], str]:
    names = [field.name for field in fields if field.repr]

    def __repr__(self: object) -> str:  # noqa: N807
        return f"{cls}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return __repr__


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


_GUARDS = {"__setattr__": _refuse, "__delattr__": _refuse}
