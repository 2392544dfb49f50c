# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of commands: outcomes in order, where they end, what is sent together, and what is told of a broken one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Interrupted
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import Ending
from support.box import Box
from support.desk import Desk
from support.meanwhile import signal_while_held
from support.waiting import SECONDS

from .covering import proves

ADELE = "AdeleV@contoso.onmicrosoft.com"
NAMES = ("Get-AcceptedDomain", "Get-RemoteDomain", "Get-SharingPolicy", "Get-TransportConfig", "Get-OrganizationConfig")


def get(cmdlet: str = "Get-OrganizationConfig", **more: Any) -> dict[str, Any]:
    return {"cmdlet": cmdlet, "properties": ["Name"], **more}


def put(value: str, **more: Any) -> dict[str, Any]:
    return {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "CustomAttribute3": value}, **more}


def told(result: dict[str, Any]) -> list[str]:
    return [one["outcome"] for one in result["outcomes"]]


def test_outcomes_come_in_order_with_all_that_a_single_result_has(desk: Desk) -> None:
    result = desk.run(commands=[put("one"), get("Get-Mailbox", parameters={"Identity": ADELE}), get()])
    assert "failed" not in result, result["msg"]
    single = desk.run(**get())
    assert [one["cmdlet"] for one in result["outcomes"]] == ["Set-Mailbox", "Get-Mailbox", "Get-OrganizationConfig"]
    assert told(result) == ["ran"] * 3
    assert set(result["outcomes"][2]) == set(single) | {"index", "failed", "outcome"}
    assert [one["index"] for one in result["outcomes"]] == [0, 1, 2]
    assert (result["changed"], result["organization"]) == (True, "contoso.onmicrosoft.com")


def test_a_command_has_what_the_task_says_unless_it_says_more(desk: Desk) -> None:
    shared: dict[str, Any] = {
        "properties": ["Name"],
        "query": "[].Name",
        "parameters": {"identity": ADELE, "ResultSize": 3},
    }
    items = [
        {"cmdlet": "Get-Mailbox"},
        {"cmdlet": "Get-Mailbox", "query": "length(@)", "parameters": {"Identity": "nobody"}},
    ]
    result = desk.run(commands=items, on_error="continue", **shared)
    assert result["outcomes"][0]["objects"] == ["Adele Vance"]
    assert result["outcomes"][1]["error"]["documentation"].endswith("#object-not-found")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_write_that_may_have_run_may_have_changed_something(desk: Desk, box: Box, moment: str) -> None:
    box.control.fault("reset", match={"cmdlet": "Set-Mailbox"}, moment=moment)
    result = desk.run(commands=[get(), put("perhaps")])
    assert told(result) == ["ran", "unknown"]
    assert (result["changed"], [one["changed"] for one in result["outcomes"]]) == (True, [False, True])


@pytest.mark.parametrize("parallel", [1, 3])
@pytest.mark.parametrize("batch", [False, True])
def test_stop_and_continue(desk: Desk, box: Box, parallel: int, batch: bool) -> None:
    items = [get(), get("Get-Mailbox", parameters={"Identity": "nobody"}), put("a"), *(get() for _more in range(9))]
    how: dict[str, Any] = {"parallel": parallel, "batch": batch}
    stopped = desk.run(commands=[*items, *(get() for _more in range(60))], **how)
    items[2] = put(f"{parallel} {batch}")
    assert stopped["failed"]
    assert told(stopped)[1] == "refused"
    assert "did_not_run" in told(stopped)
    assert stopped["error"]["documentation"].endswith("#commands-failed")
    assert "command 2 (Get-Mailbox)" in stopped["msg"]
    box.control.forget()
    went_on = desk.run(commands=items, on_error="continue", **how)
    assert told(went_on) == ["ran", "refused", *["ran"] * 10]
    assert (went_on["failed"], went_on["changed"], went_on["outcome"]) == (True, True, "refused")
    assert went_on["error"]["retry_safe"] is False
    assert "1 of 12 commands failed" in went_on["msg"]
    assert "11 ran" in went_on["msg"]
    sent = [one for one in box.control.journal() if one["kind"] == "invoke"]
    assert len(sent) == 12
    # The two reads before the write go together, and the nine behind it.
    assert len(box.control.journal(kind="batch")) == (2 if batch else 0)


def test_a_list_of_reads_that_failed_may_run_again(desk: Desk) -> None:
    result = desk.run(commands=[get(), get("Get-Mailbox", parameters={"Identity": "nobody"})])
    assert result["error"]["retry_safe"] is True


