# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_report: what is found at tenants becomes files, none is lost, and what is unknown never counts as good."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._operations import report
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.places import ROOT
from support.report_data import EVIL, findings
from support.schemas import assert_fits, schema

ALL = ["html", "json", "junit", "csv"]
CHECK = {"id": "one", "title": "One rule"}
WARNINGS: list[str] = []


def run(dest: Path, *, check_mode: bool = False, **options: Any) -> dict[str, Any]:
    context = Context({}, Owner(), check_mode=check_mode, warn=WARNINGS.append)
    WARNINGS.clear()
    return report.run({"dest": str(dest), **options}, context)


def tenant(name: str, *verdicts: str, **more: Any) -> dict[str, Any]:
    found = [{"check": "one", "verdict": one, "object": f"object {place}"} for place, one in enumerate(verdicts)]
    return {"name": name, "findings": found, **more}


def test_each_format_tells_of_each_finding(tmp_path: Path) -> None:
    result = run(tmp_path / "night.html", formats=ALL, title="A night", csv_safe=True, **findings(20, 8))
    files = {name: Path(path) for name, path in result["files"].items()}
    assert [path.name for path in files.values()] == ["night.html", "night.json", "night.xml", "night.csv"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    told = json.loads(files["json"].read_bytes())
    whole = sum(result["counts"].values())
    # Eighteen tenants with eight findings, and two that could not be read: those are unknown, and not nothing.
    assert (whole, told["counts"], result["not_read"]) == (
        18 * 8 + 2, result["counts"], ["customer009.example", "customer019.example"],
    )  # fmt: skip
    suites = ET.parse(files["junit"]).getroot()
    cases = list(suites.iter("testcase"))
    outcomes = {"pass": 0, "fail": "failure", "unknown": "error", "excepted": "skipped"}
    counted = {
        word: sum((not len(one)) if not element else one.find(str(element)) is not None for one in cases)
        for word, element in outcomes.items()
    }
    assert (counted, len(cases)) == (result["counts"], whole)
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8"))))
    assert {word: sum(row["verdict"] == word for row in rows) for word in outcomes} == result["counts"]
    assert rows[-1]["text"] == "The tenant could not be read: The certificate has expired."


def test_the_json_is_as_its_schema_says(tmp_path: Path) -> None:
    run(tmp_path / "report", **findings(20, 8))
    run(tmp_path / "report", **findings(20, 8, seed=2))
    told = json.loads((tmp_path / "report.json").read_bytes())
    assert_fits("report", told)
    # And it is what it takes.
    again = run(tmp_path / "again", src=[str(tmp_path / "report.json")])
    assert again["counts"] == told["counts"]
    names = set(schema("report")["$defs"]["finding"]["properties"])
    assert names >= {name for one in told["tenants"] for each in one["findings"] for name in each}


def test_what_has_changed_since_the_report_before(tmp_path: Path) -> None:
    first = [tenant("a", "pass", "fail", "pass", "fail", "pass"), tenant("b", "pass")]
    then = [tenant("a", "fail", "pass", "unknown", "excepted", "pass", "fail")]
    assert run(tmp_path / "report", checks=[CHECK], tenants=first)["changes"] is None
    result = run(tmp_path / "report", checks=[CHECK], tenants=then)
    since = result["changes"].pop("since")
    assert result["changes"] == {"worse": 1, "better": 1, "unknown": 1, "other": 1, "new": 1, "gone": 1}
    told = json.loads((tmp_path / "report.json").read_bytes())
    assert told["previous_made_at"] == since
    assert [one.get("before") for one in told["tenants"][0]["findings"]] == [
        "pass", "fail", "pass", "fail", None, "new",
    ]  # fmt: skip
    # The file that is named instead of the one that is there.
    run(tmp_path / "old", checks=[CHECK], tenants=first)
    other = run(tmp_path / "report", checks=[CHECK], tenants=first, previous=str(tmp_path / "old.json"))
    assert sum(value for name, value in other["changes"].items() if name != "since") == 0


def test_a_rule_that_fails_since_the_report_before_is_worse_whichever_object_it_names(tmp_path: Path) -> None:
    """A rule that passes names no object, and one that fails the only one that does."""
    passes = {"check": "one", "verdict": "pass"}
    fails = {"check": "one", "verdict": "fail", "object": "Default", "property": "Enabled"}
    run(tmp_path / "report", tenants=[{"name": "a", "findings": [passes]}])
    worse = run(tmp_path / "report", tenants=[{"name": "a", "findings": [fails]}])["changes"]
    better = run(tmp_path / "report", tenants=[{"name": "a", "findings": [passes]}])["changes"]
    assert ((worse["worse"], worse["new"], worse["gone"]), (better["better"], better["gone"])) == ((1, 0, 0), (1, 0))


def planned(kind: str, action: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "identity": {"Identity": "Banner"}, "action": action, "changes": [], "depends_on": [], **more}


def change(name: str, before: Any, after: Any) -> dict[str, Any]:
    return {"property": name, "before": before, "after": after}


def test_a_plan_becomes_findings_of_drift(tmp_path: Path) -> None:
    both = [change("Enabled", True, False), change("Mode", "Audit", "Enforce")]
    plan = [
        planned("A", "equal"),
        planned("B", "change", changes=both, ignored=[change("Comments", "x", None)], reason="notes"),
        planned("C", "create", changes=[change("Enabled", None, True)]),
        planned("D", "remove"),
        planned("E", "unknown", reason="Get-E was refused."),
        planned("F", "refused", reason="It is kept on premises."),
        planned("G", "ignored", reason="by hand"),
        planned("H", "recreate", changes=both[:1]),
    ]
    result = run(tmp_path / "drift", about="drift", formats=ALL, tenants=[{"name": "a", "plan": plan}])
    assert result["counts"] == {"equal": 1, "different": 6, "unknown": 1, "ignored": 2}
    told = json.loads((tmp_path / "drift.json").read_bytes())
    assert [one["id"] for one in told["checks"]] == list("ABCDEFGH")
    found = {(one["check"], one.get("property", "")): one for one in told["tenants"][0]["findings"]}
    assert found["B", "Mode"] == {
        "check": "B", "verdict": "different", "object": "Banner", "property": "Mode",
        "wanted": "Enforce", "found": "Audit",
    }  # fmt: skip
    assert (found["B", "Comments"]["verdict"], found["B", "Comments"]["text"]) == ("ignored", "notes")
    assert (found["C", ""]["text"], found["C", ""]["wanted"]) == ("It is not there.", '{"Enabled": true}')
    assert found["H", "Enabled"]["text"] == "It would have to be made anew."
    assert (found["E", ""]["verdict"], found["F", ""]["text"]) == ("unknown", "It is kept on premises.")


def test_what_has_changed_of_objects_since_the_report_before(tmp_path: Path) -> None:
    """An object that is equal is told of as a whole, one that differs by its properties."""
    one, two = change("Enabled", True, False), change("Mode", "Audit", "Enforce")

    def night(*plan: dict[str, Any]) -> dict[str, int]:
        done = run(tmp_path / "drift", about="drift", tenants=[{"name": "a", "plan": list(plan)}])
        found: dict[str, Any] = done["changes"] or {}
        return {name: number for name, number in found.items() if name != "since" and number}

    assert night(planned("A", "equal"), planned("B", "equal")) == {}
    assert night(planned("A", "change", changes=[one, two]), planned("B", "unknown")) == {"worse": 2, "unknown": 1}
    assert night(planned("A", "change", changes=[two]), planned("B", "equal")) == {"better": 2}
    assert night(planned("A", "equal"), planned("B", "equal")) == {"better": 1}
    assert night(planned("A", "create", changes=[one]), planned("B", "equal")) == {"worse": 1}
    assert night(planned("A", "change", changes=[one]), planned("C", "equal")) == {"gone": 1, "new": 1}


def test_lines_of_one_name_are_the_same_where_their_verdict_is(tmp_path: Path) -> None:
    """Two inbox rules of a mailbox may be called the same: one is worth a look each night, and nothing has changed."""

    def night(*verdicts: str) -> tuple[dict[str, int], list[str]]:
        line = {"check": "rules", "object": "a", "property": "News"}
        tenants = [{"name": "contoso", "findings": [{**line, "verdict": verdict} for verdict in verdicts]}]
        done = run(tmp_path / "rules", about="report", tenants=tenants)
        told = json.loads((tmp_path / "rules.json").read_bytes())["tenants"][0]["findings"]
        changes: dict[str, Any] = done["changes"] or {}
        return {name: number for name, number in changes.items() if name != "since" and number}, [
            one.get("before", "") for one in told
        ]

    night("look", "ok")
    assert night("look", "ok") == ({}, ["", ""])
    assert night("ok", "look") == ({}, ["", ""])
    assert night("ok", "ok", "look") == ({"new": 1}, ["", "new", ""])
    assert night("listed", "ok") == ({"other": 1, "gone": 1}, ["ok", ""])
    assert night("ok") == ({"gone": 1}, [""])


def test_a_tenant_that_stands_in_two_reports_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(tmp_path / name, formats=["json"], tenants=[tenant("contoso", "pass")])
    run(tmp_path / "all", src=[str(tmp_path / f"{one}.json") for one in "ab"])
    assert WARNINGS == ["2 reports have the tenant contoso: what the last one found counts."]


def test_a_relative_path_is_told_as_the_file_that_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(Path("night.html"), **findings(1, 8))["files"]["html"] == str(tmp_path / "night.html")


def test_a_tenant_that_cannot_be_read_any_more_is_no_good_news(tmp_path: Path) -> None:
    run(tmp_path / "report", checks=[CHECK], tenants=[tenant("a", "fail")])
    result = run(tmp_path / "report", checks=[CHECK], tenants=[{"name": "a", "error": "No answer."}])
    assert (result["counts"]["unknown"], result["changes"]["better"], result["changes"]["gone"]) == (1, 0, 1)


def test_reports_are_joined_from_files_and_folders(tmp_path: Path) -> None:
    folder = tmp_path / "each"
    folder.mkdir()
    for name in ("b", "a", "c"):
        run(folder / name, formats=["json"], checks=[CHECK], tenants=[tenant(name, "pass")], title="A night")
    (folder / "notes.txt").write_text("no report")
    run(tmp_path / "late", formats=["json"], checks=[CHECK], tenants=[tenant("c", "fail")])
    result = run(tmp_path / "all", src=[str(folder), str(tmp_path / "late.json")])
    told = json.loads((tmp_path / "all.json").read_bytes())
    assert [(one["name"], one["findings"][0]["verdict"]) for one in told["tenants"]] == [
        ("a", "pass"), ("b", "pass"), ("c", "fail"),
    ]  # fmt: skip
    assert (told["title"], len(told["checks"]), result["tenants"]) == ("A night", 1, 3)


def test_what_is_said_of_a_check_is_kept_where_others_only_name_it(tmp_path: Path) -> None:
    """Each customer's findings are written without the rules, and joined with them."""
    run(tmp_path / "each", formats=["json"], tenants=[tenant("a", "fail")])
    named = {**CHECK, "group": "Mail flow", "severity": "must"}
    run(tmp_path / "all", checks=[named], src=[str(tmp_path / "each.json")])
    (check,) = json.loads((tmp_path / "all.json").read_bytes())["checks"]
    assert {name: check[name] for name in named} == named
    run(tmp_path / "later", formats=["json"], checks=[{**CHECK, "title": "Later"}], tenants=[tenant("b", "fail")])
    run(tmp_path / "all", checks=[named], src=[str(tmp_path / "later.json")])
    assert json.loads((tmp_path / "all.json").read_bytes())["checks"][0]["title"] == "Later"


def test_junit_has_values_as_the_other_formats_have_them(tmp_path: Path) -> None:
    values = {"outside": True, "keeps_a_copy": None, "to": ["x", "y"], "rule": "News"}
    line = {"check": "one", "verdict": "look", "values": values}
    run(tmp_path / "r", about="report", formats=["junit"], tenants=[{"name": "a", "findings": [line]}])
    failure = ET.parse(tmp_path / "r.xml").getroot().find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == 'outside: true | keeps_a_copy: none | to: ["x", "y"] | rule: News'


def test_drift_has_words_of_its_own(tmp_path: Path) -> None:
    found = [
        {
            "check": "TransportRule",
            "object": "Banner",
            "property": name,
            "verdict": verdict,
            "wanted": ["a"],
            "found": 1,
        }
        for name, verdict in (("Enabled", "equal"), ("Mode", "different"), ("Priority", "unknown"), ("Name", "ignored"))
    ]
    result = run(tmp_path / "drift", about="drift", formats=ALL, tenants=[{"name": "a", "findings": found}])
    assert result["counts"] == {"equal": 1, "different": 1, "unknown": 1, "ignored": 1}
    page = (tmp_path / "drift.html").read_text(encoding="utf-8")
    assert ("Kinds with the most to do" in page, ">different<" in page) == (True, True)
    assert json.loads((tmp_path / "drift.json").read_bytes())["tenants"][0]["findings"][0]["wanted"] == '["a"]'


def test_values_are_text_in_each_format(tmp_path: Path) -> None:
    evil = {"check": EVIL, "verdict": "fail", "object": EVIL, "text": f"\0\x1b{EVIL}\ud7ff\ufffe", "found": "=1+1"}
    given: dict[str, Any] = {
        "checks": [{"id": EVIL, "title": EVIL, "group": EVIL}],
        "tenants": [{"name": EVIL, "findings": [evil]}],
    }
    run(tmp_path / "report", formats=ALL, title=EVIL, csv_safe=True, **given)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (page.count("<script"), "document.title" in re.sub(r"&lt;script&gt;document.title", "", page)) == (2, False)
    case = ET.parse(tmp_path / "report.xml").getroot().find("testsuite/testcase")
    assert case is not None
    assert case.get("classname") == EVIL
    (row,) = csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8")))
    assert (row["object"], row["found"]) == (EVIL, "'=1+1")


def test_nothing_of_the_page_is_asked_for_anywhere(tmp_path: Path) -> None:
    run(tmp_path / "report", **findings(3, 8))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href)=["']?(?!#)[^"'\s>]+|url\(|@import|fetch\(""", page) == []
    assert "default-src 'none'" in page


def test_check_mode_writes_nothing(tmp_path: Path) -> None:
    assert run(tmp_path / "report", check_mode=True, **findings(1, 8))["changed"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"tenants": [{"findings": []}]}, "report-not-usable"),
        ({"tenants": [{"name": "a", "findings": [{"check": "one", "verdict": "passed"}]}]}, "report-not-usable"),
        ({"tenants": [{"name": "a", "findings": [{"verdict": "pass"}]}]}, "report-not-usable"),
        ({"tenants": [{"name": "a", "findings": "none"}]}, "report-not-usable"),
        ({"checks": [{"title": "one"}]}, "report-not-usable"),
        ({"tenants": [{"name": "a"}, {"name": "a"}]}, "report-not-usable"),
        ({"tenants": [{"name": "a", "plan": []}]}, "report-not-usable"),
        ({"about": "drift", "tenants": [{"name": "a", "plan": [{"kind": "A"}]}]}, "report-not-usable"),
        ({"src": ["nowhere.json"]}, "report-not-readable"),
        ({"src": [str(ROOT / "README.md")]}, "report-not-readable"),
        ({"src": [str(ROOT / "docs" / "report.schema.json")]}, "report-not-readable"),
        ({"previous": "nowhere.json"}, "report-not-readable"),
        ({"mode": "everybody"}, "mode-not-valid"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(options: dict[str, Any], key: str, tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        run(tmp_path / "report", **options)
    assert (caught.value.key, list(tmp_path.iterdir())) == (key, [])


def test_findings_of_a_baseline_and_of_drift_are_not_mixed(tmp_path: Path) -> None:
    run(tmp_path / "one", tenants=[tenant("a", "pass")])
    with pytest.raises(Failure, match="cannot be joined"):
        run(tmp_path / "two", about="drift", tenants=[tenant("b", "equal")], src=[str(tmp_path / "one.json")])


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        run(tmp_path / "none" / "report", **findings(1, 8))
    assert caught.value.key == "dest-folder-missing"


def test_a_report_has_its_values_in_columns_of_their_own(tmp_path: Path) -> None:
    """Of all rows, and not of the first; what a value is, it stays; a formula is none."""
    lines = [
        {"check": "sizes", "verdict": "listed", "object": "a", "values": {"used_bytes": 3, "to": ["x", "y"]}},
        {"check": "sizes", "verdict": "look", "object": "b", "values": {"quota_bytes": None, "note": "=1+1"}},
    ]
    tenants = [{"name": "contoso", "findings": lines}, {"name": "fabrikam", "error": "No role."}]
    told = run(tmp_path / "sizes", about="report", formats=ALL, csv_safe=True, tenants=tenants)
    assert told["counts"] == {"ok": 0, "look": 1, "unknown": 1, "listed": 1}
    found = json.loads((tmp_path / "sizes.json").read_bytes())
    assert found["tenants"][0]["findings"][0]["values"] == {"used_bytes": 3, "to": ["x", "y"]}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sizes.csv").read_text(encoding="utf-8"))))
    assert list(rows[0])[-4:] == ["used_bytes", "to", "quota_bytes", "note"]
    assert (rows[0]["used_bytes"], rows[1]["note"], rows[2]["text"]) == (
        "3", "'=1+1", "The tenant could not be read: No role.",
    )  # fmt: skip
    # It is what it takes, and a line is found again by what tells it from others.
    again = run(tmp_path / "sizes", about="report", src=[str(tmp_path / "sizes.json")])
    assert (again["changes"]["new"], again["changes"]["gone"]) == (0, 0)
    with pytest.raises(Failure, match="the values of sizes are no map"):
        run(tmp_path / "other", about="report", tenants=[{"name": "a", "findings": [{**lines[0], "values": [1]}]}])


def test_of_300_customers_the_missing_are_named_and_no_unknown_is_an_empty_cell(tmp_path: Path) -> None:
    values = [{"used_bytes": 3, "quota_bytes": "unknown"}, {"used_bytes": "unknown", "quota_bytes": None}]
    lines = [{"check": "sizes", "verdict": "unknown", "object": str(place), "values": one}
             for place, one in enumerate(values)]  # fmt: skip
    tenants = [
        {"name": f"customer{number:03}.example", **({"error": "No role."} if number % 10 == 9 else {"findings": lines})}
        for number in range(300)
    ]
    told = run(tmp_path / "sizes", about="report", formats=["html", "csv"], tenants=tenants)
    assert (told["tenants"], len(told["not_read"]), told["counts"]["unknown"]) == (300, 30, 270 * 2 + 30)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sizes.csv").read_text(encoding="utf-8"))))
    missing = [row for row in rows if not row["check"]]
    assert {(row["verdict"], row["text"]) for row in missing} == {
        ("unknown", "The tenant could not be read: No role."),
    }
    assert [row["tenant"] for row in missing] == told["not_read"]
    assert {(row["used_bytes"], row["quota_bytes"]) for row in rows if row["check"]} == {
        ("3", "unknown"), ("unknown", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("https://adatum.example")']
)
def test_no_cell_of_a_report_is_taken_for_a_formula(evil: str, tmp_path: Path) -> None:
    """Names of mailboxes and rules are what anybody called them."""
    line = {"check": "rules", "verdict": "look", "object": evil, "property": evil, "text": evil,
            "values": {"rule": evil, "reasons": [evil, evil], "one": [evil], "more": {evil: evil}}}  # fmt: skip
    tenants = [{"name": evil, "tenant_id": evil, "findings": [line]}, {"name": "fabrikam.example", "error": evil}]
    checks = [{"id": "rules", "title": evil, "group": evil, "source": evil}]
    run(tmp_path / "rules", about="report", formats=["csv"], csv_safe=True, checks=checks, tenants=tenants)
    rows = list(csv.reader(io.StringIO((tmp_path / "rules.csv").read_bytes().decode(), newline="")))
    assert len(rows) == 3
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert sum(evil in cell for cell in rows[1]) >= 7
