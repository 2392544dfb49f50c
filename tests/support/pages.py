# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fenced blocks of the pages, and which of them are playbooks or tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import dedent
from typing import Any

from .named_blocks import NOT_RUN, RUN_BY
from .places import ROOT
from .yaml_texts import from_yaml

NAMED = (*RUN_BY, *NOT_RUN)
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
# Where pages are, beside the root itself.
FOLDERS = ("docs", "extensions", "playbooks", "plugins", "roles", "tests")


@dataclass(frozen=True)
class Block:
    """One fenced block: the page's path below the root, the line of its fence, and its text without indentation."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def names(self) -> list[tuple[str, str]]:
        """Its entries in the tables of blocks that do not run as they stand: one or none."""
        return [(page, start) for page, start in NAMED if page == self.page and self.text.startswith(start)]

    @cached_property
    def content(self) -> Any:
        """What its YAML says; None where it is something else."""
        return from_yaml(self.text) if self.language == "yaml" else None

    @property
    def is_plays(self) -> bool:
        """Whole plays."""
        return self._is_list and all("hosts" in one for one in self.content)

    @property
    def is_tasks(self) -> bool:
        """Tasks: each is a block, or calls a module by its full name."""
        return self._is_list and all("block" in one or _calls_a_module(one) for one in self.content)

    @property
    def runs(self) -> bool:
        """Whether it runs as it stands, with the others of its page."""
        return (self.is_plays or self.is_tasks) and not self.names

    @property
    def _is_list(self) -> bool:
        return isinstance(self.content, list) and all(isinstance(one, dict) for one in self.content)


def _calls_a_module(task: dict[str, Any]) -> bool:
    return any(name.count(".") == 2 for name in task)


def pages() -> list[Path]:
    """Every Markdown file of the collection."""
    below = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))
    return sorted([*ROOT.glob("*.md"), *below])


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        Block(page, text.count("\n", 0, found.start()) + 1, found["language"], dedent(found["text"]))
        for found in FENCE.finditer(text)
    ]


def block(page: str, start: str) -> Block:
    """The one block of a page whose first line begins so."""
    (found,) = [one for one in blocks_of(page) if one.text.startswith(start)]
    return found


def all_blocks() -> list[Block]:
    """The blocks of all pages."""
    return [one for page in pages() for one in blocks_of(page.relative_to(ROOT).as_posix())]
