# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about tokens and the sign-in service: one new token, three more tries of a sign-in, and never a second try
of a password that was answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from support import people
from support.box import Box
from support.desk import Desk
from support.extent import each

from .covering import proves
from .test_rows import CLASSES, command_of

SIGN_IN = "login.microsoftonline.com"
REPEATS = 3
# The least and the most that three waits may be.
WAITS = (7.0, 14.0)
OPERATOR, PASSWORD = "operator@adatum.com", "operator-canary-Pa55word"
TENANT = {
    "tenant_id": "3f6c2f4e-8d6b-4a0f-9b3a-5b8c6f0d7e21",
    "display_name": "Adatum",
    "initial_domain": "adatum.onmicrosoft.com",
    "domains": ["adatum.com"],
    "users": [{"upn": OPERATOR, "password": PASSWORD, "directory_roles": ["Exchange Administrator"]}],
    "mailboxes": 2,
}
# What a sign-in may meet and be asked again after.
PASSING: dict[str, dict[str, Any]] = {
    "reset": {"kind": "reset"},
    "429": {"kind": "status", "status": 429},
    "500": {"kind": "status", "status": 500},
    "503": {"kind": "status", "status": 503},
    "504": {"kind": "html", "status": 504},
    **{str(code): {"kind": "sign_in", "code": code} for code in (90033, 90055, 90006, 90024, 50033, 50087)},
}
LASTING: dict[str, dict[str, Any]] = {
    **{str(code): {"kind": "sign_in", "code": code} for code in (7000215, 50053, 53003, 700016, 65001)},
    "portal": {"kind": "html", "status": 200},
    "404": {"kind": "status", "status": 404},
}


def tokens_asked(box: Box) -> list[dict[str, Any]]:
    return box.control.journal(kind="token")


# Another token


@proves("6")
@pytest.mark.parametrize("kind", CLASSES)
def test_a_refused_token_is_renewed_and_the_same_request_sent_once_more(desk: Desk, box: Box, kind: str) -> None:
    command = command_of(kind)
    box.control.fault("status", match={"cmdlet": command["cmdlet"].lower()}, status=401)
    result = desk.run(**command, retries=0)
    assert ("failed" in result, result["attempts"], desk.slept) == (False, 2, 0.0), result
    first, second = box.control.journal(cmdlet=command["cmdlet"])
    assert (first["executed"], second["executed"], len(tokens_asked(box))) == (False, True, 1)
    assert first["parameters"] == second["parameters"]
    assert first["headers"]["authorization"] != second["headers"]["authorization"]
    assert first["headers"]["client-request-id"] == second["headers"]["client-request-id"]


@proves("6b")
@pytest.mark.parametrize("kind", CLASSES)
def test_a_token_of_the_users_own_is_not_renewed(box: Box, tmp_path: Path, kind: str) -> None:
    tenant, application = box.tenants[0], box.tenants[0].applications[0]
    form = {"client_id": application.app_id, "client_secret": application.client_secret}
    scope = "https://outlook.office365.com/.default"
    answer = people.sign_in(box, tenant.organization, grant_type="client_credentials", scope=scope, **form)
    desk = Desk(box, tmp_path)
    del desk.environ["EXO_CLIENT_SECRET"]
    desk.connect(access_token=answer["access_token"])
    box.control.forget()
    command = command_of(kind)
    box.control.fault("claims", match={"cmdlet": command["cmdlet"].lower()}, times=0)
    result = desk.run(**command)
    desk.disconnect()
    assert (result["failed"], result["attempts"], result["outcome"]) == (True, 1, "did_not_run"), result
    assert (len(box.control.journal(cmdlet=command["cmdlet"])), tokens_asked(box)) == (1, [])


@proves("7")
@pytest.mark.parametrize("kind", CLASSES)
def test_claims_are_answered_with_a_token_that_was_asked_for_with_them(desk: Desk, box: Box, kind: str) -> None:
    """The fault spares tokens that were asked for with claims, and no other one."""
    command = command_of(kind)
    match = {"cmdlet": command["cmdlet"].lower()}
    # A new token that the claims did not ask for, as another process would leave it, comes first.
    box.control.fault("status", match={**match, "cmdlet": "get-accepteddomain"}, status=401)
    desk.run(cmdlet="Get-AcceptedDomain")
    box.control.fault("claims", match=match, times=0, until_renewed=True)
    box.control.forget()
    result = desk.run(**command, retries=0)
    assert ("failed" in result, result["attempts"], desk.slept) == (False, 2, 0.0), result
    assert len(tokens_asked(box)) == 1
    assert [one["executed"] for one in box.control.journal(cmdlet=command["cmdlet"])] == [False, True]


@proves("6b", "7")
@pytest.mark.parametrize("kind", CLASSES)
def test_claims_again_after_the_new_token_are_the_end(desk: Desk, box: Box, kind: str) -> None:
    command = command_of(kind)
    box.control.fault("claims", match={"cmdlet": command["cmdlet"].lower()}, times=0)
    result = desk.run(**command)
    assert (result["failed"], result["attempts"], result["outcome"]) == (True, 2, "did_not_run"), result
    assert (len(tokens_asked(box)), desk.slept) == (1, 0.0)
    assert not any(one["executed"] for one in box.control.journal(cmdlet=command["cmdlet"]))


# The sign-in service


