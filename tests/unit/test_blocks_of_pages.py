# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No example of a page slips in unexecuted: each block runs as it stands, or is named with its test or its reason."""

from __future__ import annotations

import ast
import re

from support.documented import part_of
from support.named_blocks import NOT_RUN, RUN_BY
from support.pages import FENCE, Block, all_blocks, block, pages
from support.places import ROOT
from support.rows import each_row
from support.syntax import tree_of
from support.yaml_texts import from_yaml

BLOCKS = all_blocks()


@each_row("block", BLOCKS, ids=str)
def test_each_block_runs_or_is_named(block: Block) -> None:
    assert block.runs or block.names, f"Nothing runs {block}: see tests/support/named_blocks.py"


def test_every_fence_is_seen_and_says_its_language() -> None:
    for page in pages():
        text = page.read_text(encoding="utf-8")
        found = list(FENCE.finditer(text))
        assert len(re.findall(r"^ *(?:```|~~~)", text, re.MULTILINE)) == 2 * len(found), page
        assert all(one["language"] for one in found), page


def test_what_is_named_is_there_once() -> None:
    assert sorted(name for one in BLOCKS for name in one.names) == sorted([*RUN_BY, *NOT_RUN])
    assert [str(one) for one in BLOCKS if len(one.names) > 1] == []


@each_row("test", sorted(set(RUN_BY.values())))
def test_tests_that_are_named_exist(test: str) -> None:
    file, _colons, name = test.partition("::")
    assert name in {node.name for node in tree_of(ROOT / file).body if isinstance(node, ast.FunctionDef)}


def test_examples_of_plugins_stand_where_they_are_run() -> None:
    """tests/integration/test_examples.py runs those of modules and filters; each of these has some."""
    files = list((ROOT / "plugins").rglob("*.py"))
    with_examples = {path for path in files if part_of(path, "EXAMPLES")}
    assert with_examples == {path for path in files if path.parent.name in ("modules", "filter", "inventory")}
    # The inventory's is the page's, which test_guides.py runs, but for where a cache is kept.
    shown = part_of(ROOT / "plugins" / "inventory" / "customers.py", "EXAMPLES")
    assert shown.items() < from_yaml(block("docs/customers.md", "# customers.exchange.yml").text).items()
    # The callback shows a setting, which test_guides.py uses as the page has it.
    callback = (ROOT / "plugins" / "callback" / "exo_cleanup.py").read_text(encoding="utf-8")
    assert block("docs/sessions.md", "[defaults]").text.splitlines()[1] in callback


@each_row(
    ("text", "runs"),
    [
        ("- name: A\n  hosts: localhost\n", True),
        ("- name: A\n  m365.exchange.exo_connect:\n", True),
        ("- block:\n    - m365.exchange.exo_connect:\n", True),
        ("- exo_connect:\n", False),
        ("command: Get-Mailbox\n", False),
        ("vars:\n  a: b\n", False),
    ],
)
def test_only_plays_and_tasks_run_as_they_stand(text: str, runs: bool) -> None:
    assert Block("page.md", 1, "yaml", text).runs is runs
