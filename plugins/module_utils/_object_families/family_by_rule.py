# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the catalogue alone tells of a kind: its cmdlets, how it is named, what only New- takes, what is switched.

The rules are those that hold for most of the 353 nouns of Microsoft's reference; what they get wrong stands in the
tables of ``families``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from .._catalogue.cmdlets import Cmdlet, Parameter, all_names, find, read_cmdlet
from .._catalogue.parameter_types import COMMON_PARAMETERS, kind_of_type, short_name
from .._json_types import Json
from .facts_of_family import Delta, Family, Protected, Verb

# What says how a cmdlet is run, and nothing of the object.
NOT_OF_THE_OBJECT = frozenset(
    {
        *COMMON_PARAMETERS, "whatif", "confirm", "domaincontroller", "force", "resultsize", "ignoredehydratedflag",
        "bypasssecuritygroupmanagercheck", "usecustomrouting", "asjob", "organization", "globalcatalog",
        "ignoredefaultscope", "readfromdomaincontroller", "skipdualwrite",
    }
)  # fmt: skip
# Properties of a row that may show the name of an object, whatever its kind.
NAMES_OF_OBJECTS = (
    "Identity", "Name", "Guid", "Id", "ImmutableId", "ExchangeObjectId", "ExternalDirectoryObjectId", "ExchangeGuid",
    "DistinguishedName", "UserPrincipalName", "PrimarySmtpAddress", "WindowsEmailAddress", "Alias",
    "EmailAddresses", "TemplateGuid",
)  # fmt: skip
# Under which New- is told the name, the likeliest first.
_NAMED_AT_CREATION = ("Name", "DomainName", "DisplayName")
_NAMES_OF_AN_ENTRY = ("Identity", "Case", "User", "Trustee", "Member", "Links")
_STATE_OF_TOGGLE: Mapping[str, Json] = {"Enabled": True, "Disabled": False}
_PROTECTED_DEFAULTS: tuple[Protected, ...] = (
    {"property": "IsDefault", "equals": True, "reason": "it is the organization's default"},
    {"property": "IsBuiltInProtection", "equals": True, "reason": "Microsoft made it"},
    {"property": "IsSystem", "equals": True, "reason": "Microsoft made it"},
)


@cache
def nouns() -> Mapping[str, str]:
    """The nouns of all cmdlets of the service in lower case, and Microsoft's spelling."""
    return {name.partition("-")[2].lower(): name.partition("-")[2] for name in all_names()}


def family_by_rule(kind: str) -> Family:
    """The family of a noun, of which the catalogue need not know a cmdlet: then it is Get-, New-, Set- and Remove-
    with Identity and Name."""
    read = read_cmdlet(f"Get-{kind}")
    cmdlet_of_verb = {verb: find(f"{prefix}-{kind}") for verb, prefix in _PREFIX_OF_VERB.items()}
    create = cmdlet_of_verb["create"] or find(f"Add-{kind}")
    if kind.lower() not in nouns():
        return _family_without_cmdlets(kind)
    change = cmdlet_of_verb["change"]
    refers_to = _refers_to(kind, create, change)
    identity = _identity_parameters(find(read) if read else None, create, change, cmdlet_of_verb["remove"])
    toggle = _toggle_of_cmdlets(create, change, cmdlet_of_verb["enable"], cmdlet_of_verb["disable"])
    return Family(
        kind=kind,
        origin="rule",
        cmdlets={
            **{verb: cmdlet.name if cmdlet else None for verb, cmdlet in cmdlet_of_verb.items()},
            "create": create.name if create else None,
            "read": read,
        },
        identity=identity,
        create_as=_create_as(create, identity),
        matched_by={part: NAMES_OF_OBJECTS if part == "Identity" else (part,) for part in identity},
        rename="Name" if change is not None and change.has("Name") and "Identity" in identity else None,
        shown_as={"Enabled": "State"} if toggle else {},
        shown_values={"Enabled": _STATE_OF_TOGGLE} if toggle else {},
        write_only=[parameter.name for parameter in _values_of(create, change) if _is_secret(parameter)],
        create_only=_create_only(create, change, identity, toggle),
        toggle=toggle,
        deltas=_deltas_of_cmdlets(change, create),
        protected=_PROTECTED_DEFAULTS,
        refers_to=refers_to,
        may_be_unlisted=[
            name for name, referred_kind in refers_to.items() if referred_kind.lower() in _MAY_BE_UNLISTED
        ],
        never_absent="" if cmdlet_of_verb["remove"] else f"no cmdlet removes {kind}",
        never_present="" if create else f"no cmdlet makes {kind}",
        sources=("Microsoft's reference, by rule",),
    )


_PREFIX_OF_VERB: Mapping[Verb, str] = {
    "create": "New",
    "change": "Set",
    "remove": "Remove",
    "enable": "Enable",
    "disable": "Disable",
}


def _family_without_cmdlets(kind: str) -> Family:
    return Family(
        kind=kind,
        origin="nobody",
        cmdlets={"read": f"Get-{kind}", "create": f"New-{kind}", "change": f"Set-{kind}", "remove": f"Remove-{kind}"},
        create_as={"Identity": "Name"},
        matched_by={"Identity": NAMES_OF_OBJECTS},
    )


