# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Take whatever belongs to a tenant out of a text before anybody outside of it sees it.

A report of answers goes to other people. It is made of words about shapes; only the service's own error texts are
quoted, and they name objects, servers and people. Secrets are out of every text anyway, see ``secret_rules.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .secret_rules import clean

_SHORTEST_PRIVATE = 3
# The properties whose values tell who somebody is or what something is called; the others are settings.
_TELLING_PROPERTIES = re.compile(
    r"name|identity|id$|alias|address|domain|guid|organization|unit|user|owner|by$|manager|members?$|office|phone|city"
    r"|street|company|department|title|server|database|container|link|dn$|x500|forward|notes",
    re.IGNORECASE,
)
_NOT_PRIVATE_WORDS = frozenset(
    {"default", "enabled", "disabled", "false", "mailbox", "none", "null", "true", "unlimited", "user"}
)
_PRIVATE_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"https?://\S+", "<address>"),
    (r"(?<!\w)'.*?'(?!\w)|\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u2018.*?\u2019(?!\w)", "'<value>'"),
    (r"[^\s<>|,;]+@(?!odata\.)[^\s<>|,;]+", "<address>"),
    (r"(?i:\b(?:CN|OU|DC|O)=)[^|;]*", "<name>"),
    (r"\{?[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}\}?", "<id>"),
    # The names of .NET's types end in a word with a capital letter; those of hosts do not. Names of OData are none.
    (r"(?<![@\w.-])(?!adminapi\.)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}\b(?:/[^|;]*)?", "<host>"),
    (r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}\b", "<host>"),
    (r"(?i:\bfe80:)[0-9a-fA-F:]*", "<host>"),
    (r"\bS-1(?:-\d+)+", "<id>"),
    (r"\b\d{4,}\b", "<number>"),
)


class TenantBlanks:
    """Knows what belongs to one tenant, and learns more with each row."""

    def __init__(self) -> None:
        # As they are and in small letters, by these: of a name such as Groß the two are not as long.
        self._private_texts: dict[str, set[str]] = {}
        self._longest_first: list[str] = []

    def know(self, *names: str) -> None:
        """Remember names of the tenant itself."""
        self._learn_value(list(names))

    def learn(self, row: Mapping[str, object]) -> None:
        """Remember the values in a row that name somebody or something."""
        for name, value in row.items():
            if _TELLING_PROPERTIES.search(name) and "@" not in name:
                self._learn_value(value)

    def text(self, text: str) -> str:
        """``text`` on one line, with a word such as <name> in the place of each private part."""
        plain = clean(text)
        for pattern, word in _PRIVATE_PATTERNS:
            plain = re.sub(pattern, word, plain)
        return self._without_known(plain)

    def _learn_value(self, value: object) -> None:
        if isinstance(value, str):
            text = value.strip()
            folded = text.casefold()
            if len(text) >= _SHORTEST_PRIVATE and folded not in _NOT_PRIVATE_WORDS:
                self._private_texts.setdefault(folded, set()).update((text, folded))
        elif isinstance(value, Mapping):
            self._learn_value(list(value.values()))
        elif isinstance(value, list):
            for member in value:
                self._learn_value(member)

    def _without_known(self, text: str) -> str:
        if len(self._longest_first) != len(self._private_texts):
            self._longest_first = sorted(self._private_texts, key=len, reverse=True)
        folded = text.casefold()
        for private_text in self._longest_first:
            if private_text in folded:
                forms = "|".join(map(re.escape, sorted(self._private_texts[private_text])))
                text = re.sub(rf"(?<![^\W_])(?:{forms})(?![^\W_])", "<value>", text, flags=re.IGNORECASE)
                folded = text.casefold()
        return text
