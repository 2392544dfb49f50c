# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Baselines and exceptions as files of the controller. Those that ship are in the folder playbooks/baselines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.plugin_utils._plain import plain

SHIPPED = {
    path.stem: path for path in sorted((Path(__file__).resolve().parents[2] / "playbooks" / "baselines").glob("*.yml"))
}


class _Loader(Protocol):
    """What is needed of ansible-core's loader of files."""

    def load_from_file(self, file_name: str) -> Any:
        """The value of a file of YAML, decrypted where it is in a vault."""


def load_baseline(given: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    """The baseline that a name or a path means; what is no text stays as it is.

    :raises Failure: ``baseline-not-readable``.
    """
    if isinstance(given, str) and given in SHIPPED:
        return plain(loader.load_from_file(str(SHIPPED[given])))
    return _load("baseline", given, find, loader)


def load_exceptions(given: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    """The exceptions of a file; what is no text stays as it is.

    :raises Failure: ``baseline-not-readable``.
    """
    return _load("file of exceptions", given, find, loader)


def _load(what: str, given: Any, find: Callable[[str, str], str], loader: _Loader) -> Any:
    if not isinstance(given, str) or not given:
        return given
    try:
        return plain(loader.load_from_file(find("vars", given)))
    except AnsibleError as error:
        reason = "it is not there" if "Could not find" in str(error) else " ".join(str(error).split())[:200].rstrip(".")
        known = ", ".join(SHIPPED)
        raise failure("baseline-not-readable", what=what, path=given[:200], reason=reason, known=known) from None
