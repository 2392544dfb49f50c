# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Mail authentication of each accepted domain, as the DNS has it: MX, SPF, DKIM, DMARC, MTA-STS and TLS-RPT.

The CNAMEs of DKIM stand in the row of Get-DkimSigningConfig, in an older and a newer form, and are never computed. The
policy of MTA-STS is no part of the DNS, and is not fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._endpoints.clouds import INITIAL_DOMAINS
from .._json_types import Json, Row
from .addresses_and_domains import DOMAINS_READ
from .dns_and_dmarc import AskDns, Dmarc, DnsAnswer, read_dmarc, records_of, rsa_bits, tags_in
from .report_definition import (
    UNKNOWN_VALUE,
    Line,
    NotRead,
    Part,
    Read,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    Unread,
    property_of,
)
from .spf import SpfReading, read_spf

_DKIM_COLUMNS = (
    "Domain", "Enabled", "Status", "KeyCreationTime", "LastChecked", "RotateOnDate", "SelectorBeforeRotateOnDate",
    "SelectorAfterRotateOnDate", "Selector1CNAME", "Selector2CNAME", "Selector1KeySize", "Selector2KeySize",
)  # fmt: skip
_SPF_WORDS = {
    "none": "There is no SPF record.",
    "fine": "The SPF record can be read.",
    "differs": "The SPF record is read differently by some, or says little",
    "broken": "The SPF record is broken",
    "unknown": "The SPF record could not be read as a whole",
}
_VERDICT_OF_SPF: dict[str, ReportVerdict] = {
    "none": "look", "broken": "look", "differs": "look", "unknown": "unknown", "fine": "ok",
}  # fmt: skip


def _ask_dns_of(answers: ReportAnswers) -> AskDns:
    """:raises NotRead: nobody can be asked."""
    if answers.dns is None:
        raise NotRead(Unread("The DNS cannot be asked: the package dnspython is not installed for this Python."))
    return answers.dns


def _domains_with_mail(answers: ReportAnswers) -> list[str]:
    names = [row.get("DomainName") for row in answers.rows("domains")]
    return [name.removeprefix("*.") for name in names if isinstance(name, str)]


def _lines_of_mx(answers: ReportAnswers) -> Iterator[Line]:
    ask = _ask_dns_of(answers)
    for domain in _domains_with_mail(answers):
        answer = ask(domain, "MX")
        verdict: ReportVerdict = "unknown" if answer.problem else "listed" if answer.values else "look"
        text = answer.problem or _words_of_mx(answer.values)
        yield Line(verdict, domain, text, {"mx": UNKNOWN_VALUE if answer.problem else list(answer.values)})


def _words_of_mx(values: tuple[str, ...]) -> str:
    """A single server without a name takes no mail (RFC 7505)."""
    if len(values) == 1 and values[0].split()[-1:] == ["."]:
        return "It says that it takes no mail."
    return "Mail for it goes there." if values else "There is no MX record."


def _lines_of_spf(answers: ReportAnswers) -> Iterator[Line]:
    ask = _ask_dns_of(answers)
    for domain in _domains_with_mail(answers):
        spf = read_spf(domain, ask)
        verdict, remarks = _VERDICT_OF_SPF[spf.state], [*spf.problems, *spf.notes, *spf.unknown]
        if spf.all_of in ("+all", "?all"):
            remarks.append(f"it ends in {spf.all_of}, so anybody may send")
            verdict = "look" if verdict == "ok" else verdict
        sentence = "; ".join(remark.rstrip(".") for remark in remarks)
        text = f"{_SPF_WORDS[spf.state].rstrip('.')}: {sentence}." if remarks else _SPF_WORDS[spf.state]
        yield Line(verdict, domain, text, _values_of_spf(spf))


def _values_of_spf(spf: SpfReading) -> dict[str, Json]:
    """What could not be read may look up more, so then the numbers are not known."""
    is_whole, is_known = spf.state != "unknown", spf.state != "unknown" or spf.record is not None
    return {
        "state": spf.state,
        "record": spf.record if is_known else UNKNOWN_VALUE,
        "lookups": spf.lookups if is_whole else UNKNOWN_VALUE,
        "void_lookups": spf.voids if is_whole else UNKNOWN_VALUE,
        "tree": (spf.tree or None) if is_known else UNKNOWN_VALUE,
    }


