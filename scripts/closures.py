# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write how much each module ships into tests/unit/data/closures.json; with the name of a module, list its files.

.venv/newest/bin/python scripts/closures.py [exo_disconnect]
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.closures import PLUGINS, TABLE, closure, rendered, sizes  # noqa: E402


def main() -> int:
    for name in sys.argv[1:]:
        for path in sorted(closure(PLUGINS / "modules" / f"{name}.py")):
            print(f"{len(path.read_text(encoding='utf-8').splitlines()):6} {path.relative_to(PLUGINS)}")
    if not sys.argv[1:]:
        TABLE.write_text(rendered(sizes()), encoding="utf-8")
        print(TABLE.read_text(encoding="utf-8"), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