def test_nothing_is_sent_where_one_command_is_wrong(desk: Desk, box: Box) -> None:
    wrong: list[tuple[Any, str]] = [
        ({"cmdlet": "Get Mailbox"}, "cmdlet-name"),
        ({"cmdlet": "Get-Mailbox", "filter": "x"}, "item-option-unknown"),
        ({"cmdlet": "Get-Mailbox", "parameters": ["x"]}, "item-option-not-valid"),
        ({"cmdlet": "Get-Mailbox", "result_size": True}, "item-option-not-valid"),
        ({"cmdlet": "Get-Mailbox", "service": "outlook"}, "item-option-not-valid"),
        ({"parameters": {}}, "item-which-command"),
        ({"cmdlet": "Get-Mailbox", "command": "Get-Mailbox"}, "item-which-command"),
        (7, "item-not-a-command"),
    ]
    for item, key in wrong:
        result = desk.run(commands=[put("never"), item])
        assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
        assert result["msg"].startswith("Command 2 of 2: "), result["msg"]
    assert desk.run(commands=[get()], parallel=4)["error"]["documentation"].endswith("#option-out-of-range")
    assert box.control.journal() == []


def test_exactly_one_form(desk: Desk) -> None:
    assert desk.run()["error"]["documentation"].endswith("#which-command")
    assert desk.run(cmdlet="Get-Mailbox", commands=[])["error"]["documentation"].endswith("#which-command")


def test_an_empty_list_is_done(desk: Desk) -> None:
    result = desk.run(commands=[])
    assert (result["changed"], result["outcomes"], result["organization"]) == (False, [], "contoso.onmicrosoft.com")


def test_check_mode_reads_and_sends_no_write(desk: Desk, box: Box) -> None:
    result = desk.run(commands=[get(), put("never"), get()], batch=True, context={"check_mode": True})
    assert told(result) == ["ran", "did_not_run", "ran"]
    assert [one["failed"] for one in result["outcomes"]] == [False] * 3
    assert result["changed"] is True
    config = "Get-OrganizationConfig"
    assert [one["cmdlet"] for one in box.control.journal(kind="invoke")] == [config, "Get-Mailbox", config]


@pytest.mark.parametrize("batch", [False, True])
def test_never_more_than_three_at_a_time(desk: Desk, box: Box, batch: bool) -> None:
    """None of three is answered before all three are inside; a fourth would be seen, and would need a connection."""
    kind = "batch" if batch else "invoke"
    box.control.barrier(3, {"kind": kind})
    result = desk.run(commands=[get() for _more in range(60)], parallel=3, batch=batch)
    assert told(result) == ["ran"] * 60
    assert box.control.summary()["most_at_once"] == 3
    # Each worker has connections of its own.
    assert len({one["connection"] for one in box.control.journal(kind=kind)}) == 3


def test_more_than_three_must_be_asked_for(desk: Desk, box: Box) -> None:
    box.control.barrier(5, {"kind": "invoke"})
    result = desk.run(commands=[get() for _more in range(30)], parallel=5, parallel_limit=5)
    assert told(result) == ["ran"] * 30
    assert box.control.summary()["most_at_once"] == 5


def test_batches_hold_ten_reads_and_page_on(desk: Desk, box: Box) -> None:
    items = [get("Get-Mailbox", properties=["Guid"], page_size=25), *(get(NAMES[n % 5]) for n in range(22))]
    result = desk.run(commands=items, batch=True)
    assert told(result) == ["ran"] * 23
    ids = [row["Guid"] for row in result["outcomes"][0]["objects"]]
    assert len(ids) == len(set(ids)) == desk.run(cmdlet="Get-Mailbox")["count"]
    batches = box.control.journal(kind="batch")
    assert len(batches) == 3
    sizes = [len([one for one in box.control.journal() if one["batch"] == batch["n"]]) for batch in batches]
    assert sizes == [10, 10, 3]
    pages = [one for one in box.control.journal(cmdlet="Get-Mailbox", batch=None) if "skiptoken" in one["query"]]
    assert len(pages) >= 2


@proves("23")
def test_only_what_failed_in_a_batch_goes_again(desk: Desk, box: Box) -> None:
    box.control.fault("throttle", match={"cmdlet": "get-remotedomain"}, times=2, retry_after=3)
    box.control.fault("status", match={"cmdlet": "get-sharingpolicy"}, status=503)
    box.control.fault("nul", match={"cmdlet": "get-transportconfig"})
    result = desk.run(commands=[get(name) for name in NAMES], batch=True, on_error="continue")
    assert told(result) == ["ran", "ran", "ran", "did_not_run", "ran"]
    assert [one["attempts"] for one in result["outcomes"]] == [1, 3, 2, 1, 1]
    sent = [
        [one["cmdlet"] for one in box.control.journal() if one["batch"] == batch["n"]]
        for batch in box.control.journal(kind="batch")
    ]
    assert sent == [list(NAMES), [NAMES[1], NAMES[2]], [NAMES[1]]]


