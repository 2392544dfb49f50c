# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import (
    anchor_mailbox,
    app_id,
    organization_name,
    user_principal_name,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from support.rows import each_row

GUID = "0f2c7d1e-9A4b-4c5d-8e6f-1234567890ab"
SAFE = set(string.ascii_lowercase + string.digits + ".-")
# Whatever can end a path segment, start a query, a fragment or a user part, or break a header.
NASTY = st.sampled_from(
    ["/", "?", "#", "%", "@", "\\", "\r", "\n", "\0", "\x1b", ":", ";", "\u2044", "\uff0f", "\u2100"]
)


@each_row(
    ("text", "sent"),
    [
        ("contoso.onmicrosoft.com", "contoso.onmicrosoft.com"),
        ("Contoso.COM", "contoso.com"),
        ("contoso.partner.onmschina.cn", "contoso.partner.onmschina.cn"),
        ("b\u00fccher.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        (GUID, GUID.lower()),
    ],
)
def test_organization_is_a_domain_or_a_tenant_id(text: str, sent: str) -> None:
    assert organization_name(text) == sent


@each_row(
    "text",
    [
        "",
        "contoso",
        "common",
        "organizations",
        "consumers",
        "contoso.com.",
        ".com",
        "a..b",
        "-a.com",
        "a-.com",
        "admin@contoso.com",
        "https://contoso.com",
        "contoso.com/",
        "contoso com",
        " contoso.com",
        "contoso.com\n",
        "..",
        "../x",
        "contoso.com%2f",
        "contoso_x.com",
        "10.0.0.1",
        "1.2",
        "[::1]",
        GUID[:-1],
        "{" + GUID + "}",
        "a" * 64 + ".com",
        "a." * 127 + "com",
        "\u00fc" * 300 + ".com",
        "\ud800.com",
    ],
)
def test_what_is_no_organization_is_refused(text: str) -> None:
    with pytest.raises(Failure) as caught:
        organization_name(text)
    assert caught.value.key == "organization-not-valid"
    assert "contoso.onmicrosoft.com" in caught.value.line


@given(st.text(max_size=40), st.one_of(st.text(max_size=3), NASTY), st.text(max_size=40))
def test_nothing_of_an_organization_can_leave_its_place(front: str, middle: str, back: str) -> None:
    for text in (f"{front}{middle}{back}", f"contoso{middle}.com", f"contoso.com{middle}", f"{middle}contoso.com"):
        try:
            sent = organization_name(text)
        except Failure:
            continue
        assert set(sent) <= SAFE
        assert len(sent) <= 253
        assert organization_name(sent) == sent


def test_application_id_is_a_guid() -> None:
    assert app_id(GUID) == GUID.lower()
    for text in ("", "contoso", GUID + "0", GUID.replace("-", ""), GUID + "\n", "(" + GUID + ")"):
        with pytest.raises(Failure) as caught:
            app_id(text)
        assert caught.value.key == "app-id-not-valid"


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("admin@contoso.com", "admin@contoso.com"),
        ("Anna.O'Neil@Contoso.com", "Anna.O'Neil@contoso.com"),
        ("anna_fabrikam.com#EXT#@contoso.onmicrosoft.com", "anna_fabrikam.com#EXT#@contoso.onmicrosoft.com"),
    ],
)
def test_user_principal_name_keeps_its_user_part(text: str, sent: str) -> None:
    assert user_principal_name(text) == sent


@each_row(
    "text",
    [
        "admin",
        "@contoso.com",
        "a@b@contoso.com",
        "a b@contoso.com",
        "a@contoso",
        "a/b@c.com",
        "a%@c.com",
        "\u00e4@c.com",
    ],
)
def test_what_is_no_user_principal_name_is_refused(text: str) -> None:
    with pytest.raises(Failure) as caught:
        user_principal_name(text)
    assert caught.value.key == "user-principal-name-not-valid"


@given(st.text(max_size=30), st.one_of(st.text(max_size=3), NASTY))
def test_nothing_of_a_user_principal_name_breaks_a_header_or_path(front: str, middle: str) -> None:
    for text in (f"{front}{middle}@contoso.com", f"a{middle}@contoso.com", f"a@contoso.com{middle}"):
        try:
            sent = user_principal_name(text)
        except Failure:
            continue
        assert sent.isascii()
        assert sent.isprintable()
        assert not set(sent) & set("/?%\\: ")
        assert sent.count("@") == 1


@each_row(
    "text",
    [
        "UPN:admin@contoso.com",
        "smtp:anna@contoso.com",
        "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contoso.onmicrosoft.com",
        f"MBX:{GUID}@{GUID}",
        "AAD-SMTP:anna@contoso.com",
        f"OID:{GUID}@{GUID}",
        "admin@contoso.com",
    ],
)
def test_anchor_forms_of_the_service_pass_as_they_are(text: str) -> None:
    assert anchor_mailbox(text) == text


@each_row("text", ["", "XXX:a@b.c", "UPN:", "a b", "a\r\nX: 1", "UPN:a@b.c\n", "\u00e4@b.c", "a" * 321])
def test_anchor_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Failure) as caught:
        anchor_mailbox(text)
    assert caught.value.key == "anchor-not-valid"
    assert "\n" not in caught.value.line


@given(st.text(max_size=330))
def test_anchor_is_always_one_printable_line(text: str) -> None:
    for candidate in (text, f"UPN:{text}"):
        try:
            sent = anchor_mailbox(candidate)
        except Failure:
            continue
        assert sent.isascii()
        assert sent.isprintable()
        assert " " not in sent
        assert 0 < len(sent) <= 320
