# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of objects, a snapshot or what a person wrote, as the rows that exo_resources takes.

A file is a map of one ``kind`` and its ``objects``, or a list of objects with a kind each. In a folder each kind has
one file; ``snapshot.yml`` beside them says whose they are and what could not be read. All that can be told without the
tenant is told here, with file and line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import yaml
from ansible.errors import AnsibleError

from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import ADVICE, failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json, JsonMap, Row
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.object_identity import read_identity
from ansible_collections.m365.exchange.plugins.plugin_utils._snapshot_yaml import Document, line_of

HEAD_FILE = "snapshot.yml"
# What an object of a file may have, besides its kind.
FIELDS_OF_OBJECT = ("identity", "state", "properties", "renamed_from")
_ENDINGS_OF_YAML = (".yml", ".yaml")


class Loader(Protocol):
    """What is needed of ansible-core's loader of files."""

    def get_real_file(self, file_path: str, decrypt: bool = True) -> str:
        """A file to read instead, decrypted where it is in a vault."""

    def cleanup_tmp_file(self, file_path: str) -> None:
        """Remove what get_real_file made."""

    def load(self, data: str, file_name: str = "<string>", show_content: bool = True) -> object:
        """YAML with Ansible's tags."""


@dataclass
class Source:
    """What the files have.

    ``resources`` are rows of kind, identity and what else stands there, each with its place (``at``), and under
    ``vaulted`` the names of properties whose value came out of a vault. ``kinds`` have a file. ``head`` is what
    snapshot.yml says, None where there is none.
    """

    path: str
    resources: list[Row] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    revealed: list[str] = field(default_factory=list)
    head: JsonMap | None = None


def read_source(path: str, loader: Loader, families: Mapping[str, object], *, guess: bool = False) -> Source:
    """All objects of a file or a folder; ``families`` are a task's own tables, with ``guess`` any kind is one.

    :raises Failure: ``snapshot-...``, with file and line.
    """
    source = Source(path)
    places_of_objects: dict[object, str] = {}
    for file in _files_of_snapshot(path):
        document = Document(file, _Reveal(loader), source.revealed)
        top = document.compose(_text_of_file(file, loader))
        if top is None:
            continue
        if os.path.basename(file) == HEAD_FILE and file != path:
            head = document.value(top)
            if not isinstance(head, Mapping):
                raise document.refuse(top, "this is no map")
            source.head = head
        else:
            reader = _ObjectsOfFile(document, families, source, places_of_objects, guess=guess)
            reader.read(top)
    return source


def _files_of_snapshot(path: str) -> list[str]:
    """The file itself, or those of the folder in the order of their names.

    :raises Failure: ``snapshot-not-there``.
    """
    if os.path.isfile(path):
        return [path]
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise failure("snapshot-not-there", path=path, reason=(error.strerror or "").lower()) from None
    yaml_files = [name for name in names if name.endswith(_ENDINGS_OF_YAML) and not name.startswith(".")]
    if not yaml_files:
        folders = [name for name in names if os.path.isdir(os.path.join(path, name))][:3]
        reason = f"it has the folders {', '.join(folders)} and no file" if folders else "it has no file of YAML"
        raise failure("snapshot-not-there", path=path, reason=reason)
    return [os.path.join(path, name) for name in yaml_files]


def _text_of_file(path: str, loader: Loader) -> str:
    try:
        real = loader.get_real_file(path)
    except AnsibleError as error:
        raise failure("snapshot-not-there", path=path, reason=" ".join(str(error).split())[:160]) from None
    try:
        content = Path(real).read_bytes()
    finally:
        loader.cleanup_tmp_file(real)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise failure("snapshot-not-yaml", path=path, line=line, reason="what stands there is not UTF-8") from None


@dataclass(frozen=True)
class _Reveal:
    """Opens a vaulted text as Ansible does, with the secrets of the run."""

    loader: Loader

    def __call__(self, text: str) -> str:
        lines = "\n".join(f"  {line}" for line in text.split("\n"))
        return str.__str__(str(self.loader.load(f"!vault |\n{lines}", show_content=False)))


