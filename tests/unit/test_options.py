# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a task are read once, at the edge, into classes; below it nobody looks one up by its name."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

from ansible_collections.m365.exchange.plugins.module_utils._specs import read_options
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import CommandOptions
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import read, spec_of
from support.places import ROOT
from support.rows import each_row
from support.syntax import nodes_of

LIBRARY = ROOT / "plugins" / "module_utils"
CLASSES = sorted(
    {
        one
        for path in (LIBRARY / "_specs").glob("[a-z]*.py")
        for one in vars(import_module(f"{read_options.__package__}.{path.stem}")).values()
        if isinstance(one, type) and is_dataclass(one) and one.__name__.endswith("Options")
    },
    key=lambda one: one.__name__,
)
NAMES = frozenset(name for one in CLASSES for name in spec_of(one))

# Who sees options before they are read, and why.
EDGE = {
    "_task/ansible_module.py": "is the edge",
    "_commands/command_forms.py": "reads the commands of a list",
    "_redaction/secrets_in_command_lines.py": "hides what stands in options that do not fit",
    "_redaction/task_redactor.py": "takes the handle out of a registered result",
    "_specs/read_options.py": "reads them",
}
# Maps that are no options, and have keys of the same name.
OTHERS = {
    "_bound_names": "the parameters of a command line",
    "answer": "the sign-in service's",
    "change": "a property in a plan",
    "baseline": "a file of rules",
    "changes": "what a file of a kind says of it",
    "command": "a cmdlet of a customer's work",
    "command_with_file": "a cmdlet of a customer's work",
    "columns": "the packed findings of a page",
    "content": "a report in a file",
    "customer": "Graph's",
    "described_object": "an object of a tenant",
    "description": "an object of a tenant",
    "documented": "the parameters of a cmdlet in the reference",
    "exception": "an exception of the service",
    "facts": "what the catalogue knows of a cmdlet",
    "first": "the outcome of a command",
    "guard": "an entry of the option protected",
    "kept_list": "what a table of a kind says of a list",
    "level": "a level of an error",
    "lower": "the text of an error",
    "mend": "what a rule would have done",
    "mend_of_object": "what rules would have done with an object",
    "node": "a part of a query",
    "parameter_names": "of a read",
    "parts": "of an address",
    "plan_result": "a plan as a result has it",
    "reads": "what a rule reads",
    "relationship": "Graph's, with a customer",
    "report": "what is found at tenants",
    "response": "of a batch",
    "line": "of a journal",
    "listed_customer": "Graph's",
    "result": "of a command",
    "row": "Graph's",
    "snapshot": "objects of a tenant in files",
    "summary": "of a run over many customers",
    "texts": "those of a rule",
    "values": "the header of a session",
}
TYPES: Mapping[str, type] = {"str": str, "path": str, "bool": bool, "int": int, "list": list, "dict": object}


@cache
def look_ups_of(path: Path) -> tuple[tuple[int, str, str], ...]:
    return tuple(look_ups(nodes_of(path)))


def look_ups(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str, str]]:
    """The line, the map's last name and the key of each look-up of an option's name in a map."""
    for node in (one for one in nodes if isinstance(one, ast.expr)):
        found: tuple[ast.expr, ast.expr] | None = None
        if isinstance(node, ast.Subscript):
            found = node.value, node.slice
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            found = node.comparators[0], node.left
        elif isinstance(node, ast.Call) and last_name(node.func) in ("get", "pop", "setdefault") and node.args:
            found = getattr(node.func, "value", node.func), node.args[0]
        elif isinstance(node, ast.Call) and last_name(node.func) == "getattr":
            found = node.args[0], node.args[1]
        if found and isinstance(found[1], ast.Constant) and found[1].value in NAMES:
            yield node.lineno, last_name(found[0]), found[1].value


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@each_row(
    "source",
    [
        'options["proxy"]',
        'options.get("proxy")',
        'settings.pop("proxy", None)',
        '"proxy" in present',
        '"proxy" not in of_task(options.network)',
        'given(options).get("proxy")',
        'getattr(options, "proxy")',
        'self.options["proxy"]',
        'options["encoding"]["secrets"]',
    ],
)
def test_a_look_up_is_found(source: str) -> None:
    found = list(look_ups(ast.walk(ast.parse(source))))
    assert found
    assert not any(name in OTHERS for _line, name, _key in found)


def test_no_option_is_looked_up_by_its_name() -> None:
    wrong = []
    for path in sorted(LIBRARY.rglob("*.py")):
        name = str(path.relative_to(LIBRARY))
        for line, looked_up, key in look_ups_of(path) if name not in EDGE else ():
            if looked_up not in OTHERS:
                wrong.append(f"{name}:{line} looks {key} up")
    assert wrong == []


def test_each_exception_is_one() -> None:
    found = {path: set(look_ups_of(LIBRARY / path)) for path in EDGE}
    assert all(found.values())
    everywhere = {looked_up for path in LIBRARY.rglob("*.py") for _line, looked_up, _key in look_ups_of(path)}
    assert set(OTHERS) <= everywhere


@each_row("options", CLASSES)
def test_an_attribute_has_the_type_that_ansible_gives_it(options: type) -> None:
    hints = get_type_hints(options)
    for name, known in spec_of(options).items():
        if name not in hints or known["type"] == "raw" or "options" in known:
            continue
        kinds = {type(one) if isinstance(one, str) else one for one in alternatives(hints[name])}
        wanted = TYPES[known["type"]]
        assert wanted is object or wanted in kinds, name
        # It is never None exactly where Ansible has a default.
        assert (type(None) in kinds) == ("default" not in known) or name == "result_size", name


def alternatives(hint: Any) -> Iterator[Any]:
    """The types of a union, the values of a literal, else the class itself: list of ``list[str]``."""
    for one in get_args(hint) if get_args(hint) and getattr(hint, "__origin__", None) not in (list, dict) else [hint]:
        origin = getattr(one, "__origin__", one)
        yield from alternatives(one) if get_args(one) and origin not in (list, dict) else [origin]


def test_each_option_is_read_somewhere() -> None:
    """An option that nobody reads promises what nobody keeps."""
    attributes = {
        node.attr
        for path in LIBRARY.rglob("*.py")
        if path.parent.name != "_specs"
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute)
    }
    # Switches that only choose their way to sign in: _sign_in/choose_method.py reads the names of all that are given.
    choosing = {"managed_identity", "azure_cli", "device_code"}
    # What options say of an object is read by Microsoft's name for it.
    assert "parameters_given" in names_called()
    named = {one.name for options in CLASSES for one in fields(options) if one.metadata.get("parameter")}
    assert NAMES - attributes - named == choosing


def names_called() -> set[str]:
    """The functions that the library calls by their names, outside of the specifications."""
    return {
        node.func.id
        for path in LIBRARY.rglob("*.py")
        if path.parent.name != "_specs"
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def test_what_a_task_leaves_blank_has_its_default() -> None:
    blank: dict[str, Any] = {
        "query": "",
        "cmdlet": "",
        "properties": [],
        "service": [],
        "no_proxy": [],
        "timezone": "",
        "dest": None,
    }
    assert read(CommandOptions(), blank, {}) == CommandOptions()
    assert read(CommandOptions(), {"commands": []}, {}).many.commands == []


def test_no_value_shows_in_a_representation() -> None:
    found = read(
        CommandOptions(), {"client_secret": "canary", "proxy": "http://u:canary@proxy", "cmdlet": "canary"}, {}
    )
    assert "canary" not in repr(found)
