# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Values that need something besides themselves, a file, a key or a zone: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_WITH_GRAPH = "Leave it out where the cmdlet allows that, and set the password with Microsoft Graph."

PARAMETER_VALUES: Mapping[str, Advice] = {
    "credential-parameter": Advice(
        category="input",
        what="The parameter {parameter} of {cmdlet} is a credential, which this collection cannot send.",
        cause="Nobody has published how a user name and its password travel to the service together.",
        fix=(
            "Leave it out where the cmdlet allows that, or run this one cmdlet in Microsoft's PowerShell module.",
            "Its text was not sent anywhere.",
        ),
    ),
    "secret-key-missing": Advice(
        category="service",
        what="The parameter {parameter} of {cmdlet} is a password, and the service's key to encrypt it was not found:"
        " {reason}.",
        cause="Passwords travel encrypted with a key that stands in the file that the service makes for Microsoft's"
        " module; where in its answer is not documented.",
        fix=(
            _WITH_GRAPH,
            "Or give the key yourself in encoding.public_key: an RSA public key as PEM, or as .NET's RSAKeyValue.",
            "The password was not sent anywhere.",
        ),
    ),
    "secret-key-not-valid": Advice(
        category="input",
        what="The key in encoding.public_key is no RSA public key of 2048 bits or more.",
        cause="It is read as PEM (BEGIN PUBLIC KEY) or as .NET's XML (RSAKeyValue with Modulus and Exponent).",
        fix=("Correct the key, or leave it out to use the one that the service gives.",),
    ),
    "secret-too-long": Advice(
        category="input",
        what="The parameter {parameter} of {cmdlet} is a password of {size:byte}, and {most} are the most that fit.",
        cause="The service's key encrypts one block of that length.",
        fix=("Choose a shorter password.",),
    ),
    "secret-refused": Advice(
        category="input",
        what="The parameter {parameter} of {cmdlet} is a password, and encoding.secrets says not to send any.",
        cause="How passwords are encrypted for the service is not verified, so there is a switch for it.",
        fix=(_WITH_GRAPH, "Or set encoding.secrets to encrypted."),
    ),
    "timezone-not-known": Advice(
        category="input",
        what="The timezone '{timezone}' is not known on this machine.",
        cause="It is a name of the IANA database, such as Europe/Berlin, or an offset such as +02:00; the names come"
        " from the system's package tzdata.",
        fix=("Correct the name, install tzdata where the task runs, or give an offset.",),
    ),
    "file-not-readable": Advice(
        category="input",
        what="The file '{path}' for the parameter {parameter} cannot be read: {reason}.",
        cause="files names files on the controller; a relative path is looked for in the role's or the play's folder"
        " files, and beside it.",
        fix=("Check the path and its permissions.",),
    ),
    "file-not-text": Advice(
        category="input",
        what="The file for the parameter {parameter} is not in UTF-8, and the parameter takes text.",
        cause="Parameters that take bytes get a file as it is, all others get it as text.",
        fix=("Save the file as UTF-8.",),
    ),
    "file-twice": Advice(
        category="input",
        what="The parameter {parameter} is given in files and in parameters.",
        cause="One parameter has one value.",
        fix=("Keep one of the two.",),
    ),
    "files-not-a-map": Advice(
        category="input",
        what="In files, '{parameter}' has {kind} instead of the path of a file.",
        cause="files is a map: the name of a parameter, and the path of the file that it gets the content of.",
        fix=("Write for example FileData: rules.xml.",),
    ),
}

failure = Failures(PARAMETER_VALUES)
