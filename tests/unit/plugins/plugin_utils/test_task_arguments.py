# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin's arguments are what the module would get as JSON. In make test-all on the next core, too."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing import vault
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import plain, without_blanks
from support.rows import each_row

NOON = datetime(2026, 11, 23, 12, 0, 0, 7)
ZONE = timezone(timedelta(hours=1))


def kinds(value: Any) -> Any:
    """The exact types of a value, all the way down."""
    if isinstance(value, dict):
        return {kinds(key): kinds(one) for key, one in value.items()}
    return [kinds(one) for one in value] if isinstance(value, list) else (type(value), value)


def test_an_empty_text_is_left_out_where_it_is_no_value() -> None:
    spec: dict[str, dict[str, Any]] = {
        "name": {"type": "str"},
        "needed": {"type": "str", "required": True},
        "count": {"type": "int", "aliases": ["number"]},
        "switch": {"type": "bool"},
        "several": {"type": "list"},
        "session": {"type": "raw"},
        "choice": {"type": "str", "choices": ["one"]},
        "default": {"type": "str", "default": "one"},
    }
    blank = dict.fromkeys(
        ["name", "needed", "number", "switch", "several", "session", "choice", "default", "unknown"], ""
    )
    assert without_blanks(blank, spec) == {"name": "", "needed": "", "session": "", "unknown": ""}
    assert without_blanks({"count": 0, "switch": False, "several": []}, spec) == {
        "count": 0,
        "switch": False,
        "several": [],
    }


@each_row(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (False, False),
        (0, 0),
        (1.5, 1.5),
        ("", ""),
        ("Zoë", "Zoë"),
        ([], []),
        ({}, {}),
        ([1, [2, {"a": None}]], [1, [2, {"a": None}]]),
        ((1, "a"), [1, "a"]),
        ({7}, [7]),
        (frozenset({7}), [7]),
        (NOON, "2026-11-23T12:00:00.000007"),
        (NOON.replace(tzinfo=ZONE), "2026-11-23T12:00:00.000007+01:00"),
        (date(2026, 11, 23), "2026-11-23"),
        (b"bytes", "bytes"),
        (bytearray(b"bytes"), "bytes"),
        (Path("/etc/x"), "/etc/x"),
        ({True: 1, False: 2, None: 3, 4: 5, 1.5: 6}, {"true": 1, "false": 2, "null": 3, "4": 5, "1.5": 6}),
    ],
)
def test_each_kind_becomes_what_json_has(value: Any, expected: Any) -> None:
    assert kinds(plain(value)) == kinds(expected)


def test_text_of_a_template_becomes_plain_text() -> None:
    """Marked as unsafe by Ansible: a subclass of str on 2.16, a tag on 2.19 and newer."""
    value = wrap_var({"name": "{{ lookup('pipe', 'id') }}", "list": ["a", 7, None]})
    assert kinds(plain(value)) == kinds({"name": "{{ lookup('pipe', 'id') }}", "list": ["a", 7, None]})


YAML = """
text: anna
number: 7
ratio: 1.5
yes_no: true
nothing: null
when: 2026-11-23T12:00:00+01:00
day: 2026-11-23
nested: {list: [a, 1, {b: c}]}
yes: key
"""


def test_what_a_playbook_holds_becomes_what_a_module_gets() -> None:
    """Newer cores tag every value with the place that it comes from; the types must not show."""
    value = plain(DataLoader().load(YAML))
    assert kinds(value) == kinds(json.loads(json.dumps(value)))
    assert value == {
        "text": "anna",
        "number": 7,
        "ratio": 1.5,
        "yes_no": True,
        "nothing": None,
        "when": "2026-11-23T12:00:00+01:00",
        "day": "2026-11-23",
        "nested": {"list": ["a", 1, {"b": "c"}]},
        "true": "key",
    }


def test_a_vaulted_value_is_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = VaultSecret(b"vault password")
    loader = DataLoader()
    if hasattr(vault, "VaultSecretsContext"):  # newer cores look for the secrets there
        context = vault.VaultSecretsContext(secrets=[("default", secret)])
        monkeypatch.setattr(vault.VaultSecretsContext, "_current", context)
    loader.set_vault_secrets([("default", secret)])
    sealed = VaultLib([("default", secret)]).encrypt("s3cret", secret).decode()
    text = "client_secret: !vault |\n" + "".join(f"  {line}\n" for line in sealed.splitlines())
    assert kinds(plain(loader.load(text))) == kinds({"client_secret": "s3cret"})
