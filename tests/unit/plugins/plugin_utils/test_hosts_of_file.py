# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of customers: what each may look like, and the one line, with its number, for what cannot be used."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.plugin_utils._customer_hosts import CustomerHost, read_customers
from support.rows import each_row

TENANT = "00001111-aaaa-2222-bbbb-3333cccc4444"
CONTOSO: CustomerHost = {
    "name": "contoso.onmicrosoft.com",
    "organization": "contoso.onmicrosoft.com",
    "tenant_id": TENANT,
    "display_name": "Contoso, Ltd.",
    "environment": "O365Default",
    "relationship": None,
}
ADATUM: CustomerHost = {
    "name": "adatum.com", "organization": "adatum.com", "tenant_id": None, "display_name": None, "environment": None,
    "relationship": None,
}  # fmt: skip

GOOD = {
    "commas.csv": f'organization,tenant_id,display_name,environment\ncontoso.onmicrosoft.com,{TENANT},"Contoso, Ltd.",'
    "O365Default\nadatum.com,,,\n",
    "semicolons.csv": f"Organization;Tenant_ID;Display_Name;Environment\r\n"
    f"Contoso.onmicrosoft.com;{TENANT.upper()};Contoso, Ltd.;O365Default\r\n\r\nadatum.com;;;\r\n",
    "spreadsheet.csv": f"\ufefforganization,display_name,tenant_id,environment\n contoso.onmicrosoft.com ,"
    f'"Contoso, Ltd.",{TENANT},O365Default\n,,,\nadatum.com,,,',
    "list.yml": f"---\n- organization: contoso.onmicrosoft.com\n  tenant_id: {TENANT}\n"
    "  display_name: Contoso, Ltd.\n  environment: O365Default\n- organization: adatum.com\n  display_name:\n",
    "flow.yaml": f"[{{organization: contoso.onmicrosoft.com, tenant_id: {TENANT}, display_name: 'Contoso, Ltd.',"
    " environment: O365Default}, {organization: ADATUM.com}]",
}


@each_row("name", GOOD)
def test_customers_of_a_file(name: str) -> None:
    assert read_customers(name, GOOD[name].encode()) == [CONTOSO, ADATUM]


def test_a_tenant_id_may_stand_for_the_organization() -> None:
    (host,) = read_customers("a.csv", f"organization\n{TENANT.upper()}\n".encode())
    assert (host["name"], host["organization"], host["tenant_id"]) == (TENANT, TENANT, TENANT)


def test_values_of_yaml_are_texts_as_they_stand() -> None:
    (host,) = read_customers("a.yml", b"- {organization: a.com, display_name: 0123}\n")
    assert host["display_name"] == "0123"


@pytest.mark.parametrize(("name", "text"), [("a.yml", ""), ("a.yml", "[]"), ("a.csv", "organization\n")])
def test_a_file_may_have_no_customer(name: str, text: str) -> None:
    assert read_customers(name, text.encode()) == []


HEAD = "organization,display_name\n"
BAD: list[tuple[str, str | bytes, str, str]] = [
    ("a.csv", f"{HEAD}a.com,A\nb.com,B\nA.com,C\n", "customers-name-twice", "line 4: 'a.com' is already in line 2"),
    ("a.csv", f'{HEAD}a.com,"A\nA"\nb.com,\nb.com,\n', "customers-name-twice", "line 5: 'b.com' is already in line 4"),
    (
        "a.csv",
        f"organization,tenant_id\na.com,{TENANT}\nb.com,{TENANT}\n",
        "customers-name-twice",
        f"line 3: '{TENANT}' is already in line 2",
    ),
    (
        "a.csv",
        f"organization,tenant_id\na.com,{TENANT}\n{TENANT},\n",
        "customers-name-twice",
        f"line 3: '{TENANT}' is already in line 2",
    ),
    ("a.csv", f"{HEAD}a.com,A\nb b,B\n", "customers-value-not-valid", "line 3: the organization 'b b' is no domain"),
    ("a.csv", f"{HEAD}admin@a.com,A\n", "customers-value-not-valid", "line 2: the organization 'admin@a.com'"),
    ("a.csv", "organization,tenant_id\na.com,7\n", "customers-value-not-valid", "line 2: the tenant_id '7'"),
    ("a.csv", "organization,environment\na.com,moon\n", "customers-value-not-valid", "line 2: the environment 'moon'"),
    ("a.csv", "name,display_name\na.com,A\n", "customers-column-unknown", "line 1: there is no column 'name'"),
    ("a.csv", "display_name\nA\n", "customers-column-missing", "line 1: the column 'organization' is missing"),
    ("a.csv", "", "customers-column-missing", "line 1"),
    ("a.csv", f"{HEAD},A\n", "customers-column-missing", "line 2"),
    ("a.csv", f"{HEAD}a.com,A,B\n", "customers-row-not-whole", "line 2: the row has 3 fields, and the first"),
    ("a.csv", f"{HEAD}a.com\n", "customers-row-not-whole", "line 2: the row has 1 field,"),
    ("a.csv", f'{HEAD}a.com,"A\n', "customers-file-not-readable", "line 2 is no CSV"),
    ("a.csv", "organization,organization\na.com,b.com\n", "customers-file-not-readable", "'organization' twice"),
    ("a.csv", HEAD.encode() + b"a.com,\xff\n", "customers-file-not-readable", "line 2 is not UTF-8"),
    ("a.xlsx", "", "customers-file-not-readable", "its name ends in '.xlsx'"),
    ("a.yml", "- organization: a.com\n- organization: A.com\n", "customers-name-twice", "line 2: 'a.com' is already"),
    ("a.yml", "[{organization: a.com}, {organization: a.com}]", "customers-name-twice", "line 1: 'a.com' is already"),
    ("a.yml", "- organization: a.com\n- display_name: B\n", "customers-column-missing", "line 2"),
    ("a.yml", "- organization: a.com\n  client_secret: x\n", "customers-column-unknown", "line 2: there is no column"),
    ("a.yml", "- organization: a.com\n  organization: b.com\n", "customers-file-not-readable", "line 2 has the column"),
    ("a.yml", "- organization: [a.com]\n", "customers-file-not-a-list", "line 1: a column has no text"),
    ("a.yml", "a.com: {}\n", "customers-file-not-a-list", "line 1: this is no list"),
    ("a.yml", "- organization: a.com\n- b.com\n", "customers-file-not-a-list", "line 2: this customer is no map"),
    ("a.yml", "- a: [\n", "customers-file-not-a-list", "this is no YAML"),
    ("a.yml", "- !!python/object/apply:os.system [x]\n", "customers-file-not-a-list", "this customer is no map"),
    ("a.yml", "- a: \x00\n", "customers-file-not-a-list", "this is no YAML"),
]  # fmt: skip


@each_row(("name", "text", "key", "words"), BAD)
def test_what_cannot_be_used_is_one_line_with_its_place(name: str, text: str | bytes, key: str, words: str) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Failure) as caught:
        read_customers(name, content)
    assert caught.value.key == key
    assert words in caught.value.line
    assert name in caught.value.line
    assert "\n" not in caught.value.line
