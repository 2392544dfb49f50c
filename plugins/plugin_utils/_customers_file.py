# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers from a file of CSV or YAML, each with the line that it stands in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import (
    guid,
    organization_name,
)
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._errors._advice.inventory import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.plugin_utils._customer_hosts import CustomerHost

COLUMNS = ("organization", "tenant_id", "display_name", "environment")
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class _Entry:
    """One customer as the file has it, and where."""

    line: int
    fields: Mapping[str, str]


def read_customers(path: str, content: bytes) -> list[CustomerHost]:
    """The customers of a file named ``path``, whose content is in the clear.

    :raises Failure: ``customers-...``, with the line of what cannot be used.
    """
    kind = Path(path).suffix.lower()
    if kind not in (".csv", ".yml", ".yaml"):
        raise failure("customers-file-not-readable", path=path, reason=f"its name ends in '{kind}'")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise failure("customers-file-not-readable", path=path, reason=f"line {line} is not UTF-8") from None
    entries = _of_csv(path, text) if kind == ".csv" else _of_yaml(path, text)
    found: list[CustomerHost] = []
    seen: dict[str, _Entry] = {}
    for entry in entries:
        host = _host(path, entry)
        for name in (host["name"], str(host["tenant_id"] or host["name"])):
            if (first := seen.setdefault(name, entry)) is not entry:
                raise failure("customers-name-twice", path=path, line=entry.line, name=name, first=first.line)
        found.append(host)
    return found


def _of_csv(path: str, text: str) -> Iterator[_Entry]:
    """The rows below the first line; spreadsheets of some countries put semicolons between fields."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
    columns: list[str] | None = None
    line = 1
    try:
        for row in reader:
            if any(one.strip() for one in row):
                if columns is None:
                    columns = [one.strip().lower() for one in row]
                    _check_columns(path, line, columns)
                elif len(row) != len(columns):
                    raise failure("customers-row-not-whole", path=path, line=line, found=len(row), wanted=len(columns))
                else:
                    yield _Entry(line, dict(zip(columns, (one.strip() for one in row), strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise failure("customers-file-not-readable", path=path, reason=f"line {line} is no CSV, {error}") from None
    if columns is None:
        raise failure("customers-column-missing", path=path, line=1)


def _of_yaml(path: str, text: str) -> Iterator[_Entry]:
    """The maps of the list; each value is the text that stands there, whatever YAML might make of it."""
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise failure("customers-file-not-a-list", path=path, line=line, reason="this is no YAML") from None
    except yaml.YAMLError:
        raise failure("customers-file-not-a-list", path=path, line=1, reason="this is no YAML") from None
    if top is None:
        return
    if not isinstance(top, yaml.SequenceNode):
        raise failure("customers-file-not-a-list", path=path, line=_line(top), reason="this is no list")
    for node in top.value:
        if not isinstance(node, yaml.MappingNode):
            raise failure("customers-file-not-a-list", path=path, line=_line(node), reason="this customer is no map")
        yield _Entry(_line(node), _fields(path, node))


def _fields(path: str, node: yaml.MappingNode) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, value in node.value:
        for part in (key, value):
            if not isinstance(part, yaml.ScalarNode):
                reason = "a column has no text but a list or a map"
                raise failure("customers-file-not-a-list", path=path, line=_line(part), reason=reason)
        name = key.value.strip().lower()
        _check_column(path, _line(key), name, fields)
        fields[name] = "" if value.tag == _NULL else value.value.strip()
    return fields


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _check_columns(path: str, line: int, columns: list[str]) -> None:
    seen: dict[str, str] = {}
    for name in columns:
        _check_column(path, line, name, seen)
        seen[name] = ""
    if "organization" not in columns:
        raise failure("customers-column-missing", path=path, line=line)


def _check_column(path: str, line: int, name: str, seen: Mapping[str, str]) -> None:
    if name not in COLUMNS:
        columns = ", ".join(COLUMNS)
        raise failure("customers-column-unknown", path=path, line=line, column=name[:60], columns=columns)
    if name in seen:
        raise failure("customers-file-not-readable", path=path, reason=f"line {line} has the column '{name}' twice")


def _host(path: str, entry: _Entry) -> CustomerHost:
    """One customer as a host.

    :raises Failure: ``customers-column-missing`` or ``customers-value-not-valid``.
    """
    fields = entry.fields
    if not fields.get("organization"):
        raise failure("customers-column-missing", path=path, line=entry.line)
    organization = _organization(path, entry)
    tenant_id = guid(fields["tenant_id"]) if fields.get("tenant_id") else guid(organization)
    if fields.get("tenant_id") and tenant_id is None:
        raise _not_valid(path, entry, "tenant_id", "tenant id", "00001111-aaaa-2222-bbbb-3333cccc4444")
    if environment := fields.get("environment"):
        _check_environment(path, entry, environment)
    return {
        "name": organization,
        "organization": organization,
        "tenant_id": tenant_id,
        "display_name": fields.get("display_name") or None,
        "environment": environment or None,
        "relationship": None,
    }


def _organization(path: str, entry: _Entry) -> str:
    try:
        return organization_name(entry.fields["organization"])
    except Failure:
        kind = "domain and no tenant id"
        raise _not_valid(path, entry, "organization", kind, "contoso.onmicrosoft.com") from None


def _check_environment(path: str, entry: _Entry, environment: str) -> None:
    if environment.lower() == "auto":
        return
    try:
        resolve_endpoint(environment, None, None)
    except Failure:
        raise _not_valid(path, entry, "environment", "cloud", "O365Default") from None


def _not_valid(path: str, entry: _Entry, column: str, kind: str, example: str) -> Failure:
    value = entry.fields[column][:80]
    return failure(
        "customers-value-not-valid",
        path=path,
        line=entry.line,
        column=column,
        value=value,
        kind=kind,
        example=example,
    )
