# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who may read, or send for, whose mailbox: full access, send as, on behalf, and folders; by mailbox and by trustee.

Entries that are inherited or denied, and the mailbox's own (NT AUTHORITY\\SELF), stand apart. A trustee that is only a
SID is nobody any more. Folders are told by their type, whatever the language of the mailbox calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json, Row
from .people_and_groups import RECIPIENTS_READ, People
from .report_definition import (
    UNKNOWN_VALUE,
    Line,
    Part,
    Read,
    ReadRequest,
    ReportAnswers,
    ReportVerdict,
    TenantReport,
    name_of_row,
    per_mailbox,
    texts_of_property,
)

_TRUSTEE_SELF = "nt authority\\self"
# Of a folder's entry the SID stands behind "NT User:".
_SID_OF_TRUSTEE = re.compile(r"(?:NT User:)?S-1-5-21(-\d+)+", re.IGNORECASE)
_FOLDERS_TO_READ = ("Root", "Inbox", "Calendar", "Contacts")
_TRUSTEES_FOR_ALL = ("Default", "Anonymous")
# What anybody in the organization may see of a calendar by itself.
_LITTLE_ACCESS = {"None", "AvailabilityOnly", "LimitedDetails"}
# How a slash in a folder's name is shown in its path (Exchange's own escape).
_SLASH_IN_FOLDER = "\uf8ff"


@dataclass(frozen=True)
class AccessEntry:
    """A right that a trustee has on a mailbox. ``apart`` says why it is none that somebody was given."""

    mailbox: str
    trustee: str
    kind: str
    rights: tuple[str, ...]
    folder: str = ""
    apart: str = ""

    def is_gone(self) -> bool:
        """Whether the trustee exists no more."""
        return _SID_OF_TRUSTEE.fullmatch(self.trustee) is not None


def _ask_per_folder(answers: ReportAnswers) -> Iterator[ReadRequest]:
    for request, rows in answers.each("folders"):
        for row in rows:
            if row.get("FolderType") in _FOLDERS_TO_READ and isinstance(path := row.get("FolderPath"), str):
                inside = "" if row["FolderType"] == "Root" else path.strip("/").replace("/", "\\")
                folder = f"{request.parameters['Identity']}:\\{inside.replace(_SLASH_IN_FOLDER, '/')}"
                yield ReadRequest({"Identity": folder}, request.about, {**row, "Mailbox": request.about})


def _entries_of_access(answers: ReportAnswers) -> list[AccessEntry]:
    """All entries that were read, trustees by their addresses where somebody is called so.

    :raises NotRead: without the recipients nobody can tell which entries are a person's.
    """
    rows = answers.rows_or_none("recipients") or [] if answers.person is None else answers.rows("recipients")
    people = People.of_recipients(rows)
    entries = [
        *_entries_of_full_access(answers, people),
        *_entries_of_send_as(answers, people),
        *_entries_on_behalf(answers, people),
    ]
    entries += _entries_of_folders(answers, people)
    person = answers.person
    if person is None:
        return entries
    return [entry for entry in entries if person.is_called(entry.trustee) or person.is_called(entry.mailbox)]


def _entries_of_full_access(answers: ReportAnswers, people: People) -> Iterator[AccessEntry]:
    for request, rows in answers.each("permissions"):
        for row in rows:
            apart = "denied" if row.get("Deny") is True else "inherited" if row.get("IsInherited") is True else ""
            # Such as ReadPermission, which opens no mail.
            rights = texts_of_property(row.get("AccessRights"))
            kind = "full access" if "FullAccess" in rights or not rights else "other rights"
            yield _make_entry(request.about, str(row.get("User", UNKNOWN_VALUE)), kind, row, people, apart)


def _entries_of_send_as(answers: ReportAnswers, people: People) -> Iterator[AccessEntry]:
    for row in answers.rows_or_none("send_as") or []:
        denied = row.get("AccessControlType") not in ("Allow", None)
        apart = "denied" if denied else "inherited" if row.get("IsInherited") is True else ""
        mailbox = people.address_of(str(row.get("Identity", UNKNOWN_VALUE)))
        yield _make_entry(mailbox, str(row.get("Trustee", UNKNOWN_VALUE)), "send as", row, people, apart)


