# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An SPF record read as a whole (RFC 7208), and not one sender's way through it.

No record, a record that is broken, and one that others read differently are three things: a broken one makes receivers
give up (permerror), which a receiver may take for nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json
from .dns_records import AskDns, DnsAnswer
from .spf_terms import TERMS_LOOKING_UP, SpfTerm, read_term

MOST_LOOKUPS, MOST_VOIDS, MOST_MX = 10, 2, 10
# Where reading ends whatever the record says: far beyond what a receiver reads.
_LENGTH_OF_END = 60


@dataclass
class SpfReading:
    """What became of reading. ``problems`` make it broken, ``notes`` are what is read differently or is weak,
    ``unknown`` is what could not be asked."""

    record: str | None = None
    lookups: int = 0
    voids: int = 0
    all_of: str = ""
    tree: dict[str, Json] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """``none``, ``broken``, ``unknown``, ``differs`` or ``fine``."""
        if self.unknown and not self.problems:
            return "unknown"
        if self.record is None and not self.problems:
            return "none"
        return "broken" if self.problems else "differs" if self.notes else "fine"


def read_spf(domain: str, ask: AskDns) -> SpfReading:
    """The record of a domain with all that it includes."""
    spf = SpfReading()
    answer = ask(domain, "TXT")
    record = _spf_record_of(domain, answer, spf)
    if record is None:
        return spf
    spf.record = record
    spf.tree = _read_record(domain, record, ask, spf, (domain.casefold(),), outermost=True)
    if spf.lookups > MOST_LOOKUPS:
        spf.problems.append(f"{count(spf.lookups, 'look-up')}, and {MOST_LOOKUPS} are the most")
    if spf.voids > MOST_VOIDS:
        spf.problems.append(f"{count(spf.voids, 'look-up')} that found nothing, and {MOST_VOIDS} are the most")
    return spf


def _spf_record_of(domain: str, answer: DnsAnswer, spf: SpfReading) -> str | None:
    """The one record of a domain; what is wrong is noted."""
    if answer.problem:
        spf.unknown.append(f"{domain}: {answer.problem}")
        return None
    found = [one for one in answer.values if re.match(r"v=spf1( |$)", one, re.IGNORECASE)]
    if len(found) > 1:
        spf.problems.append(f"{domain} has {count(len(found), 'record')}")
        return None
    if found and not found[0].startswith("v=spf1"):
        spf.notes.append(f"{found[0][:6]} of {domain}: some do not take that for v=spf1")
    return found[0] if found else None


@dataclass
class _SpfRecord:
    """One record while its terms are read."""

    domain: str
    path: Sequence[str]
    all_of: str = ""
    modifiers: dict[str, str] = field(default_factory=dict)
    includes: list[Json] = field(default_factory=list)


def _read_record(
    domain: str, record: str, ask: AskDns, spf: SpfReading, path: Sequence[str], *, outermost: bool = False
) -> dict[str, Json]:
    """One record: its terms are checked, and what it includes is read."""
    here = _SpfRecord(domain, path)
    # Spaces alone part the terms (section 4.6.1): what else looks like one is a part of its term, and breaks it.
    for term in filter(None, record.split(" ")[1:]):
        _read_spf_term(term, here, ask, spf)
    redirect = here.modifiers.get("redirect")
    if redirect and not here.all_of:
        spf.lookups += 1
        here.includes += _include_record(domain, redirect, ask, spf, path, outermost=outermost)
    elif outermost:
        spf.all_of = here.all_of
        if not here.all_of:
            spf.notes.append("it says nothing of all others: no all at its end")
    elif here.all_of == "+all":
        # What is included passes for everybody, whatever the record that includes it ends in.
        spf.notes.append(f"{domain}, which it includes, ends in +all, so anybody may send")
    return {"domain": domain, "record": record, "includes": here.includes}


def _read_spf_term(text: str, here: _SpfRecord, ask: AskDns, spf: SpfReading) -> None:
    term = read_term(text)
    if term.problem:
        spf.problems.append(f"{here.domain}: {term.problem}")
        return
    if term.is_modifier:
        _read_modifier(term, here, spf)
        return
    if here.all_of:
        spf.notes.append(f"{here.domain}: {text} is behind all, which ends the record")
    if term.name == "all":
        here.all_of = f"{term.qualifier}all"
    elif term.name in TERMS_LOOKING_UP:
        spf.lookups += 1
        here.includes += _look_up_mechanism(here.domain, term, ask, spf, here.path)


def _read_modifier(term: SpfTerm, here: _SpfRecord, spf: SpfReading) -> None:
    """redirect and exp may stand once each (section 6); all others are passed over."""
    if term.name in here.modifiers:
        spf.problems.append(f"{here.domain}: {term.name} stands there twice")
    if term.name in ("redirect", "exp"):
        here.modifiers[term.name] = term.domain


def _look_up_mechanism(domain: str, term: SpfTerm, ask: AskDns, spf: SpfReading, path: Sequence[str]) -> list[Json]:
    """What one mechanism asks for; a name with a macro is another one for each sender, and is not asked. Where that is
    included, what it lets send is not known."""
    name, target = term.name, term.domain or domain
    if name == "ptr":
        spf.notes.append(f"{domain}: ptr is not to be used any more")
        return []
    if name == "include":
        return _include_record(domain, target, ask, spf, path)
    if "%" in target or name == "exists":
        return []
    answers = [ask(target, "MX")] if name == "mx" else [ask(target, one) for one in ("A", "AAAA")]
    spf.unknown += [f"{target}: {one.problem}" for one in answers if one.problem]
    if all(one.is_void for one in answers):
        spf.voids += 1
    if name == "mx" and len(answers[0].values) > MOST_MX:
        spf.problems.append(f"{target} has {count(len(answers[0].values), 'mail server')}")
    return []


def _include_record(
    domain: str, target: str, ask: AskDns, spf: SpfReading, path: Sequence[str], *, outermost: bool = False
) -> list[Json]:
    """The record of another domain; where that has none, this one is broken."""
    if "%" in target:
        spf.unknown.append(f"{domain}: {target} is another name for each sender, and was not read")
        return []
    name = target.casefold().rstrip(".")
    if name in path:
        spf.problems.append(f"{domain}: a ring by include:{target}")
        return []
    if spf.lookups > _LENGTH_OF_END:
        return []
    answer = ask(name, "TXT")
    spf.voids += int(answer.is_void)
    before = len(spf.problems) + len(spf.unknown)
    record = _spf_record_of(name, answer, spf)
    if record is None:
        if len(spf.problems) + len(spf.unknown) == before:
            spf.problems.append(f"{domain}: include:{target} has no record")
        return []
    return [_read_record(name, record, ask, spf, (*path, name), outermost=outermost)]
