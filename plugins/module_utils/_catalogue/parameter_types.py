# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Types of parameters: from Microsoft's names to the few kinds of value that differ on the wire; and common parameters.

The names are those of Microsoft's reference. The common parameters are those that PowerShell itself adds to every
cmdlet (Microsoft's page "about_CommonParameters"): they steer PowerShell, the service has no use for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from .cmdlets import Parameter

# Whether it is a switch.
COMMON_PARAMETERS: Mapping[str, bool] = {
    "debug": True,
    "verbose": True,
    "erroraction": False,
    "errorvariable": False,
    "informationaction": False,
    "informationvariable": False,
    "outbuffer": False,
    "outvariable": False,
    "pipelinevariable": False,
    "progressaction": False,
    "warningaction": False,
    "warningvariable": False,
}

COMMON_ALIASES: Mapping[str, str] = {
    "cf": "confirm",
    "wi": "whatif",
    "db": "debug",
    "vb": "verbose",
    "ea": "erroraction",
    "ev": "errorvariable",
    "infa": "informationaction",
    "iv": "informationvariable",
    "ob": "outbuffer",
    "ov": "outvariable",
    "pv": "pipelinevariable",
    "proga": "progressaction",
    "wa": "warningaction",
    "wv": "warningvariable",
}


Kind = Literal[
    "anything",
    "boolean",
    "bytes",
    "credential",
    "date",
    "guid",
    "hashtable",
    "identity",
    "integer",
    "list",
    "other",
    "secret",
    "size",
    "text",
    "texts",
    "time span",
    "unlimited",
]

_KIND_OF_TYPE: Mapping[str, Kind] = {
    "boolean": "boolean",
    "byte[]": "bytes",
    "bytequantifiedsize": "size",
    "cultureinfo": "text",
    "datetime": "date",
    "datetimeoffset": "date",
    "disclaimertext": "text",
    "enhancedtimespan": "time span",
    "exdatetime": "date",
    "fqdn": "text",
    "guid": "guid",
    "hashtable": "hashtable",
    "hashtable[]": "hashtable",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "multivaluedproperty": "list",
    "object": "anything",
    "object[]": "list",
    "pattern[]": "texts",
    "proxyaddress": "text",
    "proxyaddress[]": "texts",
    "proxyaddresscollection": "list",
    "proxyaddresstemplatecollection": "list",
    "pscredential": "credential",
    "pswshashtable": "hashtable",
    "pswshashtable[]": "hashtable",
    "rejecttext": "text",
    "securestring": "secret",
    "smtpaddress": "text",
    "smtpaddress[]": "texts",
    "smtpdomain": "text",
    "string": "text",
    "string[]": "texts",
    "subjectprefix": "text",
    "switch": "boolean",
    "timespan": "time span",
    "uint16": "integer",
    "uint32": "integer",
    "uint64": "integer",
    "unlimited": "unlimited",
    "unlimitedint": "unlimited",
    "unlimited`1[system.uint32]": "unlimited",
    "uri": "text",
    "word[]": "texts",
}

# The least and the most that each whole number takes.
INTEGER_BOUNDS: Mapping[str, tuple[int, int]] = {
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}


def short_name(documented: str) -> str:
    """A type's name in lower case, without its namespace: "System.DateTime" is "datetime"."""
    name = documented.strip("<>").lower()
    if "`" in name:
        head, mark, tail = name.partition("`")
        return f"{head.rpartition('.')[2]}{mark}{tail}"
    return name.rpartition(".")[2].rpartition("+")[2]


@lru_cache(maxsize=256)  # each row of a listing names the types of its values
def kind_of_type(documented: str) -> Kind:
    """The kind of a documented type; an enumeration or whatever else has no rule of its own is "other"."""
    name = short_name(documented)
    if name in _KIND_OF_TYPE:
        return _KIND_OF_TYPE[name]
    if name.endswith("idparameter[]"):
        return "texts"
    return "identity" if name.endswith("idparameter") else "other"


_SCALAR_KINDS: frozenset[Kind] = frozenset(
    {"boolean", "date", "guid", "integer", "secret", "size", "text", "time span", "unlimited"}
)


def takes_one(documented: str) -> bool:
    """Whether a parameter of that type takes one value, as far as the type tells."""
    name = short_name(documented)
    return name == "double" or kind_of_type(documented) in _SCALAR_KINDS


def is_type_of_word_list(documented: str) -> bool:
    """Whether it is a list of things that have no comma in them: an enumeration's members, or addresses."""
    if short_name(documented) == "smtpaddress[]":
        return True
    return kind_of_type(documented) == "other" and documented.endswith("[]")


# Microsoft's name of the type of a switch.
SWITCH = "Switch"
_NUMERIC_TYPES = frozenset({"int16", "int32", "int64", "uint16", "uint32", "uint64", "double"})
_BOOLEAN_TYPES = frozenset({"boolean", "switch"})
_TEXT_TYPES = frozenset({"string"})


def last_word_of_type(parameter: Parameter | None) -> str:
    """The last word of a type, in lower case: of System.Int32[] it is int32."""
    return "" if parameter is None else parameter.type.rpartition(".")[2].removesuffix("[]").lower()


def is_numeric(parameter: Parameter | None) -> bool:
    """Whether the catalogue says that a parameter takes numbers."""
    return last_word_of_type(parameter) in _NUMERIC_TYPES


def is_boolean(parameter: Parameter | None) -> bool:
    """Whether the catalogue says that a parameter takes true and false, or is a switch."""
    return last_word_of_type(parameter) in _BOOLEAN_TYPES


def takes_blocks(name: str, parameter: Parameter | None) -> bool:
    """Whether a script block is a filter there."""
    return name.lower().endswith("filter") and (parameter is None or last_word_of_type(parameter) in _TEXT_TYPES)
