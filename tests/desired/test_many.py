# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects in one task: the plan, what is written of it, and what a second run finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._desired_state.listings_of_kinds import why_not_whole
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.tables.all_families import KINDS_OF
from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

RULE: Json = {"kind": "TransportRule", "identity": "Many", "properties": {"PrependSubject": "[EXT] ", "Enabled": False}}
DOMAIN: Json = {"kind": "RemoteDomain", "identity": "Many", "properties": {"DomainName": "many.example"}}
ORGANIZATION: Json = {"kind": "organizationconfig", "properties": {"MailTipsLargeAudienceThreshold": 30}}
ALL = (RULE, DOMAIN, ORGANIZATION)
GONE: list[Json] = [{"kind": one["kind"], "identity": one["identity"]} for one in (RULE, DOMAIN)]


@pytest.fixture(autouse=True)
def _as_before(desk: Desk, box: Box) -> None:
    for one in GONE:
        assert "failed" not in desk.resource(**one, state="absent")
    assert "failed" not in desk.resource(kind="OrganizationConfig", properties={"MailTipsLargeAudienceThreshold": 25})
    box.control.forget()


def actions(result: Json) -> list[str]:
    return [row["action"] for row in result["plan"]]


def test_all_are_brought_to_their_state_and_a_second_run_only_reads(
    desk: Desk, cmdlets: Callable[[], list[str]]
) -> None:
    done = desk.many(*ALL)
    assert actions(done) == ["create", "create", "change"], done
    assert (done["changed"], [one["outcome"] for one in done["outcomes"]]) == (True, ["ran"] * 3)
    assert done["numbers"]["create"] == 2
    assert done["lines"][-1] == "3 objects: 2 create, 1 change"
    assert any(not name.startswith("Get-") for name in cmdlets())
    again = desk.many(*ALL)
    assert (again["changed"], actions(again), again["outcomes"]) == (False, ["equal"] * 3, [])
    assert all(name.startswith("Get-") for name in cmdlets())


def test_check_mode_tells_the_plan_and_writes_nothing(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    planned = desk.many(*ALL, context={"check_mode": True, "diff": True})
    assert all(name.startswith("Get-") for name in cmdlets())
    done = desk.many(*ALL)
    assert planned["plan"] == done["plan"]
    assert planned["plan_checksum"] == done["plan_checksum"]
    assert planned["changed"] is True
    assert {one["outcome"] for one in planned["outcomes"]} == {"did_not_run"}
    lines = planned["diff"]["prepared"].splitlines()
    assert lines == planned["lines"]
    assert lines[0].startswith('+ TransportRule Many: PrependSubject "[EXT] "')
    assert lines[2] == "~ OrganizationConfig: MailTipsLargeAudienceThreshold 25 -> 30"


def test_what_is_deleted_is_gone_and_what_is_absent_too(desk: Desk) -> None:
    desk.many(*ALL)
    kept = desk.many(*GONE, state="deleted")
    assert "The plan removes 2 objects, and max_removals allows 0" in kept["msg"], kept
    assert actions(kept) == ["remove", "remove"]
    gone = desk.many(*GONE, state="deleted", max_removals=2)
    assert (gone["changed"], actions(gone)) == (True, ["remove", "remove"]), gone
    assert desk.many(*GONE, state="deleted", max_removals=2)["changed"] is False
    merged = desk.many(DOMAIN, {**GONE[0], "state": "absent"})
    assert actions(merged) == ["create", "equal"]


def test_another_plan_than_the_approved_one_writes_nothing(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    approved = desk.many(*ALL, context={"check_mode": True})["plan_checksum"]
    desk.resource(**RULE)
    cmdlets()
    refused = desk.many(*ALL, plan_checksum=approved)
    assert "plan_checksum wants" in refused["msg"], refused
    assert all(name.startswith("Get-") for name in cmdlets())
    assert desk.many(*ALL, plan_checksum=refused["plan_checksum"])["changed"] is True


def test_a_limit_of_changes_counts_objects(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    refused = desk.many(*ALL, max_changes=2)
    assert "The plan writes 3 objects, and max_changes allows 2" in refused["msg"]
    assert all(name.startswith("Get-") for name in cmdlets())
    assert desk.many(*ALL, max_changes=3)["changed"] is True


@pytest.mark.parametrize("option", ["max_changes", "max_removals"])
def test_a_limit_that_is_no_number_of_objects_is_refused(
    desk: Desk, cmdlets: Callable[[], list[str]], option: str
) -> None:
    wanted: dict[str, Any] = {option: -1}
    refused = desk.many(*ALL, **wanted)
    assert f"The option {option} is -1, and takes 0 to 1000000" in refused["msg"]
    assert cmdlets() == []


def test_a_failure_is_told_and_the_others_are_done(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "new-remotedomain"}, status=400)
    done = desk.many(DOMAIN, RULE, ORGANIZATION)
    assert done["msg"].startswith("1 of 3 objects could not be brought to the desired state, first RemoteDomain Many: ")
    assert [one["failed"] for one in done["outcomes"]] == [True, False, False]
    again = desk.many(DOMAIN, RULE, ORGANIZATION)
    assert actions(again) == ["create", "equal", "equal"], again


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("TransportRule", "Resource 1 of 1 is text, and no map."),
        ({**RULE, "propertys": {}}, "Resource 1 of 1 has propertys, which no description of an object has."),
        ({"identity": "x", "at": "rules.yml:3"}, "rules.yml:3: kind is not the noun of Microsoft's cmdlets."),
        ({**RULE, "state": "gone"}, "Resource 1 of 1: state is not present or absent."),
        ({**RULE, "properties": [1]}, "Resource 1 of 1: properties is not a map."),
        ({**RULE, "kind": "TransportRules", "at": "rules.yml:3"}, "rules.yml:3: "),
        ({**RULE, "properties": {"Prepend": "x"}}, "Resource 1 of 1: No cmdlet of TransportRule takes Prepend"),
    ],
)
def test_a_row_that_cannot_be_meant_is_told_with_its_place(
    desk: Desk, cmdlets: Callable[[], list[str]], rows: Any, words: str
) -> None:
    refused = desk.many(rows)
    assert refused["msg"].startswith(words), refused["msg"]
    assert refused["outcome"] == "did_not_run"
    assert cmdlets() == []


