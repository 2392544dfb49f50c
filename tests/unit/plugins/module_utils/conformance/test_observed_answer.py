# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value is told by its shape alone."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._conformance.observed_answer import shape_of
from support.rows import each_row


@each_row(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true or false"),
        (4.5, "a number"),
        ("", "an empty text"),
        ("Adele Vance", "a text"),
        ("en-US", "a text"),
        ("5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10", "a GUID"),
        ("2024-04-10T08:56:22.0000000+00:00", "a date with seven digits and an offset"),
        ("2024-04-10T08:56:22.0000000Z", "a date with seven digits and Z"),
        ("2024-04-10T08:56:22Z", "a date of another form"),
        ("90.00:00:00", "a time span as .NET writes it"),
        ("PT4H", "a time span of ISO 8601"),
        ("99 GB (106,300,440,576 bytes)", "a size with its bytes"),
        ('{"Name": "x"}', "a JSON text"),
        ("CN=Adele Vance,OU=contoso", "a distinguished name"),
        ("AdeleV@contoso.com", "an address"),
        ("contoso.onmicrosoft.com/Users/Adele", "a canonical name"),
        ("System.Security.AccessControl.RawSecurityDescriptor", "the name of a .NET type"),
        ([], "an empty list"),
        (["a", "b"], "a list of texts"),
        ([{"Name": "x"}, {"DisplayName": "y"}], "a list of objects with DisplayName, Name"),
        ([1, "a"], "a list of a number and a text"),
        ({"Sender@data.type": "x", "Sender": 1, "adele@contoso.com": 2}, "an object with Sender"),
        ({}, "an object with no names"),
    ],
)
def test_the_shape_of_a_value(value: Any, words: str) -> None:
    assert shape_of(value) == words