def _entries_on_behalf(answers: ReportAnswers, people: People) -> Iterator[AccessEntry]:
    for row in answers.rows_or_none("mailboxes") or []:
        for text in texts_of_property(row.get("GrantSendOnBehalfTo")):
            yield AccessEntry(name_of_row(row), people.address_of(text), "on behalf", ("SendOnBehalf",))


def _entries_of_folders(answers: ReportAnswers, people: People) -> Iterator[AccessEntry]:
    for request, rows in answers.each("folder_permissions"):
        for row in rows:
            folder = str(row.get("FolderName") or request.row.get("Name") or request.row["FolderType"])
            trustee = str(row.get("User", UNKNOWN_VALUE))
            yield AccessEntry(request.about, people.address_of(trustee), str(request.row["FolderType"]).lower(),
                              tuple(texts_of_property(row.get("AccessRights"))), folder)  # fmt: skip


def _make_entry(mailbox: str, trustee: str, kind: str, row: Row, people: People, apart: str) -> AccessEntry:
    of_itself = "of the mailbox itself" if trustee.casefold() == _TRUSTEE_SELF else ""
    rights = tuple(texts_of_property(row.get("AccessRights")))
    return AccessEntry(mailbox, people.address_of(trustee), kind, rights, apart=of_itself or apart)


def _line_of_access(entry: AccessEntry, verdict: ReportVerdict, text: str) -> Line:
    values: dict[str, Json] = {"trustee": entry.trustee, "kind": entry.kind, "rights": list(entry.rights)}
    if entry.folder:
        values["folder"] = entry.folder
    if entry.apart:
        values["apart"] = entry.apart
    return Line(verdict, entry.mailbox, text, values, " ".join(filter(None, (entry.trustee, entry.kind, entry.apart))))