def test_an_object_that_two_rows_describe_is_refused(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    refused = desk.many(RULE, {**RULE, "identity": "MANY", "kind": "transportrule", "at": "b.yml:1"})
    assert refused["msg"].startswith("b.yml:1 has TransportRule 'MANY' again, which Resource 1 of 2 has already."), (
        refused
    )
    assert cmdlets() == []


def test_an_object_that_two_rows_name_differently_is_refused(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    """Here by its name and by its id, and by an address and an alias."""
    desk.many(RULE)
    guid = desk.run(cmdlet="Get-TransportRule", parameters={"Identity": "Many"})["objects"][0]["Guid"]
    cmdlets()
    people = [
        {"kind": "Mailbox", "identity": name, "properties": {"CustomAttribute1": name}}
        for name in ("AlexW@contoso.com", "AlexW")
    ]
    for first, second in ((RULE, {**RULE, "identity": guid}), people):
        refused = desk.many(first, second)
        assert refused["msg"].startswith(f"Resource 2 of 2 has {first['kind']} '{second['identity']}' again"), refused
    assert all(name.startswith("Get-") for name in cmdlets())


def test_nothing_is_nothing_to_do(desk: Desk) -> None:
    done = desk.many()
    assert (done["changed"], done["plan"], done["lines"]) == (False, [], ["0 objects: nothing to do"])


def policy(name: str, **properties: Any) -> Json:
    return {"kind": "HostedContentFilterPolicy", "identity": name, "properties": properties}


def rule(name: str, of: str, **properties: Any) -> Json:
    return {
        "kind": "HostedContentFilterRule",
        "identity": name,
        "properties": {"HostedContentFilterPolicy": of, "RecipientDomainIs": ["contoso.com"], **properties},
    }


def names(result: Json, *written: str) -> list[str]:
    """The objects of the plan that have one of the actions, in its order."""
    return [
        f"{row['kind']} {' '.join(row['identity'].values())}"
        for row in result["plan"]
        if row["action"] in (written or ("create", "change", "remove", "recreate"))
    ]


POLICIES = ("Many one", "Many two")


@pytest.fixture
def _filters(desk: Desk) -> Iterator[None]:
    yield
    gone = [rule(name, name) for name in POLICIES] + [policy(name) for name in POLICIES]
    rows = [{"kind": one["kind"], "identity": one["identity"]} for one in gone]
    assert "failed" not in desk.many(*rows, state="deleted", max_removals=4)


@pytest.mark.usefixtures("_filters")
def test_what_is_named_is_written_before_what_names_it_and_removed_after_it(desk: Desk) -> None:
    rows = [rule("Many one", "Many two"), policy("Many one", BulkThreshold=5), policy("Many two", BulkThreshold=5)]
    made = desk.many(*rows)
    assert "failed" not in made, made
    assert names(made) == [
        "HostedContentFilterPolicy Many one", "HostedContentFilterPolicy Many two", "HostedContentFilterRule Many one",
    ]  # fmt: skip
    assert made["plan"][2]["depends_on"] == ["HostedContentFilterPolicy Many two"]
    assert desk.many(*rows)["changed"] is False
    gone = [{"kind": one["kind"], "identity": one["identity"]} for one in (*rows[1:], rows[0])]
    removed = desk.many(*gone, state="deleted", max_removals=3)
    assert "failed" not in removed, removed
    assert names(removed)[0] == "HostedContentFilterRule Many one"
    assert removed["plan"][-1]["depends_on"] == ["HostedContentFilterRule Many one"]


@pytest.mark.usefixtures("_filters")
def test_what_is_not_named_is_removed_with_overridden_and_defaults_stay(desk: Desk) -> None:
    rows = [policy(name, BulkThreshold=5) for name in POLICIES] + [rule(name, name) for name in POLICIES]
    assert "failed" not in desk.many(*rows)
    mine = [policy("Many one", BulkThreshold=5), rule("Many one", "Many one")]
    refused = desk.many(*mine, state="overridden", max_removals=1)
    assert "and max_removals allows 1" in refused["msg"], refused
    left = names(refused, "remove")
    assert "HostedContentFilterRule Many two" in left
    assert "HostedContentFilterPolicy Default" not in left
    assert names(desk.many(state="overridden", kinds=["HostedContentFilterRule"], max_removals=0), "remove")[:1]
    done = desk.many(*mine, state="overridden", max_removals=len(left))
    assert "failed" not in done, done
    assert names(done) == left
    again = desk.many(*mine, state="overridden")
    assert (again["changed"], names(again)) == (False, [])


@pytest.mark.usefixtures("_filters")
def test_a_failure_stops_what_depends_on_it_and_nothing_else(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "new-hostedcontentfilterpolicy"}, status=400)
    done = desk.many(policy("Many one", BulkThreshold=5), rule("Many one", "Many one"), policy("Many two"))
    first, second, third = sorted(done["outcomes"], key=lambda one: (one["kind"], *one["identity"].values()))
    assert (first["failed"], second["failed"]) == (True, False)
    assert third["msg"] == "It depends on HostedContentFilterPolicy Many one, which is not as desired."
    assert (third["outcome"], third["changed"]) == ("did_not_run", False)
    assert second["outcome"] == "ran"


def test_a_name_that_nothing_has_is_told_before_the_first_write(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    refused = desk.many(policy("Many one", BulkThreshold=5), {**rule("Many one", "Many three"), "at": "rules.yml:7"})
    assert refused["msg"].startswith(
        "rules.yml:7: HostedContentFilterPolicy of HostedContentFilterRule 'Many one' names Many three, which is not"
    ), refused
    assert all(name.startswith("Get-") for name in cmdlets())


def test_objects_that_name_each_other_are_told_before_the_first_write(
    desk: Desk, cmdlets: Callable[[], list[str]]
) -> None:
    groups = [
        {"kind": "DistributionGroup", "identity": name, "properties": {"Members": [other]}}
        for name, other in (("Many A", "Many B"), ("Many B", "Many C"), ("Many C", "Many A"))
    ]
    refused = desk.many(*groups)
    assert "Each of these objects would have to be made before the next: DistributionGroup Many" in refused["msg"]
    assert all(name.startswith("Get-") for name in cmdlets())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"state": "overridden"}, "The state overridden has no objects and no kinds."),
        ({"state": "overridden", "kinds": ["MailboxPermission"]}, "and they cannot be listed: Get-MailboxPermission"),
        ({"kinds": ["TransportRule"]}, "The option kinds has no meaning with state: merged."),
    ],
)
def test_options_that_do_not_go_together_are_told(
    desk: Desk, cmdlets: Callable[[], list[str]], options: Json, words: str
) -> None:
    assert words in desk.many(**options)["msg"]
    assert cmdlets() == []


