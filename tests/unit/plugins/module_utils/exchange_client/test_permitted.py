# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of cmdlets that an identity may run."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.downloaded_module import (
    permitted_cmdlets,
)
from support.rows import each_row

from .conftest import TARGET, Bench, answer, page


@each_row(
    ("rows", "names"),
    [
        ([{"exportedCmdlets": "Get-Mailbox,Set-Mailbox"}], {"Get-Mailbox", "Set-Mailbox"}),
        ([{"exportedCmdlets": "Get-Mailbox, "}, {"exportedCmdlets": "Get-User"}], {"Get-Mailbox", "Get-User"}),
        ([{"exportedCmdlets": ""}], set()),
        ([{"exportedCmdlets": None}], set()),
        ([{"moduleFile": "..."}], set()),
        # As go-exoscc reads it each week: one file a row, with what it exports.
        (
            [
                {"fileName": "a.psm1", "fileContent": "eA==", "exportedCmdlets": "Get-Label,Set-Label"},
                {"fileName": "a.psd1", "fileContent": "eQ==", "exportedCmdlets": ""},
            ],
            {"Get-Label", "Set-Label"},
        ),
        ([{"fileName": "x", "fileContent": "Get-Secret,Get-Other", "exportedCmdlets": "Get-Label"}], {"Get-Label"}),
        ([{"exportedCmdlets": " Get-Label ,\tGet-Mailbox\r\n"}], {"Get-Label", "Get-Mailbox"}),
        ([{"exportedCmdlets": "Get-Mailbox,<b>,x y,../z"}], {"Get-Mailbox"}),
        ([], set()),
    ],
)
def test_the_names_are_taken_out_of_the_answer(rows: list[dict[str, Any]], names: set[str]) -> None:
    bench = Bench([page(*rows)])
    assert permitted_cmdlets(bench.sender) == names
    (request,) = bench.edge.requests
    assert request.method == "GET"
    assert not request.body
    assert request.headers["CommandName"] == "*"
    assert request.headers["X-AnchorMailbox"] == TARGET.anchor
    assert f"/adminapi/v1.0/{TARGET.tenant_id}/EXOModuleFile?Version=" in request.url


def test_it_is_asked_again_as_any_read_and_ends_in_a_failure() -> None:
    bench = Bench([answer(status=503), page({"exportedCmdlets": "Get-Mailbox"})])
    assert permitted_cmdlets(bench.sender) == {"Get-Mailbox"}
    with pytest.raises(Failure):
        permitted_cmdlets(Bench([answer(b"\0" * 40, 403)]).sender)
