# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The DMARC policy of a domain, where its record was found, and what the two readings of it come to.

RFC 9989 walks up the tree of names, takes t=y for one step less, has np for a name that does not exist, and knows no
pct. RFC 7489 takes pct for a share of the mail, of which the rest gets one step less, and knows neither t nor np.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from .._counts import count
from .._dataclass import dataclass
from .dns_records import AskDns, records_of, tags_in

_LESS_STRICT = {"reject": "quarantine", "quarantine": "none", "none": "none"}
# Of a name with more labels only the last seven are walked up (RFC 9989, 4.10).
_MOST_DOMAIN_LABELS = 8


@dataclass(frozen=True)
class Dmarc:
    """``found_at`` is the domain whose record it is; none where there is none. ``problem`` says what is broken,
    ``unknown`` what could not be asked."""

    found_at: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    newer: str = ""
    older: str = ""
    problem: str = ""
    unknown: str = ""


def names_to_ask(domain: str) -> Iterator[str]:
    """The domain, then its parents up to the top."""
    yield domain
    labels = domain.split(".")
    start = 1 if len(labels) <= _MOST_DOMAIN_LABELS else len(labels) - _MOST_DOMAIN_LABELS + 1
    for place in range(start, len(labels)):
        yield ".".join(labels[place:])


def read_dmarc(domain: str, ask: AskDns) -> Dmarc:
    """The domain's own record, or that of the organizational domain above it."""
    found: list[tuple[str, Mapping[str, str]]] = []
    for name in names_to_ask(domain):
        answer = ask(f"_dmarc.{name}", "TXT")
        if answer.problem:
            return Dmarc(unknown=f"_dmarc.{name}: {answer.problem}")
        records = records_of(answer, "DMARC1")
        if len(records) > 1:
            if name == domain:
                return Dmarc(problem=f"_dmarc.{name} has {count(len(records), 'record')}, and so none that counts")
            continue
        if records:
            tags = tags_in(records[0])
            found.append((name, tags))
            if name == domain or tags.get("psd") == "n":
                break
    if not found:
        return Dmarc()
    return _judge_dmarc(domain, *_organizational_record(found), ask)


def _organizational_record(found: list[tuple[str, Mapping[str, str]]]) -> tuple[str, Mapping[str, str]]:
    """The record that counts: the one at the top, or where that is a public suffix the one below it."""
    if found[-1][1].get("psd") == "y" and len(found) > 1:
        return found[-2]
    return found[-1]


def _judge_dmarc(domain: str, found_at: str, tags: Mapping[str, str], ask: AskDns) -> Dmarc:
    if tags.get("v") != "DMARC1":
        return Dmarc(found_at, tags, problem=f"the version of {found_at} is '{tags.get('v')}', and others pass it over")
    names = ("p",) if found_at == domain else ("sp", "p")
    newer_names = names
    if found_at != domain and "np" in tags:
        answer = ask(domain, "A")
        if answer.problem:
            return Dmarc(unknown=f"{domain}: {answer.problem}")
        newer_names = names if answer.exists else ("np", *names)
    newer, older = (next((tags[one].lower() for one in some if tags.get(one)), "") for some in (newer_names, names))
    for policy in (newer, older):
        if policy not in _LESS_STRICT:
            problem = f"a policy of {found_at} is '{policy}'" if policy else f"the record of {found_at} has no p"
            return Dmarc(found_at, tags, problem=problem)
    newer = _LESS_STRICT[newer] if tags.get("t", "").lower() == "y" else newer
    return Dmarc(found_at, tags, newer, _policy_by_older_reading(older, tags.get("pct", "100")))


def _policy_by_older_reading(policy: str, share: str) -> str:
    if not share.isdecimal() or int(share) >= 100 or policy == "none":
        return policy
    if int(share) == 0:
        return _LESS_STRICT[policy]
    return f"{policy} for {int(share)} % of the mail, else {_LESS_STRICT[policy]}"
