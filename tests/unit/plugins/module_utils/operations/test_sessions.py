# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of a ready access token is over when the token is: it is shown so, and swept."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._connection.access_and_tokens import store_of
from ansible_collections.m365.exchange.plugins.module_utils._operations import session_info
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._session.session_folders import STAND_IN
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.access import CREDENTIAL, access_of


@pytest.mark.parametrize(
    ("method", "seconds", "state", "swept"),
    [
        ("access_token", -60.0, "expired", 1),
        ("access_token", 600.0, "open", 0),
        ("client_secret", -60.0, "open", 0),
    ],
)
def test_a_session_without_a_second_token_ends_with_the_first(
    tmp_path: Path, method: str, seconds: float, state: str, swept: int
) -> None:
    tmp_path.chmod(0o700)
    places = {"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), STAND_IN: str(tmp_path / "no-shm")}
    context = Context(places, Owner.of(os.getpid(), Machine.here()))
    access = replace(access_of(expires_at=time.time() + seconds), credential=replace(CREDENTIAL, method=method))
    with store_of(context) as store:
        store.create(access.content(), access.facts(), access.ends_at)
        found = session_info.run({"organization": None}, context)
        assert [one["state"] for one in found["sessions"]] == [state]
        assert store.sweep() == swept
