# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
import zlib
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._catalogue import (
    cmdlet_facts_data,
    cmdlets_data,
)
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import (
    Parameter,
    find,
    read_cmdlet,
)
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.did_you_mean import (
    availability_hint,
    counterpart,
    documented_names,
    suggestions,
)
from support.extent import choose
from support.rows import each_row

ROOT = Path(__file__).resolve().parents[5]
SOURCE = ROOT / "extensions" / "catalogue" / "cmdlets.json"
GENERATED = Path(cmdlets_data.__file__)


UNPACKED_WHEN_ASKED = """
from ansible_collections.m365.exchange.plugins.module_utils._catalogue import cmdlets, search_cmdlets
from ansible_collections.m365.exchange.plugins.module_utils._values import encode_parameters
assert cmdlets._unpack_catalogue.cache_info().currsize == 0
assert cmdlets.find("Get-Mailbox") is not None
assert cmdlets._unpack_catalogue.cache_info().currsize == 1
"""

PAGE = """---
applicable: Exchange Server SE, Exchange Online, Built-in security add-on for on-premises mailboxes
title: Set-Bicycle
---

# Set-Bicycle

## PARAMETERS

### -Identity

> Applicable: Exchange Online

```yaml
Type: BicycleIdParameter
Parameter Sets: (All)

Required: True
Position: 1
```

### -Rider

> Applicable: Exchange Online

Write `@{Add="anna"}` to add one.

```yaml
Type: MultiValuedProperty
Parameter Sets: Ridden

Required: True
Position: Named
```

```yaml
Type: MultiValuedProperty
Parameter Sets: Parked

Required: False
Position: Named
```

### -Stable

> Applicable: Exchange Server SE

```yaml
Type: String
Parameter Sets: (All)

Required: True
Position: 2
```

### -WhatIf

```yaml
Type: SwitchParameter
Parameter Sets: (All)

Required: False
Position: Named
```

### CommonParameters

## INPUTS
"""


def generator(name: str = "generate") -> ModuleType:
    if str(SOURCE.parent) not in sys.path:
        sys.path.append(str(SOURCE.parent))  # they import each other
    spec = importlib.util.spec_from_file_location(name, SOURCE.parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_shipped_file_is_what_the_generator_makes() -> None:
    maker = generator()
    source = json.loads(SOURCE.read_text(encoding="utf-8"))
    shipped = GENERATED.read_text(encoding="utf-8")
    assert shipped.startswith(maker.HEADER), "run: python extensions/catalogue/generate.py"
    # Not the compressed bytes: there are two widespread zlibs, and they compress differently.
    packed = zlib.decompress(base64.b64decode(cmdlets_data.PACKED)).decode("ascii")
    assert packed == maker.text(source), "run: python extensions/catalogue/generate.py"
    assert maker.render(source) == maker.render(source)
    packed = zlib.decompress(base64.b64decode(cmdlet_facts_data.PACKED)).decode("ascii")
    assert packed == maker.facts(source), "run: python extensions/catalogue/generate.py"
    assert Path(cmdlet_facts_data.__file__).read_text(encoding="utf-8").startswith(maker.FACTS_HEADER)


def test_nothing_is_unpacked_before_it_is_asked_for() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", UNPACKED_WHEN_ASKED], check=True, env=environment)


def test_a_page_of_the_reference_becomes_an_entry() -> None:
    assert generator("read_reference").read_page(PAGE) == (
        "Set-Bicycle",
        {
            "p": {
                "Identity": ["BicycleIdParameter", 1, 1],
                "Rider": ["MultiValuedProperty", 6, None],
                "WhatIf": ["Switch", 0, None],
            },
            "s": "ee",
            "w": 1,
        },
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        PAGE.replace("title: Set-Bicycle", "title: about"),
        PAGE.replace("Exchange Online, Built-in security add-on for on-premises mailboxes", "Exchange Server 2019"),
    ],
)
def test_a_page_of_something_else_is_left_out(text: str) -> None:
    assert generator("read_reference").read_page(text) is None


def test_a_folder_of_pages_is_read_and_written_as_the_shipped_file_is(tmp_path: Path) -> None:
    reader = generator("read_reference")
    (tmp_path / "Set-Bicycle.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Pages", encoding="utf-8")
    found = reader.read_folder(tmp_path, {"Set-Bicycle": {"m": 1}})
    assert found["Set-Bicycle"]["m"] == 1
    shipped = SOURCE.read_text(encoding="utf-8")
    assert reader.dump(json.loads(shipped)) == shipped
    assert generator().render({**json.loads(shipped), **found}) != generator().render(json.loads(shipped))


def test_the_date_of_the_documentation_is_shipped() -> None:
    source = json.loads(SOURCE.with_name("source.json").read_text(encoding="utf-8"))
    assert source["documented"] == cmdlets_data.DOCUMENTED


def test_order_of_the_source_makes_no_difference() -> None:
    source = json.loads(SOURCE.read_text(encoding="utf-8"))
    turned = {name: {**cmdlet, "p": dict(reversed(cmdlet["p"].items()))} for name, cmdlet in reversed(source.items())}
    assert generator().render(turned) == generator().render(source)


def flags_of(one: Parameter) -> int:
    """The flags of cmdlets.json, as its page has them."""
    bits = [
        one.mandatory,
        one.mandatory_in_some_set,
        one.adds_and_removes,
        one.nullable,
        one.corrected,
        not one.documented,
        not one.served,
    ]
    return sum(int(bit) << place for place, bit in enumerate(bits))


