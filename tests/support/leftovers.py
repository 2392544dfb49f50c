# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run that was ended leaves on the disk must be worth nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from .playbook import Folders
from .secrets import files_below, leaks

# The handle of a session with its key, and the beginning of any JSON web token.
_USABLE = re.compile(rb"exo1\.[a-z]\.\d+\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}|eyJ[A-Za-z0-9_-]{20}")


def assert_worthless(folders: Folders, secrets: Mapping[str, str]) -> None:
    """No token, no handle and no secret in any file: a record without its key is all that may be left.

    :raises AssertionError: something usable lies there.
    """
    files = files_below(folders.root)
    # The journal of the tests holds what callbacks see, in which a handle is an error as well.
    usable = {name: _USABLE.findall(content)[:1] for name, content in files.items() if _USABLE.search(content)}
    assert not usable, f"Usable: {usable}"
    found = leaks(secrets, files)
    assert not found, "Leaked: " + "; ".join(map(str, found))
    for record in folders.records():
        header = json.loads(record.read_bytes().split(b"\n", 1)[0])
        assert record.stat().st_mode & 0o777 == 0o600
        assert not {"token", "key", "secret"} & set(header)
