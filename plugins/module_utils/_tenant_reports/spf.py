# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An SPF record read as a whole (RFC 7208), and not one sender's way through it; its terms as the grammar has them.

No record, a record that is broken, and one that others read differently are three things: a broken one makes receivers
give up (permerror), which a receiver may take for nothing at all. A receiver takes a record with one term that does not
fit the grammar (section 12) for broken, whoever sends (section 4.6).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import field

from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json
from .dns_and_dmarc import AskDns, DnsAnswer, RecordType

TERMS_LOOKING_UP = ("include", "a", "mx", "ptr", "exists")
# exists asks for A alone, whoever sends (section 5.7).
_TYPES_ASKED: Mapping[str, tuple[RecordType, ...]] = {"a": ("A", "AAAA"), "mx": ("MX",), "exists": ("A",)}
_SPF_TERM = re.compile(r"(?P<qualifier>[+\-~?]?)(?P<name>[A-Za-z][A-Za-z0-9_.-]*)(?P<rest>[:/=].*)?", re.DOTALL)
# c, r and t stand in an explanation alone (section 7.2), so in no name; what an unknown modifier means nobody knows.
_SPF_MACRO = r"%(?:\{{[{letters}](?:0*[1-9]\d*)?r?[.\-+,/_=]*\}}|[%_-])"
_IN_A_NAME, _ANYWHERE = (_SPF_MACRO.format(letters=letters) for letters in ("slodiphv", "slodiphvcrt"))
_SPF_LETTERS = r"[!-$&-~]"
_SPF_FLAGS = re.IGNORECASE | re.ASCII
_TOP_LABEL = re.compile(r"(?=.*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", _SPF_FLAGS)
_TARGET_OF_TERM = re.compile(r"(?P<domain>:.*?|)(?:/(?P<four>\d+))?(?://(?P<six>\d+))?", re.ASCII | re.DOTALL)
_ADDRESS_OF_TERM = re.compile(r":[0-9a-f.:]+(?:/(?P<bits>\d+))?", _SPF_FLAGS)
MOST_LOOKUPS, MOST_VOIDS, MOST_MX = 10, 2, 10
# Where reading ends whatever the record says: far beyond what a receiver reads.
_LENGTH_OF_END = 60


@dataclass(frozen=True)
class SpfTerm:
    """``domain`` is what a mechanism or modifier names, with its macros; ``problem`` is why the term does not fit."""

    name: str = ""
    qualifier: str = ""
    domain: str = ""
    is_modifier: bool = False
    problem: str = ""


def read_term(text: str) -> SpfTerm:
    """One term of a record."""
    parts = _SPF_TERM.fullmatch(text)
    if parts is None:
        return SpfTerm(problem=f"{text} is no term")
    name, rest = parts["name"].lower(), parts["rest"] or ""
    if rest.startswith("="):
        wrong = "no modifier has a sign in front" if parts["qualifier"] else _problem_of_modifier(name, rest[1:])
        return SpfTerm(name, domain=rest[1:], is_modifier=True, problem=f"{text}: {wrong}" if wrong else "")
    if name in ("ip4", "ip6"):
        domain, wrong = "", _problem_of_address(name, rest)
    elif name in TERMS_LOOKING_UP:
        domain, wrong = _read_target(name, rest)
    elif name == "all":
        domain, wrong = "", "nothing may stand behind all" if rest else ""
    else:
        domain, wrong = "", f"there is no mechanism {name}"
    return SpfTerm(name, parts["qualifier"] or "+", domain, problem=f"{text}: {wrong}" if wrong else "")


def _problem_of_modifier(name: str, value: str) -> str:
    if name in ("redirect", "exp"):
        return _problem_of_domain(value)
    return "" if re.fullmatch(f"(?:{_ANYWHERE}|{_SPF_LETTERS})*", value, _SPF_FLAGS) else "its macro is none"


def _problem_of_address(name: str, rest: str) -> str:
    """An address with a number of bits: no mask, no zone and no noughts in front, which Python would take."""
    address = _ADDRESS_OF_TERM.fullmatch(rest)
    try:
        network = ipaddress.ip_network(rest[1:], strict=False) if address else None
    except ValueError:
        network = None
    if address is None or network is None:
        return "it is no address"
    if network.version != int(name[2]):
        return "it is an address of the other kind"
    return _problem_of_bits(address["bits"], network.max_prefixlen)


def _read_target(name: str, rest: str) -> tuple[str, str]:
    """The domain of a mechanism that looks one up, and what is wrong. Only a and mx take a number of bits."""
    if name in ("a", "mx"):
        target_parts = _TARGET_OF_TERM.fullmatch(rest)
        if target_parts is None:
            return "", "what follows is no domain"
        target = target_parts["domain"]
        wrong = _problem_of_bits(target_parts["four"], 32) or _problem_of_bits(target_parts["six"], 128)
    else:
        target, wrong = rest, ""
    if not target:
        return "", f"{name} names no domain" if name in ("include", "exists") else wrong
    return target[1:], wrong or _problem_of_domain(target.removeprefix(":"))


def _problem_of_bits(digits: str | None, most: int) -> str:
    if digits is None or (len(digits) <= len(str(most)) and int(digits) <= most and str(int(digits)) == digits):
        return ""
    return f"/{digits} is no number of bits up to {most}"