def mail_rule(name: str, priority: int | None = None, **properties: Any) -> Json:
    more = {} if priority is None else {"Priority": priority}
    return {"kind": "TransportRule", "identity": name, "properties": {"PrependSubject": name, **more, **properties}}


def gone(*names_of_rules: str) -> list[Json]:
    return [{"kind": "TransportRule", "identity": name, "state": "absent"} for name in names_of_rules]


@pytest.fixture
def four(desk: Desk) -> Iterator[list[str]]:
    """Four rules, in front of all others."""
    made = [f"Many {number}" for number in range(4)]
    assert "failed" not in desk.many(*(mail_rule(name, place) for place, name in enumerate(made)))
    yield made
    left = [row["Name"] for row in desk.run(cmdlet="Get-TransportRule")["objects"] if row["Name"].startswith("Many ")]
    assert "failed" not in desk.many(*gone(*left))


def shown(desk: Desk) -> list[str]:
    rows = desk.run(cmdlet="Get-TransportRule")["objects"]
    return [row["Name"] for row in sorted(rows, key=lambda row: int(row["Priority"]))]


@pytest.mark.parametrize("places", [(2, 0, 1, 3), (3, 2, 1, 0), (1, 0, 3, 2), (0, 1, 2, 3)])
def test_priorities_that_push_each_other_all_come_to_rest(desk: Desk, four: list[str], places: list[int]) -> None:
    wanted = [mail_rule(name, place) for name, place in zip(four, places, strict=True)]
    planned = desk.many(*wanted, context={"check_mode": True})
    done = desk.many(*wanted)
    assert "failed" not in done, done
    assert planned["plan"] == done["plan"]
    sent_then, sent_now = ([s["parameters"] for o in r["outcomes"] for s in o["steps"]] for r in (planned, done))
    assert sorted(map(str, sent_then)) == sorted(map(str, sent_now))
    assert names(done) == [f"TransportRule Many {n}" for n, place in enumerate(places) if n != place]
    order = sorted(range(4), key=lambda number: places[number])
    assert shown(desk)[:4] == [f"Many {number}" for number in order]
    assert desk.many(*wanted)["changed"] is False


