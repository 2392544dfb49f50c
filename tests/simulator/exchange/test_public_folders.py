# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public folders are a tree: a folder, those in it, all below it; and it goes with them where that is said."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant


@pytest.fixture
def tree(tenant: Tenant) -> Tenant:
    for name, path in (("Plans", "\\"), ("2026", "\\Plans"), ("May", "\\Plans\\2026"), ("Planning", "\\")):
        tenant.run("New-PublicFolder", Name=name, Path=path)
    return tenant


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"Identity": "\\"}, ["\\"]),
        ({"Identity": "\\plans"}, ["\\Plans"]),
        ({"Identity": "\\Plans", "GetChildren": True}, ["\\Plans\\2026"]),
        ({"Identity": "\\Plans", "Recurse": True}, ["\\Plans", "\\Plans\\2026", "\\Plans\\2026\\May"]),
        ({"GetChildren": True}, ["\\Plans", "\\Planning"]),
        ({"Recurse": True}, ["\\", "\\Planning", "\\Plans", "\\Plans\\2026", "\\Plans\\2026\\May"]),
    ],
)
def test_a_folder_and_what_is_below_it(tree: Tenant, asked: dict[str, Any], found: list[str]) -> None:
    assert [row["Identity"] for row in tree.run("Get-PublicFolder", **asked).rows] == found
    assert tree.refusal("Get-PublicFolder", **{**asked, "Identity": "\\Nowhere"}).error_id == "Ex6F9304"


def test_a_folder_with_others_in_it_goes_with_them_only(tree: Tenant) -> None:
    assert "subfolders" in tree.refusal("Remove-PublicFolder", Identity="\\Plans").text
    tree.run("Remove-PublicFolder", Identity="\\Plans", Recurse=True)
    assert [row["Identity"] for row in tree.run("Get-PublicFolder").rows] == ["\\Planning"]
    tree.run("Remove-PublicFolder", Identity="\\Planning")
    assert not tree.run("Get-PublicFolder", GetChildren=True).rows


@pytest.mark.parametrize("how", ["\\Plans\\2026", "2026@contoso.com"])
def test_a_folder_gets_mail_until_it_is_disabled(tree: Tenant, how: str) -> None:
    tree.run("Enable-MailPublicFolder", Identity="\\Plans\\2026", HiddenFromAddressListsEnabled=True)
    row = tree.one("Get-MailPublicFolder", Identity="2026")
    assert (row["PrimarySmtpAddress"], row["HiddenFromAddressListsEnabled"]) == ("2026@contoso.com", True)
    assert tree.one("Get-PublicFolder", Identity="\\Plans\\2026")["MailEnabled"] is True
    assert "already" in tree.refusal("Enable-MailPublicFolder", Identity="\\Plans\\2026").text
    tree.run("Disable-MailPublicFolder", Identity=how)
    assert not tree.run("Get-MailPublicFolder").rows
    assert tree.one("Get-PublicFolder", Identity="\\Plans\\2026")["MailEnabled"] is False


def test_only_what_is_there_gets_mail(tree: Tenant) -> None:
    for cmdlet in ("Enable-MailPublicFolder", "Disable-MailPublicFolder"):
        assert tree.refusal(cmdlet, Identity="\\Plans\\Nowhere").error_id == "Ex6F9304"
