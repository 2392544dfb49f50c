# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugins validate as ansible-core does. In make test-all on the next core, too."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import spec_for_core
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import Validator
from support.places import ROOT

ACTIONS = sorted(path.stem for path in (ROOT / "plugins" / "action").glob("exo_*.py"))
# What Ansible takes for a value of each type; a text is taken where it can be read as one.
VALUES = {"str": "a", "path": "~/a", "int": "7", "float": "0.5", "bool": "yes", "list": "a,b", "dict": "a=b", "raw": 1}


def spec_of_action(name: str) -> Mapping[str, Mapping[str, Any]]:
    plugin = importlib.import_module(f"ansible_collections.m365.exchange.plugins.action.{name}")
    spec: Mapping[str, Mapping[str, Any]] = plugin.ActionModule.spec
    return spec


def value_of(option: Mapping[str, Any]) -> Any:
    return option.get("choices", [VALUES[option["type"]]])[0]


def tasks(spec: Mapping[str, Mapping[str, Any]], seen: set[str]) -> Iterator[dict[str, Any]]:
    """Nothing, all options, and each that no action had before: alone, under its other names, and what does not fit."""
    yield {}
    yield {name: value_of(option) for name, option in spec.items()}
    yield {"nobody_knows_this": 1}
    for name, option in spec.items():
        if f"{name}{option}" in seen:
            continue
        seen.add(f"{name}{option}")
        for known in (name, *option.get("aliases", ())):
            yield {known: value_of(option)}
        yield {name: {"not": object}}
        yield {name: None}


def validated(validator: Validator | ArgumentSpecValidator, arguments: dict[str, Any]) -> tuple[Any, ...]:
    result = validator.validate(arguments)
    return result.validated_parameters, result.error_messages, [type(error) for error in result.errors]


def by_core(spec: Mapping[str, Mapping[str, Any]], arguments: dict[str, Any]) -> tuple[Any, ...]:
    """A validator of ansible-core's has another word for what does not fit when it is asked for the second time."""
    return validated(ArgumentSpecValidator(spec_for_core(spec)), arguments)


def test_what_few_options_become_is_what_the_core_makes_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    for spec in map(spec_of_action, ACTIONS):
        ours = Validator(spec)
        variables = {name for option in spec.values() for name in option.get("fallback", ((), ()))[1]}
        for arguments in tasks(spec, seen):
            assert validated(ours, arguments) == by_core(spec, arguments)
        for name in variables - seen:
            with monkeypatch.context() as environment:
                for text in ("1", ""):
                    environment.setenv(name, text)
                    assert validated(ours, {}) == by_core(spec, {})
        seen |= variables
    assert len(seen) > 150


def test_a_default_that_somebody_changes_is_a_new_one_for_the_next_task() -> None:
    spec: dict[str, dict[str, Any]] = {
        "map": {"type": "dict", "default": {}},
        "list": {"type": "list", "elements": "str", "default": []},
    }
    validator = Validator(spec)
    first = validator.validate({}).validated_parameters
    first["map"]["a"], first["list"] = 1, first["list"].append("b")
    assert validator.validate({}).validated_parameters == {"map": {}, "list": []}
