# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report mail_authentication, against the box and a name server on loopback whose records are written here."""

from __future__ import annotations

import base64
from typing import Any
from unittest.mock import patch

import dns.resolver
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from desired.told import lines, write

from ansible_collections.m365.exchange.plugins.module_utils._operations import report_info
from support.desk import Desk
from support.name_server import name_server

DOMAIN, OTHER, RELAY = "contoso.com", "fabrikam.com", "relay.contoso.com"
REPORT = "mail_authentication"


def key_record() -> str:
    """A key of 2048 bits as a record of two strings, in the notation of a zone file."""
    public = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    text = base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    whole = f"v=DKIM1; k=rsa; p={text}"
    return f'"{whole[:255]}" "{whole[255:]}"'


def of(told: dict[str, Any], part: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The lines of a part, by domain and detail."""
    return {(one["object"], one["property"]): one for one in lines(told, f"{REPORT}.{part}")}


def test_what_the_dns_says_of_each_domain(reports_desk: Desk) -> None:
    write(reports_desk, "New-DkimSigningConfig", DomainName=DOMAIN, Enabled=True)
    row = reports_desk.run(cmdlet="Get-DkimSigningConfig", parameters={"Identity": DOMAIN})["objects"][0]
    zone = {
        (DOMAIN, "TXT"): ['"v=spf1 include:spf.example " "-all"', '"another"'],
        ("spf.example", "TXT"): ['"v=spf1 ip4:192.0.2.0/24 -all"'],
        (DOMAIN, "MX"): ["10 contoso-com.mail.protection.outlook.com."],
        (f"selector1._domainkey.{DOMAIN}", "CNAME"): [f"{row['Selector1CNAME']}."],
        (f"selector1._domainkey.{DOMAIN}", "TXT"): [key_record()],
        (f"selector2._domainkey.{DOMAIN}", "CNAME"): ["selector2.elsewhere.example."],
        (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=reject; pct=0"'],
        (f"_mta-sts.{DOMAIN}", "TXT"): ['"v=STSv1; id=20260101"'],
        (f"_smtp._tls.{DOMAIN}", "TXT"): ['"v=TLSRPTv1; rua=mailto:tls@contoso.com"'],
        (OTHER, "TXT"): None,
        (RELAY, "MX"): ["0 ."],
        (RELAY, "TXT"): ['"v=spf1 include:nowhere.example -all"'],
    }
    with name_server(zone) as (server, asked):
        told = reports_desk.report(report_names="mail authentication", dns_servers=[server])
        again = len(asked)
    spf = of(told, "spf")
    assert {name[0]: (one["verdict"], one["values"]["state"]) for name, one in spf.items()} == {
        DOMAIN: ("ok", "fine"), OTHER: ("unknown", "unknown"), RELAY: ("look", "broken"),
        "contoso.onmicrosoft.com": ("look", "none"),
    }  # fmt: skip
    assert spf[DOMAIN, ""]["values"]["record"] == "v=spf1 include:spf.example -all"
    assert set(spf[OTHER, ""]["values"].values()) == {"unknown"}
    assert (spf[DOMAIN, ""]["values"]["lookups"], spf[RELAY, ""]["values"]["void_lookups"]) == (1, 1)
    dkim = of(told, "dkim")
    first, second = dkim[DOMAIN, "selector1"], dkim[DOMAIN, "selector2"]
    assert (first["verdict"], first["values"]["key_bits"]) == ("ok", 2048), first
    assert (second["verdict"], second["text"]) == ("look", "The CNAME in the DNS is another one.")
    assert dkim[OTHER, ""]["text"] == "DKIM has never been set up."
    dmarc = of(told, "dmarc")
    assert (dmarc[DOMAIN, ""]["values"]["by_rfc_9989"], dmarc[DOMAIN, ""]["values"]["by_rfc_7489"]) == (
        "reject", "quarantine",
    )  # fmt: skip
    assert dmarc[RELAY, ""]["values"]["found_at"] == DOMAIN
    assert of(told, "mta-sts")[DOMAIN, ""]["values"] == {"id": "20260101"}
    assert of(told, "tls-rpt")[DOMAIN, ""]["values"] == {"rua": "mailto:tls@contoso.com"}
    assert of(told, "mx")[DOMAIN, ""]["values"] == {"mx": ["10 contoso-com.mail.protection.outlook.com."]}
    assert of(told, "mx")[OTHER, ""]["verdict"] == "look"
    assert of(told, "mx")[RELAY, ""]["text"] == "It says that it takes no mail."
    # What was asked once is known; a server that fails is asked again by dnspython itself.
    assert len({one for one in asked if one[0] != OTHER}) == len([one for one in asked if one[0] != OTHER])
    assert again > 20


def test_without_dnspython_that_is_said_and_what_the_service_shows_stands(reports_desk: Desk) -> None:
    with patch.object(report_info, "HAS_DNS", new=False):
        told = reports_desk.report(report_names=REPORT)
    (line,) = lines(told, f"{REPORT}.spf")
    assert (line["verdict"], "dnspython is not installed" in line["text"]) == ("unknown", True)
    assert ("contoso.onmicrosoft.com", "ok") in {
        (one["object"], one["verdict"]) for one in lines(told, f"{REPORT}.dkim")
    }


def test_a_machine_without_a_name_server_is_told_and_nothing_is_judged(reports_desk: Desk) -> None:
    with patch.object(dns.resolver, "Resolver", side_effect=dns.resolver.NoResolverConfiguration):
        told = reports_desk.report(report_names=REPORT)
    for part in ("mx", "spf", "dmarc", "mta-sts", "tls-rpt"):
        for line in lines(told, f"{REPORT}.{part}"):
            values = {name: value for name, value in line["values"].items() if name != "state"}
            assert (line["verdict"], set(values.values())) == ("unknown", {"unknown"}), line
            assert not line["text"].endswith(".."), line
    assert "names no name server" in lines(told, f"{REPORT}.mx")[0]["text"]


@pytest.mark.parametrize("server", ["dns.example", "127.0.0.1:0", "127.0.0.1:99999", "", "[::1"])
def test_a_name_server_is_an_address(reports_desk: Desk, server: str) -> None:
    told = reports_desk.report(report_names=REPORT, dns_servers=[server])
    assert told["error"]["documentation"].endswith("#dns-server-not-valid"), told