@proves("23")
@pytest.mark.parametrize(("how", "again"), [("missing", 1), ("double", 1), ("foreign", 5), ("reversed", 0)])
def test_answers_must_fit_what_was_asked(desk: Desk, box: Box, how: str, again: int) -> None:
    box.control.fault("batch_ids", match={"kind": "batch"}, how=how, part="2")
    result = desk.run(commands=[get(name) for name in NAMES], batch=True)
    assert told(result) == ["ran"] * 5
    assert sum(one["attempts"] for one in result["outcomes"]) == 5 + again
    for name, outcome in zip(NAMES, result["outcomes"], strict=True):
        assert outcome["objects"] == desk.run(**get(name))["objects"]


def test_a_token_that_is_refused_is_renewed_once_for_all(desk: Desk, box: Box) -> None:
    box.control.fault("claims", match={"kind": "invoke"}, times=5)
    result = desk.run(commands=[get(name) for name in NAMES], batch=True)
    assert told(result) == ["ran"] * 5
    assert len(box.control.journal(kind="token")) == 1


def test_each_command_goes_to_its_service(shared_box: Box, box: Box, desk: Desk, tmp_path: Any) -> None:
    """Without a session one sign-in each reaches the two services that this list needs."""
    other = Desk(shared_box, tmp_path)
    reader = next(one for one in shared_box.tenants[0].applications if "Global Reader" in one.roles)
    other.environ |= {"EXO_APP_ID": reader.app_id, "EXO_CLIENT_SECRET": reader.client_secret}
    items = [get(), {"cmdlet": "Get-RetentionCompliancePolicy"}, get("Get-AcceptedDomain")]
    for batch in (False, True):
        box.control.forget()
        result = other.run(commands=items, batch=batch)
        assert "failed" not in result, result["msg"]
        hosts = [one["host"] for one in box.control.journal(kind="invoke") if one["executed"]]
        assert [host.partition(".")[2] for host in hosts] == [
            "office365.com",
            "ps.compliance.protection.outlook.com",
            "office365.com",
        ]
        assert len([one for one in box.control.journal() if one["path"].endswith("/oauth2/v2.0/token")]) == 2


def test_a_signal_between_commands_tells_what_ran(desk: Desk, box: Box) -> None:
    def still_wanted() -> None:
        if len(box.control.journal()) >= 2:
            raise Interrupted("SIGTERM")

    result = desk.run(commands=[put("first"), get(), put("third"), get()], context={"still_wanted": still_wanted})
    assert result["error"]["documentation"].endswith("#interrupted"), (result["msg"], told(result))
    assert told(result) == ["ran", "ran", "did_not_run", "did_not_run"]
    assert (result["outcome"], result["error"]["retry_safe"], result["changed"]) == ("refused", False, True)


@proves("24")
@pytest.mark.parametrize("parallel", [1, 3])
def test_a_signal_during_a_write_leaves_the_next_one_not_run(desk: Desk, box: Box, parallel: int) -> None:
    """The real handler of signals: what was in flight is told as it ended, and what follows did not run."""
    box.control.barrier(parallel + 1, {"cmdlet": "set-mailbox"}, moment="after")  # held until the signal has come
    items = [put(f"signal {parallel} {n}") for n in range(30)]
    owner = Owner()
    with Ending(owner, lambda: False, passed_on=False, grace=SECONDS) as ending, signal_while_held(box, parallel):
        context = {"still_wanted": ending.still_wanted, "in_flight": ending.in_flight}
        result = desk.run(commands=items, parallel=parallel, context=context)
    assert result["error"]["documentation"].endswith("#interrupted"), (result["msg"], told(result))
    assert len(box.control.journal(cmdlet="Set-Mailbox", executed=True)) == parallel
    assert told(result) == ["ran"] * parallel + ["did_not_run"] * (30 - parallel)


@proves("24")
@pytest.mark.parametrize("parallel", [1, 3])
def test_a_run_that_is_over_ends_the_list(desk: Desk, box: Box, parallel: int) -> None:
    def still_wanted() -> None:
        if len(box.control.journal()) >= 3:
            raise failure("run-is-over", pid=1)

    result = desk.run(
        commands=[put(str(n)) for n in range(20)],
        on_error="continue",
        parallel=parallel,
        context={"still_wanted": still_wanted},
    )
    assert len(box.control.journal()) <= 2 + parallel
    assert told(result).count("did_not_run") == 20 - len(box.control.journal())


def test_tasks_leave_no_descriptor_behind(box: Box, tmp_path: Path) -> None:
    def opened() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    with Desk(box, tmp_path, keep=False) as alone:
        alone.run(commands=[get(), get()], parallel=2)
        before = opened()
        for _time in range(5):
            alone.run(commands=[get(), get()], parallel=2)
        assert opened() <= before  # fewer, where the garbage of another test went meanwhile
