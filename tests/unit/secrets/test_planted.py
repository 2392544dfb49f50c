# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of secret in each option of each module and in each place of a command line: nothing of it is shown, with
the arguments in the result, as a module and as an action. What is shown less loudly is less of the same."""

from __future__ import annotations

import importlib
import json
import socket
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from ansible.module_utils import basic

from ansible_collections.m365.exchange.plugins.module_utils._commands import command
from ansible_collections.m365.exchange.plugins.module_utils._operations import (
    baseline_info,
    cmdlet_info,
    conformance,
    connect,
    customer_info,
    customer_results,
    daily_work,
    disconnect,
    journal_info,
    preflight_info,
    report,
    report_info,
    resource,
    resource_info,
    resources,
    session_info,
    snapshot_diff,
)
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAILBOX, MAILBOX_PERMISSION
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import (
    BASELINE_INFO,
    CMDLET_INFO,
    CONFORMANCE,
    CUSTOMER_INFO,
    PREFLIGHT_INFO,
    REPORT_INFO,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import (
    CUSTOMER_RESULTS,
    DISCONNECT,
    JOURNAL_INFO,
    REPORT,
    SESSION_INFO,
    SNAPSHOT_DIFF,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import OptionsSpec
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCE, RESOURCE_INFO, RESOURCES
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Operation
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import HAS_REGISTER
from ansible_collections.m365.exchange.plugins.plugin_utils import _action, _task_arguments
from support.extent import ALL
from support.planted import APP_ID, DOMAIN, KINDS, LINES, NEIGHBOURS, TOKEN_HEADER, password
from support.rows import each_row
from support.secrets import PART, may_show, parts

if HAS_REGISTER:
    from ansible.module_utils.secrets import mask_secrets

Told = dict[str, Any]

SIGN_IN = {"organization": DOMAIN, "app_id": APP_ID, "client_secret": "none-of-these", "retries": 0}
MODULES: Mapping[str, tuple[OptionsSpec, Operation, Mapping[str, Any]]] = {
    "exo_connect": (CONNECT, connect.run, SIGN_IN),
    "exo_command": (COMMAND, command.run, {**SIGN_IN, "cmdlet": "Get-Mailbox"}),
    "exo_cmdlet_info": (CMDLET_INFO, cmdlet_info.run, {**SIGN_IN, "cmdlet": "Get-Mailbox", "allowed": True}),
    "exo_baseline_info": (BASELINE_INFO, baseline_info.run, {**SIGN_IN, "baseline": {"rules": []}}),
    "exo_conformance": (CONFORMANCE, conformance.run, {**SIGN_IN, "questions": []}),
    "exo_customer_info": (CUSTOMER_INFO, customer_info.run, SIGN_IN),
    "exo_customer_results": (
        CUSTOMER_RESULTS,
        customer_results.run,
        {"path": "results", "step": "start", "all_customers": [DOMAIN], "commands": [{"cmdlet": "Get-Mailbox"}]},
    ),
    "exo_preflight_info": (PREFLIGHT_INFO, preflight_info.run, SIGN_IN),
    "exo_disconnect": (DISCONNECT, disconnect.run, {}),
    "exo_report_info": (REPORT_INFO, report_info.run, {**SIGN_IN, "report_names": ["forwarding"]}),
    "exo_report": (REPORT, report.run, {"dest": "/no/such/folder/report", "previous": "/no/such/report.json"}),
    "exo_resource": (RESOURCE, resource.run, {**SIGN_IN, "kind": "Mailbox", "identity": "Adele"}),
    "exo_resource_info": (RESOURCE_INFO, resource_info.run, {**SIGN_IN, "kind": "Mailbox"}),
    "exo_resources": (RESOURCES, resources.run, {**SIGN_IN, "resources": [{"kind": "Mailbox", "identity": "Adele"}]}),
    "exo_mailbox": (MAILBOX, daily_work.mailbox, {**SIGN_IN, "identity": "Adele"}),
    "exo_mailbox_permission": (
        MAILBOX_PERMISSION,
        daily_work.mailbox_permission,
        {**SIGN_IN, "mailbox": "Adele", "user": "Alex", "send_as": True},
    ),
    "exo_journal_info": (JOURNAL_INFO, journal_info.run, {"path": "/no/such/journal"}),
    "exo_snapshot_diff": (SNAPSHOT_DIFF, snapshot_diff.run, {"before": [], "after": []}),
    "exo_session_info": (SESSION_INFO, session_info.run, {}),
}
# A secret of no shape is a value like any other in what holds any text; the lines are looked at below.
ANY_TEXT = {"parameters", "commands", "command", "protected", "query", "encoding", "files", "questions",
            "families", "properties", "resources", "filter", "auto_reply", "path"}  # fmt: skip
# What they share with other modules runs through the same code there: see is_turn_of.
WITH_ALL_KINDS = ("exo_connect", "exo_command")
WAYS = ("module", "action")
NUMBERS = count()


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No network, and files in a folder that goes."""

    def refused(*_given: Any, **_more: Any) -> NoReturn:
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Runner:
    """Runs a module both ways in this process; what it told and logged is one text."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str) -> None:
        self._patch = monkeypatch
        self._capsys = capsys
        self._way = way
        self._logged: list[str] = []
        monkeypatch.setattr(basic.AnsibleModule, "log", lambda *words, **more: self._logged.append(f"{words} {more}"))
        monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
        monkeypatch.setattr(_action, "_shows_invocation", lambda _variables: True)

    def shown(self, module: str, options: Mapping[str, Any]) -> str:
        """All that a run shows."""
        spec, operation, _base = MODULES[module]
        self._logged.clear()
        if self._way == "module":
            told = self._as_module(module, dict(options))
        else:
            told = self._as_action(spec, operation, dict(options))
        told.pop("_ansible_new_secrets", None)  # read by the controller and shown to nobody
        text = json.dumps(told, ensure_ascii=False) + "".join(self._logged) + str(self._capsys.readouterr())
        return mask_secrets(text) if HAS_REGISTER else text

    def _as_module(self, module: str, options: dict[str, Any]) -> Told:
        arguments = {"ANSIBLE_MODULE_ARGS": {**options, "_ansible_inject_invocation": True}}
        self._patch.setattr(basic, "_ANSIBLE_ARGS", json.dumps(arguments).encode())
        self._patch.setattr(basic, "_PARSED_MODULE_ARGS", None, raising=False)
        with pytest.raises(SystemExit):
            importlib.import_module(f"ansible_collections.m365.exchange.plugins.modules.{module}").main()
        told: Told = json.loads(self._capsys.readouterr().out)
        return told

    def _as_action(self, spec: OptionsSpec, operation: Operation, options: dict[str, Any]) -> Told:
        made: Any = _action.OperationAction.__new__(_action.OperationAction)
        made.spec, made.operation, made.validator = spec, operation, _task_arguments.Validator(spec)
        made._task = SimpleNamespace(check_mode=False, diff=False, action="m365.exchange.it", async_val=0, no_log=False)
        made._display = SimpleNamespace(display=lambda text, **_more: self._logged.append(text))
        told: Told = made._run_here(options, Owner(), None)
        return told


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str) -> Runner:
    return Runner(monkeypatch, capsys, way)


def found(secret: str, shown: str) -> list[str]:
    """The parts of a secret that stand in what was shown; of a key not its first and last lines, alike in all."""
    lines = secret.splitlines()[1:-1] if "\n" in secret else [secret.removeprefix(f"{TOKEN_HEADER}.")]
    written = [one for line in lines for one in (line, line.lower()) if may_show(shown, one)]
    return [part for one in written for part in parts(one) if part in shown]


@each_row("length", [20, 250])
def test_each_part_is_found_wherever_it_begins(length: int) -> None:
    secret = ("kXq7Zw" + password(next(NUMBERS)) * 20)[:length]
    for start in range(length - PART + 1):
        part = secret[start : start + PART]
        assert found(secret, f"It is {part}.")
        assert found(secret, f"It is {part.lower()}.")
    assert not found(secret, f"It is {secret[: PART - 1]}.")


def planted(spec: OptionsSpec, option: str, secret: str) -> Any:
    kind = spec[option].get("type", "str")
    return {"list": [secret], "dict": {"Name": secret}}.get(kind, secret)


def is_turn_of(kind: str, module: str, option: str, way: str) -> bool:
    """Whether this run plants this kind there: each in what a module has alone; in all options of two modules each, by
    turns as a module and as an action; in what other modules share with those one kind an option, another in each
    module. M365_ALL=1 plants each everywhere."""
    if kind == "password" and option in ANY_TEXT:
        return False
    shared = MODULES["exo_command"][0].get(option) == MODULES[module][0][option]
    kinds = [one for one in KINDS if one != "password" or option not in ANY_TEXT]
    if ALL or not shared:
        return True
    if module in WITH_ALL_KINDS:
        return way == WAYS[(kinds.index(kind) + list(MODULES[module][0]).index(option)) % len(WAYS)]
    turn = list(MODULES).index(module) + list(MODULES[module][0]).index(option)
    return kind == kinds[turn % len(kinds)]


def test_each_kind_has_its_turn_and_each_option_a_kind() -> None:
    turns = [(kind, module, option) for module, (spec, *_more) in MODULES.items() for option in spec for kind in KINDS]
    planted_by = {way: {one for one in turns if is_turn_of(*one, way)} for way in WAYS}
    for planted_so in planted_by.values():
        assert {one[1:] for one in planted_so} == {one[1:] for one in turns}
        for module in MODULES:
            assert {kind for kind, where, _option in planted_so if where == module} == set(KINDS)
    planted_now = set.union(*planted_by.values())
    assert {one for one in turns if one[1] in WITH_ALL_KINDS} - planted_now == {
        one for one in turns if one[1] in WITH_ALL_KINDS and one[0] == "password" and one[2] in ANY_TEXT
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("module", MODULES)
def test_each_option_with_each_kind_of_secret(runner: Runner, way: str, module: str, kind: str) -> None:
    spec, _operation, base = MODULES[module]
    for option in spec:
        if not is_turn_of(kind, module, option, way):
            continue
        secret = KINDS[kind](next(NUMBERS))
        for name in (option, *spec[option].get("aliases", ())):
            given = {key: value for key, value in base.items() if key != option}
            shown = runner.shown(module, {**given, name: planted(spec, option, secret)})
            assert not found(secret, shown), f"{module} {name}: {shown}"


@pytest.mark.parametrize(("name", "secret", "value"), NEIGHBOURS)
@pytest.mark.parametrize("module", ["exo_connect", "exo_command", "exo_customer_info"])
def test_swapped_neighbours(runner: Runner, module: str, name: str, secret: str, value: str) -> None:
    _spec, _operation, base = MODULES[module]
    hidden = password(next(NUMBERS))
    shown = runner.shown(module, {**base, name: hidden, secret: value})
    assert not found(hidden, shown), shown
    assert "look swapped" in shown
    # Names and ids are no secrets, wherever they stand: what the run shows of them later stays readable.
    if HAS_REGISTER:
        assert mask_secrets(f"The tenant {value} is here.") == f"The tenant {value} is here."


def lines_of(kind: str) -> Iterator[tuple[str, str]]:
    for line in LINES:
        secret = KINDS[kind](next(NUMBERS))
        yield line.format(secret), secret


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["command", "commands", "item", "cmdlet"])
def test_each_place_of_a_command_line(runner: Runner, kind: str, form: str) -> None:
    base = {name: value for name, value in MODULES["exo_command"][2].items() if name != "cmdlet"}
    for line, secret in lines_of(kind):
        forms: dict[str, dict[str, Any]] = {
            "command": {"command": line},
            "commands": {"commands": [line, "Get-AcceptedDomain"]},
            "item": {"commands": [{"command": line, "parameters": {"ResultSize": 1}}]},
            "cmdlet": {"cmdlet": line},
        }
        shown = runner.shown("exo_command", {**base, **forms[form]})
        assert not found(secret, shown), f"{line}: {shown}"


# Near names

PLAIN = "correct-horse-battery"
MISSPELT = ("client_secert", "clientsecret", "cleint_secret", "certificate_pem", "certificat", "pasword", "passwrod")
MISSPELT_TOO = ("acces_token", "refresh_tokn", "sesion", "certifcate_password", "credentails", "passphrse")


@pytest.mark.parametrize("option", [*MISSPELT, *MISSPELT_TOO])
def test_a_misspelt_option_of_a_secret(runner: Runner, option: str) -> None:
    shown = runner.shown("exo_connect", {**SIGN_IN, option: PLAIN})
    assert option in shown
    assert PLAIN not in shown


@pytest.mark.parametrize(
    "parameter", ["Pasword", "Passwrod", "NewPasswrd", "Credental", "Secert", "AccessTokne", "PassPhrse", "ClientSecrt"]
)
@pytest.mark.parametrize("cmdlet", ["New-Mailbox", "New-Mailbx"])
def test_a_misspelt_parameter_of_a_secret(runner: Runner, parameter: str, cmdlet: str) -> None:
    for options in (
        {"cmdlet": cmdlet, "parameters": {"Name": "Anna", parameter: PLAIN}},
        {"command": f"{cmdlet} Anna -{parameter} {PLAIN}"},
        {"command": f"{cmdlet} Anna -{parameter}:'{PLAIN}' | x"},
        {"commands": [{"cmdlet": cmdlet, "parameters": {parameter: PLAIN}}]},
    ):
        shown = runner.shown("exo_command", {**SIGN_IN, **options})
        assert PLAIN not in shown, shown
        assert cmdlet in shown
