# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tenants file: what may stand in it, and the one line for each mistake."""

from __future__ import annotations

import textwrap
from datetime import datetime, timezone
from pathlib import Path

import pytest

from exo_simulator.clouds import CHINA, PUBLIC, US_GOVERNMENT, SignInFamily
from exo_simulator.reading import BadTenants
from exo_simulator.tenants import load
from support.places import SIMULATOR

GOOD = """
tenants:
  - tenant_id: 5E2C3A1F-7b64-4d0e-9a51-0c6f2b8d4e10
    display_name: Contoso
    initial_domain: Contoso.onmicrosoft.com
    domains: [contoso.com]
    applications:
      - app_id: 8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01
        name: Automation
        client_secrets: [{value: one}, {value: two, expires: 2030-01-31}]
        certificates: [generate, {expired: true}, {path: some.pem}]
        directory_roles: [Exchange Administrator]
        role_groups: [Helpdesk]
"""


def test_good_file_is_read_as_it_says() -> None:
    directory = load(GOOD, "x.yml")
    tenant = directory.find("CONTOSO.COM")
    assert tenant is not None
    assert tenant is directory.find("5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10")
    assert tenant.cloud.name == "worldwide"
    (application,) = tenant.applications.values()
    assert [secret.value for secret in application.secrets] == ["one", "two"]
    assert application.secrets[1].expires == datetime(2030, 1, 31, tzinfo=timezone.utc)
    assert [(plan.path, plan.expired) for plan in application.plans] == [
        (None, False),
        (None, True),
        ("some.pem", False),
    ]
    assert application.app_roles == ("Exchange.ManageAsApp",)


def test_file_that_ships_has_three_tenants_in_three_clouds() -> None:
    text = (SIMULATOR / "exo_simulator" / "default_tenants.yml").read_text(encoding="utf-8")
    clouds = [(tenant.initial_domain, tenant.cloud.name) for tenant in load(text, "x.yml").tenants]
    assert clouds == [
        ("contoso.onmicrosoft.com", "worldwide"),
        ("fabrikam.onmicrosoft.us", "gcc_high"),
        ("adatum.partner.onmschina.cn", "china"),
    ]


def test_tenants_of_the_tests_are_those_that_ship_and_more() -> None:
    ours = load((Path(__file__).parent / "data" / "tenants.yml").read_text(encoding="utf-8"), "x.yml")
    assert [tenant.cloud.name for tenant in ours.tenants][:4] == ["worldwide", "gcc_high", "china", "dod"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("display_name: Contoso", "", "tenants[0].display_name is missing"),
        ("display_name: Contoso", "display_nam: Contoso", "tenants[0] has no key display_nam"),
        ("domains: [contoso.com]", "domains: contoso.com", "tenants[0].domains is a list of names"),
        ("domains: [contoso.com]", "domains: [not a domain]", "no domain name: 'not a domain'"),
        ("domains: [contoso.com]", "cloud: mars", "cloud is one of worldwide, gcc, gcc_high, dod, china"),
        ("app_id: 8f1d0c52", "app_id: zz1d0c52", "applications[0].app_id is no GUID"),
        ("name: Automation", "", "applications[0].name is missing"),
        ("name: Automation", "nome: Automation", "applications[0] has no key nome"),
        ("expires: 2030-01-31", "expires: soon", "client_secrets[1].expires is no date"),
        ("{value: one}", "{valu: one}", "client_secrets[0] has no key valu"),
        ("{expired: true}", "{expird: true}", "certificates has no key expird"),
        ("[Exchange Administrator]", "Exchange Administrator", "directory_roles is a list of names"),
        ("role_groups: [Helpdesk]", "consented: perhaps", "consented is true or false"),
    ],
)
def test_mistake_is_named_with_its_place(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(BadTenants) as caught:
        load(GOOD.replace(old, new), "x.yml")
    assert str(caught.value).startswith("x.yml: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_domain_belongs_to_one_tenant_only() -> None:
    second = textwrap.dedent("""
      - tenant_id: 3d9b7e60-52c8-4f1a-8b3d-7e4a9c1f2d20
        display_name: Fabrikam
        initial_domain: fabrikam.onmicrosoft.com
        domains: [contoso.com]
    """)
    with pytest.raises(BadTenants, match=r"contoso\.com belongs to two tenants"):
        load(GOOD + textwrap.indent(second, "  "), "x.yml")


@pytest.mark.parametrize(("cloud", "family"), [("gcc_high", US_GOVERNMENT), ("dod", US_GOVERNMENT), ("china", CHINA)])
def test_a_domain_may_be_a_tenant_in_another_cloud_too(cloud: str, family: SignInFamily) -> None:
    second = textwrap.dedent(f"""
      - tenant_id: 3d9b7e60-52c8-4f1a-8b3d-7e4a9c1f2d20
        display_name: Contoso elsewhere
        initial_domain: contoso-elsewhere.example
        domains: [contoso.com]
        cloud: {cloud}
    """)
    directory = load(GOOD + textwrap.indent(second, "  "), "x.yml")
    found = [directory.find("contoso.com", one) for one in (PUBLIC, family)]
    assert [one.display_name for one in found if one] == ["Contoso", "Contoso elsewhere"]
