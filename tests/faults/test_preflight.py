# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_preflight_info names each prepared trouble, five at once, and none where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._operations import preflight_info
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import PREFLIGHT_INFO
from support.box import Application, Box
from support.certificates import write_right_certificate, write_wrong_certificates
from support.desk import Desk, Hours, Json
from support.documented import part_of
from support.places import ROOT

SIGN_IN, EXCHANGE = "login.microsoftonline.com", "outlook.office365.com"
COMPLIANCE, GRAPH = "ps.compliance.protection.outlook.com", "graph.microsoft.com"
USER = {"user_principal_name": "technician@proseware.com", "password": "technician-canary-Pa55"}
OLD = "old@contoso.com"
MODULE = ROOT / "plugins" / "modules" / "exo_preflight_info.py"


def application(number: int, name: str, **more: Any) -> Json:
    return {
        "name": name, "app_id": f"8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e{number:02}",
        "client_secret": f"{name}-canary-secret",
        "directory_roles": ["Exchange Administrator", "Compliance Administrator"], **more,
    }  # fmt: skip


def in_days(days: int) -> str:
    """A day, as the file of tenants has it; whole days begin at midnight, so one more is not gone for sure."""
    return (datetime.now(timezone.utc) + timedelta(days=days)).strftime("%Y-%m-%d")


def relationship(ends: str, **more: Any) -> list[Json]:
    roles = ["Exchange Administrator"]
    return [{"display_name": "Ours", "ends_at": ends, "roles": roles, "access": {"Technicians": roles}, **more}]


TENANTS = {
    "tenants": [
        {
            "tenant_id": "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e71", "display_name": "Contoso", "mailboxes": 1,
            "initial_domain": "contoso.onmicrosoft.com", "domains": ["contoso.com"],
            "applications": [
                application(11, "healthy", certificates=["generate"]),
                application(12, "reader", directory_roles=["Global Reader"]),
                application(13, "unlicensed", app_roles=[]),
                application(14, "roleless", directory_roles=[]),
                application(15, "late", client_secret=None,
                            client_secrets=[{"value": "late-canary", "expires": "2025-01-31"}]),
                application(16, "unconsented", consented=False),
                application(17, "ending", client_secret=None, graph_roles=["Application.Read.All"],
                            client_secrets=[{"value": "ending-canary", "expires": in_days(20)},
                                            {"value": "other-canary", "expires": in_days(5)},
                                            {"value": "end-of-another-canary", "expires": "2025-01-31"}]),
                application(18, "lasting", client_secret=None, graph_roles=["Application.Read.All"],
                            client_secrets=[{"value": "lasting-canary", "expires": in_days(100)}]),
            ],
            "users": [{"upn": OLD, "password": "old-canary-Pa55word", "password_expired": True}],
        },
        {
            "tenant_id": "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e72", "display_name": "Adatum", "mailboxes": 1,
            "initial_domain": "adatum.onmicrosoft.com", "customized": False,
            "applications": [
                application(21, "new"),
                application(18, "lasting", client_secret=None, graph_roles=["Application.Read.All"],
                            client_secrets=[{"value": "lasting-canary"}]),
                application(22, "newreader", directory_roles=["Global Reader"], certificates=[{"path": "ending.crt"}]),
            ],
        },
        {
            "tenant_id": "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e73", "display_name": "Fabrikam", "mailboxes": 1,
            "initial_domain": "fabrikam.onmicrosoft.us", "cloud": "gcc_high", "applications": [application(31, "us")],
        },
        {
            "tenant_id": "9c4e7a12-5d38-4f6b-8e01-3a7d2c5b9f71", "display_name": "Proseware", "mailboxes": 1,
            "initial_domain": "proseware.onmicrosoft.com", "domains": ["proseware.com"],
            "applications": [
                application(41, "partner", public=True,
                            graph_roles=["DelegatedAdminRelationship.Read.All", "Directory.Read.All"],
                            graph_scopes=["DelegatedAdminRelationship.Read.All", "Directory.Read.All"]),
            ],
            "users": [{"upn": USER["user_principal_name"], "password": USER["password"], "groups": ["Technicians"]}],
            "customers": [
                {"tenant_id": "2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b71", "display_name": "Tailspin Toys",
                 "contract_type": "ResellerPartner", "default_domain": "tailspintoys.com",
                 "relationships": relationship("2098-06-30")},
                {"tenant_id": "4d0f8b63-9eb5-402c-bf74-81308c5e9d81", "display_name": "Wingtip Toys",
                 "contract_type": "ResellerPartner", "default_domain": "wingtiptoys.com",
                 "relationships": relationship("2020-01-31")},
            ],
        },
        *(
            {"tenant_id": number, "display_name": name, "initial_domain": f"{name}.onmicrosoft.com", "mailboxes": 1,
             "domains": [f"{name}toys.com"],
             "applications": [{"name": "Partner", "app_id": "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e41",
                               "public": True}]}
            for number, name in (
                ("2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b71", "tailspin"),
                ("4d0f8b63-9eb5-402c-bf74-81308c5e9d81", "wingtip"),
            )
        ),
    ]
}  # fmt: skip


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_wrong_certificates(tmp_path_factory.mktemp("certificates"))
    write_right_certificate(folder, "ending", days=20)
    return folder


