# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the controller that a cmdlet's parameters get the content of.

They are found where ansible.builtin.copy finds its own, and a file that is encrypted with Ansible's vault is read in
the clear.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._commands.file_and_password_parameters import file_content
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import FILE_CONTENT


class _Loader(Protocol):
    """What is needed of ansible-core's loader of files."""

    def get_real_file(self, file_path: str, decrypt: bool = True) -> str:
        """A file to read instead, decrypted where it is in a vault."""

    def cleanup_tmp_file(self, file_path: str) -> None:
        """Remove what get_real_file made."""


def with_contents(files: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    """The map with contents in place of paths; what is no map of paths stays for the operation to refuse.

    :raises Failure: ``file-not-readable``.
    """
    if not isinstance(files, Mapping):
        return files
    return {
        name: _read(str(name), path, find, loader) if isinstance(path, str) and path else path
        for name, path in files.items()
    }


def _read(name: str, path: str, find: Callable[[str, str], str], loader: _Loader) -> dict[str, str]:
    try:
        found = find("files", path)
        real = loader.get_real_file(found)
    except AnsibleError as error:
        reason = "it is not there" if "Could not find" in str(error) else _one_line(str(error))
        raise failure("file-not-readable", parameter=name, path=path[:200], reason=reason) from None
    try:
        content = file_content(name, real)
    finally:
        loader.cleanup_tmp_file(real)
    return {FILE_CONTENT: base64.b64encode(content).decode("ascii")}


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200].rstrip(".")
