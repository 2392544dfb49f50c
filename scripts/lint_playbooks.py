# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-lint with its own arguments, which checks the syntax of all playbooks and roles with one ansible-playbook.

By itself it starts one for each of them, which is nearly half of its time. Where the one finds anything, ansible-lint's
own check follows and tells what and where. Run with the Python of .venv/tools.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ansiblelint import runner
from ansiblelint.__main__ import _run_cli_entrypoint

if TYPE_CHECKING:
    from ansiblelint.errors import MatchError
    from ansiblelint.file_utils import Lintable

ROLES = "- hosts: localhost\n  gather_facts: false\n  tasks:\n"
ROLE = "    - ansible.builtin.import_role:\n        name: {}\n"


def is_right(files: Iterable[Lintable], environment: dict[str, str]) -> bool:
    """Whether Ansible takes all playbooks and roles."""
    playbooks = [str(file.path) for file in files if file.kind == "playbook"]
    roles = "".join(ROLE.format(file.path.absolute()) for file in files if file.kind == "role")
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as of_roles:
        of_roles.write(ROLES + roles)
        of_roles.flush()
        command = ["ansible-playbook", "--syntax-check", *playbooks, *([of_roles.name] if roles else [])]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


class QuickRunner(runner.Runner):
    """Asks for each playbook by itself only where something is wrong with one of them."""

    def _run_syntax_check_phase(self, matches: list[MatchError]) -> Any:
        files = self._collect_syntax_check_files()
        return files if is_right(files, self.app.runtime.environ) else super()._run_syntax_check_phase(matches)


def main() -> None:
    runner.Runner = QuickRunner
    _run_cli_entrypoint()


if __name__ == "__main__":
    main()