def _lines_of_dkim(answers: ReportAnswers) -> Iterator[Line]:
    rows = {str(row.get("Domain")).casefold(): row for row in answers.rows("dkim")}
    for domain in _domains_with_mail(answers):
        row = rows.get(domain.casefold())
        if row is None:
            yield Line("look", domain, "DKIM has never been set up.", {"enabled": False})
            continue
        lines = [_line_of_selector(domain, row, number, answers.dns) for number in (1, 2)]
        yield from lines


def _line_of_selector(domain: str, row: Row, number: int, ask: AskDns | None) -> Line:
    """One selector: what the service wants, and what the DNS has."""
    selector, wanted_cname = f"selector{number}", property_of(row, f"Selector{number}CNAME")
    enabled = property_of(row, "Enabled")
    values: dict[str, Json] = {
        "enabled": enabled,
        "status": property_of(row, "Status"),
        "cname_wanted": wanted_cname,
        "key_size": property_of(row, f"Selector{number}KeySize"),
        "rotates_on": property_of(row, "RotateOnDate"),
        "active": _is_active_selector(row, selector),
    }
    if domain.casefold().endswith(INITIAL_DOMAINS):
        verdict: ReportVerdict = "ok" if enabled is True else "look" if enabled is False else "unknown"
        return Line(verdict, domain, "Its DNS is Microsoft's.", values, selector)
    if ask is None:
        text = "The DNS cannot be asked: the package dnspython is not installed for this Python."
        return Line("unknown", domain, text, values, selector)
    name = f"{selector}._domainkey.{domain}"
    cname, key = ask(name, "CNAME"), ask(name, "TXT")
    verdict, text = _judge_selector(cname, key, wanted_cname, enabled)
    values |= {
        "cname_found": UNKNOWN_VALUE if cname.problem else next(iter(cname.values), None),
        "key_bits": UNKNOWN_VALUE if key.problem else _bits_of_dkim_key(key),
    }
    return Line(verdict, domain, text, values, selector)


def _is_active_selector(row: Row, selector: str) -> Json:
    """The selector that signs now is told by the row where no rotation is ahead; both are shown."""
    before, after = row.get("SelectorBeforeRotateOnDate"), row.get("SelectorAfterRotateOnDate")
    if before is None and after is None:
        return UNKNOWN_VALUE
    return {"before_rotation": before == selector, "after_rotation": after == selector}


def _judge_selector(cname: DnsAnswer, key: DnsAnswer, wanted_cname: Json, enabled: Json) -> tuple[ReportVerdict, str]:
    if cname.problem:
        return "unknown", cname.problem
    cname_in_dns = next(iter(cname.values), None)
    if not isinstance(wanted_cname, str) or wanted_cname in ("", UNKNOWN_VALUE):
        return "unknown", "Which CNAME it should have is not shown."
    if cname_in_dns is None:
        return "look", "The CNAME is missing in the DNS."
    if cname_in_dns.rstrip(".").casefold() != wanted_cname.rstrip(".").casefold():
        return "look", "The CNAME in the DNS is another one."
    if enabled is not True:
        return ("look", "DKIM is switched off.") if enabled is False else ("unknown", "Enabled is not shown.")
    if key.problem:
        return "unknown", key.problem
    return (
        ("ok", "The DNS has what the service wants.")
        if _bits_of_dkim_key(key)
        else ("look", "There is no key in the DNS.")
    )


def _bits_of_dkim_key(key: DnsAnswer) -> int | None:
    """The size of the first key; a record of a key need not say its version."""
    sizes = (rsa_bits(tags_in(record).get("p", "")) for record in key.values)
    return next((size for size in sizes if size), None)


