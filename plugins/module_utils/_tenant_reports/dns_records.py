# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the DNS answers, and what is in records that are lists of tags."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from .._dataclass import dataclass

RecordType: TypeAlias = Literal["A", "AAAA", "CNAME", "MX", "TXT"]


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
    found: dict[str, str] = {}
    for part in record.split(";"):
        name, equals, value = (one.strip(_WHITE_SPACE) for one in part.partition("="))
        if equals and name:
            found.setdefault(name.lower(), value)
    return found


def records_of(answer: DnsAnswer, version: str) -> list[str]:
    """The TXT records that begin with a version; others may stand beside them."""
    return [one for one in answer.values if one.replace(" ", "").lower().startswith(f"v={version.lower()}")]


def rsa_bits(key: str) -> int | None:
    """How long an RSA key is that stands in a record as base64 (RFC 6376); None for what is no such key.

    The key is DER: a sequence with the algorithm and a bit string, in which the modulus is the first number.
    """
    try:
        data = base64.b64decode("".join(key.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    inner = _asn1_content(data, 0x30)
    algorithm = None if inner is None else _asn1_length(inner)
    bits = None if inner is None or algorithm is None else _asn1_content(inner[algorithm:], 0x03)
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
    found = _asn1_header(data)
    return None if found is None else found[1]


def _asn1_content(data: bytes, tag: int) -> bytes | None:
    found = _asn1_header(data)
    return data[found[0] : found[1]] if found is not None and data[0] == tag else None
