# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the list of what the box does not play into its README, or check that it is in step."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from made_part import ROOT, MadePart, is_check

BEGIN = "<!-- Made from the box's own rules by 'make docs'. -->\n"
LIST = MadePart(ROOT / "extensions" / "simulator" / "README.md", BEGIN, "the list of what the box does not play")

sys.path[:0] = [str(ROOT / "extensions" / "simulator")]

from exo_simulator.exchange.catalogue import without_page  # noqa: E402
from exo_simulator.exchange.errors import KINDS, SEEN  # noqa: E402
from exo_simulator.exchange.playing import Standing, all_standings, is_run  # noqa: E402


def lines() -> Iterator[str]:
    """Cmdlets and parameters that are not played, parameters that are taken without effect, guessed types of errors."""
    whole = dict.fromkeys(cmdlet.name for cmdlet, _parameter, _standing in all_standings() if not is_run(cmdlet))
    yield "Cmdlets:\n\n" + "\n".join(f"- `{name}`" for name in whole) + "\n"
    yield "\nParameters:\n\n"
    yield from by_cmdlet(Standing.NOT_PLAYED)
    yield "\nParameters that are taken without effect:\n\n"
    yield from by_cmdlet(Standing.HARMLESS)
    yield "\nTypes of errors that nobody has captured (the switch `unseen_errors` answers without them):\n\n"
    guessed = {kind.exception_type.rpartition(".")[2] for key, kind in KINDS.items() if key not in SEEN}
    yield from (f"- `{name}`\n" for name in sorted(guessed))
    yield "\nCmdlets that the service has and that no page describes, none of which is played:\n\n"
    unknown = {name for service in ("exchange", "compliance") for name in without_page(service).values()}
    yield from (f"- `{name}`\n" for name in sorted(unknown))


def by_cmdlet(standing: Standing) -> Iterator[str]:
    """One line for each cmdlet that has such parameters."""
    found: dict[str, list[str]] = {}
    for cmdlet, parameter, this in all_standings():
        if this is standing and is_run(cmdlet):
            found.setdefault(cmdlet.name, []).append(f"`{parameter.name}`")
    yield from (f"- `{name}`: {', '.join(names)}\n" for name, names in found.items())


def main() -> int:
    return LIST.write("".join(lines()), check=is_check(__doc__ or ""))


if __name__ == "__main__":
    sys.exit(main())