def _identity_parameters(
    read: Cmdlet | None, create: Cmdlet | None, change: Cmdlet | None, remove: Cmdlet | None
) -> tuple[str, ...]:
    """The parameters that name an object: those of an entry (a right, a member) where one cmdlet adds it and another
    removes it, none where the one object of an organization is set, else Identity."""
    if create is not None and create.name.startswith("Add-"):
        ending = remove or create
        return tuple(name for name in _NAMES_OF_AN_ENTRY if create.has(name) and ending.has(name))
    if create is None and remove is None and change is not None and not _must_be_named(change):
        return ()
    if read is None or read.has("Identity") or (change is not None and change.has("Identity")):
        return ("Identity",)
    return () if create is None else ("Identity",)


def cmdlet_of_service(family: Family) -> str | None:
    """The cmdlet of a kind whose service has all of them: some kinds are read in both services, and made in one."""
    known_cmdlets = [cmdlet for name in family.cmdlets.values() if name and (cmdlet := find(name)) is not None]
    narrowest = min(
        known_cmdlets, key=lambda known_cmdlet: len(known_cmdlet.services) or len(known_cmdlets) + 2, default=None
    )
    return family.cmdlets.get("read") if narrowest is None else narrowest.name


def _must_be_named(change: Cmdlet) -> bool:
    identity = change.parameter("Identity")
    return identity is not None and (identity.mandatory or identity.mandatory_in_some_set)


def _create_as(create: Cmdlet | None, identity: tuple[str, ...]) -> dict[str, str]:
    if create is None or "Identity" not in identity or create.has("Identity"):
        return {}
    name = next((name for name in _NAMED_AT_CREATION if create.has(name)), None)
    return {"Identity": name} if name else {}


def _values_of(*cmdlets: Cmdlet | None) -> Iterable[Parameter]:
    """The parameters that say something of the object."""
    parameters: dict[str, Parameter] = {}
    for cmdlet in cmdlets:
        for key, parameter in cmdlet.parameters.items() if cmdlet else ():
            if key not in NOT_OF_THE_OBJECT:
                parameters.setdefault(key, parameter)
    return parameters.values()


def _is_secret(parameter: Parameter) -> bool:
    return kind_of_type(parameter.type) in ("secret", "credential")


# Types that are named after a noun whose objects are recipients, too many to list, or places, which are compared by
# their names alone.
_NEVER_LISTED = frozenset(
    {
        "group", "mailbox", "mailboxfolder", "mailboxlocation", "migrationuser", "publicfolder", "recipient", "user",
    }
)  # fmt: skip
# What a listing need not show all of: no page promises the templates that every organization has (Encrypt), whose
# names the service translates, nor the organization's own unit.
_MAY_BE_UNLISTED = frozenset({"administrativeunit", "organizationalunit", "rmstemplate"})


def _refers_to(kind: str, *cmdlets: Cmdlet | None) -> dict[str, str]:
    """The parameters whose type is that of the names of another kind, such as OfflineAddressBookIdParameter; the policy
    of a rule is of the kind that is called as the rule's."""
    referred_kinds: dict[str, str] = {}
    for parameter in _values_of(*cmdlets):
        type_ = short_name(parameter.type)
        if parameter.name == "Identity" or "idparameter" not in type_:
            continue
        noun = type_.removesuffix("[]").removesuffix("idparameter")
        if noun == "policy" == parameter.name.lower() and kind.endswith("Rule"):
            noun = f"{kind.removesuffix('Rule')}Policy".lower()
        if noun in nouns() and noun not in _NEVER_LISTED and _is_listed_beside(noun, cmdlets):
            referred_kinds[parameter.name] = nouns()[noun]
    return referred_kinds


def _is_listed_beside(noun: str, cmdlets: Iterable[Cmdlet | None]) -> bool:
    """Whether the service of one of the cmdlets lists the objects of a noun: over its connection they are looked up."""
    read = find(read_cmdlet(f"Get-{noun}") or "")
    return read is not None and any(read.services & cmdlet.services for cmdlet in cmdlets if cmdlet is not None)


def _create_only(
    create: Cmdlet | None, change: Cmdlet | None, identity: tuple[str, ...], toggle: str | None
) -> list[str]:
    if create is None:
        return []
    naming_parameters = {*identity, *_create_as(create, identity).values()}
    return [
        parameter.name
        for parameter in _values_of(create)
        if (change is None or not change.has(parameter.name))
        and parameter.name != toggle
        and parameter.name not in naming_parameters
        and not _changes_list(change, parameter.name)
    ]


def _changes_list(change: Cmdlet | None, name: str) -> bool:
    return change is not None and change.has(f"Add{name}") and change.has(f"Remove{name}")


def _toggle_of_cmdlets(
    create: Cmdlet | None, change: Cmdlet | None, enable: Cmdlet | None, disable: Cmdlet | None
) -> str | None:
    """Enabled, where Enable- and Disable- write it and Set- does not."""
    if enable is None or disable is None or create is None or not create.has("Enabled"):
        return None
    return None if change is not None and change.has("Enabled") else "Enabled"


def _deltas_of_cmdlets(change: Cmdlet | None, create: Cmdlet | None) -> dict[str, Delta]:
    if change is None:
        return {}
    lists = [parameter.name[3:] for parameter in change.parameters.values() if parameter.name.startswith("Add")]
    return {
        name: {"add": f"Add{name}", "remove": f"Remove{name}"}
        for name in lists
        if change.has(f"Remove{name}") and not change.has(name) and (create is None or create.has(name))
    }
