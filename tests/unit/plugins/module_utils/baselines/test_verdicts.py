# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule is judged by what was read: what cannot be told never passes, and an exception is never a pass."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._baselines.rule_comparisons import COMPARISONS
from ansible_collections.m365.exchange.plugins.module_utils._baselines.rules_and_exceptions import (
    read_baseline,
    read_exceptions,
)
from ansible_collections.m365.exchange.plugins.module_utils._baselines.verdicts import RowsOfRule, judge_rule
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from support.rows import each_row

TODAY = "2026-11-30"
RULE = {"id": "one", "title": "One rule", "reads": {"cmdlet": "Get-RemoteDomain"}}
ON = [{"property": "On", "is": True}]


@each_row(
    ("comparison", "found", "wanted", "answer"),
    [
        ("is", "MoveToJmf", "movetojmf", True),
        ("is", True, True, True),
        ("is", "True", True, True),
        ("is", 5.0, 5, True),
        ("is", "5", 5, True),
        ("is", [], None, True),
        ("is", "", None, True),
        ("is", 0, None, False),
        ("is", False, None, False),
        ("is", ["b", "A"], ["a", "B"], True),
        ("is", ["a"], ["a", "b"], False),
        ("is", {"a": 1}, "a", None),
        ("is", [{"a": 1}], ["a"], None),
        ("is_not", [{"a": 1}], "a", None),
        ("is_not", None, None, False),
        ("is_not", ["a"], None, True),
        ("is_not", {"a": 1}, "a", None),
        ("one_of", "quarantine", ["MoveToJmf", "Quarantine"], True),
        ("one_of", None, ["MoveToJmf", "Quarantine"], False),
        ("one_of", {"a": 1}, ["MoveToJmf"], None),
        ("at_least", 30, 30, True),
        ("at_least", "29", 30, False),
        ("at_least", None, 30, None),
        ("at_most", "Unlimited", 30, None),
        ("at_most", True, 30, None),
        ("at_most", 6, 6, True),
        ("has", ["EXE", "cmd", "vbe"], ["exe", "vbe"], True),
        ("has", ["exe"], ["exe", "vbe"], False),
        ("has", None, ["exe"], False),
        ("has", [{"Domain": "a"}], ["a"], None),
        ("lacks", ["*: CalendarSharingFreeBusySimple"], ["[*]*calendar*"], False),
        ("lacks", ["contoso.com: CalendarSharingFreeBusySimple"], ["[*]*calendar*"], True),
        ("lacks", None, ["a"], True),
    ],
)
def test_each_comparison_has_three_answers(comparison: str, found: object, wanted: object, answer: bool | None) -> None:
    assert COMPARISONS[comparison](found, wanted) is answer


def verdict(rows: Any, *, exceptions: Any = None, **rule: Any) -> Any:
    made = read_baseline({"rules": [{**RULE, **rule}]}).rules[0]
    read = rows if isinstance(rows, RowsOfRule) else RowsOfRule([{"Identity": name, **row} for name, row in rows])
    return judge_rule(made, read, read_exceptions(exceptions), ("contoso",), TODAY)


GOOD, BAD = ("good", {"On": True}), ("bad", {"On": False})
SILENT: tuple[str, dict[str, Any]] = ("silent", {})


@each_row(
    ("rows", "every", "some", "none"),
    [
        ([], "unknown", "fail", "pass"),
        ([GOOD], "pass", "pass", "fail"),
        ([BAD], "fail", "fail", "pass"),
        ([SILENT], "unknown", "unknown", "unknown"),
        ([GOOD, BAD], "fail", "pass", "fail"),
        ([GOOD, SILENT], "unknown", "pass", "fail"),
        ([BAD, SILENT], "fail", "unknown", "unknown"),
        (RowsOfRule(problem="Nobody answered."), "unknown", "unknown", "unknown"),
        (RowsOfRule([{"On": True}], truncated=True), "unknown", "pass", "fail"),
        (RowsOfRule([{"On": False}], truncated=True), "fail", "unknown", "unknown"),
    ],
)
def test_what_cannot_be_told_never_passes(rows: Any, every: str, some: str, none: str) -> None:
    found = [verdict(rows, **{word: ON})["verdict"] for word in ("every", "some", "none")]
    assert found == [every, some, none]


