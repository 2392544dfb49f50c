# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The few writes that lock a whole organization out, or that cannot be undone for all its users.

Each row has its reason, which a person is shown. What harms one mailbox is daily work and not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from fnmatch import fnmatchcase
from functools import lru_cache

from .._dataclass import dataclass
from .cmdlets import find
from .parameter_types import COMMON_PARAMETERS

_WILDCARDS = frozenset("*?[")

# What a transport rule may be given without narrowing it down: which rule it is, its settings, and its actions (as
# Microsoft's reference of the two cmdlets calls them). What is none of these, and no exception, is a condition.
_RULE_SETTINGS = frozenset({
    "activationdate", "comments", "confirm", "dlppolicy", "enabled", "expirydate", "identity", "mode", "name",
    "priority", "recipientaddresstype", "ruleerroraction", "rulesubtype", "senderaddresslocation", "uselegacyregex",
    "whatif",
})  # fmt: skip
_RULE_ACTIONS = frozenset({
    "addmanagerasrecipienttype", "addtorecipients", "applyclassification", "applyhtmldisclaimerfallbackaction",
    "applyhtmldisclaimerlocation", "applyhtmldisclaimertext", "applyome", "applyrightsprotectioncustomizationtemplate",
    "applyrightsprotectiontemplate", "blindcopyto", "copyto", "deletemessage", "disconnect", "generateincidentreport",
    "generatenotification", "incidentreportcontent", "logeventtext", "moderatemessagebymanager",
    "moderatemessagebyuser", "notifysender", "prependsubject", "quarantine", "redirectmessageto",
    "rejectmessageenhancedstatuscode", "rejectmessagereasontext", "removeheader", "removeome", "removeomev2",
    "removermsattachmentencryption", "routemessageoutboundconnector", "routemessageoutboundrequiretls",
    "setauditseverity", "setheadername", "setheadervalue", "setscl", "smtprejectmessagerejectstatuscode",
    "smtprejectmessagerejecttext", "stopruleprocessing",
})  # fmt: skip
_NO_RULE_CONDITION = _RULE_SETTINGS | _RULE_ACTIONS


@dataclass(frozen=True)
class Guard:
    """A protected command: the cmdlet in lower case (it may have * and ?), and why.

    It fits where each parameter of ``when`` has a value that the pattern matches whole (in lower case, null as
    empty text), none of ``unless`` has, and, where ``only`` is not empty, no other parameter that is documented is
    given. With ``clears`` one of these others must be given as empty or off.
    """

    cmdlet: str
    reason: str
    when: Mapping[str, str] = field(default_factory=dict)
    unless: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    clears: bool = False

    def fits(self, cmdlet: str, values: Mapping[str, object]) -> bool:
        """Whether a command is this one; ``values`` are its parameters by name in lower case."""
        return (
            _is_called(cmdlet.lower(), self.cmdlet)
            and all(_matches_guard(values, name, pattern) for name, pattern in self.when.items())
            and not any(_matches_guard(values, name, pattern) for name, pattern in self.unless.items())
            and (not self.only or _find_narrowing(cmdlet, values) <= self.only)
            and (not self.clears or bool(_find_cleared(values) - self.only))
        )


# In a map that changes a list: what it takes away, and what kind of map it is.
_KEYS_GIVING_NOTHING = ("remove", "@odata.type")

# A switch or a Boolean in the spellings that PowerShell takes.
_SWITCHED_ON, _SWITCHED_OFF = "true|1", "false|0"
_ROLE_MANAGEMENT = {"identity": r"(.*\\)?role management-organization management.*"}
_NO_ROLES = "Without this assignment no administrator can hand out roles any more, and nobody can give it back."
_PRESERVATION_LOCK = "A policy under preservation lock can never be switched off, loosened or removed, by anybody."

