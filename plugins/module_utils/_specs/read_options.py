# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What an option is: a field of a small class, one line with all there is to know of it.

From the same line come the specification by which Ansible validates a task (:func:`spec_of`) and the attribute that
the code below the edge reads (:func:`read`). The words about the options are in ``doc_fragments``. A file holds
the classes of modules that ship the same: a module ships all that it imports.
"""

from __future__ import annotations

# The fields are made here, and belong to the classes of the files beside this one.
# pylint: disable=invalid-field-call
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, Field, field, fields, replace
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from ansible.module_utils.basic import env_fallback
from ansible.module_utils.common.parameters import AnsibleFallbackNotFound

from .._dataclass import dataclass

OptionsSpec = Mapping[str, Mapping[str, Any]]

_TRUE_WORDS = frozenset({"1", "on", "t", "true", "y", "yes"})


class Options(Protocol):
    """Any class of options."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Read = TypeVar("Read", bound=Options)


@dataclass(frozen=True)
class Inheriting:
    """Options with variables; ``inherited`` names those whose value is the one that the environment holds.

    What only the environment says yields to what the task or its session says.
    """

    inherited: frozenset[str] = frozenset()


Inherited = TypeVar("Inherited", bound=Inheriting)


def option(
    kind: str,
    default: object = None,
    *,
    variable: str = "",
    item: tuple[type, ...] = (),
    inside: type | None = None,
    parameter: str = "",
    **more: object,
) -> Any:
    """A field that is an option of Ansible's type ``kind``, which is also read from a ``variable``.

    ``parameter`` is Microsoft's name of what the option says of an object; ``item`` are the kinds of value that a
    command of a list may have for it, none where it is the whole task's; ``inside`` is the class of the options that a
    map has; ``more`` goes into the specification as it is. No value shows in a representation: it may be secret.
    """
    spec = {"type": kind, **more}
    if default is not None:
        spec["default"] = default
    if variable:
        spec["fallback"] = (_variable_text, [variable])
    if inside is not None:
        spec |= {"default": {}, "options": spec_of(inside)}
        default = inside()
    metadata = {"spec": spec, "variable": variable, "item": item, "inside": inside, "parameter": parameter}
    if isinstance(default, (list, dict)):
        return field(default_factory=type(default), repr=False, metadata=metadata)
    return field(default=default, repr=False, metadata=metadata)


def group(options: type) -> Any:
    """A field that holds options of another class, which are options of the module like all others."""
    return field(default=options(), metadata={"group": options})


def spec_of(options: type) -> dict[str, dict[str, Any]]:
    """The specification of a class of options, which :func:`read` knows from then on, in forks of this process too."""
    for kind in (
        options,
        *(option_field.metadata["group"] for option_field in fields(options) if "group" in option_field.metadata),
    ):
        for know in (_names_of_class, _groups_of_class, _own_options, _options_with_variables):
            know(kind)
    return {option_field.name: option_field.metadata["spec"] for option_field in _options_of(options)}


def item_kinds(options: type) -> dict[str, tuple[type, ...]]:
    """The options that a command of a list may have of its own, and the kinds of value of each."""
    return {
        option_field.name: option_field.metadata["item"]
        for option_field in _options_of(options)
        if option_field.metadata["item"]
    }


def _options_of(options: type) -> Iterator[Field[Any]]:
    """The options of a class, those of its groups among them."""
    for option_field in fields(options):
        if "group" in option_field.metadata:
            yield from _options_of(option_field.metadata["group"])
        elif "spec" in option_field.metadata:
            yield option_field


def read(over: Read, options: Mapping[str, Any], environ: Mapping[str, str]) -> Read:
    """The options of a class, once Ansible has validated them; ``over`` says what they leave out or have as null.

    That is all defaults for a task, and the task for one command of its list. A blank option has its default.
    """
    kind = type(over)
    if _names_of_class(kind).isdisjoint(options):
        return over
    values: dict[str, Any] = dict(vars(over))
    for name in _groups_of_class(kind):
        values[name] = read(values[name], options, environ)
    for name, option_field in _own_options(kind):
        if (value := options.get(name)) is not None:
            inside = option_field.metadata["inside"]
            filled = read(inside(), value, {}) if inside else value
            values[name] = _default_of_option(option_field) if _is_blank(value, option_field) else filled
    if "inherited" in values:
        values["inherited"] = _find_inherited(kind, values, environ)
    return kind(**values)


