# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviours of the service that measurements leave open, as switches.

Each switch names its evidence; the first value is the default. See docs on the simulator for the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .contract import ConfigError

CHOICES: dict[str, tuple[str, ...]] = {
    # The same error was seen under three values of error.code in different years (EXOH, CIPP, G2O).
    "not_found": ("NotFound", "InternalServerError", "BadRequest"),
    # G2O captured AmbiguousParameterSetException for an unknown name (2026-07-23); the engine's own type never was.
    "unknown_parameter": ("ambiguous_set", "binding"),
    # CIPP sends an empty tagged hashtable to clear a list; whether the service clears is unverified.
    "empty_hashtable": ("clear", "no_change"),
    # An empty list does not clear a list: go-exoscc, measured with Set-ExternalInOutlook in 2026.
    "empty_list": ("no_change", "clear"),
    # A wrong word at a Get- may be 200 with no rows (graph2otel); elsewhere it was seen refused with the members.
    "wrong_word_in_get": ("no_rows", "refused"),
    # A Get- of recipients by a display name of two: both (2026), or "matches multiple entries" (older evidence).
    "get_by_shared_name": ("listed", "ambiguous"),
    # Is a role group found by its id? terraprovider measured that it is not, pages say that it is.
    "role_group_by_id": ("unknown", "found"),
    # JSON null at a list is PowerShell's way to clear; over REST it is unverified.
    "null_list": ("clear", "no_change"),
    # What a destructive cmdlet does without Confirm is unverified.
    "confirm_absent": ("execute", "ask"),
    # Plain text where RSA ciphertext is expected: unknown.
    "secure_string": ("any", "ciphertext"),
    # Search and purge cmdlets ask for a search-only session (Connect to Security & Compliance PowerShell).
    "search_only_session": ("required", "open"),
    # `error.details` may be absent (CAP, G2O); then the text stands in innererror.internalexception.
    "error_details": ("present", "absent"),
    # An error whose type nobody has seen: by a guessed id and type, or without both, which is a form that the service
    # has (Microsoft365DSC #6753). A client must not need the guess.
    "unseen_errors": ("guessed", "untyped"),
    # New objects may be "not found" for a while (compliance policies above all); how long is unknown, here 30 seconds.
    "consistency": ("immediate", "delayed"),
    # App-only New-UnifiedGroup and friends "do not work" (app-only reference); how they fail is unknown.
    "app_only_refusal": ("not_available", "error"),
    # Whether the row that StartingRecipientAddress and EndDate name comes again: the reference says that none does.
    "trace_cursor": ("behind", "at"),
    # Settings of a mailbox are named by its canonical name in a tool's rows; whether JSON has that is not decided.
    "settings_identity": ("canonical", "name"),
    # A domain's CNAMEs may be published or not when signing is switched on.
    "dkim_names": ("published", "missing"),
    # In Security & Compliance a removed object is still read for minutes, and a case that is closed is Closing.
    "compliance_pace": ("minutes", "at_once"),
    # Tables of a DLP rule come back as lists of _key and _value (a tenant's capture), or as they were written.
    "rule_tables": ("pairs", "maps"),
    # What a label does stands in LabelActions (tools read it there), and under the parameters' names too, or not.
    "label_rows": ("both", "actions"),
    # Senders of a spam filter policy: texts in JSON that was measured, objects as three tools read them of the module.
    "sender_lists": ("texts", "objects"),
    # A search in a session that the service gives up answers with a row at place -1 (Hawk).
    "audit_search": ("complete", "gives_up_once", "gives_up"),
}


@dataclass
class Settings:
    """The switches of one organisation; see CHOICES for the meaning and the values of each."""

    not_found: str = "NotFound"
    unknown_parameter: str = "ambiguous_set"
    empty_hashtable: str = "clear"
    empty_list: str = "no_change"
    wrong_word_in_get: str = "no_rows"
    get_by_shared_name: str = "listed"
    role_group_by_id: str = "unknown"
    null_list: str = "clear"
    confirm_absent: str = "execute"
    secure_string: str = "any"
    search_only_session: str = "required"
    error_details: str = "present"
    unseen_errors: str = "guessed"
    consistency: str = "immediate"
    app_only_refusal: str = "not_available"
    trace_cursor: str = "behind"
    settings_identity: str = "canonical"
    dkim_names: str = "published"
    audit_search: str = "complete"
    compliance_pace: str = "minutes"
    rule_tables: str = "pairs"
    label_rows: str = "both"
    sender_lists: str = "texts"

    def update(self, values: Mapping[str, Any]) -> None:
        """Set the named switches; raises ConfigError at an unknown name or value, and then changes none."""
        for name, value in values.items():
            if name not in CHOICES:
                raise ConfigError(f"settings: unknown switch {name!r}; known are {', '.join(sorted(CHOICES))}")
            if value not in CHOICES[name]:
                raise ConfigError(f"settings.{name}: {value!r} is not one of {', '.join(CHOICES[name])}")
        for name, value in values.items():
            setattr(self, name, value)
