# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the catalogue has to say about a command before it is sent. It helps; only ``strict`` makes it refuse.

Among it are cmdlets that Microsoft has retired or wants replaced, as a table with what is known of the date. Dates are
those that Microsoft announced; some of them were moved before, so a cmdlet is still sent. The sources stand beside the
rows:

- trace: Microsoft Learn, "New message trace in the Exchange admin center", and the two cmdlets' own pages.
- rules: Exchange Team Blog, 2024-12, "Update on Client Access Rules Deprecation in Exchange Online".
- audit: Microsoft's message of 2024 on four audit cmdlets, quoted in T0pCyber/hawk #116; moved since.
- photo: message centre MC678855, quoted by office365itpros.com, 2023-10; the pages of the cmdlets.
- reference: the cmdlet's own page in Microsoft's reference says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .._dataclass import dataclass
from .cmdlets import SERVICE_TITLES, Cmdlet, find, is_guessed, titles
from .cmdlets_data import DOCUMENTED
from .did_you_mean import cmdlets_with, counterpart, near_parameters, suggestions
from .parameter_types import COMMON_PARAMETERS

_VERB_PLACE = re.compile(r"\*")


@dataclass(frozen=True)
class Retirement:
    """What came of a cmdlet.

    ``replacement`` is a cmdlet or what to use, in words; ``date`` is the date that Microsoft announced
    (ISO 8601, a month or a day) or None; ``is_gone`` tells that Microsoft calls it retired, and not only to be
    replaced; ``source`` is one of those above.
    """

    replacement: str
    date: str | None
    is_gone: bool
    source: str

    def sentence(self, cmdlet: str) -> str:
        """What to tell a person about it."""
        state = "has retired" if self.is_gone else "is replacing"
        date = f" (date announced: {self.date})" if self.date else ""
        return f"Microsoft {state} {cmdlet}{date}; use {self.replacement}."


_ACCESS_RULES_RETIRED = Retirement("Conditional Access with continuous access evaluation", "2025-09-01", True, "rules")
_AUDIT_SEARCH_RETIRED = Retirement("Search-UnifiedAuditLog", "2024-04-30", True, "audit")
_PHOTO_RETIRED = Retirement("the user's photo in Microsoft Graph", "2023-11-30", True, "photo")
_MAILBOX_SEARCH_RETIRED = Retirement("*-ComplianceSearch of Security & Compliance", "2020-10", True, "reference")
_DLP_POLICY_RETIRED = Retirement("*-DlpCompliancePolicy of Security & Compliance", None, True, "reference")
_DEVICE_RETIRED = Retirement("*-MobileDevice", None, False, "reference")
_DEVICE_POLICY_RETIRED = Retirement("*-MobileDeviceMailboxPolicy", None, False, "reference")

# The * of a replacement stands for the verb of the cmdlet.
_RETIRED_CMDLETS: Mapping[str, Retirement] = {
    "get-messagetrace": Retirement("Get-MessageTraceV2", "2025-09-01", False, "trace"),
    "get-messagetracedetail": Retirement("Get-MessageTraceDetailV2", "2025-09-01", False, "trace"),
    **dict.fromkeys(
        [f"{verb}-clientaccessrule" for verb in ("get", "new", "remove", "set", "test")], _ACCESS_RULES_RETIRED
    ),
    **dict.fromkeys(
        ["new-adminauditlogsearch", "new-mailboxauditlogsearch", "search-adminauditlog", "search-mailboxauditlog"],
        _AUDIT_SEARCH_RETIRED,
    ),
    **dict.fromkeys([f"{verb}-userphoto" for verb in ("get", "remove", "set")], _PHOTO_RETIRED),
    **dict.fromkeys(
        [f"{verb}-mailboxsearch" for verb in ("get", "new", "remove", "set", "start", "stop")], _MAILBOX_SEARCH_RETIRED
    ),
    **dict.fromkeys([f"{verb}-dlppolicy" for verb in ("get", "new", "remove", "set")], _DLP_POLICY_RETIRED),
    "get-dlppolicytemplate": Retirement("the templates of the Microsoft Purview portal", None, True, "reference"),
    **dict.fromkeys([f"{verb}-activesyncdevice" for verb in ("clear", "get", "remove")], _DEVICE_RETIRED),
    "get-activesyncdevicestatistics": Retirement("Get-MobileDeviceStatistics", None, False, "reference"),
    **dict.fromkeys(
        [f"{verb}-activesyncmailboxpolicy" for verb in ("get", "new", "remove", "set")], _DEVICE_POLICY_RETIRED
    ),
}


def retirement(cmdlet: str) -> Retirement | None:
    """What is known of the end of ``cmdlet`` (in any case), its replacement's verb filled in; None for all others."""
    retired = _RETIRED_CMDLETS.get(cmdlet.lower())
    if retired is None:
        return None
    verb = cmdlet.partition("-")[0]
    return Retirement(_VERB_PLACE.sub(verb, retired.replacement), retired.date, retired.is_gone, retired.source)


# What stands for the cmdlets of Microsoft's own module that the service cannot have: each is a module of ours.
_MODULE_INSTEAD = {
    "connect-exchangeonline": "the module m365.exchange.exo_connect",
    "connect-ippssession": "the module m365.exchange.exo_connect with service: compliance",
    "disconnect-exchangeonline": "the module m365.exchange.exo_disconnect",
    "get-connectioninformation": "the module m365.exchange.exo_session_info",
}


