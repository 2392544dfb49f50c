# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An SPF record read as a whole (RFC 7208), and not one sender's way through it.

No record, a record that is broken, and one that others read differently are three things: a broken one makes receivers
give up (permerror), which a receiver may take for nothing at all.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import field

from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json
from .dns_records import AskDns, DnsAnswer

MOST_LOOKUPS, MOST_VOIDS, MOST_MX = 10, 2, 10
# Where reading ends whatever the record says: far beyond what a receiver reads.
_END = 60
_TERM = re.compile(r"(?P<qualifier>[+\-~?]?)(?P<name>[A-Za-z][A-Za-z0-9_.-]*)(?P<rest>[:/=].*)?", re.DOTALL)
_LOOKING_UP = ("include", "a", "mx", "ptr", "exists")


@dataclass
class Spf:
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


def read_spf(domain: str, ask: AskDns) -> Spf:
    """The record of a domain with all that it includes."""
    spf = Spf()
    answer = ask(domain, "TXT")
    record = _record_of(domain, answer, spf)
    if record is None:
        return spf
    spf.record = record
    spf.tree = _read(domain, record, ask, spf, (domain.casefold(),), outermost=True)
    if spf.lookups > MOST_LOOKUPS:
        spf.problems.append(f"{count(spf.lookups, 'look-up')}, and {MOST_LOOKUPS} are the most")
    if spf.voids > MOST_VOIDS:
        spf.problems.append(f"{count(spf.voids, 'look-up')} that found nothing, and {MOST_VOIDS} are the most")
    return spf


def _record_of(domain: str, answer: DnsAnswer, spf: Spf) -> str | None:
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
class _Record:
    """One record while its terms are read."""

    domain: str
    path: Sequence[str]
    all_of: str = ""
    redirect: str = ""
    includes: list[Json] = field(default_factory=list)


def _read(
    domain: str, record: str, ask: AskDns, spf: Spf, path: Sequence[str], *, outermost: bool = False
) -> dict[str, Json]:
    """One record: its terms are checked, and what it includes is read."""
    here = _Record(domain, path)
    for term in record.split()[1:]:
        _read_term(term, here, ask, spf)
    if here.redirect and not here.all_of:
        spf.lookups += 1
        here.includes += _include(domain, here.redirect, ask, spf, path, outermost=outermost)
    elif outermost:
        spf.all_of = here.all_of
        if not here.all_of:
            spf.notes.append("it says nothing of all others: no all at its end")
    elif here.all_of == "+all":
        # What is included passes for everybody, whatever the record that includes it ends in.
        spf.notes.append(f"{domain}, which it includes, ends in +all, so anybody may send")
    return {"domain": domain, "record": record, "includes": here.includes}


def _read_term(term: str, here: _Record, ask: AskDns, spf: Spf) -> None:
    found = _TERM.fullmatch(term)
    if found is None:
        spf.problems.append(f"{here.domain}: {term} is no term")
        return
    name, rest = found["name"].lower(), found["rest"] or ""
    if rest.startswith("="):
        here.redirect = rest[1:] if name == "redirect" else here.redirect
        return
    if here.all_of:
        spf.notes.append(f"{here.domain}: {term} is behind all, which ends the record")
    if name == "all":
        here.all_of = f"{found['qualifier'] or '+'}all"
    elif name in ("ip4", "ip6"):
        _check_address(here.domain, name, rest[1:], spf)
    elif name in _LOOKING_UP:
        spf.lookups += 1
        here.includes += _look_up(here.domain, name, rest, ask, spf, here.path)
    else:
        spf.problems.append(f"{here.domain}: there is no mechanism {name}")


def _check_address(domain: str, name: str, text: str, spf: Spf) -> None:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        spf.problems.append(f"{domain}: {name}:{text} is no address")
        return
    if network.version != int(name[2]):
        spf.problems.append(f"{domain}: {name}:{text} is an address of the other kind")


def _look_up(domain: str, name: str, rest: str, ask: AskDns, spf: Spf, path: Sequence[str]) -> list[Json]:
    """What one mechanism asks for; a name with a macro is another one for each sender, and is not asked."""
    target = rest[1:].partition("/")[0] if rest.startswith(":") else ""
    if name in ("include", "exists") and not target:
        spf.problems.append(f"{domain}: {name} names no domain")
        return []
    if name == "ptr":
        spf.notes.append(f"{domain}: ptr is not to be used any more")
        return []
    if "%" in target or name == "exists":
        return []
    if name == "include":
        return _include(domain, target, ask, spf, path)
    answers = [ask(target or domain, "MX")] if name == "mx" else [ask(target or domain, one) for one in ("A", "AAAA")]
    spf.unknown += [f"{target or domain}: {one.problem}" for one in answers if one.problem]
    if all(one.is_void for one in answers):
        spf.voids += 1
    if name == "mx" and len(answers[0].values) > MOST_MX:
        spf.problems.append(f"{target or domain} has {count(len(answers[0].values), 'mail server')}")
    return []


def _include(
    domain: str, target: str, ask: AskDns, spf: Spf, path: Sequence[str], *, outermost: bool = False
) -> list[Json]:
    """The record of another domain; where that has none, this one is broken."""
    if "%" in target:
        return []
    name = target.casefold().rstrip(".")
    if name in path:
        spf.problems.append(f"{domain}: a ring by include:{target}")
        return []
    if spf.lookups > _END:
        return []
    answer = ask(name, "TXT")
    spf.voids += int(answer.is_void)
    before = len(spf.problems) + len(spf.unknown)
    record = _record_of(name, answer, spf)
    if record is None:
        if len(spf.problems) + len(spf.unknown) == before:
            spf.problems.append(f"{domain}: include:{target} has no record")
        return []
    return [_read(name, record, ask, spf, (*path, name), outermost=outermost)]
