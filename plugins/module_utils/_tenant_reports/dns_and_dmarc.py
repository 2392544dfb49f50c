# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the DNS answers, and what is in records that are lists of tags; the DMARC policy of a domain, where its record
was found, and what the two readings of it come to.

RFC 9989 walks up the tree of names, takes t=y for one step less, has np for a name that does not exist, and knows no
pct. RFC 7489 takes pct for a share of the mail, of which the rest gets one step less, and knows neither t nor np.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from .._counts import count
from .._dataclass import dataclass

RecordType: TypeAlias = Literal["A", "AAAA", "CNAME", "MX", "TXT"]
_LESS_STRICT = {"reject": "quarantine", "quarantine": "none", "none": "none"}
# Of a name with more labels only the last seven are walked up (RFC 9989, 4.10).
_MOST_DOMAIN_LABELS = 8


@dataclass(frozen=True)
class DnsAnswer:
    """The records of a name as text; the strings of one TXT record are one text. None of them where the name has none,
    or does not exist; ``problem`` says why nobody knows."""

    values: tuple[str, ...] = ()
    exists: bool = True
    problem: str = ""

    @property
    def is_void(self) -> bool:
        """Whether there is certainly nothing."""
        return not self.values and not self.problem


_WHITE_SPACE = " \t\r\n"
AskDns: TypeAlias = Callable[[str, RecordType], DnsAnswer]


def tags_in(record: str) -> Mapping[str, str]:
    """The tags of a record such as v=DMARC1; p=none, names in lower case; of a tag that stands twice the first.

    White space is what RFC 6376, section 2.8, has: a space that was copied from a page is a part of its tag.
    """
    tags: dict[str, str] = {}
    for part in record.split(";"):
        name, equals, value = (text.strip(_WHITE_SPACE) for text in part.partition("="))
        if equals and name:
            tags.setdefault(name.lower(), value)
    return tags


def repeated_tag(record: str) -> str:
    """The first tag that stands twice, in lower case: for that a whole list does not count (RFC 6376, section 3.2)."""
    names = [part.partition("=")[0].strip(_WHITE_SPACE).lower() for part in record.split(";") if "=" in part]
    return next((name for place, name in enumerate(names) if name in names[:place]), "")


def records_of(answer: DnsAnswer, version: str) -> list[str]:
    """The TXT records that begin with a version; others may stand beside them."""
    return [record for record in answer.values if record.replace(" ", "").lower().startswith(f"v={version.lower()}")]


def rsa_bits(key: str) -> int | None:
    """How long an RSA key is that stands in a record as base64 (RFC 6376); None for what is no such key.

    The key is DER: a sequence with the algorithm and a bit string, in which the modulus is the first number.
    """
    try:
        data = base64.b64decode("".join(key.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    sequence = _asn1_content(data, 0x30)
    algorithm = None if sequence is None else _asn1_length(sequence)
    bits = None if sequence is None or algorithm is None else _asn1_content(sequence[algorithm:], 0x03)
    numbers = None if bits is None else _asn1_content(bits[1:], 0x30)
    modulus = None if numbers is None else _asn1_content(numbers, 0x02)
    return None if modulus is None else len(modulus.lstrip(b"\0")) * 8


def _asn1_header(data: bytes) -> tuple[int, int] | None:
    """Where the content of the first element begins and ends."""
    if len(data) < 2:
        return None
    size, start = data[1], 2
    if size & 0x80:
        more = size & 0x7F
        size, start = int.from_bytes(data[2 : 2 + more], "big"), 2 + more
    return (start, start + size) if start + size <= len(data) else None


def _asn1_length(data: bytes) -> int | None:
    header = _asn1_header(data)
    return None if header is None else header[1]


def _asn1_content(data: bytes, tag: int) -> bytes | None:
    header = _asn1_header(data)
    return data[header[0] : header[1]] if header is not None and data[0] == tag else None


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
    records_found: list[tuple[str, str]] = []
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
            records_found.append((name, records[0]))
            if name == domain or _public_suffix_of(records[0]) in ("y", "n"):
                break
    if not records_found:
        return Dmarc()
    return _judge_dmarc(domain, *_organizational_record(records_found), ask)


def _public_suffix_of(record: str) -> str:
    """What a record says of whether its name is a public suffix: y, n, or u, which it is by itself."""
    return tags_in(record).get("psd", "u").lower()


def _organizational_record(records_found: list[tuple[str, str]]) -> tuple[str, str]:
    """The record that counts: the one at the top, or where that is a public suffix the one of the name right below."""
    top, record = records_found[-1]
    if _public_suffix_of(record) == "y" and len(records_found) > 1 and records_found[-2][0].partition(".")[2] == top:
        return records_found[-2]
    return top, record


def _problem_of_dmarc(found_at: str, record: str) -> str:
    """Why a record is none that counts. One policy that is none makes receivers take all of them for none, or pass the
    record over (RFC 9989, 4.10.1; RFC 7489, 6.6.3, knows no np)."""
    tags = tags_in(record)
    if tags.get("v") != "DMARC1":
        return f"the version of {found_at} is '{tags.get('v')}', and others pass it over"
    if repeated := repeated_tag(record):
        return f"{repeated} stands in the record of {found_at} twice"
    if not tags.get("p"):
        return f"the record of {found_at} has no p"
    wrong = [tags[name] for name in ("p", "sp", "np") if name in tags and tags[name].lower() not in _LESS_STRICT]
    return f"a policy of {found_at} is '{wrong[0]}'" if wrong else ""


def _judge_dmarc(domain: str, found_at: str, record: str, ask: AskDns) -> Dmarc:
    tags = tags_in(record)
    if problem := _problem_of_dmarc(found_at, record):
        return Dmarc(found_at, tags, problem=problem)
    names = ("p",) if found_at == domain else ("sp", "p")
    newer_names = names
    if found_at != domain and "np" in tags:
        answer = ask(domain, "A")
        if answer.problem:
            return Dmarc(unknown=f"{domain}: {answer.problem}")
        newer_names = names if answer.exists else ("np", *names)
    newer, older = (
        next(tags[name].lower() for name in tag_names if name in tags) for tag_names in (newer_names, names)
    )
    newer = _LESS_STRICT[newer] if tags.get("t", "").lower() == "y" else newer
    return Dmarc(found_at, tags, newer, _policy_by_older_reading(older, tags.get("pct", "100")))


def _policy_by_older_reading(policy: str, share: str) -> str:
    if not share.isdecimal() or len(share) > 3 or int(share) >= 100 or policy == "none":
        return policy
    if int(share) == 0:
        return _LESS_STRICT[policy]
    return f"{policy} for {int(share)} % of the mail, else {_LESS_STRICT[policy]}"