def test_a_new_rule_in_front_moves_those_behind_it(desk: Desk, four: list[str]) -> None:
    wanted = [mail_rule("Many new", 0), mail_rule("Many 0", 1), *gone("Many 2")]
    done = desk.many(*wanted)
    assert "failed" not in done, done
    assert done["numbers"]["create"] == done["numbers"]["change"] == done["numbers"]["remove"] == 1
    assert shown(desk)[:4] == ["Many new", "Many 0", "Many 1", "Many 3"]
    assert desk.many(*wanted)["changed"] is False


def test_two_objects_with_one_priority_are_refused(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    refused = desk.many(mail_rule("Many 0", 1), {**mail_rule("Many 1", 1), "at": "rules.yml:9"})
    assert refused["msg"].startswith("rules.yml:9 gives TransportRule 'Many 1' the Priority 1, which Resource 1 of 2")
    assert cmdlets() == []


def test_a_rename_is_one_and_no_removal(desk: Desk, four: list[str]) -> None:
    others = [name for name in shown(desk) if name not in four]
    wanted = [{**mail_rule("Many first", PrependSubject="Many 0"), "renamed_from": "Many 0"}]
    wanted += [{"kind": "TransportRule", "identity": name} for name in (*four[1:], *others)]
    done = desk.many(*wanted, state="overridden")
    assert "failed" not in done, done
    assert done["lines"][0] == '~ TransportRule Many first: Name "Many 0" -> "Many first"'
    assert desk.many(*wanted, state="overridden")["changed"] is False
    both = desk.many({**mail_rule("Many 1"), "renamed_from": "Many 2"})
    assert "cannot be renamed" in both["msg"], both
    wrong = desk.many({"kind": "OrganizationConfig", "renamed_from": "x"})
    assert "The key renamed_from has no use for OrganizationConfig: its kind is not renamed." in wrong["msg"]


def test_what_is_ignored_is_shown_and_left_alone(desk: Desk, four: list[str]) -> None:
    rows = [mail_rule("Many 0", Comments="x"), mail_rule("Many 1", Comments="x", StopRuleProcessing=True)]
    by_name = {"kind": "TransportRule", "identity": "* 0", "reason": "by hand", "until": "2999-12-31"}
    by_property = {"kind": "transportrule", "properties": ["comments"], "reason": "notes"}
    done = desk.many(*rows, ignore=[by_name, by_property])
    assert "failed" not in done, done
    first = next(row for row in done["plan"] if row["identity"]["Identity"] == "Many 0")
    assert (first["action"], first["reason"]) == ("ignored", "notes")
    assert first["ignored"] == [{"property": "Comments", "before": None, "after": "x"}]
    assert done["numbers"] == {**dict.fromkeys(done["numbers"], 0), "change": 1, "ignored": 1}
    again = desk.many(*rows, ignore=[by_name, by_property])
    assert (again["changed"], again["numbers"]["ignored"], again["numbers"]["equal"]) == (False, 2, 0)
    ended = desk.many(*rows, ignore=[{**by_property, "until": "2020-01-01"}], context={"check_mode": True})
    assert ended["numbers"]["change"] == 2
    assert desk.warnings == ["Entry 1 of ignore (transportrule *) ended on 2020-01-01, and holds no longer."]
    kept = desk.many(*gone("Many 0"), ignore=[by_name])
    assert (kept["changed"], actions(kept)) == (False, ["ignored"])


@pytest.mark.parametrize("until", ["2999-12-31", date(2999, 12, 31)])
def test_an_entry_of_ignore_means_brackets_as_they_are_and_takes_a_day_of_yaml(desk: Desk, until: object) -> None:
    entry = {"kind": "TransportRule", "identity": "[EXT] *", "reason": "by hand", "until": until}
    new = [mail_rule("[EXT] Many"), mail_rule("X Many")]
    planned = desk.many(*new, ignore=[entry], context={"check_mode": True})
    assert actions(planned) == ["create", "ignored"], planned


@pytest.mark.parametrize(
    ("rule_given", "words"),
    [
        ("TransportRule", "it is text, and no map"),
        ({"kind": "TransportRule"}, "reason is no text"),
        ({"kind": "TransportRule", "reason": "x", "until": "tomorrow"}, "until is no day such as 2026-12-31"),
        ({"kind": "TransportRule", "reason": "x", "property": "y"}, "it has property"),
        ({"kind": "TransportRule", "reason": "x", "properties": [1]}, "properties is no list of names"),
    ],
)
def test_an_entry_of_ignore_that_cannot_be_used_is_told(
    desk: Desk, cmdlets: Callable[[], list[str]], rule_given: Any, words: str
) -> None:
    assert desk.many(RULE, ignore=[rule_given])["msg"].startswith(f"Entry 1 of ignore cannot be used: {words}.")
    assert cmdlets() == []


def test_what_is_gathered_and_given_back_changes_nothing(desk: Desk, cmdlets: Callable[[], list[str]]) -> None:
    kinds = ["TransportRule", "remotedomain", "OrganizationConfig", "HostedContentFilterPolicy"]
    desk.many(*ALL)
    cmdlets()
    found = desk.many(state="gathered", kinds=kinds)
    assert (found["changed"], found["unread"]) == (False, [])
    assert len(cmdlets()) == len(kinds)
    assert {"kind": "TransportRule", "identity": "Many"}.items() <= next(
        one for one in found["resources"] if one["identity"] == "Many"
    ).items()
    given_back = desk.many(*found["resources"], state="overridden")
    assert (given_back["changed"], given_back.get("msg")) == (False, None), given_back
    assert set(actions(given_back)) == {"equal"}


def test_a_kind_that_cannot_be_read_is_told_and_nothing_of_it_is_removed(desk: Desk, box: Box) -> None:
    desk.many(DOMAIN)
    box.control.fault("status", match={"cmdlet": "get-remotedomain"}, status=403, times=0)
    found = desk.many(state="gathered", kinds=["RemoteDomain", "OrganizationConfig"])
    assert [one["kind"] for one in found["unread"]] == ["RemoteDomain"]
    assert [one["kind"] for one in found["resources"]] == ["OrganizationConfig"]
    kept = desk.many(state="overridden", kinds=["RemoteDomain", "OrganizationConfig"], max_removals=9)
    assert (kept["numbers"]["unknown"], kept["numbers"]["remove"], kept["changed"]) == (1, 0, False)
    assert "1 of 1 object could not be brought to the desired state, first RemoteDomain" in kept["msg"]


def test_rows_beside_an_error_are_no_absence(desk: Desk, box: Box) -> None:
    """Even where the error says that something was not found (row 18 of the faults)."""
    box.control.fault("errors_in_200", match={"cmdlet": "get-remotedomain"}, times=0)
    kept = desk.many({"kind": "RemoteDomain", "identity": "Default", "properties": {"TNEFEnabled": False}})
    assert actions(kept) == ["unknown"], kept
    found = desk.many(state="gathered", kinds=["RemoteDomain", "OrganizationConfig"])
    assert [one["kind"] for one in found["unread"]] == ["RemoteDomain"]
    assert desk.many(state="overridden", kinds=["RemoteDomain"])["numbers"]["unknown"] == 1


def test_a_kind_that_takes_several_reads_is_listed_by_all_of_them(desk: Desk) -> None:
    kind = next(one for kinds in KINDS_OF.values() for one in kinds if family_of(one).read_kinds)
    assert not why_not_whole(family_of(kind))
    planned = desk.many(state="overridden", kinds=[kind], max_removals=99, context={"check_mode": True})
    assert "failed" not in planned, (kind, planned)


def test_as_few_requests_as_may_be(desk: Desk, box: Box) -> None:
    """Twelve objects of a kind are one listing, some of each of many kinds ten a request, and so are recipients."""
    rows: list[Json] = [mail_rule(f"Few {number}") for number in range(12)]
    rows += [{"kind": kind} for kind in ("OrganizationConfig", "TransportConfig", "AdminAuditLogConfig")]
    rows += [{"kind": "Mailbox", "identity": f"{who}@contoso.com"} for who in ("AlexW", "LeeG")]
    assert "failed" not in desk.many(*rows)
    box.control.forget()
    again = desk.many(*rows)
    assert (again["changed"], len(again["plan"])) == (False, len(rows))
    batches = box.control.journal(kind="batch")
    assert len(batches) == 1, batches
    assert [one["cmdlet"] for one in box.control.journal(kind="invoke")].count("Get-TransportRule") == 1
    assert "failed" not in desk.many(*gone(*(f"Few {number}" for number in range(12))))


def test_what_the_plan_itself_makes_is_not_missed(desk: Desk) -> None:
    members = {"kind": "DistributionGroup", "identity": "Many group", "properties": {"Members": ["many@fabrikam.com"]}}
    contact = {
        "kind": "MailContact",
        "identity": "Many contact",
        "properties": {"ExternalEmailAddress": "many@fabrikam.com", "DisplayName": "Many contact"},
    }
    person = {"kind": "Contact", "identity": "Many contact", "properties": {"Company": "Fabrikam"}}
    rows = [members, person, contact]
    planned = desk.many(*rows, context={"check_mode": True})
    assert desk.warnings == []
    assert names(planned)[0] == "MailContact Many contact"
    done = desk.many(*rows)
    assert ("failed" not in done, desk.warnings) == (True, []), (done, desk.warnings)
    assert desk.many(*rows)["changed"] is False
    ends = [{"kind": one["kind"], "identity": one["identity"], "state": "absent"} for one in (members, contact)]
    gone = desk.many(*ends)
    assert names(gone) == ["DistributionGroup Many group", "MailContact Many contact"], gone
    alone = desk.many(person)
    assert alone["msg"].startswith("1 of 1 object could not be brought to the desired state"), alone
    assert alone["plan"][0]["action"] == "refused"