@pytest.fixture(scope="module")
def own_box(certificates: Path) -> Iterator[Box]:
    tenants = certificates / "tenants.json"
    text = json.dumps(TENANTS).replace('"client_secret": null, ', "")
    text = text.replace("ending.crt", str(certificates / "ending.crt"))
    tenants.write_text(text, encoding="utf-8")
    with Box("--tenants", str(tenants)) as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture
def desk(own_box: Box, tmp_path: Path) -> Iterator[Desk]:
    own_box.control.reset()
    desk = Desk(own_box, tmp_path)
    for name in [name for name in desk.environ if name.startswith("EXO_")]:
        del desk.environ[name]
    yield desk
    own_box.control.reset()


def application_of(box: Box, name: str) -> tuple[str, Application]:
    return next(
        (tenant.organization, one) for tenant in box.tenants for one in tenant.applications if one.more["name"] == name
    )


def by_secret(box: Box, name: str = "healthy") -> Json:
    organization, found = application_of(box, name)
    secret = found.client_secret or f"{name}-canary"
    return {"organization": organization, "app_id": found.app_id, "client_secret": secret}


def look(desk: Desk, hours: Hours | None = None, **options: Any) -> Json:
    result = desk._run(PREFLIGHT_INFO, preflight_info.run, {"retries": 0, **options}, desk.context(hours))
    assert "failed" not in result, result
    assert all(one["text"] and one["fix"] for one in result["checks"] if one["verdict"] == "trouble"), result
    assert result["healthy"] is not any(one["verdict"] == "trouble" for one in result["checks"])
    return result


def connect_fault(host: str, kind: str, **more: Any) -> Json:
    return {"kind": kind, "match": {"kind": "connect", "host": host}, "times": 0, **more}


NEEDED = ["Get-Mailbox", "New-TransportRule"]


