# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report over many customers of whom some cannot be read, or not in all: who is missing, and why, and no empty cell
for what is unknown. Six of them in make test, 300 in make test-all."""

from __future__ import annotations

import base64
import csv
import io
import json
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.m365.exchange.plugins.module_utils._operations import report
from ansible_collections.m365.exchange.plugins.module_utils._report_files.report_document import STATE_ORDER
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.secrets import leaks

CUSTOMERS = choose(6, 300)
APP, SECRET = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a12", "canary-secret-of-the-provider"
READER, WRONG = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a13", "canary-secret-that-is-wrong"
NAMES = [f"customer{number:03}.onmicrosoft.com" for number in range(CUSTOMERS)]
# Of each six one has another secret, at one the application may not read sizes, and at one a mailbox cannot be read.
BROKEN, POOR, HURT = NAMES[1::6], NAMES[2::6], NAMES[3::6]


@pytest.fixture(scope="module")
def customers_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    """Each customer is a tenant of two mailboxes, with the provider's two applications."""
    applications = [
        {"name": "Provider", "app_id": APP, "client_secret": SECRET, "directory_roles": ["Exchange Administrator"]},
        {"name": "Reader", "app_id": READER, "client_secret": SECRET, "role_groups": ["Readers"]},
    ]
    tenants = [
        {"tenant_id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)), "display_name": name, "initial_domain": name,
         "mailboxes": 2, "applications": applications, "role_groups": {"Readers": ["Get-Mailbox", "Get-Recipient"]}}
        for name in NAMES
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("customers") / "tenants.yml"
    path.write_text(yaml.safe_dump({"tenants": tenants}), encoding="utf-8")
    with Box("--tenants", str(path)) as box:
        yield box


def data_of_page(page: str) -> dict[str, Any]:
    """What the script of a page reads."""
    packed = page.partition('id="data">')[2].partition("<")[0]
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return found


def tell(desk: Desk, name: str) -> dict[str, Any]:
    """A customer as exo_report takes it, and as the playbook makes it."""
    if name in HURT:
        desk.box.control.fault(kind="errors_in_200", match={"cmdlet": "Get-MailboxStatistics"}, times=1)
    told = desk.report(
        session=None, report_names="sizes", organization=name, app_id=READER if name in POOR else APP,
        client_secret=WRONG if name in BROKEN else SECRET,
    )  # fmt: skip
    return {"name": name, "error": told["msg"]} if "failed" in told else {
        "name": name, "findings": told["reports"][0]["findings"],
    }  # fmt: skip


def test_who_is_missing_is_told_with_the_reason_and_no_unknown_is_an_empty_cell(
    customers_box: Box, tmp_path: Path
) -> None:
    desk = Desk(customers_box, tmp_path)
    desk.environ = {key: value for key, value in desk.environ.items() if not key.startswith("EXO_")}
    tenants = [tell(desk, name) for name in NAMES]
    options = {"dest": str(tmp_path / "sizes"), "formats": ["html", "json", "csv"], "about": "report", "csv_safe": True}
    told = report.run({**options, "tenants": tenants}, Context({}, Owner(), check_mode=False))
    assert (told["tenants"], told["not_read"]) == (CUSTOMERS, BROKEN)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sizes.csv").read_text(encoding="utf-8"))))
    assert {row["tenant"] for row in rows} == set(NAMES)
    missing = {row["tenant"]: row["text"] for row in rows if not row["check"]}
    assert list(missing) == BROKEN
    assert all("could not be read" in text and "secret" in text for text in missing.values()), missing
    unknown = [row for row in rows if row["verdict"] == "unknown"]
    assert {row["tenant"] for row in unknown} == {*BROKEN, *POOR, *HURT}
    for row in unknown:
        assert {row[name] for name in ("used_bytes", "quota_bytes", "used_percent", "items")} == {"unknown"}, row
        assert row["tenant"] not in POOR or "Mail Recipients" in row["text"], row
    assert len([row for row in unknown if row["tenant"] in HURT]) == len(HURT)
    page = data_of_page((tmp_path / "sizes.html").read_text(encoding="utf-8"))
    assert {one["name"] for one in page["tenants"] if "secret" in one["error"]} == set(BROKEN)
    # Each cell of a line that is unknown has a value: the word.
    states, sizes = page["rows"]["state"], page["columns"]["used_bytes"]
    words = [
        page["values"][place]
        for place, state in zip(sizes, states, strict=True)
        if state == STATE_ORDER.index("unknown")
    ]
    assert words == ["unknown"] * len(unknown)
    written = {path.name: path.read_bytes() for path in tmp_path.glob("sizes.*")}
    packed = {"the page's data": json.dumps(page)}
    assert len(written) == 3
    assert not leaks({"the secret": SECRET, "the wrong one": WRONG}, {**written, **packed, "told": json.dumps(tenants)})
