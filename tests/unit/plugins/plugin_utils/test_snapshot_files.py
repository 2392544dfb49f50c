# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of objects: what is written reads back, what has not changed is not written, and each mistake has its line."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.describe_objects import lasting_objects
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Row
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._output.atomic_file import NewFile
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_read import Source, read_source
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_write import write_snapshot
from support.pages import block

RULE: dict[str, Any] = {
    "kind": "TransportRule",
    "identity": "External banner",
    "properties": {"Enabled": True, "PrependSubject": "[EXT] {{ 7*7 }}", "ExceptIfSenderDomainIs": ["fabrikam.com"]},
}
OTHER: dict[str, Any] = {"kind": "TransportRule", "identity": "a rule", "properties": {"Enabled": False}}
DOMAIN: dict[str, Any] = {"kind": "RemoteDomain", "identity": "Default", "properties": {"AutoForwardEnabled": False}}
HEAD: dict[str, Any] = {"organization": "contoso.onmicrosoft.com", "kinds": ["RemoteDomain", "TransportRule"]}


SECRETS = [("default", VaultSecret(b"no-such-password"))]


class Opening(DataLoader):
    """Opens what is in a vault by itself; Ansible's does so where a run has told its processes the secrets."""

    def load(self, data: str, *_more: Any, **_others: Any) -> str:
        text = data.removeprefix("!vault |\n").replace("  ", "")
        return str(VaultLib(SECRETS).decrypt(text).decode())


def read(path: Path, loader: DataLoader | None = None) -> Source:
    return read_source(str(path), loader or Opening(), {})


def write(folder: Path, objects: list[dict[str, Any]], head: dict[str, Any], *, check_mode: bool = False) -> list[Row]:
    """As a task does that has gathered the objects."""
    kinds = sorted({one["kind"] for one in objects})
    lasting = {
        kind: lasting_objects(family_of(kind), [one for one in objects if one["kind"] == kind]) for kind in kinds
    }
    rows: list[Row] = [{"kind": kind, **one} for kind in kinds for one in lasting[kind]]
    return write_snapshot(str(folder), rows, head, check_mode=check_mode)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    folder = tmp_path / "contoso.onmicrosoft.com"
    write(folder, [RULE, DOMAIN, OTHER], HEAD)
    source = read(folder)
    found = [{name: one[name] for name in ("kind", "identity", "properties")} for one in source.resources]
    assert found == [DOMAIN, OTHER, RULE]
    assert [str(one["at"]).removeprefix(f"{folder}/") for one in source.resources] == [
        "RemoteDomain.yml, line 4", "TransportRule.yml, line 4", "TransportRule.yml, line 7",
    ]  # fmt: skip
    assert source.head == HEAD
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_what_has_not_changed_is_not_written(tmp_path: Path) -> None:
    """Whatever the order in which the service shows objects and the entries of lists without one."""
    domains = {**RULE, "properties": {**RULE["properties"], "ExceptIfSenderDomainIs": ["fabrikam.com", "adatum.com"]}}
    turned = {"ExceptIfSenderDomainIs": ["adatum.com", "fabrikam.com"], "PrependSubject": "[EXT] {{ 7*7 }}"}
    again = {**RULE, "properties": {**turned, "Enabled": True}}
    write(tmp_path, [domains, OTHER, DOMAIN], {**HEAD, "taken_at": "2026-11-29T10:00:00Z"})
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    rows = write(tmp_path, [DOMAIN, OTHER, again], {**HEAD, "taken_at": "2026-11-30T10:00:00Z"})
    assert [one["changed"] for one in rows] == [False, False]
    after = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert [name for name in after if after[name] != before[name]] == ["snapshot.yml"]


def test_a_kind_without_objects_has_no_file_and_one_that_was_not_read_keeps_its_own(tmp_path: Path) -> None:
    write(tmp_path, [RULE, DOMAIN], HEAD)
    rows = write(tmp_path, [], {**HEAD, "kinds": ["TransportRule"]})
    assert [(Path(str(one["path"])).name, one["objects"], one["changed"]) for one in rows] == [
        ("TransportRule.yml", 0, True)
    ]
    assert sorted(files_of(tmp_path)) == ["RemoteDomain.yml", "snapshot.yml"]


