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
from .people import RECIPIENTS, People
from .shape import UNKNOWN, Answers, Asked, Line, Part, Read, Report, Verdict, name_in, per_mailbox, texts_in

_SELF = "nt authority\\self"
# Of a folder's entry the SID stands behind "NT User:".
_SID = re.compile(r"(?:NT User:)?S-1-5-21(-\d+)+", re.IGNORECASE)
_FOLDERS = ("Root", "Inbox", "Calendar", "Contacts")
_EVERYONE = ("Default", "Anonymous")
# What anybody in the organization may see of a calendar by itself.
_LITTLE = {"None", "AvailabilityOnly", "LimitedDetails"}
# How a slash in a folder's name is shown in its path (Exchange's own escape).
_SLASH = "\uf8ff"


@dataclass(frozen=True)
class Entry:
    """A right that a trustee has on a mailbox. ``apart`` says why it is none that somebody was given."""

    mailbox: str
    trustee: str
    kind: str
    rights: tuple[str, ...]
    folder: str = ""
    apart: str = ""

    def is_gone(self) -> bool:
        """Whether the trustee exists no more."""
        return _SID.fullmatch(self.trustee) is not None


def _per_folder(answers: Answers) -> Iterator[Asked]:
    for asked, rows in answers.each("folders"):
        for row in rows:
            if row.get("FolderType") in _FOLDERS and isinstance(path := row.get("FolderPath"), str):
                inside = "" if row["FolderType"] == "Root" else path.strip("/").replace("/", "\\")
                where = f"{asked.parameters['Identity']}:\\{inside.replace(_SLASH, '/')}"
                yield Asked({"Identity": where}, asked.about, {**row, "Mailbox": asked.about})


def _entries(answers: Answers) -> list[Entry]:
    """All entries that were read, trustees by their addresses where somebody is called so.

    :raises NotRead: without the recipients nobody can tell which entries are a person's.
    """
    rows = answers.rows_or_none("recipients") or [] if answers.person is None else answers.rows("recipients")
    people = People.of(rows)
    found = [*_full_access(answers, people), *_send_as(answers, people), *_on_behalf(answers, people)]
    found += _folders(answers, people)
    person = answers.person
    if person is None:
        return found
    return [one for one in found if person.is_called(one.trustee) or person.is_called(one.mailbox)]


def _full_access(answers: Answers, people: People) -> Iterator[Entry]:
    for asked, rows in answers.each("permissions"):
        for row in rows:
            apart = "denied" if row.get("Deny") is True else "inherited" if row.get("IsInherited") is True else ""
            # Such as ReadPermission, which opens no mail.
            rights = texts_in(row.get("AccessRights"))
            kind = "full access" if "FullAccess" in rights or not rights else "other rights"
            yield _entry(asked.about, str(row.get("User", UNKNOWN)), kind, row, people, apart)


def _send_as(answers: Answers, people: People) -> Iterator[Entry]:
    for row in answers.rows_or_none("send_as") or []:
        denied = row.get("AccessControlType") not in ("Allow", None)
        apart = "denied" if denied else "inherited" if row.get("IsInherited") is True else ""
        mailbox = people.address_of(str(row.get("Identity", UNKNOWN)))
        yield _entry(mailbox, str(row.get("Trustee", UNKNOWN)), "send as", row, people, apart)


def _on_behalf(answers: Answers, people: People) -> Iterator[Entry]:
    for row in answers.rows_or_none("mailboxes") or []:
        for text in texts_in(row.get("GrantSendOnBehalfTo")):
            yield Entry(name_in(row), people.address_of(text), "on behalf", ("SendOnBehalf",))


def _folders(answers: Answers, people: People) -> Iterator[Entry]:
    for asked, rows in answers.each("folder_permissions"):
        for row in rows:
            folder = str(row.get("FolderName") or asked.row.get("Name") or asked.row["FolderType"])
            trustee = str(row.get("User", UNKNOWN))
            yield Entry(asked.about, people.address_of(trustee), str(asked.row["FolderType"]).lower(),
                        tuple(texts_in(row.get("AccessRights"))), folder)  # fmt: skip


def _entry(mailbox: str, trustee: str, kind: str, row: Row, people: People, apart: str) -> Entry:
    own = "of the mailbox itself" if trustee.casefold() == _SELF else ""
    rights = tuple(texts_in(row.get("AccessRights")))
    return Entry(mailbox, people.address_of(trustee), kind, rights, apart=own or apart)


def _line(entry: Entry, verdict: Verdict, text: str) -> Line:
    values: dict[str, Json] = {"trustee": entry.trustee, "kind": entry.kind, "rights": list(entry.rights)}
    if entry.folder:
        values["folder"] = entry.folder
    if entry.apart:
        values["apart"] = entry.apart
    return Line(verdict, entry.mailbox, text, values, " ".join(filter(None, (entry.trustee, entry.kind, entry.apart))))


