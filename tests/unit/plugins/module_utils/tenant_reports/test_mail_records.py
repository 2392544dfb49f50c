# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SPF, DMARC and keys are judged by what their records say: missing, broken and read differently are three things."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ansible_collections.m365.exchange.plugins.module_utils._operations.report_info import resolver_of, servers_of
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.dns_and_dmarc import (
    AskDns,
    DnsAnswer,
    RecordType,
    names_to_ask,
    read_dmarc,
    records_of,
    rsa_bits,
    tags_in,
)
from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.spf import read_spf
from support.name_server import name_server

HOST = {("host.example", "A"): ["192.0.2.1"], ("host.example", "MX"): ["10 mx.example."]}


def zone(records: Mapping[str, list[str] | str]) -> AskDns:
    """A DNS of TXT records; a text is why nobody knows."""

    def ask(name: str, kind: RecordType) -> DnsAnswer:
        if kind != "TXT":
            return DnsAnswer(tuple(HOST.get((name, kind), [])))
        found = records.get(name, [])
        return DnsAnswer(problem=found) if isinstance(found, str) else DnsAnswer(tuple(found))

    return ask


@pytest.mark.parametrize(
    ("records", "state", "said"),
    [
        ({}, "none", ""),
        ({"d": ["google-site-verification=x"]}, "none", ""),
        ({"d": ["v=spf10 -all"]}, "none", ""),
        ({"d": ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a:host.example mx:host.example -all"]}, "fine", ""),
        ({"d": ["v=spf1 include:e.d -all"]}, "broken", "d: include:e.d has no record"),
        ({"d": ["v=spf1 ip4:192.0.2.300 -all"]}, "broken", "ip4:192.0.2.300: it is no address"),
        # Where no sender would ever get to.
        ({"d": ["v=spf1 ip4:192.0.2.1 -all ip4:nobody"]}, "broken", "ip4:nobody: it is no address"),
        ({"d": ["v=spf1 ip4:2001:db8::1 -all"]}, "broken", "of the other kind"),
        ({"d": ["v=spf1 ipv4:192.0.2.1 -all"]}, "broken", "there is no mechanism ipv4"),
        ({"d": ["v=spf1 -all", "v=spf1 ~all"]}, "broken", "d has 2 records"),
        ({"d": ["v=spf1 include:e.d -all"], "e.d": ["v=spf1 include:e.d -all"]}, "broken", "a ring by include:e.d"),
        ({"d": ["V=SPF1 -all"]}, "differs", "some do not take that for v=spf1"),
        # Whoever is included for everybody lets everybody send, whatever stands at the end.
        ({"d": ["v=spf1 include:e.d -all"], "e.d": ["v=spf1 +all"]}, "differs", "e.d, which it includes, ends in +all"),
        ({"d": ["v=spf1 ptr -all"]}, "differs", "ptr is not to be used"),
        ({"d": ["v=spf1 ip4:192.0.2.1"]}, "differs", "no all at its end"),
        ({"d": ["v=spf1 include:e.d -all"], "e.d": "a time-out"}, "unknown", "e.d: a time-out"),
        ({"d": "a time-out"}, "unknown", "d: a time-out"),
        # Another name for each sender: what that lets send nobody has read.
        ({"d": ["v=spf1 include:%{i}.e.d -all"]}, "unknown", "%{i}.e.d is another name for each sender"),
        ({"d": ["v=spf1 redirect=%{i}.e.d"]}, "unknown", "%{i}.e.d is another name for each sender"),
        ({"d": ["v=spf1 redirect=e.d"]}, "broken", "d: redirect=e.d has no record"),
        # What stands behind all is passed over, a second one as well.
        ({"d": ["v=spf1 -all include:e.d"]}, "differs", "d: include:e.d is behind all"),
        ({"d": ["v=spf1 -all +all"]}, "differs", "d: +all is behind all"),
    ],
)
def test_missing_broken_and_read_differently(records: Mapping[str, list[str] | str], state: str, said: str) -> None:
    spf = read_spf("d", zone(records))
    assert spf.state == state, spf
    assert said in "; ".join([*spf.problems, *spf.notes, *spf.unknown])


def test_look_ups_and_those_that_find_nothing_are_counted_through_all_includes() -> None:
    inner = " ".join("a:host.example" for _number in range(6))
    records = {"d": [f"v=spf1 include:e.d {inner} -all"], "e.d": [f"v=spf1 {inner[: 14 * 3 + 2]} -all"]}
    spf = read_spf("d", zone(records))
    assert (spf.lookups, spf.voids, spf.state) == (10, 0, "fine")
    records["e.d"][0] = records["e.d"][0].replace("-all", "a:host.example -all")
    spf = read_spf("d", zone(records))
    assert (spf.lookups, spf.state, spf.problems) == (11, "broken", ["11 look-ups, and 10 are the most"])
    spf = read_spf("d", zone({"d": ["v=spf1 a:x.d mx:y.d a:z.d -all"]}))
    assert (spf.voids, spf.state) == (3, "broken")
    spf = read_spf("d", zone({"d": ["v=spf1 exists:x.d exists:y.d exists:z.d -all"]}))
    assert (spf.voids, spf.state) == (3, "broken")
    # Nobody gets to what is behind all.
    spf = read_spf("d", zone({"d": ["v=spf1 -all +all a:x.d mx:y.d a:z.d include:e.d"]}))
    assert (spf.lookups, spf.voids, spf.all_of) == (0, 0, "-all")
    # A name that is another one for each sender is counted, and not asked.
    assert (read_spf("d", zone({"d": ["v=spf1 exists:%{i}.x -all"]})).lookups, spf.tree["domain"]) == (1, "d")


def test_the_tree_shows_each_record_and_redirect_gives_the_end() -> None:
    spf = read_spf(
        "d", zone({"d": ["v=spf1 redirect=e.d"], "e.d": ["v=spf1 include:f.d ~all"], "f.d": ["v=spf1 -all"]})
    )
    assert (spf.state, spf.all_of, spf.lookups) == ("fine", "~all", 2)
    assert spf.tree["includes"] == [
        {"domain": "e.d", "record": "v=spf1 include:f.d ~all", "includes": [
            {"domain": "f.d", "record": "v=spf1 -all", "includes": []},
        ]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "newer", "older"),
    [
        ("v=DMARC1; p=reject; pct=\N{SUPERSCRIPT TWO}", "reject", "reject"),
        (f"v=DMARC1; p=reject; pct={'9' * 5000}", "reject", "reject"),
        ("v=DMARC1; p=reject", "reject", "reject"),
        ("v=DMARC1; p=reject; pct=0", "reject", "quarantine"),
        ("v=DMARC1; p=quarantine; pct=20", "quarantine", "quarantine for 20 % of the mail, else none"),
        ("v=DMARC1; p=reject; t=y", "quarantine", "reject"),
        ("v=DMARC1;p=quarantine;t=y", "none", "quarantine"),
    ],
)
def test_two_readings_of_one_policy(record: str, newer: str, older: str) -> None:
    found = read_dmarc("d.example", zone({"_dmarc.d.example": [record]}))
    assert (found.newer, found.older, found.found_at, found.problem) == (newer, older, "d.example", "")


def test_the_record_is_looked_for_up_the_tree() -> None:
    above = {"_dmarc.contoso.com": ["v=DMARC1; p=reject; sp=quarantine"]}
    found = read_dmarc("eu.mail.contoso.com", zone(above))
    assert (found.found_at, found.newer) == ("contoso.com", "quarantine")
    suffix = {**above, "_dmarc.com": ["v=DMARC1; p=none; psd=y"]}
    assert read_dmarc("mail.contoso.com", zone(suffix)).found_at == "contoso.com"
    assert read_dmarc("contoso.com", zone({})).found_at is None
    assert list(names_to_ask("a.b.c.d.e.f.g.h.i.example"))[1] == "d.e.f.g.h.i.example"
    two = {"_dmarc.contoso.com": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]}
    assert "2 records" in read_dmarc("contoso.com", zone(two)).problem
    assert "'dmarc1'" in read_dmarc("contoso.com", zone({"_dmarc.contoso.com": ["v=dmarc1; p=reject"]})).problem
    assert "has no p" in read_dmarc("contoso.com", zone({"_dmarc.contoso.com": ["v=DMARC1; rua=mailto:a@b"]})).problem
    assert read_dmarc("contoso.com", zone({"_dmarc.com": "a time-out", **above})).found_at == "contoso.com"
    assert read_dmarc("x.contoso.com", zone({"_dmarc.com": "a time-out", **above})).unknown == "_dmarc.com: a time-out"


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        # One policy that is none takes the others with it, at the domain and below it.
        ("v=DMARC1; p=reject; sp=rejct", "a policy of contoso.com is 'rejct'"),
        ("v=DMARC1; p=reject; np=", "a policy of contoso.com is ''"),
        ("v=DMARC1; p=all; sp=reject", "a policy of contoso.com is 'all'"),
        ("v=DMARC1; sp=reject", "the record of contoso.com has no p"),
        ("v=DMARC1; p=reject; P = none", "p stands in the record of contoso.com twice"),
    ],
)
def test_a_record_with_one_policy_that_is_none_is_broken(record: str, problem: str) -> None:
    for domain in ("contoso.com", "mail.contoso.com"):
        found = read_dmarc(domain, zone({"_dmarc.contoso.com": [record]}))
        assert (found.problem, found.newer, found.older, found.found_at) == (problem, "", "", "contoso.com")


