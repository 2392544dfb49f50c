# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential types: as AWX's user guide allows them, rendered as AWX renders them, and good for a connect."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.awx import TYPES, definition, rendered, saved
from support.box import Application, Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.extent import only_in_test_all
from support.people import tokens_of
from support.places import ROOT
from support.playbook import SETTINGS
from support.playbooks import Playbooks
from support.tasks import Task, play_of

BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

# AWX's user guide, "Custom Credential Types": the keys of a field, and which only a text may have.
FIELD_KEYS = {"id", "label", "help_text", "type", "choices", "format", "secret", "multiline"}
OF_TEXTS = {"choices", "format", "multiline"}


@pytest.mark.parametrize("name", TYPES)
def test_each_type_is_one_that_awx_takes(name: str) -> None:
    content = definition(name)
    assert set(content) == {"name", "description", "kind", "inputs", "injectors"}
    assert content["kind"] == "cloud"
    assert set(content["inputs"]) <= {"fields", "required"}
    fields = {field["id"]: field for field in content["inputs"]["fields"]}
    assert len(fields) == len(content["inputs"]["fields"])
    assert set(content["inputs"]["required"]) <= set(fields)
    for key, field in fields.items():
        assert set(field) <= FIELD_KEYS
        assert {"id", "label", "type"} <= set(field)
        assert NAME.fullmatch(key)
        assert not key.upper().startswith("ANSIBLE_")
        assert field["type"] in ("string", "boolean")
        assert field["type"] == "string" or not OF_TEXTS & set(field)
        secret = any(word in key for word in ("secret", "password", "token", "certificate"))
        assert field.get("secret", False) is secret, key
    assert len({field["label"] for field in fields.values()}) == len(fields)


@pytest.mark.parametrize("name", TYPES)
def test_injectors_use_the_fields_that_there_are_and_no_extra_variables(name: str) -> None:
    content = definition(name)
    fields = {field["id"] for field in content["inputs"]["fields"]}
    # Extra variables would show secrets to every task and in verbose output.
    assert set(content["injectors"]) <= {"env", "file"}
    assert all(re.fullmatch(r"template(\.[A-Za-z_]\w*)?", key) for key in content["injectors"].get("file", {}))
    used: set[str] = set()
    for key, text in {**content["injectors"]["env"], **content["injectors"].get("file", {})}.items():
        assert not key.startswith("ANSIBLE_")
        used |= set(re.findall(r"\b([a-z_]+)\b", " ".join(re.findall(r"\{[{%](.*?)[}%]\}", text, re.DOTALL)))) & fields
    assert used == fields


@pytest.mark.parametrize("name", TYPES)
def test_variables_are_those_that_the_modules_read_and_a_field_left_out_is_empty(name: str, tmp_path: Path) -> None:
    documentation = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "plugins" / "doc_fragments").glob("*.py")
    )
    variables = rendered(name, {}, tmp_path)
    assert set(variables.values()) == {""}
    for variable in variables:
        assert f"E({variable})" in documentation


@pytest.mark.parametrize("place", ["tower", "awx"])
@pytest.mark.parametrize("value", ["EXAMPLE", "-----BEGIN CERTIFICATE-----\nEXAMPLE\n"])
def test_templates_take_both_names_that_awx_has_for_its_files(tmp_path: Path, place: str, value: str) -> None:
    for name in TYPES:
        variables = saved(name, value, tmp_path, place)
        assert all(variables[key] == value for key in ("EXO_ORGANIZATION", "EXO_APP_ID", "EXO_CLIENT_SECRET"))
        path = str(tmp_path / "template.certificate")
        expected = ("", value) if value == "EXAMPLE" else (path, "")
        assert (variables["EXO_CERTIFICATE_PATH"], variables["EXO_CERTIFICATE"]) == expected


def inputs_of(box: Box, way: str, application: Application | None = None) -> dict[str, str]:
    tenant = box.tenants[0]
    application = application or tenant.applications[0]
    usual = {"organization": tenant.organization, "app_id": application.app_id}
    if way == "secret":
        return {**usual, "client_secret": application.client_secret, "environment": "auto"}
    if way == "pem":
        return {**usual, "certificate": Path(application.certificate_path).read_text(encoding="utf-8")}
    pfx = base64.encodebytes(Path(application.pfx_path).read_bytes()).decode()
    return {**usual, "certificate": pfx, "certificate_password": application.certificate_password}


def connected(playbooks: Playbooks, box: Box, variables: Mapping[str, str]) -> None:
    """Connect and read with nothing but a credential's variables."""
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    assert not [name for name, value in variables.items() if "\n" in value]
    tasks = [
        Task("Connect", "exo_connect", {}, {"register": "exo"}),
        Task("Read", "exo_command", {"session": "{{ exo }}", "cmdlet": "Get-OrganizationConfig"}),
        Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
    ]
    run = playbooks.run(play_of(tasks), environment={**network, **variables}).check()
    assert run.result("Read").result["tenant_id"] == box.tenants[0].tenant_id
    assert_nothing_left(run)
    assert_no_traceback(run)


@BOTH_WAYS
# A certificate goes the same way as an application's, below.
@pytest.mark.parametrize("way", ["secret", pytest.param("pem", marks=only_in_test_all), "pfx"])
def test_a_credential_of_a_partner_connects(playbooks: Playbooks, box: Box, tmp_path: Path, way: str) -> None:
    application = next(one for one in box.tenants[0].applications if one.more["name"] == "Partner application")
    proof = {"client_id": application.app_id, "client_secret": application.client_secret}
    _access, refresh = tokens_of(box, "operator@contoso.com", "operator-canary-Pa55word", **proof)
    own = {name: value for name, value in inputs_of(box, way, application).items() if name != "environment"}
    inputs = {**own, "refresh_token": refresh + "\n"}
    connected(playbooks, box, rendered("partner", inputs, tmp_path))


@BOTH_WAYS
@pytest.mark.parametrize("way", ["secret", "pem", "pfx"])
def test_a_credential_of_an_application_connects(playbooks: Playbooks, box: Box, tmp_path: Path, way: str) -> None:
    connected(playbooks, box, rendered("application", inputs_of(box, way), tmp_path))
