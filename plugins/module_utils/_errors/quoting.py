# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The one rule on what may be quoted: in every failure, warning, excerpt, invocation and log.

A text is judged by its shape, by what the option that it stands under may hold, and by the name that it stands behind.
What may be a secret is not shown; whether it is one, and is hidden wherever it stands, is decided by the names alone: a
wrong guess at a short one would leave nothing of a run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

NOT_SHOWN = "(not shown)"
HIDDEN = "***"

_B64 = "A-Za-z0-9+/_-"
# What is secret wherever it stands, and the word that is shown in its place. A key may have lost its line breaks, and
# a text its end: a failure quotes only the beginning of a long one.
_SHAPES: tuple[tuple[str, str], ...] = (
    (r"(?i:-----BEGIN [A-Z0-9 ]{1,40}-----.*?(?:-----END [A-Z0-9 ]{1,40}-----|\Z))", "(key material)"),
    # DER in base64, as the content of a PFX file is.
    (r"(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{40,}={0,2}", "(key material)"),
    (r"exo1\.[a-z]\.\d{1,10}\.[0-9a-f]{8,32}(?:\.[A-Za-z0-9_-]*){0,2}", "(session handle)"),
    (r"(?<![A-Za-z0-9+/])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}", "(token)"),
    # A refresh token, and the value of an application's secret.
    (r"(?<![\w.-])[01]\.A[A-Za-z0-9_.-]{60,}", "(token)"),
    (r"(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])", "(secret)"),
    (rf"(?<![=.{_B64}])(?!/)(?=[{_B64}]*[0-9])(?=[{_B64}]*[A-Z])(?=[{_B64}]*[a-z])[{_B64}]{{80,}}={{0,2}}", "(base64)"),
)
# One of these stands in each of them, but in the last: what has none and no long word is left alone.
_HINTS = ("-----", "exo1.", "eyJ", "Q~", "MII")
_LONG_WORD = re.compile(r"[A-Za-z0-9+/_.-]{60}")

_GUID = r"\{?[0-9A-Fa-f]{1,12}(?:-[0-9A-Fa-f]{1,12}){1,6}\}?"
_HOST = r"[\w-]+(?:\.[\w-]+)+\.?"
_WORDS_ONLY = r"[A-Za-z][A-Za-z_. -]{0,39}\d{0,2}"
_TENANT = rf"{_GUID}|(?:[\w.+-]{{1,64}}@)?{_HOST}|[A-Za-z][A-Za-z .-]{{0,40}}"
_ADDRESS = rf"(?:https?://)?(?:\[?[0-9A-Fa-f:.]+\]?|{_HOST}|[a-z-]+)(?::\d+)?(?:/[\w./%-]*)?/?"
_PATH = r"[^\n]{0,200}[/\\.~][^\n]{0,200}"
_NUMBER = r"[-+]?\d{1,9}(?:\.\d+)?"