PROTECTED: Sequence[Guard] = (
    Guard(
        "set-organizationconfig",
        "It switches modern authentication off, and no client of any user can sign in without it.",
        {"oauth2clientprofileenabled": _SWITCHED_OFF},
    ),
    Guard(
        "set-organizationconfig",
        "This policy rules how every user without a policy of their own may sign in; a wrong one locks them all out.",
        {"defaultauthenticationpolicy": ".+"},
    ),
    Guard(
        "set-organizationconfig",
        "Archives that grow by themselves cannot be switched off again, for any user.",
        {"autoexpandingarchive": _SWITCHED_ON},
    ),
    Guard(
        "set-adminauditlogconfig",
        "What anybody does while the audit log is off is recorded nowhere and cannot be had later.",
        {"unifiedauditlogingestionenabled": _SWITCHED_OFF},
    ),
    Guard(
        "set-dataencryptionpolicy",
        "It starts to delete the data of all mailboxes that the policy encrypts, and nothing brings them back.",
        {"permanentdatapurgerequested": _SWITCHED_ON},
    ),
    Guard("*-retentioncompliancepolicy", _PRESERVATION_LOCK, {"restrictiveretention": _SWITCHED_ON}),
    Guard("*-appretentioncompliancepolicy", _PRESERVATION_LOCK, {"restrictiveretention": _SWITCHED_ON}),
    Guard(
        "update-rolegroupmember",
        "It replaces all members of the role group that administers the organization, whoever they are now.",
        {"identity": "organization management"},
    ),
    Guard("remove-managementroleassignment", _NO_ROLES, _ROLE_MANAGEMENT),
    Guard("set-managementroleassignment", _NO_ROLES, {**_ROLE_MANAGEMENT, "enabled": _SWITCHED_OFF}),
    Guard(
        "new-transportrule",
        "A rule that deletes messages and has no condition deletes all mail of the organization for good.",
        {"deletemessage": _SWITCHED_ON},
        {"mode": "audit.*", "enabled": _SWITCHED_OFF},
        _NO_RULE_CONDITION,
    ),
    Guard(
        "set-transportrule",
        "It takes conditions away and gives none, and a rule without any condition does what it does, deleting for"
        " example, to every message of the organization.",
        unless={"mode": "audit.*"},
        only=_NO_RULE_CONDITION,
        clears=True,
    ),
)


def protection(cmdlet: str, parameters: Mapping[str, object], added: Iterable[Guard] = ()) -> str | None:
    """Why a command is protected, by the table and by ``added``; None for all others, and for what only asks."""
    values = {str(name).lower(): value for name, value in parameters.items()}
    if values.get("whatif") is True:
        return None
    return next(
        (guard.reason for guard in (*_guards_about(cmdlet.lower()), *added) if guard.fits(cmdlet, values)), None
    )


def protections(cmdlet: str) -> list[str]:
    """The reasons for which some commands of ``cmdlet`` are protected, whatever their parameters."""
    return [guard.reason for guard in _guards_about(cmdlet.lower())]


@lru_cache(maxsize=128)
def _guards_about(cmdlet: str) -> tuple[Guard, ...]:
    """The rows that are about a cmdlet, whose name is given in lower case."""
    return tuple(guard for guard in PROTECTED if _is_called(cmdlet, guard.cmdlet))


def _is_called(cmdlet: str, pattern: str) -> bool:
    """Whether a name fits a pattern; most are names, and each other is one that every process has to compile."""
    return cmdlet == pattern or (not _WILDCARDS.isdisjoint(pattern) and fnmatchcase(cmdlet, pattern))


def _matches_guard(values: Mapping[str, object], name: str, pattern: str) -> bool:
    """Whether the parameter is given with a value, or a list with one, that ``pattern`` matches whole."""
    if name not in values:
        return False
    value = values[name]
    return any(
        re.fullmatch(pattern, _text_to_guard(item)) for item in (value if isinstance(value, (list, tuple)) else [value])
    )


def _find_narrowing(cmdlet: str, values: Mapping[str, object]) -> set[str]:
    """The parameters that can narrow a command down: neither what is empty or off, nor an exception to it, nor what is
    not documented, of which nobody knows what it does."""
    entry = find(cmdlet)
    documented = {name for name in _own_parameters(values) if entry is None or entry.has(name)}
    return {name for name in documented if not _is_empty(values[name])}


def _find_cleared(values: Mapping[str, object]) -> set[str]:
    """The parameters, exceptions aside, that are given as empty or off. A map is neither: to take one name off a list
    is daily work, and the command does not say whether it is the last."""
    return {
        name for name in _own_parameters(values) if not isinstance(values[name], Mapping) and _is_empty(values[name])
    }


def _own_parameters(values: Mapping[str, object]) -> set[str]:
    """The parameters that are no exceptions, and that not every cmdlet has."""
    return {name for name in values.keys() - COMMON_PARAMETERS if not name.startswith("exceptif")}


def _is_empty(value: object) -> bool:
    """Whether a value gives nothing: empty, off, or a map that only removes."""
    if isinstance(value, Mapping):
        return all(_is_empty(item) for key, item in value.items() if str(key).lower() not in _KEYS_GIVING_NOTHING)
    if isinstance(value, (list, tuple)):
        return all(map(_is_empty, value))
    return _text_to_guard(value) in ("", "null", "false")


def _text_to_guard(value: object) -> str:
    return "" if value is None else str(value).strip().removeprefix("$").lower()