@dataclass(frozen=True)
class _ObjectsOfFile:
    """Reads the objects of one file into the source."""

    document: Document
    families: Mapping[str, object]
    source: Source
    places_of_objects: dict[object, str]
    guess: bool

    def read(self, top: yaml.Node) -> None:
        """Read them all.

        :raises Failure: ``snapshot-...``.
        """
        if isinstance(top, yaml.SequenceNode):
            for node in top.value:
                entries = self.document.entries(node, "this object")
                if "kind" not in entries:
                    raise self.document.refuse(node, "this object has no kind")
                _key, kind = entries.pop("kind")
                self._add(node, entries, self._family(kind))
            return
        entries = self.document.entries(top, "this file")
        for name, (key, _value) in entries.items():
            if name not in ("kind", "objects"):
                raise self.document.refuse(key, f"'{name[:60]}' is neither kind nor objects")
        if "kind" not in entries:
            raise self.document.refuse(top, "this file has no kind")
        family = self._family(entries["kind"][1])
        first = self.source.kinds.setdefault(family.kind, self.document.path)
        if first != self.document.path:
            raise self._fail("snapshot-kind-twice", entries["kind"][1], kind=family.kind, first=first)
        for node in self._list(entries.get("objects")):
            self._add(node, self.document.entries(node, "this object"), family)

    def _list(self, entry: tuple[yaml.Node, yaml.Node] | None) -> Sequence[yaml.Node]:
        if entry is None:
            return []
        if not isinstance(entry[1], yaml.SequenceNode):
            raise self.document.refuse(entry[1], "objects is no list")
        return list(entry[1].value)

    def _family(self, node: yaml.Node) -> Family:
        kind = self.document.value(node)
        if not isinstance(kind, str):
            raise self.document.refuse(node, "the kind is no text")
        try:
            family = family_of(kind, self.families, guess=self.guess)
        except Failure as error:
            raise self._fail("snapshot-kind-unknown", node, text=error.what) from None
        if family.origin == "nobody" and not self.guess:
            raise self._fail("snapshot-kind-unknown", node, text=f"no cmdlet has the noun {family.kind}.")
        return family

    def _add(self, node: yaml.Node, entries: Mapping[str, tuple[yaml.Node, yaml.Node]], family: Family) -> None:
        for name, (key, _value) in entries.items():
            if name not in FIELDS_OF_OBJECT:
                raise self.document.refuse(key, f"'{name[:60]}' is none of {', '.join(FIELDS_OF_OBJECT)}")
        place = f"{self.document.path}, line {line_of(node)}"
        row: Row = {"kind": family.kind, "at": place}
        row |= {name: self.document.value(value) for name, (_key, value) in entries.items() if name != "properties"}
        row["properties"], row["vaulted"] = self._properties(entries.get("properties"))
        try:
            identity = read_identity(family, row.get("identity"))
        except Failure as error:
            raise self.document.refuse(node, error.what.rstrip(".")) from None
        object_key = (family.kind, *(part.casefold() for part in identity.parts.values()))
        if object_key in self.places_of_objects:
            first = self.places_of_objects[object_key]
            raise self._fail("snapshot-object-twice", node, kind=family.kind, identity=identity.text, first=first)
        self.places_of_objects[object_key] = place
        self.source.resources.append(row)

    def _properties(self, entry: tuple[yaml.Node, yaml.Node] | None) -> tuple[dict[str, Json], list[str]]:
        """The properties, and the names of those with something out of a vault."""
        values: dict[str, Json] = {}
        vaulted: list[str] = []
        for name, (_key, node) in self._entries_of(entry):
            before = len(self.document.revealed)
            values[name] = self.document.value(node)
            if len(self.document.revealed) > before:
                vaulted.append(name)
        return values, vaulted

    def _entries_of(
        self, entry: tuple[yaml.Node, yaml.Node] | None
    ) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
        if entry is not None and entry[1].tag != "tag:yaml.org,2002:null":
            yield from self.document.entries(entry[1], "properties").items()

    def _fail(self, key: str, node: yaml.Node, **facts: str) -> Failure:
        file_and_line = {"path": self.document.path, "line": line_of(node)}
        return Failure(key, ADVICE[key], {**file_and_line, **facts})
