# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The terms of an SPF record as the grammar of RFC 7208, section 12, has them.

A receiver takes a record with one term that does not fit for broken, whoever sends (section 4.6).
"""

from __future__ import annotations

import ipaddress
import re

from .._dataclass import dataclass

TERMS_LOOKING_UP = ("include", "a", "mx", "ptr", "exists")
_SPF_TERM = re.compile(r"(?P<qualifier>[+\-~?]?)(?P<name>[A-Za-z][A-Za-z0-9_.-]*)(?P<rest>[:/=].*)?", re.DOTALL)
# c, r and t stand in an explanation alone (section 7.2), so in no name; what an unknown modifier means nobody knows.
_SPF_MACRO = r"%(?:\{{[{letters}](?:0*[1-9]\d*)?r?[.\-+,/_=]*\}}|[%_-])"
_IN_A_NAME, _ANYWHERE = (_SPF_MACRO.format(letters=letters) for letters in ("slodiphv", "slodiphvcrt"))
_SPF_LETTERS = r"[!-$&-~]"
_SPF_FLAGS = re.IGNORECASE | re.ASCII
_TOP_LABEL = re.compile(r"(?=.*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", _SPF_FLAGS)
_TARGET_OF_TERM = re.compile(r"(?P<domain>:.*?|)(?:/(?P<four>\d+))?(?://(?P<six>\d+))?", re.ASCII | re.DOTALL)
_ADDRESS_OF_TERM = re.compile(r":[0-9a-f.:]+(?:/(?P<bits>\d+))?", _SPF_FLAGS)


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
    found = _SPF_TERM.fullmatch(text)
    if found is None:
        return SpfTerm(problem=f"{text} is no term")
    name, rest = found["name"].lower(), found["rest"] or ""
    if rest.startswith("="):
        wrong = "no modifier has a sign in front" if found["qualifier"] else _problem_of_modifier(name, rest[1:])
        return SpfTerm(name, domain=rest[1:], is_modifier=True, problem=f"{text}: {wrong}" if wrong else "")
    if name in ("ip4", "ip6"):
        domain, wrong = "", _problem_of_address(name, rest)
    elif name in TERMS_LOOKING_UP:
        domain, wrong = _read_target(name, rest)
    elif name == "all":
        domain, wrong = "", "nothing may stand behind all" if rest else ""
    else:
        domain, wrong = "", f"there is no mechanism {name}"
    return SpfTerm(name, found["qualifier"] or "+", domain, problem=f"{text}: {wrong}" if wrong else "")


def _problem_of_modifier(name: str, value: str) -> str:
    if name in ("redirect", "exp"):
        return _problem_of_domain(value)
    return "" if re.fullmatch(f"(?:{_ANYWHERE}|{_SPF_LETTERS})*", value, _SPF_FLAGS) else "its macro is none"


def _problem_of_address(name: str, rest: str) -> str:
    """An address with a number of bits: no mask, no zone and no noughts in front, which Python would take."""
    found = _ADDRESS_OF_TERM.fullmatch(rest)
    try:
        network = ipaddress.ip_network(rest[1:], strict=False) if found else None
    except ValueError:
        network = None
    if found is None or network is None:
        return "it is no address"
    if network.version != int(name[2]):
        return "it is an address of the other kind"
    return _problem_of_bits(found["bits"], network.max_prefixlen)


def _read_target(name: str, rest: str) -> tuple[str, str]:
    """The domain of a mechanism that looks one up, and what is wrong. Only a and mx take a number of bits."""
    if name in ("a", "mx"):
        found = _TARGET_OF_TERM.fullmatch(rest)
        if found is None:
            return "", "what follows is no domain"
        target = found["domain"]
        wrong = _problem_of_bits(found["four"], 32) or _problem_of_bits(found["six"], 128)
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