def test_the_walk_ends_at_a_public_suffix() -> None:
    records = {"_dmarc.co.example": ["v=DMARC1; p=quarantine; psd=Y"], "_dmarc.example": ["v=DMARC1; p=none"]}
    assert read_dmarc("contoso.co.example", zone(records)).found_at == "co.example"
    records["_dmarc.contoso.co.example"] = ["v=DMARC1; p=reject"]
    assert read_dmarc("mail.contoso.co.example", zone(records)).found_at == "contoso.co.example"
    # The organizational domain is contoso.co.example, and has no record; that of a name below it counts for none other.
    records["_dmarc.eu.contoso.co.example"] = records.pop("_dmarc.contoso.co.example")
    assert read_dmarc("mail.eu.contoso.co.example", zone(records)).found_at == "co.example"


def test_a_name_that_does_not_exist_has_a_policy_of_its_own() -> None:
    record = {"_dmarc.contoso.com": ["v=DMARC1; p=none; sp=quarantine; np=reject"]}

    def ask(name: str, kind: RecordType) -> DnsAnswer:
        return DnsAnswer(exists=False) if name == "gone.contoso.com" else zone(record)(name, kind)

    there, gone = (read_dmarc(f"{name}.contoso.com", ask) for name in ("there", "gone"))
    assert (there.newer, there.older) == ("quarantine", "quarantine")
    assert (gone.newer, gone.older) == ("reject", "quarantine")


