# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way a cmdlet fails, as a table of exception types with a builder for each.

Evidence in the comments; "general knowledge" marks what no public measurement shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .contract import CmdletError
from .settings import Settings

TASKS = "Microsoft.Exchange.Configuration.Tasks."
DIRECTORY = "Microsoft.Exchange.Data.Directory."
AUTOMATION = "System.Management.Automation."
INVOCATION = "Microsoft.Exchange.AdminApi.CommandInvocation."
_STATUS = {"NotFound": 404, "InternalServerError": 500, "BadRequest": 400}


@dataclass(frozen=True)
class Kind:
    """One row of the table: the id before the first bar, the .NET type, the reply's status and code."""

    error_id: str
    exception_type: str
    status: int = 400
    code: str = "BadRequest"
    details: bool = True
    detail_code: str = "Client"
    message: str = "Error executing cmdlet"


KINDS: dict[str, Kind] = {
    # Ex6F9304 with this type and text: seen by three clients; the status comes from Settings.not_found, the details'
    # code is azure_auth's (2026-09).
    "not_found": Kind("Ex6F9304", TASKS + "ManagementObjectNotFoundException", detail_code="Context"),
    # Seen by administrators in ten public threads, with this id and text.
    "ambiguous": Kind("Ex9E65A2", TASKS + "ManagementObjectAmbiguousException"),
    # General knowledge: the name is taken in the directory.
    "exists": Kind("ExA65E84", DIRECTORY + "ADObjectAlreadyExistsException"),
    # General knowledge: an address is taken by another recipient.
    "address_exists": Kind("ExD4A7B6", DIRECTORY + "ProxyAddressExistsException"),
    # CIPP matches MemberAlreadyExistsException.
    "member_exists": Kind("ExB0B9C1", "Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException"),
    # General knowledge.
    "member_not_found": Kind("ExA1F6D2", "Microsoft.Exchange.Management.Tasks.MemberNotFoundException"),
    # General knowledge: a folder permission exists or is missing already.
    "folder_user_exists": Kind(
        "ExC5F1A9", "Microsoft.Exchange.Management.StoreTasks.UserAlreadyExistsInPermissionEntryException"
    ),
    "folder_user_missing": Kind(
        "ExE2B4D7", "Microsoft.Exchange.Management.StoreTasks.UserNotFoundInPermissionEntryException"
    ),
    # A right that the folder's kind does not have; the type is quoted by administrators.
    "not_for_folder": Kind("Ex8C3D5B", "Microsoft.Exchange.Data.EnumOutOfRangeException"),
    # A name of the PowerShell engine, for missing parameters; never captured.
    "binding": Kind("", AUTOMATION + "ParameterBindingException", details=False),
    # The two below are G2O's captures (2026-07-23): an unknown parameter with details, a value without them.
    "ambiguous_set": Kind("", INVOCATION + "AmbiguousParameterSetException", message="Invalid Operation"),
    "transformation": Kind("", INVOCATION + "ParameterTransformationException", details=False),
    # CIPP quotes "exceeds the maximum allowed size (64KB)"; the type is general knowledge.
    "too_large": Kind("Ex3C8B0F", DIRECTORY + "PropertyTooLargeException"),
    # A default object cannot be removed; general knowledge.
    "protected": Kind("Ex2B96CE", TASKS + "OperationNotAllowedOnDefaultObjectException"),
    # Something refers to the object (a rule to its policy); general knowledge.
    "in_use": Kind("Ex7A31F4", TASKS + "ObjectInUseException"),
    # A value contradicts another one or a rule of the family; general knowledge.
    "invalid": Kind("Ex9D5E21", TASKS + "TaskInvalidOperationException"),
    # A value outside of the range that its parameter's page gives; type and text are general knowledge.
    "out_of_range": Kind("Ex4B7C19", "Microsoft.Exchange.Data.DataValidationException"),
    # An address outside the accepted domains; the type is general knowledge.
    "domain": Kind("Ex1F4D02", DIRECTORY + "NotAcceptedDomainException"),
    # The organisation is not customised yet; text and type are general knowledge, CIPP matches the text.
    "dehydrated": Kind("Ex9785C4", TASKS + "InvalidOperationInDehydratedContextException"),
    # The filter does not parse; general knowledge.
    "filter": Kind("ExFE0B7A", DIRECTORY + "InvalidFilterException"),
    # Connect to Security & Compliance PowerShell: search cmdlets need EnableSearchOnlySession; the type is unknown.
    "search_session": Kind("Ex5F02D8", "Microsoft.Exchange.Compliance.SearchOnlySessionRequiredException"),
    # LocationAlreadyExistsException is quoted by CIPP (adding a location twice).
    "location_exists": Kind("Ex0D11C3", "Microsoft.Office.CompliancePolicy.Tasks.LocationAlreadyExistsException"),
    # The app-only reference says these "do not work"; what they answer is unknown.
    "app_only": Kind("Ex6C4AA0", TASKS + "AppOnlyNotSupportedException"),
}

