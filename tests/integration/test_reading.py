# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading: pages, limits, columns, queries, and links that must not be followed."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback
from support.playbooks import Playbooks, play


@pytest.fixture(scope="module")
def shared_box(large_box: Box) -> Box:
    """One with more mailboxes than a page holds."""
    return large_box


CONNECT = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
"""


def read(name: str, options: str = "") -> str:
    """A task that reads mailboxes; ``options`` in YAML flow style."""
    return f"""
- name: {name}
  m365.exchange.exo_command:
    session: "{{{{ exo }}}}"
    cmdlet: Get-Mailbox
    retries: 1
    retry_budget: 3
    {options}
  ignore_errors: true
"""


def counted(name: str, more: str = "") -> str:
    query = '"{rows: length(@), different: length(map(&Guid, @))}"'
    return read(name, f"properties: [Guid]\n    query: {query}\n    {more}")


def test_every_page_is_read_once(playbooks: Playbooks, box: Box) -> None:
    tasks = (
        CONNECT
        + read("All", "properties: [Guid]")
        + read("In pages of 400", "properties: [Guid]\n    page_size: 400")
        + read("Some", "properties: [Guid]\n    result_size: 1500")
        + read("By Microsoft's name", "properties: [Guid]\n    parameters: {ResultSize: 7}")
        + read("Two sizes", "result_size: 3\n    parameters: {ResultSize: 7}")
        + read(
            "Query", "result_size: 50\n    query: \"[?Alias=='AdeleV'].{name: DisplayName, mail: PrimarySmtpAddress}\""
        )
        + read("Number", "result_size: 50\n    query: length(@)")
        + read("Nothing", "result_size: 5\n    query: \"[?Alias=='nobody']\"")
    )
    for mode in ("applied", "ignored"):
        box.control.reset()
        box.control.settings(result_size=mode)
        run = playbooks.run(play(tasks), environment=box.environment).check()
        everything = run.result("All").result
        ids = [row["Guid"] for row in everything["objects"]]
        assert (len(ids), len(set(ids)), everything["truncated"]) == (2500, 2500, False)
        pages = run.result("In pages of 400").result
        assert [row["Guid"] for row in pages["objects"]] == ids
        some = run.result("Some").result
        assert [row["Guid"] for row in some["objects"]] == ids[:1500]
        assert (some["count"], some["truncated"]) == (1500, True)
        assert run.result("By Microsoft's name").result["count"] == 7
        assert run.result("Two sizes").result["error"]["documentation"].endswith("#result-size-twice")
        assert run.result("Query").result["objects"] == [{"name": "Adele Vance", "mail": "AdeleV@contoso.com"}]
        assert run.result("Number").result["objects"] == [50]
        assert run.result("Nothing").result["objects"] == []
        assert everything["service_warnings"] == []
        # The same cmdlet in each of its pages, in the form of the first request and with the same anchor.
        sent = [one for one in box.control.journal() if one["cmdlet"] == "Get-Mailbox"]
        assert {one["method"] for one in sent} == {"POST"}
        assert len({one["headers"]["x-anchormailbox"] for one in sent}) == 1
    box.control.settings(result_size="applied")


def test_a_listing_survives_what_it_can(playbooks: Playbooks, box: Box) -> None:
    """A page that fails, a token that is refused between two pages, a cursor that died."""
    cases: dict[str, tuple[str, str, dict[str, Any]]] = {
        "Page fails": ("Get-Mailbox", "status", {"status": 503}),
        "Token refused": ("Get-CASMailbox", "claims", {}),
        "Cursor died": ("Get-User", "expired_page", {}),
        "Cursor died twice": ("Get-Recipient", "expired_page", {"times": 2}),
    }
    tasks = CONNECT
    for name, (cmdlet, kind, settings) in cases.items():
        box.control.fault(kind, match={"cmdlet": cmdlet, "page": True}, **settings)
        tasks += read(name, "properties: [Guid]\n    page_size: 600").replace("Get-Mailbox", cmdlet)
    run = playbooks.run(play(tasks), environment=box.environment).check()
    assert_no_traceback(run)
    for name in ("Page fails", "Token refused", "Cursor died"):
        result = run.result(name).result
        ids = [row["Guid"] for row in result.get("objects", [])]
        assert (len(ids), len(set(ids))) == (2500, 2500), (name, result.get("msg"))
        assert result["attempts"] == 2
    twice = run.result("Cursor died twice").result
    assert twice["error"]["documentation"].endswith("#expired-paging")
    assert (twice["pages"], twice["rows"]) == (1, 600)
    assert len([one for one in box.control.journal() if one["kind"] == "token"]) == 2


def test_a_link_that_leads_elsewhere_is_never_followed(playbooks: Playbooks, box: Box) -> None:
    links = {
        "Elsewhere": "https://outlook.office365.com.evil.example/adminapi/beta/x/InvokeCommand?$skiptoken=1",
        "Not https": "http://outlook.office365.com/adminapi/beta/x/InvokeCommand?$skiptoken=1",
        "Another port": "https://outlook.office365.com:8443/adminapi/beta/x/InvokeCommand?$skiptoken=1",
        "Another tenant": "https://outlook.office365.com/adminapi/beta/3d9b7e60-52c8-4f1a-8b3d-7e4a9c1f2d20/InvokeCommand",
        "User info": "https://outlook.office365.com@evil.example/adminapi/beta/x/InvokeCommand",
    }
    for url in links.values():
        box.control.fault("next_link", match={"cmdlet": "Get-Mailbox"}, url=url)
    box.control.fault("next_link", match={"cmdlet": "Get-Mailbox"}, skip=1, repeat=True)
    tasks = CONNECT + "".join(read(name, "properties: [Guid]") for name in (*links, "The same again"))
    run = playbooks.run(play(tasks), environment=box.environment).check()
    for name in links:
        result = run.result(name).result
        assert result["error"]["documentation"].endswith("#foreign-page-link"), (name, result.get("msg"))
        assert result["error"]["retry_safe"] is True
    assert run.result("The same again").result["error"]["documentation"].endswith("#repeated-page-link")
    summary = box.control.summary()
    assert summary["refused_hosts"] == {}
    assert set(summary["requests"]) == {"login.microsoftonline.com", "outlook.office365.com"}
