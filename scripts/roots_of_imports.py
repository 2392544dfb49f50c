# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print the plugins that no other file imports: whoever imports these imports every file. [FOLDER ...] are left out.

ansible-test compiles all that a file imports again for each file that it imports, so that a file at the bottom is
compiled some hundred times. With these alone each is compiled, and runs, as often as something is made of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.closures import roots  # noqa: E402


def main() -> int:
    for path in roots(leave_out=sys.argv[1:]):
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
