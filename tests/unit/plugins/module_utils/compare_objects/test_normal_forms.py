# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.normal_forms import (
    form_of_read,
    normal_form,
)
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Rule
from ansible_collections.m365.exchange.plugins.module_utils._values.secret_and_unsendable_values import NotSendable
from support.rows import each_row

# As the service reads a filter back, with conditions of its own.
ADDED = (
    "((Department -eq 'Sales') -and (-not(Name -like 'SystemMailbox{*')) -and (-not(Name -like 'CAS_{*'))"
    " -and (-not(RecipientTypeDetailsValue -eq 'MailboxPlan')))"
)
# The rule, what a person writes, what the service shows, and what a diff has for both.
SAME: list[tuple[Rule, object, object, object]] = [
    ("text", "", None, None),
    ("text", None, "", None),
    ("text", "Quarantine", "quarantine", "Quarantine"),
    ("text", "one\ntwo", "one  \r\ntwo\r\n", "one\ntwo"),
    ("text", 5, "5", "5"),
    ("name", r"\Sales\Europe", r"contoso.onmicrosoft.com\sales\europe", r"Sales\Europe"),
    ("name", "Legal", "xn--p1ai.xn--p1ai/Configuration/legal", "Legal"),
    ("name", "Sales", "OU=sales,DC=contoso,DC=com", "Sales"),
    # A folder of a mailbox is shown by its name.
    ("name", r"AdeleV@contoso.com:\Inbox\Sweep", "sweep", r"AdeleV@contoso.com:\Inbox\Sweep"),
    ("name", r"adele:\RSS Feeds", "RSS Feeds", r"adele:\RSS Feeds"),
    ("exact", "Contoso", "Contoso", "Contoso"),
    ("exact", "one\n two\n", "one\r\n two", "one\n two"),
    ("bits", 9, "PermissionToViewHeader: True\r\nPermissionToDownload: False\r\nA: false\nB: True", 9),
    ("bits", "23", 23, 23),
    ("translations", "es:Hasta mayo", "ES:<html>\n<body>\nHasta mayo\n</body>\n</html>\n", "es:Hasta mayo"),
    ("html", "I am away.", "<html>\n<body>\nI am away.\n</body>\n</html>\n", "I am away."),
    ("html", "Bed & breakfast", "<html><head><title></title></head><body>Bed &amp;\nbreakfast</body></html>",
     "Bed & breakfast"),
    ("boolean", True, True, True),
    ("boolean", "$false", "False", False),
    ("boolean", None, None, None),
    ("number", 10, 10, 10),
    ("number", "10", 10, 10),
    ("number", 9223372036854775809, 9223372036854775809, 9223372036854775809),
    ("number", "1.50", 1.5, 1.5),
    ("number", "Unlimited", "unlimited", "Unlimited"),
    ("size", "50GB", "50 GB (53,687,091,200 bytes)", "50 GB"),
    ("size", 53687091200, "50 GB (53,687,091,200 bytes)", "50 GB"),
    ("size", "1.5 gb", "1.5 GB (1,610,612,736 bytes)", "1536 MB"),
    ("size", 37748737, "36 MB (37,748,737 bytes)", "37748737 B"),
    ("size", 0, "0 B (0 bytes)", "0 B"),
    ("size", "unlimited", "Unlimited", "Unlimited"),
    ("span", 14, "14.00:00:00", "14.00:00:00"),
    ("span", "07.00:00:00", "7.00:00:00", "7.00:00:00"),
    ("span", "04:00:00", "PT4H", "04:00:00"),
    ("span", "P1D", "1.00:00:00", "1.00:00:00"),
    ("days", "30", "30.00:00:00", "30.00:00:00"),
    ("days", 30, 30, "30.00:00:00"),
    ("span", "Unlimited", "Unlimited", "Unlimited"),
    ("date", "2026-09-01 17:00", "2026-09-01T17:00:00.0000000Z", "2026-09-01T17:00:00Z"),
    ("date", "2026-06-14T19:23:32+02:00", "2026-06-14T17:23:32.1230000+00:00", "2026-06-14T17:23:32Z"),
    ("date", datetime(2026, 9, 1, 17, tzinfo=timezone(timedelta(hours=2))), "2026-09-01T15:00:00Z",
     "2026-09-01T15:00:00Z"),
    ("date", date(2026, 9, 1), "2026-09-01T00:00:00", "2026-09-01T00:00:00Z"),
    ("guid", "{0F2C7D1E-9A4B-4C5D-8E6F-1234567890AB}", "0f2c7d1e9a4b4c5d8e6f1234567890ab",
     "0f2c7d1e-9a4b-4c5d-8e6f-1234567890ab"),
    ("guid", None, "00000000-0000-0000-0000-000000000000", None),
    ("culture", "de-de", {"Name": "de-DE", "LCID": 1031}, "de-de"),
    ("name", "Contoso Policy", "contoso.onmicrosoft.com/Configuration/Contoso Policy", "Contoso Policy"),
    ("name", "Default Offline Address Book", "\\Default Offline Address Book", "Default Offline Address Book"),
    ("name", "Strict", "contoso.onmicrosoft.com\\Strict", "Strict"),
    ("name", "Sales/Marketing", "Sales/Marketing", "Sales/Marketing"),
    ("name", "Strict", "CN=Strict,CN=Policies,DC=contoso,DC=com", "Strict"),
    ("address", "Adele@Contoso.com", "smtp:adele@contoso.com", "Adele@Contoso.com"),
    ("recipient", "AdeleV@contoso.com", '"Adele Vance" [SMTP:adelev@contoso.com]', "AdeleV@contoso.com"),
    ("recipient", "Adele Vance", "EURPR01.prod.outlook.com/Hosted/contoso.onmicrosoft.com/Adele Vance", "Adele Vance"),
    ("json", {"Version": "1.0", "b": [1, 2]}, '{"b": [1, 2], "Version": "1.0"}', {"Version": "1.0", "b": [1, 2]}),
    ("people", "Adele Vance;AdeleV@contoso.com", "A. Vance;adelev@contoso.com", "Adele Vance;AdeleV@contoso.com"),
    ("domains", "*.Contoso.com", "smtp:*.contoso.com;1", "smtp:*.Contoso.com;1"),
    ("actions", "contoso.com: B, A", "Contoso.com:a,b", "contoso.com: A, B"),
    ("filter", "Department -eq 'Sales'",
     ADDED, "Department -eq 'Sales'"),
    ("filter", 'a -eq "it\'s" -or b -eq $true', "((A -EQ 'it''s') -or (b -eq 'True'))",
     "a -eq 'it''s' -or b -eq 'True'"),
    ("filter", "(a -eq 1 -or b -eq 2) -and -not c -like 'x*'", "(((a -eq 1) -or (b -eq 2)) -and (-not(c -like 'x*')))",
     "(a -eq 1 -or b -eq 2) -and -not (c -like 'x*')"),
    ("filter", "(a -eq 'b'", "(a  -eq 'b'", "(a -eq 'b'"),
    ("xml", '<?xml version="1.0" encoding="utf-16"?>\n<a b="1">\n  <c/>\n</a>', "PGEgYj0nMSc+PGMvPjwvYT4=",
     '<a b="1"><c></c></a>'),
    ("xml", b"\xff\xfe<\x00a\x00/\x00>\x00", [60, 97, 47, 62], "<a></a>"),
    ("anything", "True", True, True),
    ("anything", 5, "5", 5),
    ("anything", "50GB", "50 GB (53,687,091,200 bytes)", "50 GB"),
    ("anything", ["b", "A"], ["a", "B"], ["A", "b"]),
    ("anything", "https://contoso.com", ["https://contoso.com"], "https://contoso.com"),
    ("anything", [{"en": "Careful"}], {"en": "careful"}, [{"en": "Careful"}]),
    ("anything", {"Key": ["x"]}, {"key": ["X"], "@odata.type": "#T"}, {"Key": ["x"]}),
]  # fmt: skip