def test_a_rule_may_be_about_some_of_the_rows() -> None:
    where = [{"property": "IsDefault", "is": True}]
    mine, other = ("mine", {"IsDefault": True, "On": True}), ("other", {"IsDefault": False, "On": False})
    assert verdict([mine, other], every=ON, where=where)["verdict"] == "pass"
    # Whether it is about a row that does not say so cannot be told.
    assert verdict([mine, ("silent", {"On": True})], every=ON, where=where)["verdict"] == "unknown"
    silent = ("silent", {"On": False})
    told = verdict(
        [mine, silent], every=ON, where=where, mend={"kind": "A", "identity_of": "Identity", "properties": {}}
    )
    assert (told["verdict"], told["mend"], told["evidence"][0]["verdict"]) == ("unknown", [], "unknown")
    assert verdict([silent], some=ON, where=where)["verdict"] == "fail"
    assert verdict([silent], none=ON, where=where)["verdict"] == "pass"
    assert verdict([("silent", {"On": True})], none=ON, where=where)["verdict"] == "unknown"


def test_a_rule_that_nothing_here_can_prove_is_unknown_at_best() -> None:
    told = verdict([GOOD], every=ON, at_best="The rest is not asked.")
    assert (told["verdict"], told["text"]) == ("unknown", "The rest is not asked.")
    assert verdict([BAD], every=ON, at_best="The rest is not asked.")["verdict"] == "fail"


def test_evidence_and_mend_are_of_what_fails() -> None:
    mend = {"kind": "RemoteDomain", "identity_of": "Identity", "properties": {"On": True}}
    told = verdict([GOOD, BAD, ("worse", {"On": "no"})], every=ON, mend=mend)
    assert [(one["object"], one["found"]) for one in told["evidence"]] == [("bad", False), ("worse", "no")]
    assert [one["identity"] for one in told["mend"]] == ["bad", "worse"]
    assert (told["text"], told["object"]) == ("2 of 3 objects fail: bad, worse.", "")
    one = verdict([GOOD, BAD], every=ON, mend={**mend, "identity_of": None, "identity": "X"})
    assert (one["object"], one["property"], one["wanted"], one["found"]) == ("bad", "On", "true", False)
    assert one["mend"] == [{"kind": "RemoteDomain", "identity": "X", "properties": {"On": True}}]
    assert verdict([GOOD], every=ON, mend=mend)["mend"] == []
    assert verdict([SILENT], every=ON, mend=mend)["mend"] == []


def test_of_none_what_holds_is_the_evidence() -> None:
    rule = [{"property": "On", "is": True}, {"property": "Mode", "is_not": "Off"}, {"property": "Age", "at_least": 5}]
    old = ("old", {"On": True, "Mode": "Auto", "Age": 9})
    told = verdict([GOOD, old], none=rule)
    assert (told["verdict"], told["text"]) == ("fail", "1 of 2 objects fails: old.")
    evidence = [(one["property"], one["wanted"], one["found"], one["verdict"]) for one in told["evidence"]]
    assert [one for one in evidence if one[3] == "fail"] == [
        ("On", "not true", True, "fail"), ("Mode", "Off", "Auto", "fail"), ("Age", "not at least 5", 9, "fail"),
    ]  # fmt: skip
    assert {one[2] for one in evidence if one[3] == "unknown"} == {True, "(not shown)"}
    told = verdict([GOOD, BAD], none=ON)
    assert (told["object"], told["property"], told["wanted"], told["found"]) == ("good", "On", "not true", True)


def test_objects_of_one_name_are_all_counted() -> None:
    """The Identity of a permission is the mailbox, for each of its trustees."""
    told = verdict([BAD, BAD, GOOD], every=ON)
    assert told["text"] == "2 of 3 objects fail: bad."


EXCEPTION = {"rule": "on*", "reason": "Agreed.", "until": TODAY}