# Whose type somebody has seen, as the comments above say; all others are names that the box guesses.
SEEN = frozenset(
    ["ambiguous", "ambiguous_set", "location_exists", "member_exists", "not_for_folder", "not_found", "transformation"]
)


class Errors:
    """Builds the CmdletErrors of one organisation: its server names and its switches go into them."""

    def __init__(self, server: str, settings: Settings) -> None:
        """``server`` is the FQDN that error texts name."""
        self._server = server
        self._settings = settings

    def build(self, key: str, text: str) -> CmdletError:
        """The error of the table's row ``key`` with this text."""
        kind = KINDS[key]
        status, code = kind.status, kind.code
        if key == "not_found":
            code = self._settings.not_found
            status = _STATUS[code]
        details = kind.details and self._settings.error_details == "present"
        has_name = key in SEEN or self._settings.unseen_errors == "guessed"
        return CmdletError(
            kind.error_id if has_name else "",
            kind.exception_type if has_name else "",
            text,
            status=status,
            code=code,
            details=details,
            detail_code=kind.detail_code,
            message=kind.message,
        )

    def not_found(self, identity: str) -> CmdletError:
        """No object has this identity."""
        return self.build(
            "not_found",
            f"The operation couldn't be performed because object '{identity}' couldn't be found on '{self._server}'.",
        )

    def ambiguous(self, identity: str) -> CmdletError:
        """Several objects have this identity."""
        return self.build(
            "ambiguous", f"The operation couldn't be performed because object: '{identity}' matches multiple entries."
        )

    def exists(self, name: str) -> CmdletError:
        """New-X with a name that is taken."""
        return self.build(
            "exists",
            f'The name "{name}" is already being used. Please try another name.',
        )

    def address_exists(self, address: str, holder: str) -> CmdletError:
        """New-X or Set-X with an address that another recipient has."""
        return self.build(
            "address_exists",
            f'The proxy address "{address}" is already being used by the proxy addresses or LegacyExchangeDN of '
            f'"{holder}". Please choose another proxy address.',
        )

    def unknown_parameter(self, name: str) -> CmdletError:
        """A parameter that the cmdlet does not have."""
        if self._settings.unknown_parameter == "ambiguous_set":
            text = "Parameter set cannot be resolved using the specified named parameters."
            return self.build("ambiguous_set", f"{text} Invalid cmdlet parameters specified. {name}")
        return self.build("binding", f"A parameter cannot be found that matches parameter name '{name}'.")

    def together(self, names: Iterable[str]) -> CmdletError:
        """Parameters that are never given together; PowerShell's text for what no parameter set has, and general
        knowledge for the rest."""
        text = "Parameter set cannot be resolved using the specified named parameters."
        return self.build("ambiguous_set", f"{text} {' and '.join(names)} can't be used in the same command.")

    def missing(self, names: Iterable[str]) -> CmdletError:
        """Mandatory parameters that were not given."""
        listed = " ".join(names)
        return self.build(
            "binding", f"Cannot process command because of one or more missing mandatory parameters: {listed}."
        )

    def out_of_range(self, parameter: str, reason: str) -> CmdletError:
        """A value of the right type that is too small, too large, too long or too much."""
        return self.build("out_of_range", f"Cannot validate argument on parameter '{parameter}'. {reason}")

    def conversion(self, parameter: str, value: str, type_name: str, reason: str) -> CmdletError:
        """A value that does not convert to the parameter's type."""
        return self.build(
            "transformation",
            f"Cannot process argument transformation on parameter '{parameter}'. "
            f'Cannot convert value "{value}" to type "{type_name}". Error: "{reason}"',
        )
