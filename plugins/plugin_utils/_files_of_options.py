# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the controller that options name: those whose content parameters and properties get, baselines, and
exceptions.

They are found where Ansible's own modules find theirs, and a file that is encrypted with Ansible's vault is read in the
clear. The baselines that ship are in the folder playbooks/baselines.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._commands.file_and_password_parameters import file_content
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import FILE_CONTENT
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import plain


class _Loader(Protocol):
    """What is needed of ansible-core's loader of files."""

    def get_real_file(self, file_path: str, decrypt: bool = True) -> str:
        """A file to read instead, decrypted where it is in a vault."""

    def cleanup_tmp_file(self, file_path: str) -> None:
        """Remove what get_real_file made."""

    def load_from_file(self, file_name: str) -> Any:
        """The value of a file of YAML, decrypted where it is in a vault."""


def read_contents(arguments: dict[str, Any], find: Callable[[str, str], str], loader: _Loader) -> None:
    """Put contents in place of the paths in the option ``files``, of a task or of the commands of its list.

    :raises Failure: ``file-not-readable``.
    """
    _read_files(arguments, find, loader)
    commands = arguments.get("commands")
    if not isinstance(commands, list):
        return
    from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import PlaceInList  # noqa: PLC0415 - for a list only

    for number, command in enumerate(commands, 1):
        with PlaceInList(number, len(commands)):
            _read_files(command, find, loader)


def _read_files(command: Any, find: Callable[[str, str], str], loader: _Loader) -> None:
    if isinstance(command, dict) and command.get("files"):
        command["files"] = _with_contents(command["files"], find, loader)


def _with_contents(files: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    """The map with contents in place of paths; what is no map of paths stays for the operation to refuse."""
    if not isinstance(files, Mapping):
        return files
    return {
        name: _read_content(str(name), path, find, loader) if isinstance(path, str) and path else path
        for name, path in files.items()
    }


def _read_content(name: str, path: str, find: Callable[[str, str], str], loader: _Loader) -> dict[str, str]:
    try:
        full_path = find("files", path)
        real = loader.get_real_file(full_path)
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


@cache
def shipped_baselines() -> dict[str, Path]:
    """The baselines that ship, by name."""
    folder = Path(__file__).resolve().parents[2] / "playbooks" / "baselines"
    return {path.stem: path for path in sorted(folder.glob("*.yml"))}


def load_baseline(baseline: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    """The baseline that a name or a path means; what is no text stays as it is.

    :raises Failure: ``baseline-not-readable``.
    """
    if isinstance(baseline, str) and baseline in shipped_baselines():
        return plain(loader.load_from_file(str(shipped_baselines()[baseline])))
    return _load_yaml("baseline", baseline, find, loader)


def load_exceptions(exceptions: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    """The exceptions of a file; what is no text stays as it is.

    :raises Failure: ``baseline-not-readable``.
    """
    return _load_yaml("file of exceptions", exceptions, find, loader)


def _load_yaml(kind_of_file: str, path: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    if not isinstance(path, str) or not path:
        return path
    try:
        return plain(loader.load_from_file(find("vars", path)))
    except AnsibleError as error:
        reason = "it is not there" if "Could not find" in str(error) else _one_line(str(error))
        shipped_names = ", ".join(shipped_baselines())
        raise failure(
            "baseline-not-readable", what=kind_of_file, path=path[:200], reason=reason, known=shipped_names
        ) from None