@proves("21")
@pytest.mark.parametrize(("what", "kind"), each(3, [*product(PASSING, CLASSES)]))
def test_a_sign_in_is_tried_three_times_more(desk: Desk, box: Box, what: str, kind: str) -> None:
    """Where the task signs in itself, and where a session renews its token; no cmdlet ran meanwhile."""
    command = command_of(kind)
    for session in (desk.session, None):
        box.control.reset()
        box.control.fault("status", match={"cmdlet": command["cmdlet"].lower()}, status=401, times=0)
        box.control.fault(match={"kind": "token"}, times=0, **PASSING[what])
        result = desk.run(**command, session=session, retries=5)
        assert (result["failed"], result["outcome"], result["error"]["retry_safe"]) == (True, "did_not_run", True), (
            result
        )
        assert len(tokens_asked(box)) == 1 + REPEATS
        assert WAITS[0] <= desk.slept <= WAITS[1]
        assert not any(one["executed"] for one in box.control.journal(kind="invoke"))


@proves("21")
@pytest.mark.parametrize("kind", CLASSES)
def test_a_sign_in_service_that_is_not_reached_is_tried_three_times_more(desk: Desk, box: Box, kind: str) -> None:
    number = box.control.fault("reset", match={"kind": "connect", "host": SIGN_IN}, times=0)
    result = desk.run(**command_of(kind), session=None)
    (rule,) = [one for one in box.control.faults() if one["id"] == number]
    assert (result["failed"], result["outcome"], rule["acted"]) == (True, "did_not_run", 1 + REPEATS), result
    assert WAITS[0] <= desk.slept <= WAITS[1]
    assert box.control.journal(kind="invoke") == []


@proves("21")
@pytest.mark.parametrize(("what", "kind"), each(3, [*product(PASSING, CLASSES)]))
def test_what_passes_is_not_seen(desk: Desk, box: Box, what: str, kind: str) -> None:
    box.control.fault(match={"kind": "token"}, times=REPEATS, **PASSING[what])
    command = command_of(kind)
    result = desk.run(**command, session=None)
    assert ("failed" in result, result["attempts"]) == (False, 1), result
    assert len(tokens_asked(box)) == 1 + REPEATS
    assert [one["executed"] for one in box.control.journal(cmdlet=command["cmdlet"])] == [True]


@proves("21")
@pytest.mark.parametrize(("retries", "asked"), [(0, 1), (1, 2), (10, 4)])
def test_the_user_may_want_fewer(desk: Desk, box: Box, retries: int, asked: int) -> None:
    box.control.fault("status", match={"kind": "token"}, times=0, status=503)
    assert desk.run(cmdlet="Get-RemoteDomain", session=None, retries=retries)["failed"]
    assert len(tokens_asked(box)) == asked


@proves("21")
def test_a_wait_that_the_sign_in_service_asks_for_is_kept(desk: Desk, box: Box) -> None:
    box.control.fault("throttle", match={"kind": "token"}, retry_after=40)
    assert "failed" not in desk.run(cmdlet="Get-RemoteDomain", session=None)
    assert 40.0 <= desk.slept <= 44.1
    box.control.fault("throttle", match={"kind": "token"}, retry_after=121)
    box.control.forget()
    assert desk.run(cmdlet="Get-RemoteDomain", session=None)["outcome"] == "did_not_run"
    assert (len(tokens_asked(box)), desk.slept) == (1, 0.0)


@proves("21b")
@pytest.mark.parametrize(("what", "kind"), each(3, [*product(LASTING, CLASSES)]))
def test_any_other_refusal_is_the_end(desk: Desk, box: Box, what: str, kind: str) -> None:
    box.control.fault(match={"kind": "token"}, times=0, **LASTING[what])
    result = desk.run(**command_of(kind), session=None)
    assert (result["failed"], result["outcome"], len(tokens_asked(box))) == (True, "did_not_run", 1), result
    assert (desk.slept, box.control.journal(kind="invoke")) == (0.0, [])


@pytest.fixture(scope="module")
def with_people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    """A box in which a user may sign in by password."""
    path = tmp_path_factory.mktemp("people") / "tenants.yml"
    path.write_text(yaml.safe_dump({"tenants": [TENANT]}), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box


@proves("21b")
@pytest.mark.parametrize("what", [*PASSING, *LASTING])
def test_a_password_is_never_sent_twice_after_an_answer(with_people: Box, tmp_path: Path, what: str) -> None:
    """Nor where the connection ended: the password may have arrived."""
    desk, control = Desk(with_people, tmp_path), with_people.control
    control.reset()
    control.fault(match={"kind": "token"}, times=0, **{**PASSING, **LASTING}[what])
    user: dict[str, Any] = {"user_principal_name": OPERATOR, "password": PASSWORD}
    result = desk.run(cmdlet="Get-RemoteDomain", session=None, **user)
    assert (result["failed"], result["outcome"], len(tokens_asked(with_people))) == (True, "did_not_run", 1), result
    assert control.journal(kind="invoke") == []


@proves("21b")
def test_a_password_that_was_not_sent_may_go_again(with_people: Box, tmp_path: Path) -> None:
    desk, control = Desk(with_people, tmp_path), with_people.control
    control.reset()
    control.fault("reset", match={"kind": "connect", "host": SIGN_IN}, times=REPEATS)
    user: dict[str, Any] = {"user_principal_name": OPERATOR, "password": PASSWORD}
    assert "failed" not in desk.run(cmdlet="Get-RemoteDomain", session=None, **user)
    assert len(tokens_asked(with_people)) == 1
