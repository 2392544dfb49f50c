# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whether a cmdlet reads, or writes, or writes in a way that could be repeated.

All of the interface is POST, so nothing on the wire tells: the verb does, with exceptions by name, each with its
reason. What is unknown counts as a write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from .cmdlets import SECRET_TYPES, Cmdlet, find

CmdletClass = Literal["read", "idempotent_write", "write"]

_READING_VERBS = frozenset({"get", "test", "search"})
_SETTING_VERBS = frozenset({"set"})

# Reads under another verb: they hand out what is there and leave it as it was.
_READS_BY_NAME: Mapping[str, str] = {
    "export-activityexplorerdata": "hands out activity records page by page",
    "export-contentexplorerdata": "hands out classified content's records page by page",
    "export-dlppolicycollection": "hands out the DLP policies as a file's bytes",
    "export-fileplanproperty": "hands out the file plan",
    "export-mailboxdiagnosticlogs": "hands out a mailbox's logs",
    "export-migrationreport": "hands out a finished report as a file's bytes",
    "export-quarantinemessage": "hands out a message; it stays in quarantine",
    "export-transportrulecollection": "hands out the rules as a file's bytes",
    "preview-quarantinemessage": "shows a message; it stays in quarantine",
    "validate-retentionrulequery": "checks the grammar of a query",
}

# Writes under a verb that reads elsewhere.
_WRITES_BY_NAME: Mapping[str, str] = {
    "test-message": "puts a message through the transport rules and can mail a report",
    "search-mailbox": "can delete what it finds",
}

# Reads that must not be repeated, so they count as writes; all of them, or only with the parameter named.
_READS_ONCE: Mapping[str, tuple[str, str]] = {
    "test-migrationserveravailability": ("", "signs in to a foreign server with a password: a retry may lock it out"),
    "search-unifiedauditlog": ("SessionId", "each call of a session hands out its next part: a retry would skip one"),
}

# Set- cmdlets that do something each time they run.
_NOT_IDEMPOTENT: Mapping[str, str] = {
    "set-accesstocustomerdatarequest": "approves or denies a request of Microsoft's support",
    "set-dlpsensitiveinformationtyperulepackage": "uploads a new version each time",
    "set-migrationbatch": "may start a batch anew",
    "set-migrationuser": "may start a migration anew",
    "set-mailboxsearch": "may start a search anew",
    "set-omemessagerevocation": "revokes a message that was sent",
}

# Idempotent writes under other verbs: the state afterwards is the one named, however often it is named.
_IDEMPOTENT_BY_NAME: Mapping[str, str] = {
    "update-compliancecasemember": "replaces the whole list of members",
    "update-distributiongroupmember": "replaces the whole list of members",
    "update-ediscoverycaseadmin": "replaces the whole list of administrators",
    "update-rolegroupmember": "replaces the whole list of members",
    "enable-app": "switches an add-in on",
    "disable-app": "switches an add-in off",
}

# Enable- and Disable- of rules name a state; those of mailboxes, archives or domains make and unmake things.
_RULE_SWITCH = re.compile(r"(?:enable|disable)-\w*rule")

# Parameters that act on what is there instead of naming what shall be.
_ACTING_PARAMETER = re.compile(r"(?:Add|Remove|Delete|Retry|Reset|Recalculate|Rotate|Clear|Start)[A-Z]\w*")


def classify(cmdlet: str, parameters: Mapping[str, object]) -> CmdletClass:
    """The class of a cmdlet with these parameters (their names in any case, values as the user gave them)."""
    name = cmdlet.lower()
    known = find(name)
    if known is None or not known.documented or name in _WRITES_BY_NAME or _must_not_repeat(name, parameters):
        return "write"
    verb = name.partition("-")[0]
    if verb in _READING_VERBS or name in _READS_BY_NAME:
        return "read"
    if not _names_a_state(name, verb):
        return "write"
    relative = any(_is_relative_write(known, key, value) for key, value in parameters.items())
    return "write" if relative else "idempotent_write"


def changes(cmdlet: str, parameters: Mapping[str, object]) -> bool:
    """Whether the organization may be another afterwards: false for all reads, also those not to be repeated.

    A Get- that the catalogue does not have is a read that nobody has judged harmless to repeat.
    """
    known = find(cmdlet)
    if (known is None or not known.documented) and cmdlet.lower().startswith("get-"):
        return False
    return classify(cmdlet, parameters) != "read" and not _must_not_repeat(cmdlet.lower(), parameters)


def _must_not_repeat(name: str, parameters: Mapping[str, object]) -> bool:
    if name not in _READS_ONCE:
        return False
    condition, _reason = _READS_ONCE[name]
    return not condition or condition.lower() in {key.lower() for key in parameters}


def _names_a_state(name: str, verb: str) -> bool:
    if name in _IDEMPOTENT_BY_NAME or _RULE_SWITCH.fullmatch(name):
        return True
    return verb in _SETTING_VERBS and name not in _NOT_IDEMPOTENT


def _is_relative_write(cmdlet: Cmdlet, key: str, value: object) -> bool:
    """Whether the result depends on what was there before, or a password would be set twice."""
    parameter = cmdlet.parameter(key)
    if parameter is None or parameter.type in SECRET_TYPES or _ACTING_PARAMETER.fullmatch(parameter.name):
        return True
    return _has_add_or_remove(value)


def _has_add_or_remove(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(str(key).lower() in ("add", "remove") for key in value)
    return isinstance(value, (list, tuple)) and any(_has_add_or_remove(one) for one in value)
