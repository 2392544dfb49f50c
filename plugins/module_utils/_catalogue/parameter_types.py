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

ALIASES: Mapping[str, str] = {
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

_KINDS: Mapping[str, Kind] = {
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
BOUNDS: Mapping[str, tuple[int, int]] = {
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
    if name in _KINDS:
        return _KINDS[name]
    if name.endswith("idparameter[]"):
        return "texts"
    return "identity" if name.endswith("idparameter") else "other"


_SCALARS: frozenset[Kind] = frozenset(
    {"boolean", "date", "guid", "integer", "secret", "size", "text", "time span", "unlimited"}
)


def takes_one(documented: str) -> bool:
    """Whether a parameter of that type takes one value, as far as the type tells."""
    name = short_name(documented)
    return name == "double" or kind_of_type(documented) in _SCALARS


def is_list_of_words(documented: str) -> bool:
    """Whether it is a list of things that have no comma in them: an enumeration's members, or addresses."""
    if short_name(documented) == "smtpaddress[]":
        return True
    return kind_of_type(documented) == "other" and documented.endswith("[]")