@each_row(
    ("more", "rows", "expected"),
    [
        ({}, [BAD], "excepted"),
        ({}, [GOOD], "pass"),
        ({}, [SILENT], "excepted"),
        ({"until": "2026-11-29"}, [BAD], "fail"),
        ({"rule": "two"}, [BAD], "fail"),
        ({"tenant": "fabrikam"}, [BAD], "fail"),
        ({"tenant": "cont*"}, [BAD], "excepted"),
        ({"object": "bad"}, [GOOD, BAD], "excepted"),
        ({"object": "bad"}, [BAD], "excepted"),
        ({"object": "bad"}, [BAD, ("worse", {"On": False})], "fail"),
        ({"object": "bad"}, [BAD, SILENT], "unknown"),
        ({"object": "bad"}, RowsOfRule([{"Identity": "bad", "On": False}], truncated=True), "unknown"),
    ],
)
def test_an_exception_sets_aside_what_it_is_for(more: dict[str, str], rows: Any, expected: str) -> None:
    told = verdict(rows, every=ON, exceptions=[{**EXCEPTION, **more}])
    assert told["verdict"] == expected
    assert told["mend"] == []
    if expected == "excepted":
        assert told["text"].startswith("Excepted until 2026-11-30: Agreed.")
    if "until" in more:
        assert told["text"].endswith("The exception ended on 2026-11-29.")


def test_an_exception_that_has_ended_is_told_of_what_it_was_for() -> None:
    ended = [{**EXCEPTION, "object": "bad", "until": "2026-11-29"}]
    assert "ended" not in verdict([("worse", {"On": False})], every=ON, exceptions=ended)["text"]
    assert verdict([BAD], every=ON, exceptions=ended)["text"].endswith("The exception ended on 2026-11-29.")
    assert "ended" not in verdict([GOOD], every=ON, exceptions=[{**EXCEPTION, "until": "2026-11-29"}])["text"]


def test_where_one_of_some_is_enough_no_other_one_is_excepted() -> None:
    exceptions = [{**EXCEPTION, "object": "bad"}]
    assert verdict([GOOD, BAD], some=ON, exceptions=exceptions)["verdict"] == "pass"
    assert verdict([BAD], some=ON, exceptions=exceptions)["verdict"] == "excepted"


@each_row(
    ("rule", "words"),
    [
        ({}, "not exactly one of every, some, none"),
        ({"every": ON, "some": ON}, "not exactly one of"),
        ({"every": []}, "no list of maps"),
        ({"every": [{"is": True}]}, "no list of maps"),
        ({"every": [{"property": "On"}]}, "is not compared by exactly one of"),
        ({"every": [{"property": "On", "is": 1, "is_not": 2}]}, "is not compared by exactly one of"),
        ({"every": [{"property": "On", "equals": 1}]}, "it has no 'equals'"),
        ({"every": ON, "reads": {"cmdlet": "Set-RemoteDomain"}}, "begins with Get-"),
        ({"every": ON, "reads": {"cmdlet": "Get-RemoteDomain", "service": "x"}}, "it has no 'service'"),
        ({"every": ON, "reads": {"cmdlet": "Get-RemoteDomain", "parameters": "x"}}, "its parameters are no map"),
        ({"every": ON, "mend": {"kind": "RemoteDomain"}}, "mend has no kind or no properties"),
        ({"every": ON, "colour": "red"}, "it has no 'colour'"),
        ({"title": ""}, "lacks id or title"),
    ],
)
def test_a_rule_that_is_none_is_told(rule: dict[str, Any], words: str) -> None:
    with pytest.raises(Failure, match=words) as caught:
        read_baseline({"rules": [{**RULE, **rule}]})
    assert caught.value.key == "baseline-not-usable"


@each_row("given", [None, "scuba", {"rules": "none"}, {"rules": ["one"]}, {"rules": [RULE, RULE], "x": 1}])
def test_what_is_no_baseline_is_told(given: Any) -> None:
    with pytest.raises(Failure) as caught:
        read_baseline(given)
    assert caught.value.key == "baseline-not-usable"


def test_two_rules_of_one_id_are_told() -> None:
    with pytest.raises(Failure, match="another rule of this id"):
        read_baseline({"rules": [{**RULE, "every": ON}, {**RULE, "every": ON}]})


@each_row(
    "given",
    ["none", ["one"], [{**EXCEPTION, "until": "soon"}], [{**EXCEPTION, "reason": ""}], [{**EXCEPTION, "who": "me"}]],
)
def test_what_is_no_exception_is_told(given: Any) -> None:
    with pytest.raises(Failure) as caught:
        read_exceptions(given)
    assert caught.value.key == "exception-not-usable"
