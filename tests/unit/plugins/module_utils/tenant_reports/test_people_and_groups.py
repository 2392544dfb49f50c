# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who a report is about: what can be nobody's name is told before anything is sent, all else is for the service."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.people_and_groups import name_of_person


@pytest.mark.parametrize(
    "name",
    [
        "AdeleV@contoso.com",
        "Adele Vance",
        "Vance, Adele",
        "adelev",
        "47c938d6-322c-4d67-94a6-875bff7810f2",
        "CN=Adele Vance,OU=contoso.onmicrosoft.com,DC=PROD,DC=OUTLOOK,DC=COM",
        "R&D @ Berlin",
        "@All",
        "Müller; Anna",
        "佐藤",
        "Help desk, help@contoso.com",
        "anna*",
    ],
)
def test_a_name_may_have_nearly_any_character(name: str) -> None:
    assert name_of_person(f" {name} ") == name


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_an_empty_one_is_nobody(empty: str) -> None:
    assert name_of_person(empty) == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("*", "it has no letter and no digit"),
        ("-", "it has no letter and no digit"),
        ("@", "it has no letter and no digit"),
        ("adelev@", "it is only half of an address"),
        ("@contoso.com", "it is only half of an address"),
        ("AdeleV@contoso.com,AlexW@contoso.com", "these are several addresses"),
        ("AdeleV@contoso.com; AlexW@contoso.com", "these are several addresses"),
        ("AdeleV@contoso.com AlexW@contoso.com", "these are several addresses"),
        ("AdeleV@contoso.com\nAlexW@contoso.com", "it has a line break or another control character in it"),
    ],
)
def test_what_can_be_nobodys_name_is_told_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(Failure) as caught:
        name_of_person(text)
    assert caught.value.key == "report-person-not-valid"
    assert f"in report_person names no person: {problem}." in caught.value.line
    assert "\n" not in caught.value.line
