# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promise of the README: a shell that has evaluated the box's exports needs nothing but curl."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from support.box import Box
from support.pages import block

SCRIPT = "set -eu\n" + block("extensions/simulator/README.md", "token=$(curl").text.replace(
    "curl -sS", "curl -sS --fail"
)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_curl_gets_a_token_and_runs_a_cmdlet(box: Box) -> None:
    rivals = ("https_proxy", "http_proxy", "no_proxy", "all_proxy", "ALL_PROXY")
    clean = {name: value for name, value in os.environ.items() if name not in rivals}
    process = subprocess.run(
        ["sh", "-c", SCRIPT],
        capture_output=True,
        env={**clean, **box.environment},
        text=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    content, end = json.JSONDecoder().raw_decode(process.stdout)
    assert len(content["value"]) == 2
    assert "Get-Mailbox" in process.stdout[end:], "the summary"
    assert [entry["kind"] for entry in box.control.journal()] == ["token", "invoke"]
