# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection learns once where its service leads it, to a region or to a host of Exchange, and the way's cookie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

FRONT = "ps.compliance.protection.outlook.com"
Json = dict[str, Any]

READS: list[Json] = [{"cmdlet": name} for name in ("Get-Label", "Get-ComplianceTag", "Get-DlpCompliancePolicy")]
OTHERS: list[Json] = [{"cmdlet": "Get-RemoteDomain"}, {"cmdlet": "Get-AcceptedDomain"}]
REMOVALS: list[Json] = [
    {"cmdlet": "Remove-ComplianceTag", "parameters": {"Identity": f"Nobody's {number}"}} for number in range(6)
]
WRITES: list[Json] = [
    {"cmdlet": "New-ComplianceTag", "parameters": {"Name": "Keep"}},
    {"cmdlet": "Set-ComplianceTag", "parameters": {"Identity": "Keep", "Comment": "x"}},
    {"cmdlet": "Remove-ComplianceTag", "parameters": {"Identity": "Keep", "ForceDeletion": True}},
]


@pytest.fixture
def box(compliance_box: Box) -> Box:
    """The box whose application may use both services."""
    return compliance_box


@pytest.fixture
def alone(box: Box, tmp_path: Path) -> Desk:
    """Who has no session: each task signs in."""
    return Desk(box, tmp_path)


