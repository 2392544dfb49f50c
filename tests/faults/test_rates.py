# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Message traces: no more queries in five minutes than the service takes, over all commands of a list.

The box's clock goes with the client's, so its journal says when each query came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._catalogue import paging_parameters
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from support.box import Box
from support.desk import Desk, Hours
from support.extent import choose, each

TENANT = """---
tenants:
  - tenant_id: 5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e10
    display_name: Contoso
    initial_domain: contoso.onmicrosoft.com
    applications:
      - name: Ansible automation
        app_id: 8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01
        client_secret: contoso-box-secret
        directory_roles: [Exchange Administrator]
    reports: {MessageTraceV2: 40}
"""
TRACE = "Get-MessageTraceV2"
# The service takes a hundred. In make test one list meets that number, the others a smaller one in its place.
TAKEN, SPAN = 100, 300.0
MOST = choose(37, TAKEN)
# Commands of a list more than go at once.
BEYOND = choose(6, 30)
MANY = MOST + BEYOND


class SharedHours(Hours):
    """Time that passes in the box, too."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self._box = box

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self._box.control.advance(seconds)


@pytest.fixture(scope="module")
def tracing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session in a tenant that has traces."""
    folder = tmp_path_factory.mktemp("traces")
    (folder / "tenants.yml").write_text(TENANT, encoding="utf-8")
    with Box("--tenants", str(folder / "tenants.yml")) as box, Desk(box, folder) as desk:
        box.control.settings(token_lifetime=1_000_000)
        yield desk


