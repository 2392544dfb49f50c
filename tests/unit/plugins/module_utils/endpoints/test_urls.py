# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import (
    UrlNotValid,
    host_and_subdomains,
    is_at_or_below,
    is_host_name,
    read_url,
)
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import is_among
from support.rows import each_row

HOST = "outlook.office365.com"


@each_row(
    ("text", "parts"),
    [
        (f"https://{HOST}", (HOST, "", None)),
        (f"HTTPS://{HOST.upper()}/A/b?c=D", (HOST, "/A/b", "c=D")),
        (f"https://{HOST}:443/", (HOST, "/", None)),
        (f"https://{HOST}?x", (HOST, "", "x")),
        (f"https://{HOST}/p?a=1?b=/", (HOST, "/p", "a=1?b=/")),
        (f"https://{HOST}/adminapi/beta/x/InvokeCommand?%24skiptoken=1%2f", None),
        (f"https://{HOST}/@x/:1", (HOST, "/@x/:1", None)),
    ],
)
def test_url_is_taken_apart_once(text: str, parts: tuple[str, str, str | None] | None) -> None:
    found = read_url(text)
    if parts is None:
        assert found.url == text
    else:
        assert (found.host, found.path, found.query) == parts


HOSTILE = [
    f"http://{HOST}/",
    f"ftp://{HOST}/",
    f"//{HOST}/",
    HOST,
    "https:///powershell-liveid",
    "https://",
    f"https:/{HOST}",
    f"https:{HOST}",
    f"https://user@{HOST}/",
    f"https://user:secret@{HOST}/",
    f"https://{HOST}@evil.example/",
    f"https://{HOST}:@evil.example/",
    f"https://evil.example\\@{HOST}/",
    f"https://{HOST}\\.evil.example/",
    f"https://{HOST}#@evil.example/",
    f"https://evil.example#{HOST}",
    f"https://{HOST}./",
    f"https://.{HOST}/",
    "https://outlook..office365.com/",
    f"https://{HOST}:80/",
    f"https://{HOST}:0443/",
    f"https://{HOST}:8443/",
    f"https://{HOST}:/",
    f"https://{HOST}:443:443/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://localhost/",
    "https://outlook.0ffice365.c0m\u0430/",
    "https://outl\u043eok.office365.com/",
    "https://outlook\u3002office365.com/",
    "https://\uff4futlook.office365.com/",
    f"https://{HOST}\t/",
    f"https://{HOST}\r\nX-Evil: 1/",
    f"https://{HOST}/\x00",
    f" https://{HOST}/",
    f"https://{HOST}/a b",
    f"https://-{HOST}/",
    f"https://{HOST}-/",
    f"https://out_look.office365.com/{HOST}",
    f"https://%6futlook.office365.com/{HOST}",
    f"https://{'a' * 64}.example.com/",
    f"https://{'a.' * 130}com/",
    f"https://{HOST}/{'a' * 16 * 1024}",
    "javascript:alert(1)",
    "",
]


@each_row("text", HOSTILE)
def test_url_that_reads_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(UrlNotValid):
        read_url(text)


@each_row("text", [text for text in HOSTILE if text.strip() == text and text])
def test_refused_url_is_never_quoted(text: str) -> None:
    with pytest.raises(Failure) as caught:
        resolve_endpoint(None, text, None)
    assert caught.value.key in ("url-not-valid", "connection-uri-host")
    assert "secret" not in caught.value.line


@given(st.text(max_size=60))
def test_any_text_gives_a_host_or_a_reason(noise: str) -> None:
    for text in (noise, f"https://{noise}", f"https://{noise}.{HOST}", f"https://{HOST}{noise}"):
        try:
            found = read_url(text)
        except UrlNotValid:
            continue
        assert is_host_name(found.host)
        assert read_url(found.url) == found


@given(st.text(alphabet="ab.:@/\\?#[]%0123456789-_ ", max_size=30))
def test_nothing_in_front_or_behind_makes_a_foreign_host_pass(noise: str) -> None:
    for text in (f"https://{noise}{HOST}", f"https://{HOST}{noise}/"):
        try:
            found = resolve_endpoint(None, text, None)
        except Failure:
            continue
        host = found.rest_base.removeprefix("https://")
        assert is_among(host, host_and_subdomains(HOST))


def test_one_label_in_front_belongs_and_two_do_not() -> None:
    names = host_and_subdomains(HOST)
    assert is_among(HOST, names)
    assert is_among(f"a.{HOST}", names)
    assert not is_among(f"a.b.{HOST}", names)
    assert not is_among(f"a{HOST}", names)
    assert not is_among("", names)
    assert not is_among(f"a.{HOST}", [HOST])
    assert [is_at_or_below(host, HOST) for host in (HOST, f"a.{HOST}", f"a.b.{HOST}", f"a{HOST}", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]