@each_row(("rule", "written", "read", "shown"), SAME)
def test_what_is_the_same_has_one_key(rule: Rule, written: object, read: object, shown: object) -> None:
    form = normal_form(rule, written)
    assert form.in_diff == shown
    assert type(form.in_diff) is type(shown)
    assert form_of_read(rule, read).key == form.key


@each_row(("rule", "written", "read", "shown"), SAME)
def test_a_normal_form_is_its_own(rule: Rule, written: object, read: object, shown: object) -> None:
    """What exo_resource_info gives is taken back."""
    del written, shown
    form = form_of_read(rule, read)
    assert normal_form(rule, form.in_diff) == form


@each_row(
    ("rule", "written", "read"),
    [
        ("text", "Block", "Allow"),
        ("text", "Straße", "Strasse"),
        ("name", r"\Sales\Europe", r"\Marketing\Europe"),
        ("name", r"adele:\Sales\Europe", r"Sales"),
        ("name", "v1.0/Legal", "v2.0/Legal"),
        ("name", "OU=Sales,DC=contoso,DC=com", "OU=Legal,DC=contoso,DC=com"),
        ("anything", "007", "7"),
        ("exact", "contoso", "Contoso"),
        ("bits", 8, "PermissionToDownload: True\nPermissionToDelete: True"),
        ("boolean", False, None),
        ("boolean", None, False),
        ("number", 0, None),
        ("number", 9223372036854775809, 9223372036854775808),
        ("size", "50GB", "50 MB (52,428,800 bytes)"),
        ("size", "Unlimited", None),
        ("size", "50GB", "as large as it gets"),
        ("span", 7, "07:00:00"),
        ("date", "2026-09-01T17:00:00Z", "2026-09-01T17:00:01Z"),
        ("name", "Strict", "contoso.onmicrosoft.com/Configuration/Stricter"),
        ("filter", "a -eq 'b' -and c -eq 'd'", "((a -eq 'b') -or (c -eq 'd'))"),
        ("filter", "not a filter", "Department -eq 'Sales'"),
        ("xml", "<a/>", "<b/>"),
        ("anything", "1", "1.5"),
        ("anything", True, None),
        ("anything", {"a": 1}, {"a": 2}),
    ],
)
def test_what_differs_has_another_key(rule: Rule, written: object, read: object) -> None:
    assert normal_form(rule, written).key != form_of_read(rule, read).key