@dataclass(frozen=True)
class Note:
    """A full sentence about a command.

    ``is_doubt``: the documentation does not know something, so strict refuses. ``is_useful``: it says what may have
    been meant, or what is known, so it is worth a warning.
    """

    text: str
    is_doubt: bool
    is_useful: bool


def instead_of(cmdlet: str) -> str | None:
    """What to use in place of a cmdlet that lives only in Microsoft's own module; None where nothing is known."""
    return counterpart(cmdlet) or _MODULE_INSTEAD.get(cmdlet.lower())


def notes_on(cmdlet: str, parameters: Mapping[str, object]) -> list[Note]:
    """The notes on a cmdlet with its parameters as they were given."""
    entry = find(cmdlet)
    ended = retirement(cmdlet)
    notes = [Note(ended.sentence(cmdlet), False, True)] if ended else []
    if entry is None:
        return [*notes, _note_unknown_cmdlet(cmdlet)] if ended is None else [*notes, _note_no_page_any_more(cmdlet)]
    if not entry.documented:
        return [*notes, _note_without_a_page(entry)]
    return [
        *notes,
        *_notes_on_parameters(entry, parameters),
        *_note_never_together(entry, parameters),
        *_note_replacing(entry, parameters),
    ]


def service_note(cmdlet: str, service: str) -> Note | None:
    """A note where a cmdlet goes to a service that it is not documented for."""
    entry = find(cmdlet)
    if entry is None or entry.client_module or service in entry.services:
        return None
    evidence = "is documented for" if entry.documented else "was seen in"
    connected_service = SERVICE_TITLES.get(service, service)
    return Note(
        f"{entry.name} {evidence} {titles(entry.services)}, and this connection reaches {connected_service}.",
        True,
        True,
    )


@lru_cache(maxsize=64)
def _note_unknown_cmdlet(cmdlet: str) -> Note:
    alternatives = suggestions(cmdlet)
    if is_guessed(cmdlet):
        return Note(
            f"Microsoft's documentation ({DOCUMENTED}) knows no cmdlet {cmdlet}; others manage such objects in Security"
            " & Compliance.",
            True,
            is_useful=False,
        )
    question = f"; did you mean {' or '.join(alternatives)}?" if alternatives else "."
    return Note(
        f"Microsoft's documentation ({DOCUMENTED}) knows no cmdlet {cmdlet}{question}",
        True,
        is_useful=bool(alternatives),
    )


def _note_no_page_any_more(cmdlet: str) -> Note:
    return Note(f"Microsoft's documentation ({DOCUMENTED}) no longer has {cmdlet}.", True, False)


def _note_without_a_page(cmdlet: Cmdlet) -> Note:
    return Note(
        f"Microsoft's documentation ({DOCUMENTED}) has no page of {cmdlet.name}, which others have seen in"
        f" {titles(cmdlet.services)}.",
        True,
        False,
    )


def _notes_on_parameters(cmdlet: Cmdlet, parameters: Mapping[str, object]) -> Iterator[Note]:
    for name in parameters:
        parameter = cmdlet.parameter(name)
        if parameter is None:
            if name.lower() not in COMMON_PARAMETERS:
                yield _note_unknown_parameter(cmdlet.name, name)
        elif not parameter.documented:
            yield Note(
                f"{parameter.name} is not on Microsoft's page of {cmdlet.name}; others have seen it.", True, False
            )
        elif not parameter.served:
            yield Note(
                f"{parameter.name} is on Microsoft's page of {cmdlet.name}, but the service did not offer it to an"
                " application that listed its parameters: it may be refused, or need another role.",
                False,
                True,
            )


def _note_never_together(cmdlet: Cmdlet, parameters: Mapping[str, object]) -> Iterator[Note]:
    """Pairs that belong to different parameter sets; a switch that is off and null count as not given."""
    parameters_in_use = {
        str(name).lower() for name, value in parameters.items() if value is not None and value is not False
    }
    for first, second in cmdlet.apart:
        if {first.lower(), second.lower()} <= parameters_in_use:
            yield Note(f"{cmdlet.name} is documented to take {first} or {second}, not both.", False, True)


def _note_replacing(cmdlet: Cmdlet, parameters: Mapping[str, object]) -> Iterator[Note]:
    """A map with Add or Remove where the page has a list that replaces all: a report says that it empties a group."""
    for name, value in parameters.items():
        parameter = cmdlet.parameter(name)
        if (
            cmdlet.name.startswith("Update-")
            and parameter
            and not parameter.adds_and_removes
            and _adds_or_removes(value)
        ):
            yield Note(
                f"{cmdlet.name} is documented to replace all {parameter.name} with a list, and a map with Add and"
                " Remove may leave none: give the whole list, or use the Add- and Remove- cmdlets.",
                False,
                True,
            )


def _adds_or_removes(value: object) -> bool:
    return isinstance(value, Mapping) and bool({str(key).lower() for key in value} & {"add", "remove"})


@lru_cache(maxsize=256)
def _note_unknown_parameter(cmdlet: str, name: str) -> Note:
    entry = find(cmdlet)
    near = near_parameters(entry, name) if entry else []
    cmdlets_that_have_it = [] if near else cmdlets_with(name, cmdlet)
    text = f"{cmdlet} is documented without the parameter {name}"
    if near:
        text += f"; did you mean {' or '.join(near)}?"
    elif cmdlets_that_have_it:
        text += f", which is one of {' and '.join(cmdlets_that_have_it)}."
    else:
        text += "."
    return Note(text, True, bool(near or cmdlets_that_have_it))