def _by_mailbox(answers: Answers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for one in answers.once("entries", _entries):
        if not one.apart and not one.is_gone() and not one.folder:
            yield _line(one, "listed", f"{one.trustee} has {one.kind}.")
    yield from _on_behalf_not_shown(answers)


def _by_folder(answers: Answers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for one in answers.once("entries", _entries):
        if one.folder and one.trustee not in _EVERYONE and not one.is_gone():
            may = "may see" if set(one.rights) - {"None"} else "may not see"
            yield _line(one, "listed", f"{one.trustee} {may} the folder {one.folder}.")


def _everyone(answers: Answers) -> Iterator[Line]:
    """One line for all folders of a mailbox that are as closed as they come."""
    answers.rows("mailboxes")
    closed: dict[str, dict[str, None]] = {}
    for one in answers.once("entries", _entries):
        if one.folder and one.trustee in _EVERYONE:
            if set(one.rights) <= (_LITTLE if one.trustee == "Default" else {"None"}):
                closed.setdefault(one.mailbox, {})[one.folder] = None
                continue
            whom = "Everybody in the organization" if one.trustee == "Default" else "Whoever comes from outside"
            yield _line(one, "look", f"{whom} has {', '.join(one.rights)} on {one.folder}.")
    for mailbox, folders in closed.items():
        yield Line("ok", mailbox, "Closed, or as open as the service makes it.", {"folder": list(folders)}, "closed")


def _ghosts(answers: Answers) -> Iterator[Line]:
    answers.rows("mailboxes")
    for one in answers.once("entries", _entries):
        if one.is_gone():
            yield _line(one, "look", f"{one.trustee} exists no more, and still has {one.kind}.")


def _apart(answers: Answers) -> Iterator[Line]:
    """One line for all entries of a mailbox that stand apart for one reason."""
    answers.rows("mailboxes")
    found: dict[tuple[str, str], list[Entry]] = {}
    for one in answers.once("entries", _entries):
        if one.apart and not one.is_gone():
            found.setdefault((one.mailbox, one.apart), []).append(one)
    for (mailbox, apart), entries in found.items():
        trustees, kinds = ({one.trustee: 0 for one in entries}, {one.kind: 0 for one in entries})
        values: dict[str, Json] = {"apart": apart, "trustee": list(trustees), "kind": list(kinds)}
        yield Line("listed", mailbox, f"Entries that are {apart}.", values, apart)


def _by_trustee(answers: Answers) -> Iterator[Line]:
    """Turned round: all that one trustee has."""
    answers.rows("mailboxes")
    turned: dict[str, list[Entry]] = {}
    for one in answers.once("entries", _entries):
        if not one.apart and one.trustee not in _EVERYONE:
            turned.setdefault(one.trustee, []).append(one)
    for trustee, entries in sorted(turned.items()):
        values: dict[str, Json] = {"mailboxes": len({one.mailbox for one in entries})}
        for kind in dict.fromkeys("folders" if one.folder else one.kind for one in entries):
            mine = [one for one in entries if ("folders" if one.folder else one.kind) == kind]
            values[kind.replace(" ", "_")] = [
                f"{one.mailbox}:{one.folder}" if one.folder else one.mailbox for one in mine
            ]
        number = count(len({one.mailbox for one in entries}), "owner")
        yield Line("listed", trustee, f"{trustee} has something of {number}.", values)
    yield from _on_behalf_not_shown(answers)


def _on_behalf_not_shown(answers: Answers) -> Iterator[Line]:
    for row in answers.rows("mailboxes"):
        if "GrantSendOnBehalfTo" not in row:
            yield Line("unknown", name_in(row), "GrantSendOnBehalfTo is not shown.", {"kind": "on behalf"})


_EACH = ("send_as", "permissions", "folders", "folder_permissions")
ACCESS = Report(
    "access",
    "Access to mailboxes",
    (
        Part("access.mailboxes", "Who may read or send, by mailbox", _by_mailbox, ("send_as", "permissions")),
        Part("access.folders", "Who may see folders", _by_folder, ("folders", "folder_permissions")),
        Part("access.trustees", "Turned round, by trustee", _by_trustee, _EACH),
        Part("access.everyone", "Folders open to everybody", _everyone, ("folders", "folder_permissions")),
        Part("access.gone", "Trustees that exist no more", _ghosts, _EACH),
        Part("access.apart", "Inherited, denied, and the mailbox's own", _apart, ("send_as", "permissions")),
    ),
    (
        {
            "mailboxes": Read("Get-Mailbox", ("DisplayName", "PrimarySmtpAddress", "Guid", "GrantSendOnBehalfTo")),
            "recipients": RECIPIENTS,
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
                                    per=_per_folder)},
    ),
)  # fmt: skip
