# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session from its first to its last moment, in one process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._session.handle import Handle
from ansible_collections.m365.exchange.plugins.module_utils._session.store import SessionStore

from .conftest import CONTENT, CONTOSO, LATER, World


def stale(content: dict[str, Any]) -> bool:
    return content.get("token") == "new"


def renewed(content: dict[str, Any]) -> tuple[dict[str, Any], float]:
    return {**content, "token": "new"}, LATER


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Failure) as caught:
        call()
    assert "\n" not in caught.value.line
    return caught.value.key


def test_what_was_created_is_read_by_another_process_with_the_handle_alone(world: World) -> None:
    text = world.store().create(CONTENT, CONTOSO, LATER).text()
    header, content = world.store().read(Handle.parse(text))
    assert content == CONTENT
    assert (header.organization, header.tenant_id) == (CONTOSO.organization, CONTOSO.tenant_id)
    assert header.expires == LATER


def test_no_secret_stands_in_the_file_and_no_key_anywhere(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    data = (world.folder / f"{handle.id}.rec").read_bytes()
    assert b"a token" not in data
    assert handle.key not in data
    assert world.files() == [f"{handle.id}.rec"]


def test_closing_twice_is_no_failure_and_leaves_nothing(world: World, store: SessionStore) -> None:
    handle = store.create(CONTENT, CONTOSO, LATER)
    store.renew(handle, stale, renewed)
    assert [store.close(handle), store.close(handle)] == [True, False]
    assert world.files() == []
    assert refused(lambda: store.read(handle)) == "session-closed"
    assert refused(lambda: store.renew(handle, stale, renewed)) == "session-closed"
    assert world.files() == []
