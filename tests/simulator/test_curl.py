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

SCRIPT = r"""
set -eu
token=$(curl -sS --fail "https://login.microsoftonline.com/$EXO_ORGANIZATION/oauth2/v2.0/token" \
    -d grant_type=client_credentials -d client_id="$EXO_APP_ID" --data-urlencode client_secret="$EXO_CLIENT_SECRET" \
    -d scope=https://outlook.office365.com/.default | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
curl -sS --fail "https://outlook.office365.com/adminapi/beta/$EXO_ORGANIZATION/InvokeCommand" \
    -H "Authorization: Bearer $token" -H "Content-Type: application/json" \
    -d '{"CmdletInput": {"CmdletName": "Get-Mailbox", "Parameters": {"ResultSize": 2}}}'
"""


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_curl_gets_a_token_and_runs_a_cmdlet(box: Box) -> None:
    rivals = ("https_proxy", "http_proxy", "no_proxy", "all_proxy", "ALL_PROXY")
    clean = {name: value for name, value in os.environ.items() if name not in rivals}
    process = subprocess.run(
        ["sh", "-c", SCRIPT],
        capture_output=True,
        env={**clean, **box.environment},
        text=True,
        timeout=20,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    content = json.loads(process.stdout)
    assert len(content["value"]) == 2
    assert [entry["kind"] for entry in box.control.journal()] == ["token", "invoke"]