@pytest.mark.parametrize("bits", [1024, 2048, 4096])
def test_keys_of_each_size(bits: int) -> None:
    public = rsa.generate_private_key(public_exponent=65537, key_size=bits).public_key()
    text = base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    assert rsa_bits(tags_in(f"v=DKIM1; k=rsa; p={text}")["p"]) == bits
    assert rsa_bits(text[:-8]) is None


@pytest.mark.parametrize("strings", [1, 2, 4])
def test_the_strings_of_one_record_are_one_text(strings: int) -> None:
    """A key of 1024 bits is one string of at most 255 bytes, one of 2048 two, one of 4096 four."""
    parts = [letter * 255 for letter in "abcd"[:strings]]
    record = " ".join(f'"{part}"' for part in parts)
    with name_server({("d.example", "TXT"): [record, '"other"']}) as (server, _asked):
        ask = resolver_of(servers_of([server]))
        assert ask is not None
        assert ask("d.example", "TXT").values == ("".join(parts), "other")


def test_what_is_no_key_and_what_is_no_record() -> None:
    assert [rsa_bits(one) for one in ("", "!", "AAAA", "MIIB")] == [None] * 4
    assert records_of(DnsAnswer(("other", "v = TLSRPTv1; rua=mailto:a@b")), "TLSRPTv1") == [
        "v = TLSRPTv1; rua=mailto:a@b"
    ]
    assert tags_in("v=STSv1; id=1; id=2;;x")["id"] == "1"


def test_a_space_that_was_copied_from_a_page_is_a_part_of_its_tag() -> None:
    space = "\N{NO-BREAK SPACE}"
    for record, problem in (
        (f"v=DMARC1;{space}p=reject", "the record of d.example has no p"),
        (f"v=DMARC1; p=reject{space}; pct=100", f"a policy of d.example is 'reject{space}'"),
    ):
        assert read_dmarc("d.example", zone({"_dmarc.d.example": [record]})).problem == problem
    assert tags_in("v = STSv1 ;\tid=1 ") == {"v": "STSv1", "id": "1"}
