# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a report in a real browser: it opens from the disk, asks for nothing, filters, sorts, and shows text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._report_files.changes_since_last_report import compare_with
from ansible_collections.m365.exchange.plugins.module_utils._report_files.html_page import write_page
from ansible_collections.m365.exchange.plugins.module_utils._report_files.report_document import read_document
from support.chromium import PROGRAM, Page, chromium
from support.extent import only_in_test_all
from support.report_data import EVIL, findings

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here: the page was not opened")
SEARCH = "(() => {{ const it = document.getElementById('search'); it.value = '{}'; it.oninput(); }})()"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("chromium")) as one:
        yield one


def write(folder: Path, given: dict[str, Any], before: dict[str, Any] | None = None) -> Path:
    document, changes = read_document({"title": "A night", **given}, "a test"), None
    if before is not None:
        document, changes = compare_with(document, read_document(before, "a test"))
    path = folder / "report.html"
    path.write_bytes(write_page(document, changes))
    return path


def assert_silent(page: Page) -> None:
    """Nothing was asked for, and nothing was complained of: no error, and nothing that the page's policy forbids."""
    assert (page.requests, page.complaints) == ([], [])


def test_the_page_filters_sorts_and_shows_its_parts(page: Page, tmp_path: Path) -> None:
    given = findings(10, 8)
    page.open(write(tmp_path, given, findings(10, 8, seed=2)))
    verdicts = [one["verdict"] for tenant in given["tenants"] for one in tenant.get("findings", ())]
    assert page.texts("#status") == ["73 shown"]
    # What is bad comes first.
    assert page.texts("tbody .verdict")[: verdicts.count("fail")] == ["fail"] * verdicts.count("fail")
    page.run("document.querySelector('.chip.unknown').click()")
    assert set(page.texts("tbody .verdict")) == {"unknown"}
    # A tenant that could not be read is among them.
    assert len(page.texts("tbody tr")) == verdicts.count("unknown") + 1
    page.run("document.querySelector('.chip.unknown').click()")
    page.run(SEARCH.format("customer003 calendars"))
    assert page.texts("tbody tr td:first-child") == ["customer003.example"]
    page.run(SEARCH.format(""))
    page.run("document.querySelector('th').click()")
    names = page.texts("tbody tr td:first-child")
    page.run("document.querySelector('th').click()")
    backwards = page.texts("tbody tr td:first-child")
    assert (names, backwards) == (sorted(names), sorted(names, reverse=True))
    assert_silent(page)


@pytest.mark.parametrize(
    ("fragment", "title", "rows"),
    [("#t3", "customer003.example", 8), ("#c4", "Calendars are not shared with everybody", 9)],
)
def test_a_tenant_and_a_rule_have_a_part_each(page: Page, tmp_path: Path, fragment: str, title: str, rows: int) -> None:
    page.open(write(tmp_path, findings(10, 8)), fragment)
    assert (page.texts("#about h2"), len(page.texts("tbody tr"))) == ([title], rows)
    page.run("location.hash = '#tenants'")
    page.wait("document.getElementById('about').hidden")
    assert len(page.texts("tbody tr")) == 10
    assert_silent(page)


def test_values_are_shown_as_text(page: Page, tmp_path: Path) -> None:
    evil = {"check": "one", "verdict": "fail", "object": EVIL, "text": EVIL, "found": EVIL, "property": EVIL}
    checks = [{"id": "one", "title": EVIL, "group": EVIL, "source": "javascript:alert(1)"}]
    given = {"title": EVIL, "checks": checks, "tenants": [{"name": EVIL, "tenant_id": EVIL, "findings": [evil]}]}
    page.open(write(tmp_path, given), "#c0")
    assert page.run("document.title") == EVIL
    assert page.texts("td:first-child") == [EVIL]
    assert page.texts("h1, #about h2") == [EVIL, EVIL]
    assert page.run("document.querySelectorAll('#about a, script:not([id]) ~ script').length") == 0
    assert_silent(page)


