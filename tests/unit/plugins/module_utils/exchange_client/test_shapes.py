# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of every measured shape, from the bytes of an answer to what a user gets, typed and not."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.read_answer import AnswerPage, read_answer
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer
from support.rows import each_row
from support.shapes import Shape, shapes


def rows_of(cmdlet: str, rows: list[dict[str, Any]], *, typed: bool) -> list[dict[str, Any]]:
    call = Call(cmdlet, "read", "id", typed=typed)
    body = json.dumps({"@odata.context": "x", "value": rows}).encode()
    page = read_answer(Answer(200, {}, body), is_read=True, what_if=False, row_reader=call.row)
    assert isinstance(page, AnswerPage)
    return list(page.rows)


@each_row("cmdlet", shapes())
def test_each_measured_shape_comes_back(cmdlet: str) -> None:
    known = shapes()[cmdlet]
    for number in range(max(len(shape.samples()) for shape in known)):
        chosen: list[tuple[Shape, Any, Any]] = []
        for shape in known:
            samples = shape.samples()
            chosen.append((shape, *samples[number % len(samples)]))
        row: dict[str, Any] = {}
        for shape, value, _typed in chosen:
            row.update(shape.on_the_wire(value))
        assert rows_of(cmdlet, [row], typed=False) == [{shape.name: value for shape, value, _typed in chosen}]
        [typed] = rows_of(cmdlet, [row], typed=True)
        for shape, _value, expected in chosen:
            assert (typed[shape.name], type(typed[shape.name])) == (expected, type(expected)), shape.name


def test_all_measured_cmdlets_are_there() -> None:
    assert len(shapes()) == 28
