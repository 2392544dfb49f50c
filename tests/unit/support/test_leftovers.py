# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record whose key lies anywhere beside it is found to be usable, in whatever form the key is there."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import seal
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import Header, SessionFacts
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from support.leftovers import assert_worthless
from support.playbook import Folders

KEY = os.urandom(32)
ID = "0f9e8d7c6b5a49382716050403020100"
FACTS = SessionFacts("7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01", "an identity", "contoso.onmicrosoft.com", "O365Default")


def base64_of(key: bytes) -> bytes:
    return base64.urlsafe_b64encode(key).rstrip(b"=")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """What a run left: one record, and a file about which nobody knows anything yet."""
    made = Folders(tmp_path)
    store = made.runtime / "m365.exchange"
    store.mkdir(parents=True)
    record = store / f"{ID}.rec"
    record.write_bytes(seal(Header.new(ID, 0, FACTS, Owner(), Machine()), {"token": {"secret": "x" * 2000}}, KEY))
    record.chmod(0o600)
    return made


def test_a_record_alone_is_worth_nothing(folders: Folders) -> None:
    (folders.root / "results.jsonl").write_bytes(os.urandom(5000) + base64_of(os.urandom(32)))
    assert_worthless(folders, {"secret": "a secret of the test"})


@pytest.mark.parametrize(
    "written", [bytes, base64_of, lambda key: key.hex().encode(), lambda key: key.hex().upper().encode()]
)
def test_its_key_beside_it_makes_it_usable(folders: Folders, written: Callable[[bytes], bytes]) -> None:
    (folders.root / "a file").write_bytes(b"xyz." + written(KEY) + b'", "')
    with pytest.raises(AssertionError, match="Opened by a key"):
        assert_worthless(folders, {"secret": "a secret of the test"})