def test_nothing_at_all_is_a_page_too(page: Page, tmp_path: Path) -> None:
    page.open(write(tmp_path, {"checks": [], "tenants": []}))
    assert page.texts("#more") == ["Nothing fits."]
    assert_silent(page)


@pytest.mark.parametrize(
    ("tenants", "shown"), [(40, "7,204 shown"), pytest.param(300, "54,030 shown", marks=only_in_test_all)]
)
def test_300_tenants_with_200_rules_open_at_once(page: Page, tmp_path: Path, tenants: int, shown: str) -> None:
    """The rows of the table are made as one scrolls: that is what keeps it quick, whatever the machine is. In make
    test there are 40 tenants, whose rows are more than a page makes at once and more than it prints at least."""
    path = write(tmp_path, findings(tenants, 200))
    assert path.stat().st_size < 5_000_000
    page.open(path)
    assert page.texts("#status") == [shown]
    drawn = len(page.texts("tbody tr"))
    assert drawn < 1_000
    page.run("document.getElementById('more').scrollIntoView()")
    page.wait(f"document.querySelectorAll('tbody tr').length > {drawn}")
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    assert len(page.texts("tbody tr")) >= 5_000
    assert_silent(page)


def test_it_looks_other_in_the_dark_and_fits_a_narrow_window(page: Page, tmp_path: Path) -> None:
    page.open(write(tmp_path, findings(10, 8)))
    colours = []
    for dark in (False, True):
        page.look(400, 900, dark=dark)
        colours.append(page.run("getComputedStyle(document.body).backgroundColor"))
    assert colours[0] != colours[1]
    assert page.run("document.documentElement.scrollWidth") <= 400
    assert_silent(page)


def test_a_report_sorts_its_columns_by_what_their_values_are(page: Page, tmp_path: Path) -> None:
    sizes = [("a", 9 * 2**30, None), ("b", 10 * 2**30, 12.5), ("c", "unknown", ["x", "y"])]
    lines = [
        {"check": "sizes", "verdict": "listed", "object": name, "values": {"used_bytes": used, "share": share}}
        for name, used, share in sizes
    ]
    page.open(write(tmp_path, {"about": "report", "tenants": [{"name": "contoso.example", "findings": lines}]}))
    assert page.texts("thead th")[-2:] == ["used", "share"]
    page.run("[...document.querySelectorAll('th')].find((one) => one.textContent === 'used').click()")
    assert page.texts("tbody td.value:nth-child(6)") == ["9.00 GB", "10.00 GB", "unknown"]
    assert page.texts("tbody td.value:nth-child(7)") == ["none", "12.5", "x, y"]
    page.run(SEARCH.format("9.00"))
    assert page.texts("thead th")[-2:] == ["used", "share"]
    page.run(SEARCH.format("no such"))
    assert page.texts("thead th")[-1] == "What was found"
    page.run(SEARCH.format("12.5"))
    assert page.texts("tbody td:nth-child(4)") == ["b"]
    assert_silent(page)


@only_in_test_all
def test_who_is_missing_from_a_report_is_shown_with_the_reason_and_unknown_in_each_column(
    page: Page, tmp_path: Path
) -> None:
    good = {
        "check": "sizes",
        "verdict": "ok",
        "object": "AdeleV",
        "values": {"used_bytes": 3 * 2**30, "quota_bytes": None},
    }
    tenants = [
        {"name": "contoso.example", "findings": [good, {"check": "sizes", "verdict": "unknown", "object": "AlexW"}]},
        {"name": "fabrikam.example", "error": "The secret has expired."},
    ]
    page.open(write(tmp_path, {"about": "report", "tenants": tenants}))
    assert page.texts("tbody td:first-child") == ["contoso.example", "fabrikam.example", "contoso.example"]
    assert "The secret has expired." in page.texts("tbody td:nth-child(5)")[1]
    assert page.texts("tbody td.value") == ["unknown"] * 4 + ["3.00 GB", "none"]
    assert_silent(page)
