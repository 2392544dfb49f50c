# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One way to sign in, or a line that says which options are too many or too few."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._sign_in.methods import METHODS, choose, effective, given

from .conftest import APP, ORGANIZATION, SECRET, Keys, key_of, key_pem

WHO = {"app_id": APP, "organization": ORGANIZATION}
NOBODY: frozenset[str] = frozenset()


def test_each_method_is_known_by_its_name() -> None:
    assert {name: method.name for name, method in METHODS.items()} == {
        "certificate": "certificate",
        "client_secret": "client_secret",
    }


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"client_secret": SECRET}, "client_secret"),
        ({"certificate_path": "/x"}, "certificate"),
        ({"certificate": "x"}, "certificate"),
        ({"certificate": "x", "client_secret": ""}, "certificate"),
        ({"certificate": None, "certificate_path": "", "client_secret": SECRET}, "client_secret"),
    ],
)
def test_the_options_choose_the_way(options: dict[str, Any], name: str) -> None:
    assert choose(given({**WHO, **options})).name == name


@pytest.mark.parametrize(
    ("options", "key", "named"),
    [
        ({}, "no-sign-in-method", ""),
        (WHO, "no-sign-in-method", ""),
        ({**WHO, "client_secret": "", "certificate": None}, "no-sign-in-method", ""),
        ({**WHO, "certificate_password": "x"}, "no-sign-in-method", ""),
        (
            {**WHO, "client_secret": SECRET, "certificate": "x"},
            "two-sign-in-methods",
            "certificate_path, client_secret",
        ),
        ({**WHO, "client_secret": SECRET, "certificate_path": "x"}, "two-sign-in-methods", "client_secret"),
        ({"client_secret": SECRET}, "sign-in-incomplete", "app_id, organization"),
        ({"client_secret": SECRET, "app_id": APP, "organization": ""}, "sign-in-incomplete", "organization"),
        ({"certificate": "x", "organization": ORGANIZATION}, "sign-in-incomplete", "app_id"),
    ],
)
def test_no_two_or_half_a_way_is_said(options: dict[str, Any], key: str, named: str) -> None:
    failure = key_of(lambda: choose(given(options)))
    assert failure.key == key
    assert named in failure.line


@pytest.mark.parametrize(
    ("options", "inherited", "counting"),
    [
        # nothing of the task's own: the environment's ways count, also if they are two
        ({"client_secret": "e"}, {"client_secret"}, {"client_secret"}),
        (
            {"client_secret": "e", "certificate": "e"},
            {"client_secret", "certificate"},
            {"client_secret", "certificate"},
        ),
        # the task's own way beats them
        ({"client_secret": "t", "certificate": "e"}, {"certificate"}, {"client_secret"}),
        ({"client_secret": "e", "certificate_path": "t"}, {"client_secret"}, {"certificate_path"}),
        # also where both are of one method
        ({"certificate": "t", "certificate_path": "e"}, {"certificate_path"}, {"certificate"}),
        # two of its own stay two
        ({"client_secret": "t", "certificate": "t"}, set(), {"client_secret", "certificate"}),
        # an empty one is none
        ({"client_secret": "", "certificate": "e"}, {"certificate"}, {"certificate"}),
    ],
)
def test_what_the_task_says_beats_what_the_environment_completes(
    options: dict[str, Any], inherited: set[str], counting: set[str]
) -> None:
    assert set(effective({**WHO, **options}, frozenset(inherited | {"app_id"}))) == counting | WHO.keys()


def test_a_certificate_of_the_task_beats_the_path_of_the_environment(keys: Keys) -> None:
    pem = (keys.pem(keys.own) + key_pem(keys.own)).decode()
    options = effective({**WHO, "certificate": pem, "certificate_path": "/none"}, frozenset({"certificate_path"}))
    credential = choose(options).prepare(options)
    assert credential["private_key"] == key_pem(keys.own).decode()


def test_empty_values_are_no_values() -> None:
    assert given({"a": "", "b": None, "c": [], "d": {}, "e": 0, "f": False, "g": "x"}) == {"e": 0, "f": False, "g": "x"}


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"certificate_path": "/x", "certificate": "x"}, "two-sign-in-methods"),
        ({"certificate_path": "/none/at/all.pem"}, "certificate-missing"),
        ({"certificate": "x"}, "certificate-unreadable"),
    ],
)
def test_a_certificate_is_read_before_anything_is_sent(options: dict[str, Any], key: str) -> None:
    assert key_of(lambda: METHODS["certificate"].prepare({**WHO, **options})).key == key


def test_an_expired_certificate_is_told_before_anything_is_sent(keys: Keys, tmp_path: Path) -> None:
    path = tmp_path / "old.pem"
    path.write_bytes(keys.pem(keys.own, start=-30, end=-1) + key_pem(keys.own))
    failure = key_of(lambda: METHODS["certificate"].prepare({**WHO, "certificate_path": str(path)}))
    assert failure.key == "certificate-expired"


def test_a_credential_is_what_it_takes_to_sign_in_again() -> None:
    assert METHODS["client_secret"].prepare({**WHO, "client_secret": SECRET, "certificate": "x"}) == {
        "app_id": APP,
        "client_secret": SECRET,
    }