@each_row(
    ("rule", "value", "said"),
    [
        ("text", ["a"], "it takes text, and the value is a list"),
        ("text", True, "it takes text, and the value is true or false"),
        ("boolean", "on", "it takes true or false, and the value is 'on'"),
        ("boolean", 2, "it takes true or false, and the value is a number"),
        ("number", "ten", "it takes a number, and the value is 'ten'"),
        ("number", True, "it takes a number, and the value is true or false"),
        ("number", float("nan"), "it takes a number, and the value is a number"),
        ("size", "big", "'big' is no size"),
        ("size", ["1GB"], "it is no size"),
        ("span", "soon", "'soon' is no time span"),
        ("date", "1/2/2026", "the date '1/2/2026' reads two ways"),
        ("guid", "contoso", "it takes a GUID, and the value is 'contoso'"),
        ("json", "{", "it takes a text that is JSON, and the value is '{'"),
        ("xml", "none", "it takes XML"),
        ("xml", "<a>", "it takes XML"),
        ("xml", [300], "it takes XML, and the value is a list"),
        ("object", "a", "it takes a map, and the value is 'a'"),
        ("translations", "Hola", "it takes a language and a text, and the value is 'Hola'"),
        ("translations", "ES:", "it takes a language and a text, and the value is 'ES:'"),
    ],
)
def test_a_value_of_another_kind_is_refused(rule: Rule, value: object, said: str) -> None:
    with pytest.raises(NotSendable) as caught:
        normal_form(rule, value)
    assert str(caught.value).startswith(said)
    assert caught.value.remedy
