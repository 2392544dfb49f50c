# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing of a tenant stands in a report, and what tells something of the service stays."""

from __future__ import annotations

from ansible_collections.m365.exchange.plugins.module_utils._redaction.anonymize import TenantBlanks
from support.rows import each_row


@each_row(
    ("text", "shown"),
    [
        ("object 'Adele Vance' couldn't be found on 'AM0.prod'.", "object '<value>' couldn't be found on '<value>'."),
        ("object 'Shaun O'Neill' isn't unique", "object '<value>' isn't unique"),
        ('the name "Adele" is taken', "the name '<value>' is taken"),
        ("mail for adele.vance+x@contoso.co.uk bounced", "mail for <address> bounced"),
        ("see https://contoso.sharepoint.com/sites/x?y=1 now", "see <address> now"),
        ("tenant 5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10", "tenant <id>"),
        ("id 5e2c3a1f7b644d0e9a510c6f2b8d4e10", "id <id>"),
        ("host mail01.corp.contoso.com answered", "host <host> answered"),
        ("in contoso.onmicrosoft.com/Users/Adele", "in <host>"),
        ("from 10.20.30.40 and fe80:0:0:0:1:2:3:4", "from <host> and <host>"),
        ("phone 4255550101", "phone <number>"),
        ("of S-1-5-21-1004336348-1177238915-682003330-512", "of <id>"),
        ("from fe80::1", "from <host>"),
        ("in fabrikam.onmicrosoft.com/Sales Team; more", "in <host>; more"),
        ("CN=Adele Vance,OU=x", "<name>"),
        ("odd\u2028line\x00break", "odd line break"),
    ],
)
def test_what_looks_private_is_replaced(text: str, shown: str) -> None:
    assert TenantBlanks().text(text) == shown


@each_row(
    "text",
    [
        "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
        "Get-Mailbox: 404 with JSON; code NotFound",
        "Id|Type|text",
        "@adminapi.warnings, @odata.context, adminapi.warnings@odata.type, value",
    ],
)
def test_what_is_the_services_own_stays(text: str) -> None:
    assert TenantBlanks().text(text) == text


def test_what_rows_tell_is_replaced_wherever_it_stands() -> None:
    blanks = TenantBlanks()
    blanks.know("contoso", "")
    blanks.learn({"DisplayName": "Adele Vance", "ManagedBy": ["Megan", {"Name": "Joni"}], "City": "Al"})
    blanks.learn({"Mode": "Enforce"})
    blanks.learn({"Name@data.type": "System.String", "RecipientTypeDetails": "UserMailbox", "Alias": "None"})
    text = "ADELE VANCE and Megan of Contoso, Joni too; Enforce, Al, UserMailbox, None and System.String; Meganology"
    shown = "<value> and <value> of <value>, <value> too; Enforce, Al, UserMailbox, None and System.String; Meganology"
    assert blanks.text(text) == shown
    assert blanks.text("CONTOSO_MRS") == "<value>_MRS"


@each_row("name", ["Jürgen Groß", "Weiß & Söhne", "\u0130pek Y\u0131lmaz", "\ufb01rma"])
def test_a_name_that_is_longer_in_small_letters_is_replaced_too(name: str) -> None:
    blanks = TenantBlanks()
    blanks.know(name)
    assert blanks.text(f"The mailbox of {name} is full.") == "The mailbox of <value> is full."
    assert blanks.text(f"The mailbox of {name.casefold()} is full.") == "The mailbox of <value> is full."


def test_the_longest_name_goes_first() -> None:
    blanks = TenantBlanks()
    blanks.know("Adele")
    assert blanks.text("Adele Vance") == "<value> Vance"
    blanks.know("Adele Vance")
    assert blanks.text("Adele Vance") == "<value>"
