# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells which process a module is; see the action plugin of the same name."""

from __future__ import annotations

import os
import sys

from ansible.module_utils.basic import AnsibleModule


def main() -> None:
    module = AnsibleModule(argument_spec={})
    module.exit_json(module=os.getpid(), parent=os.getppid(), python=sys.executable)


if __name__ == "__main__":
    main()