def _lines_of_dmarc(answers: ReportAnswers) -> Iterator[Line]:
    ask = _ask_dns_of(answers)
    for domain in _domains_with_mail(answers):
        dmarc = read_dmarc(domain, ask)
        verdict, text = _judge_dmarc(dmarc)
        tags: dict[str, Json] = {name: dmarc.tags.get(name) for name in ("p", "sp", "np", "pct", "t", "rua", "ruf")}
        values: dict[str, Json] = {
            "found_at": dmarc.found_at,
            **tags,
            "by_rfc_9989": dmarc.newer or None,
            "by_rfc_7489": dmarc.older or None,
        }
        yield Line(verdict, domain, text, dict.fromkeys(values, UNKNOWN_VALUE) if dmarc.unknown else values)


def _judge_dmarc(dmarc: Dmarc) -> tuple[ReportVerdict, str]:
    if dmarc.unknown:
        return "unknown", dmarc.unknown
    if dmarc.problem:
        return "look", f"The DMARC record is broken: {dmarc.problem}."
    if dmarc.found_at is None:
        return "look", "There is no DMARC record, at the domain or above it."
    by_record = f"By the record at {dmarc.found_at}"
    if "pct" in dmarc.tags or "t" in dmarc.tags:
        readings = f"{dmarc.newer} as RFC 9989 has it, {dmarc.older} as RFC 7489 has it"
        return "look", f"{by_record}: {readings}. Without pct and t all read the same."
    return ("look" if dmarc.newer == "none" else "ok"), f"{by_record}: {dmarc.newer}."


# What a record has to have of its tag, or it counts for nothing (RFC 8461, section 3.1; RFC 8460, section 3).
_FORM_OF_TAG = {"id": re.compile(r"[A-Za-z0-9]{1,32}"), "rua": re.compile(r"(?i:mailto|https):.+")}


def _lines_of_single_record(answers: ReportAnswers, prefix: str, version: str, tag: str) -> Iterator[Line]:
    """A record that is there or not, with the tag that is shown of it."""
    ask = _ask_dns_of(answers)
    for domain in _domains_with_mail(answers):
        answer = ask(f"{prefix}.{domain}", "TXT")
        records = records_of(answer, version)
        tags = tags_in(records[0]) if len(records) == 1 else {}
        value = tags.get(tag)
        if answer.problem:
            yield Line("unknown", domain, answer.problem, {tag: UNKNOWN_VALUE})
        elif len(records) > 1:
            text = f"There is more than one record, and so none that counts: {len(records)}."
            yield Line("look", domain, text, {tag: None})
        elif records and (tags.get("v") != version or not _FORM_OF_TAG[tag].fullmatch(value or "")):
            text = f"The record counts for nothing: it has no v={version}, or no proper {tag}."
            yield Line("look", domain, text, {tag: value})
        else:
            yield Line("listed", domain, "There is a record." if records else "There is none.", {tag: value})


def _lines_of_mta_sts(answers: ReportAnswers) -> Iterator[Line]:
    yield from _lines_of_single_record(answers, "_mta-sts", "STSv1", "id")


def _lines_of_tls_rpt(answers: ReportAnswers) -> Iterator[Line]:
    yield from _lines_of_single_record(answers, "_smtp._tls", "TLSRPTv1", "rua")


MAIL_AUTHENTICATION = TenantReport(
    "mail_authentication",
    "Mail authentication of the accepted domains",
    (
        Part("mail_authentication.mx", "MX", _lines_of_mx),
        Part("mail_authentication.spf", "SPF", _lines_of_spf, source="https://www.rfc-editor.org/rfc/rfc7208"),
        Part("mail_authentication.dkim", "DKIM", _lines_of_dkim, source="https://www.rfc-editor.org/rfc/rfc6376"),
        Part("mail_authentication.dmarc", "DMARC", _lines_of_dmarc, source="https://www.rfc-editor.org/rfc/rfc9989"),
        Part("mail_authentication.mta-sts", "MTA-STS; its policy is no part of the DNS, and is not fetched",
             _lines_of_mta_sts, source="https://www.rfc-editor.org/rfc/rfc8461"),
        Part("mail_authentication.tls-rpt", "TLS-RPT", _lines_of_tls_rpt, source="https://www.rfc-editor.org/rfc/rfc8460"),
    ),
    ({"domains": DOMAINS_READ, "dkim": Read("Get-DkimSigningConfig", _DKIM_COLUMNS)},),
    asks_dns=True,
)  # fmt: skip