def _lines_by_mailbox(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for entry in answers.shared_list("entries", _entries_of_access):
        if not entry.apart and not entry.is_gone() and not entry.folder:
            yield _line_of_access(entry, "listed", f"{entry.trustee} has {entry.kind}.")
    yield from _lines_on_behalf_not_shown(answers)


def _lines_by_folder(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for entry in answers.shared_list("entries", _entries_of_access):
        if entry.folder and entry.trustee not in _TRUSTEES_FOR_ALL and not entry.is_gone():
            may = "may see" if set(entry.rights) - {"None"} else "may not see"
            yield _line_of_access(entry, "listed", f"{entry.trustee} {may} the folder {entry.folder}.")


def _lines_for_everyone(answers: ReportAnswers) -> Iterator[Line]:
    """One line for all folders of a mailbox that are as closed as they come."""
    answers.rows("mailboxes")
    closed_folders: dict[str, dict[str, None]] = {}
    for entry in answers.shared_list("entries", _entries_of_access):
        if entry.folder and entry.trustee in _TRUSTEES_FOR_ALL:
            if set(entry.rights) <= (_LITTLE_ACCESS if entry.trustee == "Default" else {"None"}):
                closed_folders.setdefault(entry.mailbox, {})[entry.folder] = None
                continue
            whom = "Everybody in the organization" if entry.trustee == "Default" else "Whoever comes from outside"
            yield _line_of_access(entry, "look", f"{whom} has {', '.join(entry.rights)} on {entry.folder}.")
    for mailbox, folders in closed_folders.items():
        yield Line("ok", mailbox, "Closed, or as open as the service makes it.", {"folder": list(folders)}, "closed")


def _lines_of_gone_trustees(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for entry in answers.shared_list("entries", _entries_of_access):
        if entry.is_gone():
            yield _line_of_access(entry, "look", f"{entry.trustee} exists no more, and still has {entry.kind}.")


def _lines_set_apart(answers: ReportAnswers) -> Iterator[Line]:
    """One line for all entries of a mailbox that stand apart for one reason."""
    answers.rows("mailboxes")
    entries_apart: dict[tuple[str, str], list[AccessEntry]] = {}
    for entry in answers.shared_list("entries", _entries_of_access):
        if entry.apart and not entry.is_gone():
            entries_apart.setdefault((entry.mailbox, entry.apart), []).append(entry)
    for (mailbox, apart), entries in entries_apart.items():
        trustees, kinds = ({entry.trustee: 0 for entry in entries}, {entry.kind: 0 for entry in entries})
        values: dict[str, Json] = {"apart": apart, "trustee": list(trustees), "kind": list(kinds)}
        yield Line("listed", mailbox, f"Entries that are {apart}.", values, apart)


def _lines_by_trustee(answers: ReportAnswers) -> Iterator[Line]:
    """Turned round: all that one trustee has."""
    answers.rows("mailboxes")
    entries_by_trustee: dict[str, list[AccessEntry]] = {}
    for entry in answers.shared_list("entries", _entries_of_access):
        if not entry.apart and entry.trustee not in _TRUSTEES_FOR_ALL:
            entries_by_trustee.setdefault(entry.trustee, []).append(entry)
    for trustee, entries in sorted(entries_by_trustee.items()):
        values: dict[str, Json] = {"mailboxes": len({entry.mailbox for entry in entries})}
        for kind in dict.fromkeys("folders" if entry.folder else entry.kind for entry in entries):
            entries_of_kind = [entry for entry in entries if ("folders" if entry.folder else entry.kind) == kind]
            values[kind.replace(" ", "_")] = [
                f"{entry.mailbox}:{entry.folder}" if entry.folder else entry.mailbox for entry in entries_of_kind
            ]
        number = count(len({entry.mailbox for entry in entries}), "owner")
        yield Line("listed", trustee, f"{trustee} has something of {number}.", values)
    yield from _lines_on_behalf_not_shown(answers)


def _lines_on_behalf_not_shown(answers: ReportAnswers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        if "GrantSendOnBehalfTo" not in row:
            yield Line("unknown", name_of_row(row), "GrantSendOnBehalfTo is not shown.", {"kind": "on behalf"})


_READS_OF_EACH_MAILBOX = ("send_as", "permissions", "folders", "folder_permissions")
ACCESS = TenantReport(
    "access",
    "Access to mailboxes",
    (
        Part("access.mailboxes", "Who may read or send, by mailbox", _lines_by_mailbox, ("send_as", "permissions")),
        Part("access.folders", "Who may see folders", _lines_by_folder, ("folders", "folder_permissions")),
        Part("access.trustees", "Turned round, by trustee", _lines_by_trustee, _READS_OF_EACH_MAILBOX),
        Part("access.everyone", "Folders open to everybody", _lines_for_everyone, ("folders", "folder_permissions")),
        Part("access.gone", "Trustees that exist no more", _lines_of_gone_trustees, _READS_OF_EACH_MAILBOX),
        Part("access.apart", "Inherited, denied, and the mailbox's own", _lines_set_apart, ("send_as", "permissions")),
    ),
    (
        {
            "mailboxes": Read("Get-Mailbox", ("DisplayName", "PrimarySmtpAddress", "Guid", "GrantSendOnBehalfTo")),
            "recipients": RECIPIENTS_READ,
            "send_as": Read("Get-RecipientPermission", ("Identity", "Trustee", "AccessRights", "AccessControlType",
                                                        "IsInherited")),
        },
        {
            "permissions": Read("Get-MailboxPermission", ("Identity", "User", "AccessRights", "IsInherited", "Deny"),
                                per=per_mailbox("Identity")),
            "folders": Read("Get-MailboxFolderStatistics", ("Name", "FolderType", "FolderPath"),
                            per=per_mailbox("Identity")),
        },
        {"folder_permissions": Read("Get-MailboxFolderPermission", ("User", "AccessRights", "FolderName"),
                                    per=_ask_per_folder)},
    ),
)  # fmt: skip
