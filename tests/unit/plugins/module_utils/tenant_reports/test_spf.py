# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record with a term that the grammar of RFC 7208 has not is broken, whoever sends; one that it has is not."""

from __future__ import annotations

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.dns_and_dmarc import DnsAnswer
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.spf import SpfReading, read_spf, read_term


def read(record: str) -> SpfReading:
    """The record of a domain, with one address and an empty record at every other."""

    def ask(name: str, kind: str) -> DnsAnswer:
        if kind == "TXT":
            return DnsAnswer((record if name == "d.example" else "v=spf1 -all",))
        return DnsAnswer(("10 mx.example." if kind == "MX" else "192.0.2.1",))

    return read_spf("d.example", ask)


@pytest.mark.parametrize(
    "term",
    [
        "a/24", "a//64", "a/24//64", "a:host.example/0", "mx/32", "mx:host.example//128", "ip4:192.0.2.0/24", "~all",
        "IP6:2001:db8::/32", "ip6:::ffff:192.0.2.1", "include:_spf.host.example.", "a:host.example-1.xn--p1ai",
        "exists:%{i}._spf.%{d2r.-}.host.example", "include:%{ir}.host.example", "a:%{d}", "exists:%{l}/%{h}.example",
        "a:foo%_%%%-bar.example", "exp=%{d}.host.example", "future=%{c}", "x-1.y_z=", "?mx",
    ],
)  # fmt: skip
def test_what_the_grammar_has(term: str) -> None:
    assert read(f"v=spf1 {term} -all" if "all" not in term else f"v=spf1 {term}").problems == []


@pytest.mark.parametrize(
    ("term", "said"),
    [
        # What Python's addresses take and receivers do not.
        ("ip4:192.0.2.0/255.255.255.0", "ip4:192.0.2.0/255.255.255.0: it is no address"),
        ("ip4:192.0.2.0/024", "/024 is no number of bits up to 32"),
        ("ip6:fe80::1%eth0", "is no address"),
        ("ip4:192.0.2.0/33", "is no address"),
        ("ip4", "ip4: it is no address"),
        ("a/33", "/33 is no number of bits up to 32"),
        ("mx//129", "/129 is no number of bits up to 128"),
        ("a//064", "/064 is no number"),
        ("a/24/64", "what follows is no domain"),
        ("include:host.example/24", "host.example/24 is no domain"),
        ("ptr/0", "/0 is no domain"),
        ("a:192.0.2.1", "192.0.2.1 is no domain"),
        ("include:spf", "spf is no domain"),
        ("a:host.example:25", "host.example:25 is no domain"),
        ("a:host.-example", "is no domain"),
        ("mx:", "nothing is no domain"),
        ("include", "include names no domain"),
        ("exists:%(ir).host.example", "its macro is none"),
        ("a:%{x}.host.example", "its macro is none"),
        ("a:%{d0}.host.example", "its macro is none"),
        ("exp=%{r}.host.example", "its macro is none"),
        ("future=%abc", "its macro is none"),
        ("redirect=", "nothing is no domain"),
        ("-redirect=host.example", "no modifier has a sign in front"),
        ("-all:host.example", "nothing may stand behind all"),
        # A space that is none: copied from a page, it is a part of the name.
        ("include:host.example\N{NO-BREAK SPACE}~all", "its domain has a character that no domain has"),
        ("a:host.example\t~all", "its domain has a character that no domain has"),
        ("exp=e.example exp=f.example", "exp stands there twice"),
        ("redirect=e.example redirect=e.example", "redirect stands there twice"),
    ],
)  # fmt: skip
def test_what_it_has_not(term: str, said: str) -> None:
    spf = read(f"v=spf1 {term} -all")
    assert (spf.state, len(spf.problems)) == ("broken", 1), spf
    assert spf.problems[0].startswith("d.example: ")
    assert said in spf.problems[0]


def test_a_long_term_takes_no_longer_than_its_length() -> None:
    long = "a:" + ".a1" * 20_000
    assert read_term(f"{long}!").problem.endswith("is no domain")
    assert read_term(f"a:{'.' * 20_000}/1!").problem
    assert not read_term(f"{long}/24").problem
