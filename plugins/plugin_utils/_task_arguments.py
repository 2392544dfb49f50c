# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of a task, as plain values and validated.

A module gets its arguments as JSON; the action plugin gets Ansible's own kinds of text, maps and dates, and must give
the operation the same as the module.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator, ValidationResult

from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import OptionsSpec
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import spec_for_core

_TYPES_OF_TEXT = frozenset({"str", "path"})


def plain(value: Any) -> Any:
    """``value`` as JSON would carry it: dates as ISO text, vaulted text in the clear, everything else by kind."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, int) else float(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(member) for member in value]
    if isinstance(value, Mapping):
        return {_key_in_json(plain(key)): plain(member) for key, member in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "surrogateescape")
    # A vaulted value is no text before it is asked for one, and then it is one of Ansible's own kind.
    return str.__str__(str(value))


def without_blanks(arguments: Mapping[str, Any], spec: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The arguments without empty texts that are no value of their option: a number's, a switch's, one of some choices.

    AWX sends an empty text for a field or an answer of a survey that nobody filled. Where a text is a value, the
    operation knows that an empty one counts as not given; it also keeps the environment's from being read.
    """
    options = {
        name: option for option_name, option in spec.items() for name in (option_name, *option.get("aliases", ()))
    }
    return {name: value for name, value in arguments.items() if value != "" or _is_value_of_option(options.get(name))}


class Validator:
    """Validates the arguments of tasks as AnsibleModule does, for one specification.

    Ansible's validator goes through all options some ten times, and a task has few of them. So what it makes of no
    arguments at all is asked once, and of a task only those are looked at that have a value.
    """

    def __init__(self, spec: OptionsSpec) -> None:
        self._spec = spec
        self._names = {alias: name for name, option in spec.items() for alias in (name, *option.get("aliases", ()))}
        self._variables = [
            (variable, name) for name, option in spec.items() for variable in option.get("fallback", ((), ()))[1]
        ]
        self._required = {name for name, option in spec.items() if option.get("required")}
        unasked = {name: {**option, "required": False, "fallback": (None,)} for name, option in spec.items()}
        self._defaults = ArgumentSpecValidator(spec_for_core(unasked)).validate({}).validated_parameters

    def validate(self, arguments: dict[str, Any]) -> ValidationResult:
        """What became of them; the words for what does not fit name all options."""
        names = {self._names[name] for name in arguments if name in self._names}
        names |= self._required | {name for variable, name in self._variables if variable in os.environ}
        result = _validate({name: self._spec[name] for name in names}, arguments)
        if result.error_messages:
            return _validate(self._spec, arguments)
        for name in self._spec.keys() - names:
            default = self._defaults[name]
            result.validated_parameters[name] = deepcopy(default) if isinstance(default, (dict, list)) else default
        return result


def _validate(spec: OptionsSpec, arguments: dict[str, Any]) -> ValidationResult:
    return ArgumentSpecValidator(spec_for_core(spec)).validate(arguments)


def _is_value_of_option(option: Mapping[str, Any] | None) -> bool:
    if option is None or option["type"] == "raw" or option.get("required"):
        return True
    # A default without a variable is the one thing that an empty text can mean.
    is_set = option.get("default") is not None and "fallback" not in option
    return option["type"] in _TYPES_OF_TEXT and "choices" not in option and not is_set


def _key_in_json(key: Any) -> str:
    """A key as a map in JSON has it: true and null in JSON's own words."""
    return key if isinstance(key, str) else json.dumps(key)
