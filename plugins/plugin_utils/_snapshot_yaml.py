# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as values that know their lines: a key that stands twice is told, what is in a vault is decrypted and
remembered, and nothing is ever templated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import yaml
from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json

# The reader in C where PyYAML has it: both give the same nodes and lines.
_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_VAULT = ("!vault", "!vault-encrypted")
_TEXTS = ("!unsafe", "tag:yaml.org,2002:str")
_SCALARS = tuple(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp", "value"))
_MERGE = "tag:yaml.org,2002:merge"

# Gives the clear text of what stands behind !vault, or raises an AnsibleError.
Reveal = Callable[[str], str]


@dataclass(frozen=True)
class Document:
    """One file. ``revealed`` are the texts that came out of a vault."""

    path: str
    reveal: Reveal
    revealed: list[str] = field(default_factory=list)

    def compose(self, text: str) -> yaml.Node | None:
        """The nodes of the only document; None where there is nothing.

        :raises Failure: ``snapshot-not-yaml``.
        """
        try:
            return yaml.compose(text, Loader=_READER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._no_yaml(line, error.problem or "something is missing") from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
            raise self._no_yaml(line, "a character that YAML does not have") from None
        except (yaml.YAMLError, RecursionError):
            raise self._no_yaml(1, "it cannot be read") from None

    def _no_yaml(self, line: int, reason: str) -> Failure:
        return failure("snapshot-not-yaml", path=self.path, line=line, reason=reason)

    def refuse(self, node: yaml.Node, reason: str) -> Failure:
        """The failure that something is not where it is expected; raise it."""
        return failure("snapshot-not-understood", path=self.path, line=line_of(node), reason=reason)

    def entries(self, node: yaml.Node, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a map, each with its node and that of its value; ``what`` says what should be one.

        :raises Failure: it is no map, or a key stands there twice.
        """
        if not isinstance(node, yaml.MappingNode):
            raise self.refuse(node, f"{what} is no map")
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        merged: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                several = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for one in several:
                    merged = {**self.entries(one, "what << names"), **merged}
                continue
            if not isinstance(key, yaml.ScalarNode):
                raise self.refuse(key, "a key is no text")
            if key.value in found:
                first = line_of(found[key.value][0])
                raise failure("snapshot-key-twice", path=self.path, line=line_of(key), name=key.value, first=first)
            found[key.value] = (key, value)
        return {**merged, **found}

    def value(self, node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> Json:
        """What stands there, as JSON would have it; dates are texts.

        :raises Failure: as :meth:`entries`, a tag that nobody knows, or a vault that does not open.
        """
        if any(node is one for one in above):
            raise self.refuse(node, "an alias stands in what it names")
        inside = (*above, node)
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            entries = self.entries(node, "this")
            return {name: self.value(value, inside) for name, (_key, value) in entries.items()}
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return [self.value(one, inside) for one in node.value]
        if not isinstance(node, yaml.ScalarNode):
            raise self.refuse(node, f"the tag {node.tag} is not known here")
        return self._scalar(node)

    def _scalar(self, node: yaml.ScalarNode) -> Json:
        if node.tag in _TEXTS:
            return str(node.value)
        if node.tag in _VAULT:
            return self._open_vault(node)
        if node.tag not in _SCALARS:
            raise self.refuse(node, f"the tag {node.tag.removeprefix('tag:yaml.org,2002:')} is not known here")
        try:
            value = yaml.SafeLoader("").construct_object(node)
        except (yaml.YAMLError, ValueError):
            raise self.refuse(node, f"{node.value[:60]} is no value, put it in quotation marks") from None
        return value.isoformat() if isinstance(value, date) else cast("Json", value)

    def _open_vault(self, node: yaml.ScalarNode) -> str:
        try:
            text = self.reveal(node.value)
        except AnsibleError as error:
            reason = " ".join(str(error).split())[:160].rstrip(".") or type(error).__name__
            raise failure("snapshot-value-in-vault", path=self.path, line=line_of(node), reason=reason) from None
        self.revealed.append(text)
        return text


def line_of(node: yaml.Node) -> int:
    """The line in which it begins, the first is 1."""
    return int(node.start_mark.line) + 1