def test_check_mode_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "contoso"
    assert [one["changed"] for one in write(folder, [RULE], HEAD, check_mode=True)] == [True]
    assert not folder.exists()
    write(folder, [RULE], HEAD)
    before = files_of(folder)
    rows = write(folder, [RULE, DOMAIN], {**HEAD, "taken_at": "later"}, check_mode=True)
    assert [one["changed"] for one in rows] == [True, False]
    assert files_of(folder) == before


def test_what_is_secret_or_another_one_in_each_tenant_is_left_out(tmp_path: Path) -> None:
    properties = {"Password": "no-such-canary", "ExchangeGuid": "00001111-aaaa-2222-bbbb-3333cccc4444", "Alias": "leeg"}
    write(tmp_path, [{"kind": "Mailbox", "identity": "LeeG@contoso.com", "properties": properties}], HEAD)
    assert read(tmp_path).resources[0]["properties"] == {"Alias": "leeg"}


@contextmanager
def full_disk_after(number: int) -> Iterator[None]:
    """The disk has room for so many files."""
    write, room = NewFile.write, [number]

    def refuse(self: NewFile, data: bytes) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(self, data)

    with patch.object(NewFile, "write", refuse):
        yield


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_full_disk_leaves_the_old_snapshot_whole(tmp_path: Path, number: int) -> None:
    write(tmp_path, [RULE, DOMAIN], HEAD)
    before = files_of(tmp_path)
    changed = [{**one, "properties": {"Comments": "new"}} for one in (RULE, DOMAIN)]
    with full_disk_after(number), pytest.raises(Failure) as raised:
        write(tmp_path, changed, {**HEAD, "taken_at": "later"})
    assert raised.value.key == "dest-disk-full"
    assert files_of(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Failure) as raised:
        write(tmp_path / "file" / "contoso", [RULE], HEAD)
    assert raised.value.key == "dest-not-written"


GOOD = "kind: TransportRule\nobjects:\n  - identity: External banner\n    properties: {Enabled: true}\n"
BAD: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "no yaml": ({"a.yml": "kind: [\n"}, "snapshot-not-yaml", "a.yml, line 2: this is no YAML"),
    "no text": ({"a.yml": "kind: a\n#\xe9\n".encode("latin-1")}, "snapshot-not-yaml", "a.yml, line 2: "),
    "a control": ({"a.yml": "kind: a\nobjects: \x07\n"}, "snapshot-not-yaml", "a.yml, line 2: "),
    "key twice": (
        {"a.yml": GOOD + "    identity: Another\n"}, "snapshot-key-twice",
        "a.yml, line 5: a key is there twice, identity, first in line 3.",
    ),
    "property twice": (
        {"a.yml": GOOD.replace("{Enabled: true}", "{Enabled: true, Enabled: false}")}, "snapshot-key-twice", "line 4",
    ),
    "kind twice": (
        {"a.yml": GOOD, "b.yml": GOOD.replace("banner", "x")}, "snapshot-kind-twice",
        "b.yml, line 1: the objects of TransportRule have a file of their own already",
    ),
    "object twice": (
        {"a.yml": GOOD + "  - {identity: EXTERNAL BANNER}\n"}, "snapshot-object-twice",
        "a.yml, line 5: the TransportRule 'EXTERNAL BANNER' stands there twice, first in",
    ),
    "objects of one line": (
        {"a.yml": "[{kind: TransportRule, identity: a}, {kind: TransportRule, identity: A}]"}, "snapshot-object-twice",
        "a.yml, line 1",
    ),
    "unknown kind": ({"a.yml": "kind: TransportRules\n"}, "snapshot-kind-unknown", "a.yml, line 1: "),
    "no kind of anybody": ({"a.yml": "kind: Sandwich\n"}, "snapshot-kind-unknown", "no cmdlet has the noun Sandwich"),
    "another key": ({"a.yml": f"{GOOD}name: x\n"}, "snapshot-not-understood", "'name' is neither kind nor objects"),
    "another field": (
        {"a.yml": GOOD.replace("properties", "property")}, "snapshot-not-understood", "line 4: 'property' is none of",
    ),
    "no objects": ({"a.yml": "kind: TransportRule\nobjects: {}\n"}, "snapshot-not-understood", "line 2: objects is no"),
    "no identity": (
        {"a.yml": "kind: TransportRule\nobjects:\n  - properties: {}\n"}, "snapshot-not-understood", "a.yml, line 3: ",
    ),
    "a list of texts": ({"a.yml": "- TransportRule\n"}, "snapshot-not-understood", "this object is no map"),
    "an unknown tag": ({"a.yml": GOOD.replace("true", "!!python/name:os.x ''")}, "snapshot-not-understood", "line 4"),
    "itself": ({"a.yml": GOOD.replace("{Enabled: true}", "&a {Enabled: *a}")}, "snapshot-not-understood", "alias"),
    "a vault": (
        {"a.yml": GOOD.replace("true", "!vault 'no vault'")}, "snapshot-value-in-vault", "line 4: a value cannot be",
    ),
    "only folders": ({"contoso/a.yml": GOOD}, "snapshot-not-there", "it has the folders contoso and no file"),
    "nothing": ({}, "snapshot-not-there", "it has no file of YAML"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path, case: str) -> None:
    contents, key, text = BAD[case]
    for name, content in contents.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Failure) as raised:
        read(tmp_path)
    assert (raised.value.key, text in raised.value.line) == (key, True), raised.value.line
    assert "\n" not in raised.value.line


