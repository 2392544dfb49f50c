# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A redirect is taken only where the address is the service's own in the same cloud, and nothing of it but a label."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.clouds import ENDPOINTS
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import (
    Target,
    moved_base,
    moved_target,
    rebase,
)
from support.rows import each_row

COMPLIANCE = sorted({row.suffix for (_name, service), row in ENDPOINTS.items() if service == "compliance"})
SUFFIX = "ps.compliance.protection.outlook.com"
REGION = {"Location": "https://nam12b.admin.protection.outlook.com:446/"}


def target(suffix: str = SUFFIX) -> Target:
    return Target(f"https://{suffix}", (suffix,), "t", None, "c", suffix=suffix, service="compliance")


@each_row("suffix", COMPLIANCE)
def test_each_cloud_names_its_regions(suffix: str) -> None:
    domain = suffix.removeprefix("ps.compliance.")
    for location in (
        f"https://nam12b.admin.{domain}:446/adminapi/beta/x/InvokeCommand?a=b",
        f"https://NAM12B.admin.{domain}",
        f"https://nam12b.ps.compliance.{domain}/",
        f"https://nam12b.admin.{domain}:443?x",
    ):
        assert moved_base({"Location": location}, target(suffix)) == f"https://nam12b.{suffix}"


@each_row(
    "location",
    [
        "",
        "/adminapi",
        "https://evil.example/",
        "http://nam12b.admin.protection.outlook.com:446/",
        "https://nam12b.admin.protection.outlook.com:8443/",
        "https://nam12b.admin.protection.outlook.com.evil.example/",
        "https://nam12b.admin.protection.outlook.com@evil.example/",
        "https://u:p@nam12b.admin.protection.outlook.com/",
        "https://a.b.admin.protection.outlook.com/",
        "https://.admin.protection.outlook.com/",
        "https://-x.admin.protection.outlook.com/",
        "https://nam12b.admin.protection.office365.us:446/",
        "https://nam12b.adminXprotection.outlook.com/",
        "https://nam12b.admin.protection.outlook.com\n.evil.example/",
        "https://nam12b.admin.protection.outlook.com\\.evil.example/",
        "https://nam12b.admin.protection.outlook.com#.evil.example/",
    ],
)
def test_any_other_address_is_refused(location: str) -> None:
    with pytest.raises(Failure) as caught:
        moved_base({"Location": location}, target())
    assert caught.value.key == "region-refused"


EXCHANGE = sorted({row.suffix for (_name, service), row in ENDPOINTS.items() if service == "exchange"})


def exchange(suffix: str, label: str = "") -> Target:
    return Target(f"https://{label}{suffix}", (suffix, f".{suffix}"), "t", None, "c", suffix=suffix)


@each_row("suffix", EXCHANGE)
def test_exchange_sends_on_to_a_host_in_front_of_its_own(suffix: str) -> None:
    there = f"https://nam12.{suffix}"
    for location in (f"{there}/adminapi/beta/x/InvokeCommand", f"https://NAM12.{suffix}:443?x", there):
        assert moved_base({"Location": location}, exchange(suffix)) == there
        assert moved_base({"Location": location}, exchange(suffix, "eur01.")) == there


@each_row(
    "location",
    [
        "",
        "/adminapi",
        "https://evil.example/",
        "https://outlook.office365.com/owa/auth/errorfe.aspx",
        "http://nam12.outlook.office365.com/",
        "https://nam12.outlook.office365.com:8443/",
        "https://nam12.outlook.office365.com.evil.example/",
        "https://nam12.outlook.office365.com@evil.example/",
        "https://nam12.outlook.office365.us/",
        "https://a.nam12.outlook.office365.com/",
        "https://.outlook.office365.com/",
        "https://nam12b.admin.protection.outlook.com:446/",
    ],
)
def test_exchange_sends_nobody_anywhere_else(location: str) -> None:
    assert moved_base({"Location": location}, exchange("outlook.office365.com")) is None


@given(st.text(alphabet=st.sampled_from("abz019-.:@/#?\\\n%" + "admin"), max_size=60))
def test_whatever_an_address_says_a_region_is_one_label_in_front_of_the_service(text: str) -> None:
    for location in (text, f"https://{text}", f"https://{text}.admin.protection.outlook.com:446/"):
        try:
            base = moved_base({"Location": location}, target())
        except Failure:
            continue
        assert base is not None
        host = urlsplit(base).hostname or ""
        assert base == f"https://{host}"
        label, dot, rest = host.partition(".")
        assert label
        assert dot
        assert rest == SUFFIX


def test_path_and_query_stay() -> None:
    assert rebase("https://a.example/x/y?b=%20", "https://c.example") == "https://c.example/x/y?b=%20"
    assert rebase("https://a.example/x", "https://c.example") == "https://c.example/x"


@each_row(
    ("text", "cookie"),
    [
        ("affinity=box; path=/; secure; HttpOnly", "affinity=box"),
        ("a=1; expires=Tue, 01 Dec 2026 00:00:00 GMT; path=/, b=2; HttpOnly", "a=1; b=2"),
        ("X-BackEndCookie=q0=w~z|1.5/; domain=.outlook.com; SameSite=None", "X-BackEndCookie=q0=w~z|1.5/"),
        ("a=1, a=2; path=/", "a=2"),
        ("a=; path=/", "a="),
        ('a="quoted"', "a="),
        ("a=1\r\nX-Evil: yes", "a=1"),
        ("no cookie", ""),
        ("", ""),
        (f"a={'x' * 100_000}", f"a={'x' * 4094}"),
    ],
)
def test_the_cookies_of_the_way_are_kept_and_nothing_else(text: str, cookie: str) -> None:
    found = moved_target({**REGION, "Set-Cookie": text}, target())
    assert found is not None
    assert (found.cookie, found.rest_base) == (cookie, f"https://nam12b.{SUFFIX}")


def test_a_redirect_without_a_cookie_keeps_the_one_there_is() -> None:
    found = moved_target({**REGION, "Set-Cookie": "a=1"}, target())
    assert found is not None
    again = moved_target({"Location": "https://nam13b.admin.protection.outlook.com:446/"}, found)
    assert again is not None
    assert again.cookie == "a=1"
    assert "a=1" not in repr(again)