@pytest.fixture
def compliance(box: Box, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(box, tmp_path).connect(service=["compliance"])
    box.control.forget()
    yield desk
    desk.disconnect()


@pytest.fixture
def one_region(box: Box) -> Iterator[Box]:
    """A box whose front door leads nobody on, as in a cloud of one region."""
    box.control.settings(compliance_region="front_door")
    yield box
    box.control.settings(compliance_region="first")


@pytest.fixture
def moved(box: Box) -> Iterator[Box]:
    """A box whose tenant has moved to another region."""
    box.control.settings(compliance_region="second")
    yield box
    box.control.settings(compliance_region="first")


def asked(box: Box) -> list[Json]:
    """The requests to Security & Compliance."""
    return [one for one in box.control.journal() if str(one["host"]).endswith(FRONT) and one["method"] != "CONNECT"]


def moves(box: Box) -> int:
    return sum(one["status"] == 302 for one in asked(box))


@pytest.mark.parametrize(
    ("items", "more"),
    [
        (READS, {}),
        (WRITES, {}),
        ([*READS, *WRITES, *READS], {}),
        (READS * 8, {"batch": True}),
        ([*READS, *WRITES, *READS], {"batch": True}),
    ],
)
def test_a_list_is_led_to_the_region_once(alone: Desk, box: Box, items: list[Json], more: Json) -> None:
    result = alone.run(commands=items, service=["compliance"], **more)
    assert "failed" not in result, result
    assert moves(box) == 1
    assert [one["host"] == FRONT for one in asked(box)].count(True) == 1
    assert asked(box)[0]["host"] == FRONT


@pytest.mark.parametrize("parallel", [2, 3])
@pytest.mark.parametrize(
    ("items", "more"),
    [
        (READS * 8, {}),
        (READS * 8, {"batch": True}),
        ([*REMOVALS, *READS], {}),
        ([*READS, *OTHERS, *READS], {}),
        ([*READS * 4, *OTHERS * 4], {"batch": True}),
    ],
)
def test_who_works_side_by_side_is_led_to_the_region_once(
    alone: Desk, box: Box, items: list[Json], more: Json, parallel: int
) -> None:
    result = alone.run(
        commands=items, service=["exchange", "compliance"], parallel=parallel, on_error="continue", **more
    )
    assert [one["cmdlet"] for one in result["outcomes"] if one["outcome"] == "did_not_run"] == []
    assert moves(box) == 1


DOD = """---
tenants:
  - tenant_id: 5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e14
    display_name: Litware
    initial_domain: litware.onmicrosoft.us
    cloud: dod
    applications:
      - name: Ansible automation
        app_id: 8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01
        client_secret: litware-box-secret
        directory_roles: [Compliance Administrator]
"""


@pytest.fixture(scope="module")
def dod_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    tenants = tmp_path_factory.mktemp("dod") / "tenants.yml"
    tenants.write_text(DOD, encoding="utf-8")
    with Box("--tenants", str(tenants)) as box:
        yield box


@pytest.mark.parametrize("more", [{}, {"connection_uri": "https://compliance.dod.microsoft.com/powershell-liveid"}])
def test_a_front_door_with_a_label_of_its_own_is_one(dod_box: Box, tmp_path: Path, more: Json) -> None:
    """That of DoD, l5.ps.compliance.protection.office365.us, looks like a region."""
    dod_box.control.reset()
    result = Desk(dod_box, tmp_path).run(
        commands=[*REMOVALS, *READS], service=["compliance"], environment="dod", parallel=3, on_error="continue", **more
    )
    assert [one["cmdlet"] for one in result["outcomes"] if one["outcome"] == "did_not_run"] == []
    hosts = [str(one["host"]) for one in dod_box.control.journal(kind="invoke")]
    assert [host.partition(".")[0] for host in hosts] == ["l5", *["dod01b"] * 9]


@pytest.mark.parametrize("fault", [("reset", {}), ("status", {"status": 503}), ("throttle", {})])
def test_a_front_door_that_gave_no_way_is_asked_again(alone: Desk, box: Box, fault: tuple[str, Json]) -> None:
    """The others wait for an answer, not for the first request."""
    kind, options = fault
    box.control.fault(kind, match={"host": FRONT}, times=1, **options)
    result = alone.run(commands=READS * 4, service=["compliance"], parallel=3)
    assert "failed" not in result, result
    assert moves(box) == 1


@pytest.mark.parametrize("more", [{}, {"batch": True}])
def test_a_front_door_that_refuses_serves(alone: Desk, one_region: Box, more: Json) -> None:
    """One refusal tells that it leads nobody on: the next ones go side by side."""
    one_region.control.barrier(2, {"cmdlet": "remove-compliancetag"}, skip=1, times=4)
    result = alone.run(commands=REMOVALS[:5], service=["compliance"], parallel=2, on_error="continue", **more)
    assert [one["outcome"] for one in result["outcomes"]] == ["refused"] * 5
    assert moves(one_region) == 0
    assert one_region.control.faults()[0]["most"] == 2


def test_a_session_knows_its_region_from_the_start(compliance: Desk, box: Box) -> None:
    for item in [*READS, *WRITES]:
        assert "failed" not in compliance.run(**item)
    assert moves(box) == 0


def test_a_region_that_changes_is_learned_once_more(compliance: Desk, moved: Box) -> None:
    assert "failed" not in compliance.run(commands=[*READS, *WRITES])
    assert moves(moved) == 1
    assert "failed" not in compliance.run(**READS[0])
    assert moves(moved) == 1


def test_all_that_follows_a_redirect_carries_its_cookie(alone: Desk, box: Box, compliance: Desk) -> None:
    def with_cookie() -> list[bool]:
        return ["cookie" in one["headers"] for one in asked(box)]

    assert "failed" not in compliance.run(commands=[*READS, *WRITES])
    assert set(with_cookie()) == {True}
    box.control.forget()
    assert "failed" not in alone.run(commands=[*READS, *WRITES, *READS], service=["compliance"], batch=True)
    assert with_cookie() == [False, *[True] * (len(asked(box)) - 1)]


def test_exchange_is_sent_none(compliance: Desk, box: Box, tmp_path: Path) -> None:
    del compliance
    (tmp_path / "both").mkdir()
    both = Desk(box, tmp_path / "both").connect(service=["exchange", "compliance"])
    box.control.forget()
    assert "failed" not in both.run(commands=[{"cmdlet": "Get-RemoteDomain"}, READS[0]], parallel=2)
    sent = {one["cmdlet"]: "cookie" in one["headers"] for one in box.control.journal(kind="invoke")}
    assert sent == {"Get-RemoteDomain": False, "Get-Label": True}
    both.disconnect()


EXCHANGE = "outlook.office365.com"
OWN_HOST = f"nam12.{EXCHANGE}"
ITEMS: list[Json] = [
    {"cmdlet": "Get-Mailbox", "parameters": {"Identity": "AdeleV@contoso.com"}},
    {"cmdlet": "New-MailContact", "parameters": {"Name": "Led On", "ExternalEmailAddress": "led@fabrikam.com"}},
    {"cmdlet": "Get-MailContact", "parameters": {"Identity": "Led On"}},
    {"cmdlet": "Remove-MailContact", "parameters": {"Identity": "Led On"}},
    {"cmdlet": "Get-RemoteDomain"},
    {"cmdlet": "Get-AcceptedDomain"},
]


@pytest.fixture
def led_on(shared_box: Box) -> Iterator[Box]:
    """A box whose Exchange sends this tenant on to a host of its own (ScubaGear)."""
    shared_box.control.reset()
    shared_box.control.fault("redirect", match={"host": EXCHANGE}, times=0, location=f"https://{OWN_HOST}/adminapi")
    yield shared_box
    shared_box.control.disarm()


def hosts_of(box: Box) -> list[str]:
    return [str(one["host"]) for one in box.control.journal() if str(one["host"]).endswith(EXCHANGE)]


@pytest.mark.parametrize("more", [{}, {"batch": True}])
def test_exchange_leads_a_list_to_a_host_of_its_own_once(led_on: Box, tmp_path: Path, more: Json) -> None:
    result = Desk(led_on, tmp_path).run(commands=ITEMS, **more)
    assert "failed" not in result, result
    assert [one["changed"] for one in result["outcomes"]] == [False, True, False, True, False, False]
    assert hosts_of(led_on)[0] == EXCHANGE
    assert set(hosts_of(led_on)[1:]) == {OWN_HOST}


def test_a_session_keeps_the_host_that_exchange_led_it_to(led_on: Box, tmp_path: Path) -> None:
    with Desk(led_on, tmp_path) as desk:
        assert desk.warnings == []
        led_on.control.forget()
        assert desk.run(cmdlet="Get-Mailbox", page_size=7)["count"] > 7
        assert set(hosts_of(led_on)) == {OWN_HOST}


@pytest.mark.parametrize("services", [["exchange", "compliance"], ["compliance", "exchange"]])
def test_the_other_service_is_routed_by_what_that_host_tells(box: Box, tmp_path: Path, services: list[str]) -> None:
    box.control.fault("redirect", match={"host": EXCHANGE}, times=0, location=f"https://{OWN_HOST}/adminapi")
    desk = Desk(box, tmp_path).connect(service=services, organization="5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e11")
    assert desk.warnings == []
    assert "failed" not in desk.run(**READS[0])
    assert asked(box)[-1]["headers"]["x-anchormailbox"].endswith("@contoso.onmicrosoft.com")
    desk.disconnect()


@pytest.mark.parametrize("location", [f"https://{EXCHANGE}/owa/auth/errorfe.aspx", "https://evil.example/"])
def test_a_redirect_of_exchange_to_anywhere_else_ends_the_task(
    shared_desk: Desk, shared_box: Box, location: str
) -> None:
    control = shared_box.control
    control.reset()
    control.fault("redirect", match={"kind": "invoke"}, times=0, location=location)
    assert shared_desk.run(cmdlet="Get-RemoteDomain")["error"]["documentation"].endswith("#redirected")
    assert shared_desk.run(**ITEMS[1])["outcome"] == "unknown"
    assert len(control.journal(kind="invoke")) == 2
    control.disarm()