def is_empty(options: Mapping[str, object], name: str) -> bool:
    """Whether a task has an option as an empty text, which counts as not given where nobody asks."""
    value = options.get(name)
    return isinstance(value, str) and not value.strip()


@cache
def _names_of_class(kind: type[Options]) -> frozenset[str]:
    return frozenset(option_field.name for option_field in _options_of(kind))


@cache
def _groups_of_class(kind: type[Options]) -> tuple[str, ...]:
    return tuple(option_field.name for option_field in fields(kind) if "group" in option_field.metadata)


@cache
def _own_options(kind: type[Options]) -> tuple[tuple[str, Field[object]], ...]:
    """The options of a class without those of its groups."""
    return tuple((option_field.name, option_field) for option_field in fields(kind) if "spec" in option_field.metadata)


def pick_given(options: Options) -> dict[str, Any]:
    """The options of a class that say something else than their default, by name."""
    return {
        name: value
        for name, option_field in _own_options(type(options))
        if (value := getattr(options, name)) != _default_of_option(option_field)
    }


def parameters_given(options: Options) -> dict[str, object]:
    """What the options of a class say of an object, by Microsoft's names; what is not given is left out. Words of a
    choice are Microsoft's, which has ``audit_and_notify`` as AuditAndNotify."""
    parameters: dict[str, object] = {}
    for option_field in fields(options):
        parameter, value = option_field.metadata.get("parameter", ""), getattr(options, option_field.name)
        if parameter and value is not None:
            is_word = "choices" in option_field.metadata["spec"] and isinstance(value, str)
            parameters[parameter] = "".join(map(str.capitalize, value.split("_"))) if is_word else value
    return parameters


def without_options(options: Read, names: Collection[str]) -> Read:
    """The same, those options as if nobody had given them."""
    return replace(
        options,
        **{
            option_field.name: _default_of_option(option_field)
            for option_field in fields(options)
            if option_field.name in names
        },
    )


def only_of_task(options: Inherited) -> Inherited:
    """The same, as the task alone gives it."""
    return without_options(options, options.inherited) if options.inherited else options


def _is_blank(value: object, option_field: Field[Any]) -> bool:
    """Whether a value counts as not given: AWX sends empty texts for fields that nobody filled. An empty list of what
    an object has is one that is to be empty."""
    is_list = option_field.metadata["spec"]["type"] == "list" and not option_field.metadata["parameter"]
    return bool(value == "" or (value == [] and is_list))


def _default_of_option(option_field: Field[Any]) -> Any:
    return option_field.default if option_field.default_factory is MISSING else option_field.default_factory()


def _find_inherited(kind: type[Options], values: Mapping[str, object], environ: Mapping[str, str]) -> frozenset[str]:
    return frozenset(
        name
        for name, text in _options_with_variables(kind)
        if text in environ and _is_of_variable(values[name], environ[text])
    )


@cache
def _options_with_variables(kind: type[Options]) -> tuple[tuple[str, str], ...]:
    """The options that a variable fills in, each with its variable."""
    variables = ((option_field.name, option_field.metadata.get("variable", "")) for option_field in fields(kind))
    return tuple((name, variable) for name, variable in variables if variable)


def _is_of_variable(value: object, text: str) -> bool:
    """Whether an option's value is what Ansible makes of a variable's text."""
    if isinstance(value, bool):
        return value == (text.strip().lower() in _TRUE_WORDS)
    if isinstance(value, list):
        return [str(member).strip() for member in value] == [part.strip() for part in text.split(",")]
    return str(value) in (text, os.path.expanduser(os.path.expandvars(text)))


def _variable_text(*names: str) -> Any:
    """What a variable holds. An empty one counts as not set: an empty text is no number of seconds."""
    value = env_fallback(*names)
    if value == "":
        raise AnsibleFallbackNotFound
    return value