# What may be quoted of an option's value that was refused; all of a value has to fit. Neighbours are swapped, and
# vaults hand over text where a path was meant, so a value that is not of its option's kind may be a secret.
_MAY_HOLD: Mapping[str, str] = {
    "app_id": rf"{_GUID}|[A-Za-z][A-Za-z ]{{0,40}}",
    "managed_identity_account_id": rf"{_GUID}|/subscriptions/[\w./ -]+",
    "certificate_thumbprint": r"[0-9A-Fa-f]{2}(?:[ :]?[0-9A-Fa-f]{2}){1,31}",
    "user_principal_name": rf"[^@\s]{{1,64}}@{_HOST}",
    "organization": _TENANT,
    "delegated_organization": _TENANT,
    "expect_organization": _TENANT,
    "of_organization": _TENANT,
    "anchor_mailbox": rf"(?:[A-Za-z-]{{2,12}}:)?(?:[^@\s]{{1,64}}@{_HOST}|{_GUID}(?:@{_GUID})?)",
    "connection_uri": _ADDRESS,
    "azure_ad_authorization_endpoint_uri": _ADDRESS,
    "proxy": _ADDRESS,
    "no_proxy": r"[\w.*:/-]+",
    "allowed_hosts": _ADDRESS,
    "auth_method": r"[A-Za-z_ -]{1,30}",
    "environment": r"(?:[Oo]365)?[A-Za-z_ -]{1,40}",
    "cmdlet": r"[A-Za-z]{1,40}[- ]?[A-Za-z]{0,80}(?:V?\d)?",
    "verb": _WORDS_ONLY,
    "noun": _WORDS_ONLY,
    "parameter": _WORDS_ONLY,
    "properties": r"[A-Za-z_@.][A-Za-z_@. ]*\d{0,2}",
    "timezone": r"[A-Za-z_. ]{1,40}(?:/[A-Za-z_]+){0,2}(?:[+-]\d{1,2})?|[+-]\d\d:?\d\d",
    "result_size": rf"[A-Za-z]{{1,20}}|{_NUMBER}",
    "mode": r"[ugoa]*[-+=,rwxXstugoa]+|0?[0-7]{1,6}|0o[0-7]{1,5}|\d{1,5}",
    "owner": r"[A-Za-z_][\w-]{0,40}\$?|\d{1,9}",
    "group": r"[A-Za-z_][\w-]{0,40}\$?|\d{1,9}",
}  # fmt: skip
_OF_TYPE: Mapping[str, str] = {
    "path": _PATH,
    "int": rf"{_NUMBER}|[A-Za-z]{{1,20}}",
    "float": rf"{_NUMBER}|[A-Za-z]{{1,20}}",
    "bool": r"[A-Za-z]{1,20}|[01]",
}
_CHOICE = r"[A-Za-z_& -]{1,40}"

# What a text that takes a secret is called, also where one letter of it is wrong. The address of a vault or of a
# service that gives tokens is none (AppSecretKeyVaultUrl), unless it holds its own signature (MRSContentFilterSasUri).
_STEMS = ("passw", "secret", "credential", "passphrase", "pwd", "token")
_NEAR = ("password", "secret", "credential", "passphrase", "certificate", "session", "token")
_NO_ADDRESS = r"(?!\w*ur[il]\b)"
_SOUNDS_SECRET = re.compile(rf"(?:{'|'.join(_STEMS)}){_NO_ADDRESS}|sas_?ur[il]\b", re.IGNORECASE)

_SHORTEST = 3
# Up to five digits, a fraction, a time or a time span; longer numbers may be a password, and are rare in a result.
_PLAIN_NUMBER = re.compile(r"[-+]?\d{1,5}(?:[.,]\d+)?|-?(?:\d{1,5}\.)?\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?")
_PLAIN_WORDS = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "none", "default", "enabled", "disabled", "unlimited"}
)
# Quotes, brackets and the like around a value that was cut out of a line.
_AROUND = " \t\r\n'\"()[]{}$@,;:"
# In a line, what is no value: space, names of parameters, a name where a command begins, what joins them. A variable
# may be a password that begins with a dollar sign, and words with a hyphen a passphrase.
_LINE_PARTS = re.compile(
    r"(?P<kept>(?:\A|(?<=[\n;|({=]))\s*[A-Za-z]+-[A-Za-z]\w*(?![\w-])|\s+|(?<![^\s(;|,])[-\u2013-\u2015][A-Za-z]\w*:?"
    r"|[|;&(){},=])|'(?:[^']|'')*'?|\"[^\"]*\"?|[^\s|;&(){},='\"]+"
)
_LINE_WORDS = re.compile(r"[^\s|;:(){}=]+")
_CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile(r"[^\w\s./:@,'\"()-]"))
_NAME_OF_SOMETHING = re.compile(
    rf"{_GUID}|[^@\s]+@{_HOST}|[\w.]+/[\w./]+|[A-Za-z]+-[A-Za-z]+\w?\d?|-\w+|(?:[A-Z][a-z]+){{2,}}\d{{1,2}}"
)


def blanked(text: str) -> str:
    """The text without what is secret by its shape."""
    if not any(hint in text for hint in _HINTS) and _LONG_WORD.search(text) is None:
        return text
    for pattern, word in _patterns():
        text = pattern.sub(word, text)
    return text