@dataclass(frozen=True)
class Case:
    """A prepared trouble: who signs in how, what the box does wrong, and which checks name it with which words."""

    troubles: Mapping[str, str]
    application: str = "healthy"
    faults: tuple[Json, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    certificate: str = ""
    behind: float = 0.0  # seconds that the box is ahead of us


TO_CUSTOMER = {**USER, "app_id": "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e41"}
CASES: dict[str, Case] = {
    "role for a cmdlet": Case({"cmdlet": "Transport Rules"}, "reader", options={"cmdlets": NEEDED}),
    "cmdlet misspelt": Case({"cmdlet": "Get-Mailbos"}, options={"cmdlets": ["Get-Mailbos"]}),
    "cmdlet of another service": Case(
        {"cmdlet": "service: compliance"},
        options={"cmdlets": ["Get-RetentionCompliancePolicy"], "service": "exchange"},
    ),
    "no role at all": Case({"role": "neither a directory role nor a role group"}, "roleless"),
    "no application role": Case({"token": "Exchange.ManageAsApp"}, "unlicensed"),
    "dehydrated": Case({"hydration": "dehydrated"}, "new"),
    "clock behind": Case({"clock": "behind"}, behind=900.0),
    "clock ahead": Case({"clock": "ahead"}, behind=-900.0),
    "certificate ends soon": Case(
        {"certificate": "ends in 19 days", "hydration": ""}, "newreader", certificate="ending.pem"
    ),
    "certificate unknown to the application": Case(
        {"certificate": "ends in", "identity": ""}, certificate="unregistered.pem"
    ),
    "certificate expired": Case({"certificate": "expired"}, certificate="expired.pem"),
    "certificate not yet valid": Case({"certificate": "valid"}, certificate="not-yet-valid.pem"),
    "certificate without its key": Case({"certificate": "key"}, certificate="without-key.pem"),
    "secret expired": Case({"identity": "secret"}, "late"),
    "secret ends soon": Case({"secret": "ends in 19 days"}, "ending"),
    "secret wrong": Case({"identity": "secret"}, options={"client_secret": "another-canary-secret"}),
    "no consent": Case({"identity": ""}, "unconsented"),
    "password expired": Case(
        {"identity": "password"},
        options={"user_principal_name": OLD, "password": "old-canary-Pa55word", "app_id": "", "client_secret": ""},
    ),
    "unknown application": Case({"identity": ""}, options={"app_id": "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e99"}),
    "unknown tenant": Case({"identity": "nobody"}, options={"organization": "nobody.onmicrosoft.com"}),
    "wrong cloud": Case({"identity": ""}, "us"),
    "another organization": Case({"service": "adatum"}, options={"expect_organization": "adatum.onmicrosoft.com"}),
    "Exchange blocked": Case({"exchange": EXCHANGE}, faults=(connect_fault(EXCHANGE, "status", status=403),)),
    "sign-in blocked": Case({"sign-in": SIGN_IN}, faults=(connect_fault(SIGN_IN, "reset"),)),
    "Security & Compliance blocked": Case(
        {"compliance": COMPLIANCE},
        options={"service": ["exchange", "compliance"]},
        faults=(connect_fault(COMPLIANCE, "status", status=502),),
    ),
    "TLS inspected": Case(
        {"exchange": "certificate"}, faults=(connect_fault(EXCHANGE, "certificate", problem="foreign"),)
    ),
    "certificate of another host": Case(
        {"exchange": "certificate"}, faults=(connect_fault(EXCHANGE, "certificate", problem="name"),)
    ),
    "TLS cut": Case({"exchange": EXCHANGE}, faults=(connect_fault(EXCHANGE, "tls_close"),)),
    "proxy wants a password": Case({"proxy": "password"}, faults=(connect_fault("", "status", status=407),)),
    "proxy away": Case({"proxy": "cannot be reached"}, options={"proxy": "http://127.0.0.1:9"}),
    "page of a portal": Case(
        {"exchange": "web page"}, faults=({"kind": "html", "match": {"kind": "banner"}, "times": 0},)
    ),
    "Exchange out of order": Case(
        {"exchange": "503"}, faults=({"kind": "status", "status": 503, "match": {"kind": "banner"}, "times": 0},)
    ),
    "Exchange throttles": Case(
        {"service": ""}, faults=({"kind": "throttle", "match": {"kind": "module_file"}, "times": 0},)
    ),
    "relationship ended": Case(
        {"relationship": "expired", "identity": ""},
        "partner",
        options={**TO_CUSTOMER, "delegated_organization": "wingtiptoys.com"},
    ),
    # Which customer that is nobody knows, so nobody knows of its relationship.
    "a domain that Graph does not list": Case(
        {"identity": ""},
        "partner",
        options={**TO_CUSTOMER, "delegated_organization": "wingtip.onmicrosoft.com"},
    ),
    "Graph blocked for a partner": Case(
        {"graph": GRAPH},
        "partner",
        options={**TO_CUSTOMER, "delegated_organization": "tailspintoys.com"},
        faults=(connect_fault(GRAPH, "reset"),),
    ),
    "five at once": Case(
        {
            "clock": "behind",
            "compliance": COMPLIANCE,
            "hydration": "dehydrated",
            "cmdlet": "New-TransportRule",
            "certificate": "19 days",
        },
        "newreader",
        options={"service": ["exchange", "compliance"], "cmdlets": NEEDED},
        faults=(connect_fault(COMPLIANCE, "reset"),),
        certificate="ending.pem",
        behind=400.0,
    ),
    "healthy": Case({}, options={"cmdlets": [*NEEDED, "Get-Label", NEEDED[0].lower()]}),
    "healthy user": Case({}, "partner", options={**TO_CUSTOMER, "delegated_organization": "tailspintoys.com"}),
    "Graph blocked for others": Case({}, faults=(connect_fault(GRAPH, "reset"),)),
}


@pytest.mark.parametrize("name", CASES)
def test_each_trouble_is_named(desk: Desk, own_box: Box, certificates: Path, name: str) -> None:
    case = CASES[name]
    for fault in case.faults:
        match = {key: value for key, value in fault["match"].items() if value}
        own_box.control.fault(**{**fault, "match": match})
    options = {**by_secret(own_box, case.application), **case.options}
    if case.certificate:
        options = {**options, "client_secret": "", "certificate_path": str(certificates / case.certificate)}
    if "user_principal_name" in options:
        options = {name: value for name, value in options.items() if name not in ("organization", "client_secret")}
    own_box.control.advance(case.behind)
    try:
        result = look(desk, **options)
    finally:
        own_box.control.advance(-case.behind)
    troubles = {one["check"]: f"{one['text']} {one['fix']}" for one in result["checks"] if one["verdict"] == "trouble"}
    assert set(troubles) == set(case.troubles), result["checks"]
    assert [check for check, words in case.troubles.items() if words.lower() not in troubles[check].lower()] == [], (
        troubles
    )
    assert result["troubles"] == [one["check"] for one in result["checks"] if one["verdict"] == "trouble"]
    assert not [text for text in ("canary", "Pa55") if text in json.dumps(result)]
    assert (
        f"Allowed of the {len(NEEDED) + 1} cmdlets asked for: {len(NEEDED) + 1}."
        in [one["text"] for one in result["checks"]]
        or name != "healthy"
    )


def test_the_end_of_a_secret_is_told_where_it_is_known(desk: Desk, own_box: Box) -> None:
    """Not by the customer's tenant, nor to who may not read it; a session is not signed in for it."""

    def secret(**options: Any) -> tuple[int | None, Json]:
        result = look(desk, **options)
        return result["secret_days"], next(one for one in result["checks"] if one["check"] == "secret")

    home = by_secret(own_box, "lasting")
    days, told = secret(**home)
    assert (days, told["verdict"], told["text"]) == (99, "ok", "The client secret ends in 99 days.")
    days, told = secret(**{**home, "organization": "adatum.onmicrosoft.com"})
    assert (days, told["verdict"]) == (None, "unknown")
    assert "registered in another organization" in told["text"]
    days, told = secret(**by_secret(own_box))
    assert (days, told["verdict"]) == (None, "unknown")
    assert "Application.Read.All" in told["fix"]
    desk.connect(**home)
    own_box.control.forget()
    days, told = secret(session=desk.session)
    desk.disconnect()
    assert (days, told["verdict"]) == (None, "unknown")
    assert [one["path"] for one in own_box.control.journal(kind="graph") if "applications" in one["path"]] == []


def test_a_session_is_looked_at_as_it_is(desk: Desk, own_box: Box) -> None:
    """Nobody signs in anew, and what its token and its services tell is the same."""
    desk.connect(**by_secret(own_box), service=["exchange", "compliance"])
    own_box.control.forget()
    result = look(desk, session=desk.session, cmdlets=["Get-Mailbox", "Get-Label"])
    desk.disconnect()
    assert own_box.control.journal(kind="token") == []
    assert (result["healthy"], result["auth_method"]) == (True, "client_secret")
    assert [one["service"] for one in result["services"]] == ["exchange", "compliance"]
    assert all(one["cmdlets"] > 100 and one["reached"] for one in result["services"])
    gone = look(desk, session=desk.session)
    assert (gone["troubles"], gone["organization"]) == (["session"], None)


def test_what_is_found_is_told(desk: Desk, own_box: Box) -> None:
    _organization, found = application_of(own_box, "healthy")
    by_certificate = {**by_secret(own_box), "client_secret": "", "certificate_path": found.certificate_path}
    result = look(desk, **by_certificate, cmdlets=["Get-Mailbox", "Get-Label", "Get-Label"])
    assert result["healthy"], result["checks"]
    assert (result["certificate_days"] or 0) > 30
    assert (result["identity"], result["auth_method"]) == (found.app_id, "certificate")
    assert "Exchange.ManageAsApp" in result["roles"]
    assert "Exchange Administrator" in result["roles"]
    assert [one["hop"] for one in result["hops"]] == ["proxy", "sign-in", "exchange", "compliance", "graph"]
    assert all(isinstance(one["milliseconds"], int) for one in result["hops"])
    assert {one["signed_by"] for one in result["hops"]} == {None, "Microsoft 365 in a box"}
    assert set(result) - {"changed"} == set(part_of(MODULE, "RETURN")) - {"error", "outcome"}
    # Security & Compliance has a front door that leads to the tenant's region.
    assert [bool(one["region"]) for one in result["services"]] == [False, True]


def test_what_a_proxy_is_told_of_stays_there(desk: Desk, own_box: Box) -> None:
    proxy = own_box.environment["HTTPS_PROXY"].replace("http://", "http://someone:hidden-canary@")
    result = look(desk, **by_secret(own_box), proxy=proxy)
    assert "hidden-canary" not in json.dumps(result)


def test_missing_cmdlets_have_the_role_that_carries_them(desk: Desk, own_box: Box) -> None:
    result = look(desk, **by_secret(own_box, "reader"), cmdlets=["Get-Mailbox", "New-TransportRule", "Set-Mailbox"])
    assert [(one["cmdlet"], one["role"]) for one in result["missing"]] == [
        ("New-TransportRule", "Transport Rules (role group: Organization Management)"),
        ("Set-Mailbox", "Mail Recipients (role group: Recipient Management)"),
    ]


@pytest.mark.parametrize("services", [["compliance"], ["compliance", "exchange"], ["exchange", "compliance"]])
def test_a_token_for_the_other_service_need_not_show_the_role_of_exchange(
    desk: Desk, own_box: Box, services: list[str]
) -> None:
    """It is of another application, whose roles the worldwide cloud does not ask for."""
    result = look(desk, **by_secret(own_box), service=services)
    assert result["healthy"], result["checks"]
    assert {one["service"] for one in result["services"] if one["cmdlets"]} == set(services)
    assert "session" in desk.connected(**by_secret(own_box), service=services)
    assert desk.warnings == []


@pytest.mark.parametrize("services", [["exchange"], ["compliance", "exchange"]])
def test_a_token_for_exchange_without_its_role_is_warned_of(desk: Desk, own_box: Box, services: list[str]) -> None:
    assert "failed" in desk.connected(**by_secret(own_box, "unlicensed"), service=services)
    assert [one for one in desk.warnings if "no role Exchange.ManageAsApp" in one]
