# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What names something: names of the directory, addresses, recipients, and the domains of connectors and policies."""

from __future__ import annotations

import re

from .normal import NOTHING, Normal, plain_text, wrong_kind

# A path of the directory (contoso.onmicrosoft.com/Configuration/Name), or what belongs to an organization or to none
# (contoso.onmicrosoft.com\Name, \Name), where one may be in another (\Sales\Europe); and a distinguished name. What
# ends in no letters is no domain: v1.0/Legal is a name.
_DOMAIN_OF_PATH = r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z][\w-]+"
_CANONICAL_NAME = re.compile(rf"{_DOMAIN_OF_PATH}/(?:.*[^\\]/)?(?P<name>[^\\].*)", re.DOTALL)
_NAME_BEHIND_OWNER = re.compile(rf"(?:{_DOMAIN_OF_PATH})?\\(?P<name>[^\\].*)", re.DOTALL)
_DISTINGUISHED_NAME = re.compile(r"(?:CN|OU)=(?P<name>(?:[^\\,]|\\.)+),(?:CN|OU|DC)=.*", re.IGNORECASE | re.DOTALL)


def last_name(text: str) -> str:
    """The name at the end of a canonical or distinguished name; any other text is one itself."""
    owned = _NAME_BEHIND_OWNER.fullmatch(text)
    if owned:
        return owned["name"]
    found = _DISTINGUISHED_NAME.fullmatch(text) or _CANONICAL_NAME.fullmatch(text)
    return re.sub(r"\\(.)", r"\1", found["name"]) if found else text


def name_form(value: object) -> Normal:
    text = last_name(plain_text(value).strip())
    return Normal(text, text.casefold()) if text else NOTHING


def address_form(value: object) -> Normal:
    text = plain_text(value).strip()
    text = text[5:] if text[:5].lower() == "smtp:" else text
    return Normal(text, text.casefold()) if text else NOTHING


# How the service shows a recipient in a rule of a mailbox: "Adele Vance" [EX:/o=ExchangeLabs/...] (graph2otel).
_SHOWN_RECIPIENT = re.compile(r"\".*\"\s*\[(?:(?:EX|SMTP):)?(?P<address>[^\]]+)\]", re.IGNORECASE | re.DOTALL)


def reference_in(value: object) -> str:
    """The text that names a recipient, without what stands around it.

    :raises NotSendable: it is no text.
    """
    text = plain_text(value).strip()
    found = _SHOWN_RECIPIENT.fullmatch(text)
    text = found["address"] if found else text
    return text[5:] if text[:5].lower() == "smtp:" else text


def recipient_form(value: object) -> Normal:
    text = reference_in(value)
    return Normal(text, last_name(text).casefold()) if text else NOTHING


def person_form(value: object) -> Normal:
    """Name;address, of which the address counts."""
    text = plain_text(value).strip()
    return Normal(text, text.rpartition(";")[2].strip().casefold())


_DOMAIN_WITH_COST = re.compile(r"(?:smtp:)?(?P<domain>[^;]+?)(?:;(?P<cost>\d+))?", re.IGNORECASE)


def domain_form(value: object) -> Normal:
    """A domain of a connector's address space; without a cost it is 1 (Microsoft365DSC)."""
    found = _DOMAIN_WITH_COST.fullmatch(plain_text(value).strip())
    if found is None:
        raise wrong_kind("a domain", value, "Write a domain such as *.contoso.com.")
    return Normal(f"smtp:{found['domain']};{found['cost'] or 1}", (found["domain"].casefold(), int(found["cost"] or 1)))


def actions_form(value: object) -> Normal:
    """domain: action, action."""
    domain, _colon, actions = plain_text(value).partition(":")
    words = sorted(filter(None, (word.strip() for word in actions.split(","))), key=str.casefold)
    key = (domain.strip().casefold(), frozenset(word.casefold() for word in words))
    return Normal(f"{domain.strip()}: {', '.join(words)}", key)
