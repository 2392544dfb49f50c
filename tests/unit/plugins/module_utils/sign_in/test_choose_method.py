# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way the options mean, by a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.choose_method import (
    REFUSED_METHODS,
    SIGN_IN_METHODS,
    MethodChoice,
    choose_method,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    PUBLIC_CLIENT,
    Credential,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import pick_given
from support.options import sign_in_of
from support.rows import each_row

APP = {"organization": "contoso.com", "app_id": "a"}
SECRET = {**APP, "client_secret": "s"}
USER = {"user_principal_name": "u@contoso.com"}
OFF = {"managed_identity": False, "device_code": False, "azure_cli": False, "auth_method": "auto"}


def chosen(options: dict[str, Any], *inherited: str) -> MethodChoice:
    """What a task means, some of whose options only the environment gives."""
    return choose_method(replace(sign_in_of({**OFF, **options}), inherited=frozenset(inherited)))


@each_row(
    ("options", "inherited", "name"),
    [
        (SECRET, "", "client_secret"),
        ({**APP, "certificate_path": "p", "client_secret": ""}, "", "certificate"),
        ({**APP, "federated_token_file": "f"}, "", "federated"),
        ({"organization": "c", "managed_identity": True}, "", "managed_identity"),
        (USER, "", "device_code"),
        ({"device_code": True}, "", "device_code"),
        ({**USER, "password": "p"}, "", "password"),
        ({**USER, "access_token": "t"}, "", "access_token"),
        ({**USER, "azure_cli": True}, "", "azure_cli"),
        ({"refresh_token": "r"}, "", "refresh_token"),
        ({**SECRET, **USER, "refresh_token": "r"}, "", "refresh_token"),
        ({**APP, "certificate_path": "p", "refresh_token": "r"}, "", "refresh_token"),
        # What the task says beats what the environment completes.
        ({**SECRET, "certificate_path": "p"}, "client_secret app_id", "certificate"),
        ({**SECRET, **USER, "password": "p"}, "client_secret app_id", "password"),
        ({**SECRET, "refresh_token": "r"}, "refresh_token", "client_secret"),
        ({**USER, "password": "p"}, "password", "password"),
        ({**SECRET, "auth_method": "certificate"}, "auth_method", "client_secret"),
        ({**SECRET, "certificate_path": "p", "auth_method": "certificate"}, "auth_method", "certificate"),
        # The only one that is complete.
        ({"organization": "c", "certificate_path": "p", "managed_identity": True}, "", "managed_identity"),
        # A name decides.
        ({**SECRET, "certificate_path": "p", "auth_method": "Certificate"}, "", "certificate"),
        ({**SECRET, "auth_method": "device_code"}, "", "device_code"),
        ({**SECRET, "auth_method": ""}, "", "client_secret"),
    ],
)
def test_one_way_is_meant(options: dict[str, Any], inherited: str, name: str) -> None:
    assert chosen(options, *inherited.split()).method.name == name


@each_row(
    ("options", "key", "words"),
    [
        ({}, "no-sign-in-method", ""),
        (APP, "no-sign-in-method", ""),
        ({**SECRET, "certificate": "c"}, "two-sign-in-methods", "certificate, client_secret"),
        ({**SECRET, "managed_identity": True}, "two-sign-in-methods", "client_secret, managed_identity"),
        ({**USER, "password": "p", "device_code": True}, "two-sign-in-methods", "device_code, password"),
        ({"client_secret": "s"}, "sign-in-incomplete", "app_id, organization"),
        ({"password": "p"}, "sign-in-incomplete", "user_principal_name"),
        ({"auth_method": "password", **USER}, "sign-in-incomplete", "password"),
        ({"auth_method": "managed_identity"}, "sign-in-incomplete", "organization"),
        ({"auth_method": "x"}, "auth-method-unknown", "azure_cli"),
    ],
)
def test_no_way_is_guessed(options: dict[str, Any], key: str, words: str) -> None:
    with pytest.raises(Failure) as caught:
        chosen(options)
    assert caught.value.key == key
    assert words in caught.value.line


@each_row("name", REFUSED_METHODS)
def test_ways_of_the_past_say_why_they_are_none(name: str) -> None:
    with pytest.raises(Failure, match=name):
        chosen({**SECRET, "auth_method": name})


def test_options_of_other_ways_are_left_out() -> None:
    options = {**SECRET, **USER, "password": "p"}
    found = chosen(options, "client_secret", "app_id").options
    assert found.client_secret is None
    assert found.app_id is None, "the environment's application belongs to the environment's way"
    assert chosen(options, "client_secret").options.app_id == "a"


def test_a_way_that_the_environment_turns_off_takes_no_application_away() -> None:
    assert chosen({"refresh_token": "r", "app_id": "a"}, "managed_identity", "app_id").options.app_id == "a"


@pytest.mark.parametrize(
    ("name", "mark", "inherited"),
    [("client_secret", "client_secret", "client_secret"), ("certificate", "certificate_path", "certificate_path")],
)
def test_a_name_keeps_what_its_way_needs_of_the_environment(name: str, mark: str, inherited: str) -> None:
    options = {**SECRET, "certificate_path": "p", "auth_method": name}
    assert getattr(chosen(options, inherited).options, mark) == options[mark]


def test_the_tasks_proof_beside_a_refresh_token_beats_the_environments() -> None:
    options = {**SECRET, "certificate_path": "p", "refresh_token": "r"}
    for inherited, left in (("client_secret", "certificate_path"), ("certificate_path", "client_secret")):
        found = pick_given(chosen(options, inherited).options)
        assert {"client_secret", "certificate_path"} & set(found) == {left}
        assert found["refresh_token"] == "r"
    assert pick_given(chosen(options).options) == options, "two of the task are refused later"
    # Nothing of them is the task's.
    assert pick_given(chosen(options, "client_secret", "certificate_path").options) == options


def test_each_way_has_marks_of_its_own() -> None:
    marks = [mark for method in SIGN_IN_METHODS.values() for mark in method.marks]
    assert len(marks) == len(set(marks))


@each_row("proof", [{"client_secret": "s"}, {"certificate": "c"}, {"certificate_path": "p"}, {"federated_token": "f"}])
def test_what_proves_an_application_beside_a_refresh_token_needs_the_application(proof: dict[str, str]) -> None:
    options = {"refresh_token": "r", **proof}
    with pytest.raises(Failure) as caught:
        SIGN_IN_METHODS["refresh_token"].prepare(chosen(options).options, 0.0)
    assert caught.value.key == "sign-in-incomplete"
    assert "app_id" in caught.value.line
    # What only the environment gives is left aside.
    credential = SIGN_IN_METHODS["refresh_token"].prepare(chosen(options, *proof).options, 0.0)
    assert credential == Credential(app_id=PUBLIC_CLIENT, refresh_token="r")
