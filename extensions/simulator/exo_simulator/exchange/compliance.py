# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of Security & Compliance: where they stand in the directory, and their Mode, from data/compliance.json.

``configuration`` are the nouns whose Identity is a path (rows of live tenants, May 2026), ``by_id`` those whose
Identity is their id. ``mode`` is the Mode that a row shows until it is removed: then it is PendingDeletion.
``workloads`` says which service a location belongs to.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from .families import of_each_service
from .naming import Names
from .places import path_of
from .store import Item
from .tables import load

PENDING = "PendingDeletion"
CLOSING = "Closing"
# How long a removed object is still read, a case that is closed is Closing, and a policy is being distributed.
LINGERS = timedelta(minutes=2)
DISTRIBUTING, DISTRIBUTED = "Pending", "Success"


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(load("compliance")[kind])


def is_configuration(noun: str, home: str) -> bool:
    """Whether an object of that noun in that table is one of Security & Compliance's own configuration."""
    return noun in _listed("configuration") and (noun not in of_each_service() or home != noun)


def identity_of(item: Item, names: Names) -> str:
    """The Identity of any object: what it was given, its path, its id or its name."""
    written = item.get("_identity")
    if written:
        return str(written)
    if is_configuration(item.noun, item.home):
        return f"{names.compliance_root}/{item.name}"
    return str(item.guid) if item.noun in _listed("by_id") else path_of(item) or item.name


def mode_of(noun: str) -> str | None:
    """The Mode of a new object, None where rows have none."""
    mode: str | None = load("compliance")["mode"].get(noun)
    return mode


def workload_of(item: Item) -> str | None:
    """The services of the locations that a policy has, None for what has no location."""
    workloads: dict[str, str] = load("compliance")["workloads"]
    services = [service for name, service in workloads.items() if item.get(name)]
    return ", ".join(dict.fromkeys(services)) or None


def is_pending(item: Item) -> bool:
    """Whether the object was removed and is only still read."""
    return bool(item.get("Mode") == PENDING)


def alert_of(item: Item, name: str) -> str:
    """AlertScenario, Scenario or StreamType of an alert: they follow from its ThreatType (live rows)."""
    alerts: dict[str, dict[str, str]] = load("compliance")["alerts"]
    return alerts.get(str(item.get("ThreatType")), alerts["other"])[name]


def results_of(item: Item) -> str:
    """What an action of a search tells of itself: `Name: value;` texts, which a desired-state tool takes apart."""
    labels = {"PurgeType": "Purge Type", "RetryOnError": "Retry"}
    names = ("PurgeType", "Scenario", "Scope", "EnableDedupe", "IncludeSharePointDocumentVersions", "RetryOnError")
    values = {labels.get(name, name): item.get(name) for name in names}
    text = "".join(f"{name}: {value}; " for name, value in values.items() if value not in (None, "", []))
    return f"{text}Item count: 0; Total size: 0; Details: {{}}"
