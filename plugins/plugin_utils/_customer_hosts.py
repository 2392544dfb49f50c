# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers as hosts of an inventory: what each is called, and which variables it has; from what Microsoft Graph told
of them, or from a file of CSV or YAML, each with the line that it stands in. Nothing here asks anything."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TypedDict

import yaml

from ansible_collections.m365.exchange.plugins.module_utils._endpoints.name_and_url_syntax import (
    guid,
    organization_name,
)
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._errors._advice.inventory import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._graph.partner_customers import Customer
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json, Row

_SECONDS_OF_A_DAY = 86_400
_LENGTH_OF_A_TIME = len("2027-01-31T00:00:00Z")
# A relationship of these statuses lets the partner in (Microsoft Learn, delegatedAdminRelationship).
_IN_FORCE = ("active", "expiring")


class CustomerHost(TypedDict):
    """A customer as a cache may keep it: JSON, no secret, and nothing that depends on the day."""

    name: str
    organization: str
    tenant_id: Json
    display_name: Json
    environment: Json
    relationship: Row | None


def hosts_of_partner(customers: Sequence[Customer]) -> list[CustomerHost]:
    """A host for each customer that Microsoft Graph told of.

    It is named by its default domain; where a copy of that is out of date, so that two customers have it, or it is no
    domain, by the tenant id. ``organization`` is the tenant id always, which no customer can change.
    """
    domains = [_domain_of_customer(customer["default_domain"]) for customer in customers]
    customers_of_domain = Counter(domains)
    return [
        {
            "name": domain if domain and customers_of_domain[domain] == 1 else customer["tenant_id"],
            "organization": customer["tenant_id"],
            "tenant_id": customer["tenant_id"],
            "display_name": customer["display_name"],
            "environment": customer["environment"],
            "relationship": _decisive_relationship(customer["relationships"] or []),
        }
        for customer, domain in zip(customers, domains, strict=True)
    ]


def variables_of(host: CustomerHost, now: float) -> Row:
    """The variables of a host; ``now`` is in seconds since 1970. What is not known is left out."""
    variables: Row = {
        "organization": host["organization"],
        "tenant_id": host["tenant_id"],
        "display_name": host["display_name"],
        "environment": host["environment"],
    }
    relationship = host["relationship"] or {}
    variables |= {f"relationship_{name}": value for name, value in relationship.items()}
    variables["relationship_ends_in_days"] = _days_left(relationship.get("ends_at"), now)
    return {f"customer_{name}": value for name, value in variables.items() if value is not None}


def _domain_of_customer(value: Json) -> str | None:
    """A domain in small letters; None for whatever is none: it comes from the service, and becomes a name."""
    try:
        return organization_name(value) if isinstance(value, str) and value else None
    except Failure:
        return None


def _decisive_relationship(relationships: Sequence[Row]) -> Row | None:
    """The relationship that tells how long the partner gets in: of those in force, else of all, the one that ends
    last. One in force that is extended by itself ends after all others."""
    if not relationships:
        return None
    return max(relationships, key=_order_of_end)


def _order_of_end(relationship: Row) -> tuple[bool, bool, str]:
    in_force = relationship["status"] in _IN_FORCE
    return in_force, in_force and bool(relationship["auto_extend"]), str(relationship["ends_at"] or "")


def _days_left(ends_at: Json, now: float) -> int | None:
    """Whole days until then, negative once it is over; None where there is no time that can be read."""
    text = str(ends_at)
    if len(text) != _LENGTH_OF_A_TIME or not text.endswith("Z"):
        return None
    try:
        end = datetime.fromisoformat(text[:-1]).replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return math.floor((end.timestamp() - now) / _SECONDS_OF_A_DAY)


# The columns of a file, or the keys of a customer in it.
COLUMNS_OF_CUSTOMERS = ("organization", "tenant_id", "display_name", "environment")
_TAG_OF_NULL = "tag:yaml.org,2002:null"


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
    hosts: list[CustomerHost] = []
    entries_by_name: dict[str, _Entry] = {}
    for entry in entries:
        host = _host_of_entry(path, entry)
        for name in (host["name"], str(host["tenant_id"] or host["name"])):
            if (first := entries_by_name.setdefault(name, entry)) is not entry:
                raise failure("customers-name-twice", path=path, line=entry.line, name=name, first=first.line)
        hosts.append(host)
    return hosts


def _of_csv(path: str, text: str) -> Iterator[_Entry]:
    """The rows below the first line; spreadsheets of some countries put semicolons between fields."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
    columns: list[str] | None = None
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                if columns is None:
                    columns = [title.strip().lower() for title in row]
                    _check_columns(path, line, columns)
                elif len(row) != len(columns):
                    raise failure("customers-row-not-whole", path=path, line=line, found=len(row), wanted=len(columns))
                else:
                    yield _Entry(line, dict(zip(columns, (cell.strip() for cell in row), strict=True)))
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
        raise failure("customers-file-not-a-list", path=path, line=_line_of_node(top), reason="this is no list")
    for node in top.value:
        if not isinstance(node, yaml.MappingNode):
            raise failure(
                "customers-file-not-a-list", path=path, line=_line_of_node(node), reason="this customer is no map"
            )
        yield _Entry(_line_of_node(node), _fields_of_customer(path, node))


def _fields_of_customer(path: str, node: yaml.MappingNode) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, value in node.value:
        for part in (key, value):
            if not isinstance(part, yaml.ScalarNode):
                reason = "a column has no text but a list or a map"
                raise failure("customers-file-not-a-list", path=path, line=_line_of_node(part), reason=reason)
        name = key.value.strip().lower()
        _check_column(path, _line_of_node(key), name, fields)
        fields[name] = "" if value.tag == _TAG_OF_NULL else value.value.strip()
    return fields


def _line_of_node(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _check_columns(path: str, line: int, columns: list[str]) -> None:
    columns_before: dict[str, str] = {}
    for name in columns:
        _check_column(path, line, name, columns_before)
        columns_before[name] = ""
    if "organization" not in columns:
        raise failure("customers-column-missing", path=path, line=line)


def _check_column(path: str, line: int, name: str, columns_before: Mapping[str, str]) -> None:
    if name not in COLUMNS_OF_CUSTOMERS:
        columns = ", ".join(COLUMNS_OF_CUSTOMERS)
        raise failure("customers-column-unknown", path=path, line=line, column=name[:60], columns=columns)
    if name in columns_before:
        raise failure("customers-file-not-readable", path=path, reason=f"line {line} has the column '{name}' twice")


def _host_of_entry(path: str, entry: _Entry) -> CustomerHost:
    """One customer as a host.

    :raises Failure: ``customers-column-missing`` or ``customers-value-not-valid``.
    """
    fields = entry.fields
    if not fields.get("organization"):
        raise failure("customers-column-missing", path=path, line=entry.line)
    organization = _organization_of_entry(path, entry)
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


def _organization_of_entry(path: str, entry: _Entry) -> str:
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