def test_every_fact_of_the_source_comes_back() -> None:
    services = {"exchange": "e", "compliance": "c", "protection": "e"}
    for name, facts in json.loads(SOURCE.read_text(encoding="utf-8")).items():
        cmdlet = find(name.upper())
        assert cmdlet is not None
        assert cmdlet.name == name
        assert {services[one] for one in cmdlet.services} == set(facts["s"])
        assert ("protection" in cmdlet.services) == (facts["s"].count("e") == 2)
        assert cmdlet.client_module == bool(facts.get("m"))
        assert cmdlet.supports_confirm == ("Confirm" in facts["p"])
        assert cmdlet.documented == (not facts.get("u"))
        assert cmdlet.asks_in_compliance == (not facts.get("n"))
        assert cmdlet.apart == tuple((one, other) for one, other in facts.get("x", []))
        back = {one.name: [one.type, flags_of(one), one.position] for one in cmdlet.parameters.values()}
        assert back == facts["p"]


def test_lines_fit_what_ansible_test_allows() -> None:
    assert max(len(line) for line in GENERATED.read_text(encoding="utf-8").splitlines()) <= 160


def test_a_first_look_at_the_largest_cmdlet_is_quick() -> None:
    def look() -> float:
        find.cache_clear()
        start = time.process_time()
        find("Set-Mailbox")
        return time.process_time() - start

    assert statistics.median(look() for _turn in range(7)) < 0.005


def test_loading_takes_at_most_ten_milliseconds_even_without_bytecode() -> None:
    source = GENERATED.read_text(encoding="utf-8")

    def load() -> float:
        start = time.process_time()
        exec(compile(source, "data", "exec"), {})
        return time.process_time() - start

    assert statistics.median(load() for _turn in range(7)) < 0.010


def test_parameters_are_known_in_any_case() -> None:
    cmdlet = find("set-mailbox")
    assert cmdlet is not None
    assert cmdlet.name == "Set-Mailbox"
    assert cmdlet.services == {"exchange", "protection"}
    assert cmdlet.has("identity")
    assert cmdlet.has("Confirm")
    assert not cmdlet.has("Mailbox")
    assert cmdlet.parameter("AUDITADMIN") == Parameter("AuditAdmin", "MultiValuedProperty", adds_and_removes=True)
    assert cmdlet.parameter("identity") == Parameter("Identity", "MailboxIdParameter", mandatory=True, position=1)


@each_row("name", ["", "Get", "Get-", "Get-Mail", "Get-Mailbox ", "get-mailbox Get-Mailbox", "\nget-mailbox"])
def test_half_a_name_is_no_cmdlet(name: str) -> None:
    assert find(name) is None


@settings(max_examples=choose(15, 100))
@given(st.text(max_size=30))
def test_any_text_is_looked_up_without_an_error(name: str) -> None:
    found = find(name)
    assert found is None or found.name.lower() == name.lower()
    suggestions(name)
    read_cmdlet(name)


def test_names_are_those_of_the_service() -> None:
    assert len(documented_names()) == 906
    assert "get-exomailbox" not in documented_names()


@each_row(
    ("written", "meant"),
    [
        ("Get-Mialbox", "Get-Mailbox"),
        ("get-mailboxx", "Get-Mailbox"),
        ("Get-Mailboxes", "Get-Mailbox"),
        ("Delete-Mailbox", "Remove-Mailbox"),
        ("Create-DistributionGroup", "New-DistributionGroup"),
        ("List-Mailbox", "Get-Mailbox"),
        ("Get-EXOMailbox", "Get-Mailbox"),
        ("get-exocasmailbox", "Get-CASMailbox"),
        ("Grant-MailboxPermission", "Add-MailboxPermission"),
    ],
)
def test_near_miss_finds_what_was_meant(written: str, meant: str) -> None:
    assert meant == suggestions(written)[0]


def test_right_name_and_nonsense_get_no_suggestion() -> None:
    assert suggestions("get-mailbox") == []
    assert suggestions("Frobnicate-Xyzzy") == []


def test_every_exo_cmdlet_of_the_client_module_has_its_counterpart() -> None:
    for name in json.loads(SOURCE.read_text(encoding="utf-8")):
        if name.startswith("Get-EXO") and name != "Get-EXOInformationBarrier":
            assert counterpart(name) is not None


@each_row(
    ("name", "service", "words"),
    [
        ("Get-Mialbox", "exchange", "Did you mean Get-Mailbox?"),
        ("Get-EXOMailbox", "exchange", "use Get-Mailbox"),
        ("Connect-ExchangeOnline", "exchange", "only in Microsoft's own PowerShell module"),
        ("Get-RetentionCompliancePolicy", "exchange", "documented for Security & Compliance, not for Exchange Online"),
        ("Get-RetentionCompliancePolicy", "compliance", "a missing role"),
        ("Get-Mailbox", "exchange", "a missing role"),
        ("Frobnicate-Xyzzy", "exchange", "knows no cmdlet"),
    ],
)
def test_blank_refusal_is_told_apart_by_the_catalogue(name: str, service: str, words: str) -> None:
    assert words in availability_hint(name, service)


@each_row(
    ("write", "read"),
    [
        ("Set-Mailbox", "Get-Mailbox"),
        ("add-mailboxpermission", "Get-MailboxPermission"),
        ("Enable-DnssecForVerifiedDomain", "Get-DnssecStatusForVerifiedDomain"),
        ("Undo-SoftDeletedMailbox", "Get-Mailbox"),
        ("New-MailMessage", None),
        ("Frobnicate-Xyzzy", None),
    ],
)
def test_cmdlet_that_shows_the_truth_after_a_write(write: str, read: str | None) -> None:
    assert read_cmdlet(write) == read
    assert read is None or find(read) is not None