def test_a_person_may_write_a_list_of_several_kinds_with_anchors(tmp_path: Path) -> None:
    file = tmp_path / "mail.yml"
    file.write_text(
        "- &rule\n  kind: transportrule\n  identity: First\n  properties: &common\n"
        "    {Enabled: true, ActivationDate: 2026-12-24}\n"
        "- <<: *rule\n  identity: Second\n  properties: {<<: *common, Enabled: false}\n"
        "- {kind: TransportConfig, properties: {}}\n- {kind: RemoteDomain, identity: adatum, state: absent}\n",
        encoding="utf-8",
    )
    source = read(file)
    assert [(one["kind"], one.get("identity"), one.get("state")) for one in source.resources] == [
        ("TransportRule", "First", None), ("TransportRule", "Second", None), ("TransportConfig", None, None),
        ("RemoteDomain", "adatum", "absent"),
    ]  # fmt: skip
    assert source.resources[1]["properties"] == {"Enabled": False, "ActivationDate": "2026-12-24"}
    assert (source.head, source.kinds) == (None, {})


def test_what_is_in_a_vault_is_decrypted_and_named(tmp_path: Path) -> None:
    loader = Opening()
    loader.set_vault_secrets(SECRETS)
    vault = VaultLib(SECRETS)
    secret = vault.encrypt("no-such-canary {{ 7*7 }}\n").decode().replace("\n", "\n        ")
    inner = GOOD.replace("{Enabled: true}", f"\n      Enabled: true\n      Comments: !vault |\n        {secret}")
    (tmp_path / "a.yml").write_text(inner, encoding="utf-8")
    (tmp_path / "b.yml").write_bytes(vault.encrypt("kind: TransportConfig\nobjects: [{properties: {}}]\n"))
    source = read(tmp_path, loader)
    assert source.resources[0]["properties"] == {"Enabled": True, "Comments": "no-such-canary {{ 7*7 }}\n"}
    assert [one["vaulted"] for one in source.resources] == [["Comments"], []]
    assert source.revealed == ["no-such-canary {{ 7*7 }}\n"]


def test_the_file_of_the_page_is_one(tmp_path: Path) -> None:
    """And looks as it is written."""
    text = block("docs/snapshots.md", "# tenants/contoso").text
    (tmp_path / "TransportRule.yml").write_text(text, encoding="utf-8")
    (found,) = read(tmp_path).resources
    write(tmp_path, [{name: found[name] for name in ("kind", "identity", "properties")}], HEAD)
    _comment, shown = text.split("\n", 1)
    assert (tmp_path / "TransportRule.yml").read_text(encoding="utf-8") == f"---\n{shown}"
