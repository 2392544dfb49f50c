# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the reference of docs/troubleshooting.md from the tables of advice, or check that it is in step.

Each kind of failure gets a heading that is its key, so that the card's ``documentation`` leads to it.
"""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterator, Mapping

from made_part import ROOT, MadePart, is_check

BEGIN = "<!-- Made from the tables of advice by 'make docs'; edit plugins/module_utils/_errors/_advice instead. -->\n"
REFERENCE = MadePart(ROOT / "docs" / "troubleshooting.md", BEGIN, "the tables of advice")

sys.path.insert(0, str(ROOT / ".build" / "link"))

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE  # noqa: E402
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Advice  # noqa: E402

# What a person looks for first comes first; a category that is not named here follows in its own words.
TITLES = {
    "input": "Options",
    "sign_in": "Sign-in",
    "network": "Network",
    "session": "Sessions",
    "permission": "Permissions",
    "not_found": "Not found",
    "exists": "Already there",
    "throttled": "Throttling",
    "service": "The service",
    "transient": "Passing trouble",
    "answer": "Answers that cannot be used",
    "unknown": "Outcome unknown",
    "internal": "Mistakes of this collection",
}


def readable(template: str) -> str:
    """A template with its facts as ``<words>``, safe in Markdown."""
    pieces = []
    for text, fact, noun, _conversion in string.Formatter().parse(template):
        pieces.append(re.sub(r"([\\`*_<>\[\]])", r"\\\1", text))
        if fact is not None:
            pieces.append(f"*{fact.replace('_', ' ')}*" + (f" {noun}s" if noun else ""))
    return "".join(pieces)


def entry(key: str, advice: Advice) -> Iterator[str]:
    """One kind of failure: its line, why, and what to do."""
    yield f"#### {key}\n\n"
    yield f"> {readable(advice.what)}\n\n"
    yield f"{readable(advice.cause)}\n\n"
    yield from (f"- {readable(line)}\n" for line in advice.fix)
    yield "\n"


def reference(table: Mapping[str, Advice]) -> str:
    """The whole reference, by category, then by key."""
    categories = [*TITLES, *sorted({advice.category for advice in table.values()} - set(TITLES))]
    lines = []
    for category in categories:
        keys = sorted(key for key, advice in table.items() if advice.category == category)
        if keys:
            lines.append(f"### {TITLES.get(category, category.replace('_', ' ').capitalize())}\n\n")
            lines.append("In the card: `category: " + category + "`.\n\n")
        lines.extend(line for key in keys for line in entry(key, table[key]))
    return "".join(lines)


def main() -> int:
    return REFERENCE.write(reference(ADVICE), check=is_check(__doc__ or ""))


if __name__ == "__main__":
    sys.exit(main())
