# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings of made-up tenants, as exo_report takes them."""

from __future__ import annotations

import random
from typing import Any

EVIL = "<script>document.title='taken'</script>\"' onload=1 & {{ 7*7 }}"
TITLES = (
    "Mail is not forwarded outside", "Sending with a password alone is off", "Attachments that run are refused",
    "Mailboxes keep an audit log", "Calendars are not shared with everybody", "Links are looked at when clicked",
    "Senders outside are marked", "No address is let past the filters",
)  # fmt: skip
GROUPS = ("Mail flow", "Protection", "Sharing", "Audit")
TEXTS = {
    "pass": "All 3 objects pass.",
    "fail": "1 of 3 objects fails: {name}.",
    "unknown": "Get-{name} was refused: the role lacks it.",
    "excepted": "Agreed on until 2027-01-31: the printer of {name} needs it.",
}


def findings(tenants: int, rules: int, seed: int = 1) -> dict[str, Any]:
    """``checks`` and ``tenants``; one tenant of ten could not be read at all."""
    chance = random.Random(seed)
    checks = [
        {
            "id": f"RULE.{number // 8 + 1}.{number % 8 + 1}",
            "title": TITLES[number % 8] if rules <= 8 else f"{TITLES[number % 8]}, part {number // 8 + 1}",
            "group": GROUPS[number % 4],
            "severity": ("must", "should")[number % 2],
            "source": "https://example.com/rules",
        }
        for number in range(rules)
    ]
    return {"checks": checks, "tenants": [_tenant(number, checks, chance) for number in range(tenants)]}


def _tenant(number: int, checks: list[dict[str, str]], chance: random.Random) -> dict[str, Any]:
    found = []
    for check in checks:
        verdict = chance.choices(list(TEXTS), [80, 12, 6, 2])[0]
        name = f"policy {chance.randrange(10_000)}"
        one = {"check": check["id"], "verdict": verdict, "object": name, "text": TEXTS[verdict].format(name=name)}
        found.append(one | ({"wanted": False, "found": True} if verdict == "fail" else {}))
    known = {"name": f"customer{number:03}.example", "tenant_id": f"00001111-aaaa-2222-bbbb-{number:012}"}
    if number % 10 == 9:
        return {**known, "error": "The certificate has expired."}
    return {**known, "findings": found}