def _problem_of_domain(text: str) -> str:
    """Macros and letters; the end is a macro, or a label that is no number, with a point in front."""
    if re.fullmatch(f"(?:{_IN_A_NAME}|{_SPF_LETTERS})*", text, _SPF_FLAGS) is None:
        return "its macro is none" if "%" in text else "its domain has a character that no domain has"
    if "".join(re.findall(f"{_IN_A_NAME}|{_SPF_LETTERS}", text, _SPF_FLAGS)[-1:]).startswith("%"):
        return ""
    before, point, last = text.removesuffix(".").rpartition(".")
    return "" if point and before and _TOP_LABEL.fullmatch(last) else f"{text or 'nothing'} is no domain"


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
    records = [record for record in answer.values if re.match(r"v=spf1( |$)", record, re.IGNORECASE)]
    if len(records) > 1:
        spf.problems.append(f"{domain} has {count(len(records), 'record')}")
        return None
    if records and not records[0].startswith("v=spf1"):
        spf.notes.append(f"{records[0][:6]} of {domain}: some do not take that for v=spf1")
    return records[0] if records else None


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
    spf_record = _SpfRecord(domain, path)
    # Spaces alone part the terms (section 4.6.1): what else looks like one is a part of its term, and breaks it.
    for term in filter(None, record.split(" ")[1:]):
        _read_spf_term(term, spf_record, ask, spf)
    redirect = spf_record.modifiers.get("redirect")
    if redirect and not spf_record.all_of:
        spf.lookups += 1
        term = f"redirect={redirect}"
        spf_record.includes += _read_named_record(domain, term, ask, spf, path, outermost=outermost)
    elif outermost:
        spf.all_of = spf_record.all_of
        if not spf_record.all_of:
            spf.notes.append("it says nothing of all others: no all at its end")
    elif spf_record.all_of == "+all":
        # What is included passes for everybody, whatever the record that includes it ends in.
        spf.notes.append(f"{domain}, which it includes, ends in +all, so anybody may send")
    return {"domain": domain, "record": record, "includes": spf_record.includes}


def _read_spf_term(text: str, spf_record: _SpfRecord, ask: AskDns, spf: SpfReading) -> None:
    term = read_term(text)
    if term.problem:
        spf.problems.append(f"{spf_record.domain}: {term.problem}")
        return
    if term.is_modifier:
        _read_modifier(term, spf_record, spf)
        return
    if spf_record.all_of:
        # Nobody gets there, so it is neither looked up nor counted (section 5.1).
        spf.notes.append(f"{spf_record.domain}: {text} is behind all, which ends the record")
        return
    if term.name == "all":
        spf_record.all_of = f"{term.qualifier}all"
    elif term.name in TERMS_LOOKING_UP:
        spf.lookups += 1
        spf_record.includes += _look_up_mechanism(spf_record.domain, term, ask, spf, spf_record.path)


def _read_modifier(term: SpfTerm, spf_record: _SpfRecord, spf: SpfReading) -> None:
    """redirect and exp may stand once each (section 6); all others are passed over."""
    if term.name in spf_record.modifiers:
        spf.problems.append(f"{spf_record.domain}: {term.name} stands there twice")
    if term.name in ("redirect", "exp"):
        spf_record.modifiers[term.name] = term.domain


def _look_up_mechanism(domain: str, term: SpfTerm, ask: AskDns, spf: SpfReading, path: Sequence[str]) -> list[Json]:
    """What one mechanism asks for; a name with a macro is another one for each sender, and is not asked. Where that is
    included, what it lets send is not known."""
    name, target = term.name, term.domain or domain
    if name == "ptr":
        spf.notes.append(f"{domain}: ptr is not to be used any more")
        return []
    if name == "include":
        return _read_named_record(domain, f"include:{target}", ask, spf, path)
    if "%" in target:
        return []
    answers = [ask(target, record_type) for record_type in _TYPES_ASKED[name]]
    spf.unknown += [f"{target}: {answer.problem}" for answer in answers if answer.problem]
    if all(answer.is_void for answer in answers):
        spf.voids += 1
    if name == "mx" and len(answers[0].values) > MOST_MX:
        spf.problems.append(f"{target} has {count(len(answers[0].values), 'mail server')}")
    return []


def _read_named_record(
    domain: str, term: str, ask: AskDns, spf: SpfReading, path: Sequence[str], *, outermost: bool = False
) -> list[Json]:
    """The record of another domain that ``term`` names; where that has none, this one is broken."""
    target = re.split("[:=]", term, maxsplit=1)[1]
    if "%" in target:
        spf.unknown.append(f"{domain}: {target} is another name for each sender, and was not read")
        return []
    name = target.casefold().rstrip(".")
    if name in path:
        spf.problems.append(f"{domain}: a ring by {term}")
        return []
    if spf.lookups > _LENGTH_OF_END:
        return []
    answer = ask(name, "TXT")
    spf.voids += int(answer.is_void)
    before = len(spf.problems) + len(spf.unknown)
    record = _spf_record_of(name, answer, spf)
    if record is None:
        if len(spf.problems) + len(spf.unknown) == before:
            spf.problems.append(f"{domain}: {term} has no record")
        return []
    return [_read_record(name, record, ask, spf, (*path, name), outermost=outermost)]