def holds_secret(text: str) -> bool:
    """Whether something in the text is secret by its shape."""
    return blanked(text) != text


def fits(option: str, spec: Mapping[str, Any], value: str) -> bool:
    """Whether a value is of the kind that its option may hold, so that a refusal may quote it."""
    if holds_secret(value):
        return False
    if option in _MAY_HOLD:
        return re.fullmatch(_MAY_HOLD[option], value.strip()) is not None
    kind = _CHOICE if "choices" in spec else _OF_TYPE.get(spec.get("type", "str"), ".*")
    return re.fullmatch(kind, value.strip(), re.DOTALL) is not None and not any(
        looks_random(word) for word in value.split()
    )


def looks_random(word: str) -> bool:
    """Whether a word looks like a good password: letters of both cases, digits, signs; three of these in eight."""
    core = word.strip(_AROUND)
    if len(core) < 8 or _NAME_OF_SOMETHING.fullmatch(core):
        return False
    return sum(one.search(core) is not None for one in _CLASSES) > 2


Spans = tuple[tuple[int, int], ...]


def hidden_in_line(line: str, *, secret: bool) -> Spans:
    """The pieces of a command line that may not be quoted: of one that has a secret all but the names in it, because
    that may stand anywhere, in a variable or in front of its parameter; of any other what looks like one."""
    found = [one.span() for pattern, _word in _patterns() for one in pattern.finditer(line)]
    if secret:
        found += [one.span() for one in _LINE_PARTS.finditer(line) if not one["kept"]]
    else:
        found += [one.span() for one in _LINE_WORDS.finditer(line) if looks_random(one[0])]
    return tuple(sorted(found))


def quoted_piece(line: str, start: int, end: int, hidden: Spans) -> str:
    """A piece of a command line without what is hidden in it."""
    parts = []
    for first, last in hidden:
        if last > start and first < end:
            parts += [line[start : max(first, start)], HIDDEN]
            start = min(last, end)
    return "".join([*parts, line[start:end]])


def sounds_secret(name: str) -> bool:
    """Whether a parameter of that name, of which nothing else is known, may take a secret."""
    return _SOUNDS_SECRET.search(name) is not None


def nearly_secret(name: str) -> bool:
    """Whether a name that nobody knows sounds secret, perhaps with a letter wrong."""
    return sounds_secret(name) or _near().search(name) is not None


def could_be_secret(text: str) -> bool:
    """Whether a text may be a secret where only its name says so: no number, no truth value, no one or two letters."""
    core = text.strip(_AROUND)
    return len(core) >= _SHORTEST and core.lower() not in _PLAIN_WORDS and _PLAIN_NUMBER.fullmatch(core) is None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), word) for pattern, word in _SHAPES)


@cache
def _near() -> re.Pattern[str]:
    """The stems with one letter lost, doubled, wrong or in its neighbour's place; the first letter stays."""
    forms = set()
    for stem in _NEAR:
        for at in range(1, len(stem)):
            head, tail = stem[:at], stem[at:]
            forms |= {rf"{head}{tail[1:]}", rf"{head}[a-z]{tail}"}
            if len(tail) > 1:
                forms.add(f"{head}{tail[1]}{tail[0]}{tail[2:]}")
            if len(stem) > 5:
                forms.add(rf"{head}[a-z0-9]{tail[1:]}")
        forms.add(stem)
    return re.compile(rf"(?:{'|'.join(sorted(forms, key=len, reverse=True))}){_NO_ADDRESS}", re.IGNORECASE)


# Text that a service sent, made fit to be read by a person.
_LONGEST_TEXT = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SERVER = re.compile(
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.prod\.(?:(?:protection\.)?outlook\.com|exchangelabs\.com|partner\.outlook\.cn)\b",
    re.IGNORECASE,
)


def clean(text: object) -> str:
    """One line of at most 2,000 characters, without control characters, Microsoft's server names and secrets."""
    plain = _CONTROL.sub(" ", blanked(str(text)))
    plain = _SERVER.sub("(server)", plain)
    plain = re.sub(r" {2,}", " ", plain).strip()
    return plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1] + "…"
