# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal and the summary: everything that came, nothing that is secret."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests
from hypothesis import given
from hypothesis import strategies as st
from simulator.wire import Wire

from exo_simulator.journal import BLANK, blanked

SECRET = "Pa55-w0rd-that-nobody-may-see"


def test_entry_says_who_asked_what_and_what_became_of_it(wire: Wire) -> None:
    token = wire.token()
    wire.invoke(token, "set-mailbox", {"Identity": "AdeleV", "MailTip": "Journal", "Confirm": False}, X_Own="yes")
    (entry,) = wire.box.control.journal(kind="invoke")
    assert entry["host"] == "outlook.office365.com"
    assert (entry["method"], entry["query"]) == ("POST", "")
    assert entry["path"] == f"/adminapi/beta/{wire.tenant.tenant_id}/InvokeCommand"
    assert entry["headers"]["x-own"] == "yes"
    assert entry["cmdlet"] == "set-mailbox"
    assert entry["parameters"] == {"Identity": "AdeleV", "MailTip": "Journal", "Confirm": False}
    assert (entry["identity"], entry["tenant"]) == ("Ansible automation", wire.tenant.tenant_id)
    assert (entry["status"], entry["executed"], entry["changed"], entry["fault"]) == (200, True, True, None)
    assert entry["duration"] >= 0


def test_authorization_is_shown_as_what_it_is_for(wire: Wire) -> None:
    token = wire.token()
    wire.invoke(token, "Get-OrganizationConfig")
    wire.invoke("someone.elses.token", "Get-OrganizationConfig")
    own, foreign = wire.box.control.journal(kind="invoke")
    shown = own["headers"]["authorization"]
    assert shown["audience"] == "https://outlook.office365.com"
    assert shown["tenant"] == wire.tenant.tenant_id
    assert shown["app_id"] == wire.application().app_id
    assert len(shown["fingerprint"]) == 16
    assert foreign["headers"]["authorization"]["tenant"] is None
    assert foreign["headers"]["authorization"]["fingerprint"] != shown["fingerprint"]


def test_no_secret_is_ever_shown(wire: Wire) -> None:
    token = wire.token()
    parameters = {"Name": "x", "Password": SECRET, "Nested": [{"ClientSecret": {"Data": SECRET}}]}
    wire.invoke(token, "New-Mailbox", parameters, Cookie=SECRET)
    wire.send("GET", "https://login.microsoftonline.com/common/x", headers={"Proxy-Authorization": SECRET})
    shown = json.dumps(wire.box.control.journal())
    assert "New-Mailbox" in shown
    for hidden in (token, SECRET, wire.application().client_secret):
        assert hidden not in shown


def test_refused_token_request_is_journaled_with_its_code(wire: Wire) -> None:
    wire.ask_token({**wire.secret_form(), "client_secret": SECRET})
    (entry,) = wire.box.control.journal(kind="token")
    assert (entry["status"], entry["error"], entry["executed"]) == (401, "AADSTS7000215", False)
    assert entry["parameters"]["client_id"] == wire.application().app_id
    assert entry["parameters"]["client_secret"] == BLANK
    assert wire.box.control.summary()["tokens_issued"] == 0


def test_failed_cmdlet_ran_but_changed_nothing_and_an_unknown_one_did_not_run(wire: Wire) -> None:
    token = wire.token()
    wire.invoke(token, "Set-Mailbox", {"Identity": "nobody", "MailTip": "x", "Confirm": False})
    wire.invoke(token, "Set-Mailboxx", {})
    wire.invoke(token, "Remove-Mailbox", {"Identity": "AdeleV", "Confirm": True})
    seen = [(one["status"], one["executed"], one["changed"]) for one in wire.box.control.journal(kind="invoke")]
    assert seen == [(404, True, False), (403, False, False), (200, False, False)]


def test_since_gives_only_what_is_new(wire: Wire) -> None:
    token = wire.token()
    position = wire.box.control.position()
    wire.invoke(token, "Get-OrganizationConfig")
    assert [entry["kind"] for entry in wire.box.control.journal(position)] == ["invoke"]
    assert wire.box.control.position() == position + 1


def test_numbers_go_on_after_the_journal_is_emptied(wire: Wire) -> None:
    wire.token()
    before = wire.box.control.position()
    wire.box.control.forget()
    wire.token()
    (entry,) = wire.box.control.journal()
    assert entry["n"] == before


def test_summary_counts_by_host_and_cmdlet(wire: Wire) -> None:
    token = wire.token()
    for _unused in range(2):
        wire.invoke(token, "Get-OrganizationConfig")
    summary = wire.box.control.summary()
    assert summary["requests"] == {
        "login.microsoftonline.com": {"token": 1},
        "outlook.office365.com": {"Get-OrganizationConfig": 2},
    }
    assert summary["tokens_issued"] == 1
    assert summary["refused_hosts"] == {}


def test_requests_in_flight_are_seen_while_they_last(wire: Wire) -> None:
    token = wire.token()
    wire.box.control.barrier(3, {"kind": "invoke"})
    clients = [Wire(wire.box) for _unused in range(3)]
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(client.invoke, token, "Get-OrganizationConfig") for client in clients]
        assert all(job.result().status_code == 200 for job in jobs)
    for client in clients:
        client.close()
    assert sorted(entry["in_flight"] for entry in wire.box.control.journal(kind="invoke")) == [1, 2, 3]
    assert wire.box.control.summary()["most_at_once"] == 3
    wire.box.control.forget()
    assert wire.box.control.summary()["most_at_once"] == 0


def test_clock_moves_and_bad_moves_are_refused(wire: Wire) -> None:
    control = wire.box.environment["EXO_SIMULATOR_CONTROL"]
    before = requests.get(f"{control}/clock", timeout=60).json()["now"]
    wire.box.control.advance(3600)
    assert requests.get(f"{control}/clock", timeout=60).json()["now"] > before
    for body in ({"advance": "1"}, {}, {"advance": True}):
        assert requests.post(f"{control}/clock", json=body, timeout=60).status_code == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(JSON, st.sampled_from(["Password", "NewPassword", "client_secret", "Credential", "AccessToken", "PrivateKey"]))
def test_value_under_a_secret_name_never_comes_through(value: Any, name: str) -> None:
    shown = blanked({"Outer": [{name: [SECRET, value]}], "Name": value})
    assert SECRET not in json.dumps(shown)
    assert shown["Outer"][0] == {name: BLANK}