def take_at_most(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the client know another number."""
    rates = {cmdlet: replace(rate, queries=number) for cmdlet, rate in paging_parameters.RATES.items()}
    monkeypatch.setattr(paging_parameters, "RATES", rates)


@pytest.fixture(autouse=True)
def long_ago(tracing: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test has asked does not count any more."""
    tracing.box.control.reset()
    assert {(rate.queries, rate.seconds) for rate in paging_parameters.RATES.values()} == {(TAKEN, SPAN)}
    take_at_most(MOST, monkeypatch)


def queries(desk: Desk, cmdlet: str = TRACE) -> list[float]:
    return [datetime.fromisoformat(one["time"]).timestamp() for one in desk.box.control.journal(cmdlet=cmdlet)]


def busiest(times: list[float]) -> int:
    """The most queries in five minutes, less the seconds that the two clocks may differ by."""
    return max(sum(start <= time < start + SPAN - 2 for time in times) for start in times)


def days() -> dict[str, str]:
    """A span that holds all traces of the box, which come up to its own time of day."""
    now = datetime.now(timezone.utc)
    return {"StartDate": (now - timedelta(days=4)).isoformat(), "EndDate": (now + timedelta(days=4)).isoformat()}


@pytest.mark.parametrize("limit", [1, 2, 7, 39, 40, 1000, "unlimited"])
def test_a_trace_cut_short_says_so_and_one_that_is_whole_does_not(tracing: Desk, limit: int | str) -> None:
    result = tracing.run(cmdlet=TRACE, parameters=days(), result_size=limit)
    wanted = 40 if limit == "unlimited" else min(int(limit), 40)
    assert (result["count"], result["truncated"]) == (wanted, wanted < 40 or limit == 40)
    assert not result["service_warnings"]
    assert not tracing.warnings


def test_a_trace_that_pages_for_itself_is_told_that_there_is_more(tracing: Desk) -> None:
    for size, more in ((3, True), (39, True), (1000, False)):
        result = tracing.run(
            cmdlet=TRACE, parameters={**days(), "ResultSize": size}, follow_own_pages=False, result_size=None
        )
        assert (result["count"], result["truncated"]) == (min(size, 40), more)


def traces(number: int, **more: Any) -> list[dict[str, Any]]:
    return [{"cmdlet": TRACE, "parameters": days(), **more}] * number


@pytest.mark.parametrize(
    ("most", "parallel", "batch", "follow"),
    each(2, [(MOST, 1, False, True), (MOST, 3, True, True), (TAKEN, 3, True, False)]),
)
def test_a_list_keeps_to_the_number_of_queries(
    tracing: Desk, monkeypatch: pytest.MonkeyPatch, most: int, parallel: int, batch: bool, follow: bool
) -> None:
    take_at_most(most, monkeypatch)
    hours = SharedHours(tracing.box)
    many = most + BEYOND
    items = traces(many, result_size=1)
    result = tracing.run(commands=items, parallel=parallel, batch=batch, follow_own_pages=follow, hours=hours)
    assert [one["outcome"] for one in result["outcomes"]] == ["ran"] * many
    times = queries(tracing)
    assert len(times) == many
    # All that are allowed go at once, the others wait until those are five minutes old.
    assert busiest(times) == most
    assert hours.gone < SPAN + 20 < hours.passed + 40


def test_pages_and_queries_in_vain_count_as_well(tracing: Desk) -> None:
    hours = SharedHours(tracing.box)
    # Forty rows in answers of four, by two commands: twenty queries and more.
    assert "failed" not in tracing.run(commands=traces(2, page_size=4, result_size=40), hours=hours)
    pages = len(queries(tracing))
    assert (pages >= 20, hours.gone) == (True, 0)
    tracing.box.control.forget()
    tracing.box.control.fault("nul", match={"cmdlet": TRACE.lower()}, times=MOST // 2)
    result = tracing.run(commands=traces(MANY, result_size=1), on_error="continue", parallel=3, hours=hours)
    outcomes = [one["outcome"] for one in result["outcomes"]]
    assert (outcomes.count("did_not_run"), outcomes.count("ran")) == (MOST // 2, MANY - MOST // 2)
    assert busiest(queries(tracing)) == MOST


def test_answers_of_commands_that_are_not_followed_count_before_they_come(tracing: Desk) -> None:
    hours = SharedHours(tracing.box)
    # Forty rows in answers of seven are six queries each, so not all commands go at once: the last one waits.
    at_once = MOST // 6
    items = traces(at_once + 1, result_size=40, page_size=7)
    result = tracing.run(commands=items, parallel=3, follow_own_pages=False, hours=hours)
    assert [one["count"] for one in result["outcomes"]] == [40] * (at_once + 1)
    times = queries(tracing)
    assert (len(times), busiest(times)) == ((at_once + 1) * 6, at_once * 6)
    assert hours.gone < SPAN + 20 < hours.passed + 40


@pytest.mark.parametrize("follow", [True, False])
def test_a_reading_that_began_again_counts_with_all_that_came_before(tracing: Desk, follow: bool) -> None:
    hours = SharedHours(tracing.box)
    cursors = {"cmdlet": TRACE.lower(), "page": True}
    at_once = MOST // 7
    for command in range(at_once + 1):
        # Of each command's four answers, the third comes only when the first two have been asked for again. A fault
        # does not see a request that another one has answered.
        tracing.box.control.fault("expired_page", match=cursors, skip=1 + 4 * command)
    items = traces(at_once + 1, result_size=40, page_size=10)
    result = tracing.run(commands=items, follow_own_pages=follow, hours=hours)
    assert [one["attempts"] for one in result["outcomes"]] == [2] * (at_once + 1)
    times = queries(tracing)
    assert len(times) == (at_once + 1) * 7
    assert busiest(times) == at_once * 7


def test_each_task_and_each_cmdlet_has_a_count_of_its_own(tracing: Desk) -> None:
    hours = SharedHours(tracing.box)
    message = {"MessageTraceId": "0ac1b9b8-7a6d-4b8b-9d57-2f6c3a1e8b01", "RecipientAddress": "adelev@contoso.com"}
    some = MOST * 3 // 5
    other = {"cmdlet": "Get-MessageTraceDetailV2", "parameters": message}
    result = tracing.run(commands=[*traces(some, result_size=1), *[other] * some], on_error="continue", hours=hours)
    assert len(result["outcomes"]) == 2 * some, result["msg"]
    assert hours.gone < 20
    tracing.box.control.forget()
    tracing.run(commands=[other] * MANY, on_error="continue", batch=True, hours=hours)
    assert busiest(queries(tracing, "Get-MessageTraceDetailV2")) == MOST


def test_a_run_that_is_over_does_not_wait_for_its_turn(tracing: Desk) -> None:
    hours = SharedHours(tracing.box)
    result = tracing.run(
        commands=traces(MANY, result_size=1), context={"still_wanted": lambda: over(tracing)}, hours=hours
    )
    outcomes = [one["outcome"] for one in result["outcomes"]]
    assert (outcomes.count("ran"), outcomes.count("did_not_run")) == (MOST, MANY - MOST)
    assert hours.gone < 20


def over(desk: Desk) -> None:
    if len(queries(desk)) >= MOST:
        raise failure("run-is-over", pid=1)


def test_a_trace_goes_through_a_pipe_with_what_names_it(tracing: Desk) -> None:
    tracing.box.control.forget()
    result = tracing.run(command="Get-MessageTraceV2 | select -First 2 | Get-MessageTraceDetailV2")
    assert "failed" not in result, result["msg"]
    rows = tracing.run(command="Get-MessageTraceV2 | select -First 2")["objects"]
    sent = tracing.box.control.journal(kind="invoke", cmdlet="Get-MessageTraceDetailV2")
    names = ("MessageTraceId", "RecipientAddress", "MessageId", "SenderAddress")
    assert [[one["parameters"][name] for name in names] for one in sent] == [
        [row[name] for name in names] for row in rows
    ]
    assert len(sent) == 2
    assert {row["MessageTraceId"] for row in result["objects"]} == {row["MessageTraceId"] for row in rows}
