# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hundred thousand mailboxes cost nothing until somebody looks at one.

Counted is what this thread computes, not how long a busy machine lets it wait.
"""

from __future__ import annotations

import threading
import time

import pytest
from simulator.exchange.tenant import CONTOSO, Tenant

from exo_simulator.exchange.people import IndexedIds

COUNT = 100_000


@pytest.fixture(scope="module")
def crowd() -> Tenant:
    start = time.thread_time()
    tenant = Tenant(mailboxes=COUNT)
    assert time.thread_time() - start < 2
    return tenant


def test_a_listing_is_made_at_once_and_rendered_where_it_is_read(crowd: Tenant) -> None:
    start = time.thread_time()
    rows = crowd.run("Get-Mailbox").rows
    assert len(rows) == COUNT
    assert len(rows[99_000:]) == 1000
    assert rows[-1]["UserPrincipalName"] == "RaulRazo100000@contoso.com"
    assert rows[5:8][0]["DisplayName"] == "Diego Siciliani"
    assert time.thread_time() - start < 1
    with pytest.raises(IndexError):
        rows[COUNT]


def test_names_are_different(crowd: Tenant) -> None:
    rows = crowd.run("Get-Mailbox").rows
    page = list(rows[:1000])
    for name in ("Name", "Alias", "Guid", "ExchangeGuid"):
        assert len({row[name] for row in page}) == 1000


def test_changes_and_removals_keep_the_order(crowd: Tenant) -> None:
    before = [row["Alias"] for row in crowd.run("Get-Mailbox").rows[10:30]]
    crowd.run("Set-Mailbox", Identity=before[3], CustomAttribute1="x")
    crowd.run("Remove-Mailbox", Identity=before[5], Confirm=False)
    crowd.run("Remove-Mailbox", Identity=before[6], Confirm=False)
    after = crowd.run("Get-Mailbox").rows
    assert len(after) == COUNT - 2
    assert [row["Alias"] for row in after[10:28]] == before[:5] + before[7:]
    assert after[13]["CustomAttribute1"] == "x"
    assert crowd.refusal("Get-Mailbox", Identity=before[5]).error_id == "Ex6F9304"
    assert after[len(after) - 1]["UserPrincipalName"] == "RaulRazo100000@contoso.com"


def test_all_recipients_are_one_list(crowd: Tenant) -> None:
    count = len(crowd.run("Get-Mailbox").rows)
    crowd.run("New-MailContact", Name="Last One", ExternalEmailAddress="last@fabrikam.com")
    rows = crowd.run("Get-Recipient").rows
    assert len(rows) == count + 1
    assert rows[-1]["Name"] == "Last One"
    assert rows[0]["RecipientTypeDetails"] == "UserMailbox"


@pytest.mark.parametrize("index", [0, 1, 25, 99_999, 2**40])
def test_an_id_leads_back_to_its_index(index: int) -> None:
    from uuid import UUID  # noqa: PLC0415

    ids = IndexedIds(UUID(CONTOSO["tenant_id"]), "Guid")
    made = ids.make(index)
    assert ids.index(made) == index
    assert made.version == 4
    assert ids.index(UUID(int=made.int ^ 1 << 127)) is None


def test_many_threads_leave_a_consistent_store() -> None:
    tenant = Tenant(mailboxes=4)

    def work(number: int) -> None:
        for turn in range(20):
            tenant.run("New-TransportRule", Name=f"Rule {number} {turn}", Priority=0)
            tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1=f"{number} {turn}")
            assert [dict(row) for row in tenant.run("Get-Mailbox").rows]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row["Priority"] for row in tenant.run("Get-TransportRule").rows) == list(range(80))
