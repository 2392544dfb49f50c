# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML of snapshots.

Read, it is values that know their lines: a key that stands twice is told, what is in a vault is decrypted and
remembered, and nothing is ever templated. Written, it is what a person reads and git compares: always the same text for
the same value. PyYAML's own writer is another in C than in Python, breaks lines at a width, and takes seconds for what
is written here in tenths of one. A text of several lines is a block, so that a change of one line shows as one. What a
template would look like gets the tag ``!unsafe``: whoever loads such a file as variables does not have it templated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import yaml
from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json

# The reader in C where PyYAML has it: both give the same nodes and lines.
_YAML_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS_OF_VAULT = ("!vault", "!vault-encrypted")
_TAGS_OF_TEXTS = ("!unsafe", "tag:yaml.org,2002:str")
_TAGS_OF_SCALARS = tuple(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp", "value"))
_TAG_OF_MERGE = "tag:yaml.org,2002:merge"

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
            return yaml.compose(text, Loader=_YAML_READER)
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

    def entries(self, node: yaml.Node, title: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a map, each with its node and that of its value; ``title`` says what should be one.

        :raises Failure: it is no map, or a key stands there twice.
        """
        if not isinstance(node, yaml.MappingNode):
            raise self.refuse(node, f"{title} is no map")
        entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        merged: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if key.tag == _TAG_OF_MERGE:
                several = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for merged_map in several:
                    merged = {**self.entries(merged_map, "what << names"), **merged}
                continue
            if not isinstance(key, yaml.ScalarNode):
                raise self.refuse(key, "a key is no text")
            if key.value in entries:
                first = line_of(entries[key.value][0])
                raise failure("snapshot-key-twice", path=self.path, line=line_of(key), name=key.value, first=first)
            entries[key.value] = (key, value)
        return {**merged, **entries}

    def value(self, node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> Json:
        """What stands there, as JSON would have it; dates are texts.

        :raises Failure: as :meth:`entries`, a tag that nobody knows, or a vault that does not open.
        """
        if any(node is outer for outer in above):
            raise self.refuse(node, "an alias stands in what it names")
        inside = (*above, node)
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            entries = self.entries(node, "this")
            return {name: self.value(value, inside) for name, (_key, value) in entries.items()}
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return [self.value(item, inside) for item in node.value]
        if not isinstance(node, yaml.ScalarNode):
            raise self.refuse(node, f"the tag {node.tag} is not known here")
        return self._scalar(node)

    def _scalar(self, node: yaml.ScalarNode) -> Json:
        if node.tag in _TAGS_OF_TEXTS:
            return str(node.value)
        if node.tag in _TAGS_OF_VAULT:
            return self._open_vault(node)
        if node.tag not in _TAGS_OF_SCALARS:
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


# What is a text for each reader without quotation marks; the words are those that YAML 1.1 takes for something else.
_UNQUOTED_TEXT = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _@./+-]*[A-Za-z0-9_./+-])?", re.ASCII)
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_TEMPLATE_BEGINS = re.compile(r"\{[{%#]")
# What YAML lets stand as it is; all else has an escape (https://yaml.org/spec/1.1/#c-printable).
_NOT_PRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FEED = "\n"


def yaml_text(value: Json) -> str:
    """A document of YAML, maps in their own order, which ends with a line feed."""
    return "---\n" + "\n".join(_yaml_lines(value, "")) + "\n"


def _yaml_lines(value: Json, indent: str) -> Iterator[str]:
    """The lines of a map or a list that is not empty, or the one of anything else."""
    if isinstance(value, Mapping) and value:
        for key, member in value.items():
            yield from _yaml_lines_of_entry(f"{indent}{_yaml_scalar(key)}:", member, f"{indent}  ")
    elif isinstance(value, list) and value:
        for item in value:
            if isinstance(item, (Mapping, list)) and item:
                first, *rest = _yaml_lines(item, f"{indent}  ")
                yield f"{indent}- {first.lstrip(' ')}"
                yield from rest
            else:
                yield from _yaml_lines_of_entry(f"{indent}-", item, f"{indent}  ")
    else:
        yield from _yaml_lines_of_entry("", value, "  ")


def _yaml_lines_of_entry(head: str, value: Json, indent: str) -> Iterator[str]:
    """What stands behind a key or a dash; ``indent`` is that of the lines below."""
    if isinstance(value, (Mapping, list)):
        if value:
            yield head
            yield from _yaml_lines(value, indent)
        else:
            yield _yaml_line(head, "[]" if isinstance(value, list) else "{}")
        return
    tag = "!unsafe " if isinstance(value, str) and _TEMPLATE_BEGINS.search(value) else ""
    if isinstance(value, str) and _is_block(value):
        yield _yaml_line(head, f"{tag}|{'' if value.endswith(_FEED) else '-'}")
        yield from (f"{indent}{line}" if line else "" for line in value.removesuffix(_FEED).split(_FEED))
        return
    yield _yaml_line(head, f"{tag}{_yaml_scalar(value)}")


def _yaml_line(head: str, text: str) -> str:
    return f"{head} {text}" if head else text


def _is_block(text: str) -> bool:
    """Whether a text reads better as a block, and stays what it is as one."""
    lines = text.removesuffix(_FEED).split(_FEED)
    return (
        len(lines) > 1
        and bool(lines[-1])
        and not text[0].isspace()
        and not any(line.isspace() or _NOT_PRINTABLE.search(line.replace("\t", "")) for line in lines)
    )


def _yaml_scalar(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _yaml_number(value)
    text = str(value)
    if _UNQUOTED_TEXT.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    if _NOT_PRINTABLE.search(text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{_NOT_PRINTABLE.sub(_escape_character, escaped)}"'
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _yaml_number(value: float) -> str:
    """A float as YAML 1.1 knows one: with a point, and a sign in front of an exponent."""
    digits, _e, exponent = repr(value).partition("e")
    if not exponent:
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}.get(digits, digits)
    sign = exponent if exponent.startswith(("+", "-")) else f"+{exponent}"
    return f"{digits}{'' if '.' in digits else '.0'}e{sign}"


def _escape_character(character: re.Match[str]) -> str:
    number = ord(character[0])
    short_escapes = {9: "\\t", 10: "\\n", 13: "\\r"}
    return short_escapes.get(number) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")
