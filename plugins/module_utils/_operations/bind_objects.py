# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""An object that comes through a pipe, as parameters of the cmdlet behind it.

It goes where PowerShell's binder puts it, under the name that names it for sure: what the tables of desired state say
of its kind, else its GUID, else its address or its identity. Of what is on another object, such as a permission, each
part of its identity goes to the parameter of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .._catalogue.cmdlets import Cmdlet, find
from .._catalogue.parameter_types import kind_of_type
from .._catalogue.pipeline_input import IDENTITY, parameter_for_object, parameters_by_property
from .._command_line.stages import FromObject, Group, Measure, Property, Run, Select, Shaper, makes_others
from .._dataclass import dataclass
from .._errors._advice.pipeline import failure
from .._errors.failure import Failure
from .._json_types import Json, JsonMap
from .._pipeline.compare_values import text_of
from .._resources.facts import Family
from .._resources.family import family_of
from .._resources.property_of_row import fold
from .._values.decode_rows import typed_row

# What names an object for sure, whatever its kind, the surest first; then what names it as a person would.
_SURE = ("Guid", "ExternalDirectoryObjectId", "ExchangeGuid", "MailboxGuid")
_NAMED = ("PrimarySmtpAddress", "UserPrincipalName", "Identity", "Id", "Name")
NAMING = (*_SURE, *_NAMED)
_NAMES_OF_IT = frozenset({"", "alias", *(name.lower() for name in NAMING)})
# Beside a row's Identity as an annotation of ours: whom it was read for. Its own Identity may be a mere name.
OWNER = "Identity@owner"
# What names the owner of what is in a mailbox, such as a rule.
IN_MAILBOX = "Mailbox"
_NOBODY = "00000000-0000-0000-0000-000000000000"
# What stands for a value of an object before there is one, by the kind of the parameter that it goes to.
_ANY = "x"
_SOME: Mapping[str, Json] = {
    "guid": _NOBODY, "date": "2026-01-01", "boolean": True, "integer": 1, "size": "1GB", "time span": "1.00:00:00",
    "unlimited": "Unlimited",
}  # fmt: skip
# The names that make one, with a backslash between them: of an entry of a role (Get-ManagementRoleEntry). A role group
# goes by its Name: no id finds it (terraprovider measured so, Microsoft's pages say otherwise).
_MADE_OF: Mapping[str, tuple[str, ...]] = {"managementroleentry": ("Role", "Name"), "rolegroup": ("Name",)}
# What tells an entry that denies from one that allows, which is another one: a mailbox's, and a recipient's.
_DENY = "Deny"
_DENYING = (_DENY, "AccessControlType")


@dataclass(frozen=True)
class Binding:
    """How objects of ``source``, a kind, become parameters of the cmdlet of ``run``."""

    run: Run
    source: str
    target: Cmdlet
    parameter: str | None
    family: Family | None

    @classmethod
    def of(cls, run: Run, source_cmdlet: str) -> Binding:
        """The binding of a cmdlet behind a pipe.

        :raises Failure: ``pipeline-not-bound``: nothing of the cmdlet takes the object, or the line gives that itself.
        """
        target = find(run.cmdlet)
        source = source_cmdlet.partition("-")[2]
        if target is None:
            raise _not_bound(run, "it is not known")
        parameter = None if run.in_loop else parameter_for_object(target, source)
        given = {name.lower() for name in run.parameters}
        if not run.in_loop and parameter is None and not parameters_by_property(target):
            raise _not_bound(run, "none of its parameters takes it")
        found = cls(run, source, target, parameter, _family(source))
        if parameter and parameter.lower() in given:
            missing = found._missing_parts() if run.changes else []
            raise (
                found._part_missing(missing) if missing else _not_bound(run, f"the line gives its -{parameter} already")
            )
        return found

    def check(self, stages: Sequence[Shaper]) -> None:
        """What can be told before anything is read; ``stages`` stand in front of the cmdlet.

        :raises Failure: ``pipeline-no-identity``: they leave nothing that names an object for sure;
            ``pipeline-part-missing``: only a part of what the cmdlet writes is named.
        """
        if self.run.in_loop:
            return
        missing = self._missing_parts()
        if self.run.changes and missing and not self.is_of_its_kind:
            raise self._part_missing(missing)
        maker = next((stage for stage in reversed(stages) if makes_others(stage)), None)
        if isinstance(maker, (Measure, Group)):
            raise self._no_identity(f"{type(maker).__name__}-Object")
        if isinstance(maker, Select) and maker.properties and not maker.expanded:
            self._demand_a_name({name.lower() for name in maker.properties})

    def _demand_a_name(self, left: set[str]) -> None:
        """Another object may have the same Name, which is none of the names that are sure.

        :raises Failure: ``pipeline-no-identity``.
        """
        parts = _MADE_OF.get(self.source.lower(), ())
        if parts and left.issuperset(name.lower() for name in parts):
            return
        names = [name for name in self._names() if name != "Name"] if self.parameter else []
        names += parameters_by_property(self.target)
        if not left & {name.lower() for name in names}:
            raise self._no_identity(self.source, names)

    def _missing_parts(self) -> list[str]:
        given = {name.lower() for name in self.run.parameters}
        return [name for name in self._other_parts() if name.lower() not in given]

    def _other_parts(self) -> list[str]:
        """What names an object of the cmdlet's kind besides Identity: the user of a permission, the member of a
        group."""
        family = _family(self.target.name.partition("-")[2])
        if family is None or family.identity[:1] != (IDENTITY,) or family.addressed_by:
            return []
        return [name for name in family.identity[1:] if self.target.has(name)]

    @property
    def needed(self) -> tuple[str, ...]:
        """The properties of an object that may be asked for."""
        asked = [piece.name for value in self.run.parameters.values() for piece in _pieces(value)]
        more = (*self.family.addressed_by, *self.family.identity) if self.family else ()
        more += _DENYING if self._is_on_another else ()
        found = (
            *more,
            *_MADE_OF.get(self.source.lower(), ()),
            *NAMING,
            *parameters_by_property(self.target),
            *asked,
            *self._mandatory(),
        )
        return tuple(dict.fromkeys(name for name in found if name))

    def parameters(self, item: Json) -> dict[str, Json]:
        """The parameters for one object.

        :raises Failure: ``pipeline-no-identity``, ``pipeline-no-property``.
        """
        here = fold(item) if isinstance(item, Mapping) else {}
        found: dict[str, Json] = {
            name: self._fill(value, here, item, in_filter=name.lower().endswith("filter"))
            for name, value in self.run.parameters.items()
        }
        if self.run.in_loop:
            return found
        given = {name.lower() for name in found}
        if self.parameter:
            found[self.parameter] = self.identity(here, item)
        more = (*parameters_by_property(self.target), *self._parts())
        # A set of words comes as one text, and goes as a list.
        values = fold(typed_row(item, self.target.name)) if more and isinstance(item, Mapping) else {}
        for name in more:
            value = item.get(OWNER) if name == IN_MAILBOX and isinstance(item, Mapping) else values.get(name.lower())
            if name.lower() not in given and value not in (None, "", []):
                found.setdefault(name, value)
        if _DENY.lower() not in given and any(values.get(name.lower()) in (True, _DENY) for name in _DENYING):
            found.update({_DENY: True} if self.target.has(_DENY) else {})
        missing = [name for name in self._other_parts() if name not in found] if self.run.changes else []
        if missing:
            raise self._part_missing(missing)
        return found

    def sample(self) -> dict[str, Json]:
        """Parameters as some object would give them."""
        found = self.parameters(dict.fromkeys(self.needed, _ANY))
        return {name: self._some_value(name) if value == _ANY else value for name, value in found.items()}

    def _some_value(self, name: str) -> Json:
        parameter = self.target.parameter(name)
        return _SOME.get(kind_of_type(parameter.type) if parameter else "other", _ANY)

    def _parts(self) -> Iterator[str]:
        """The other parts of the identity of what is on another object, as far as the cmdlet takes them."""
        if self.family is not None and self._is_on_another and self.is_of_its_kind:
            yield from (name for name in (*self.family.identity, *self._mandatory()) if self.target.has(name))

    @property
    def _is_on_another(self) -> bool:
        """Whether objects of the kind are on one of another kind, as a permission is on a mailbox; the members of a
        group are objects themselves."""
        return self.family is not None and len(self.family.identity) > 1 and not _is_member(self.source)

    def _mandatory(self) -> list[str]:
        """What the cmdlet wants besides, which its objects show: the rights of a permission."""
        if not (self._is_on_another and self.is_of_its_kind):
            return []
        return [one.name for one in self.target.parameters.values() if one.mandatory or one.mandatory_in_some_set]

    @property
    def is_of_its_kind(self) -> bool:
        """Whether the cmdlet is about objects of the kind that comes."""
        return self.target.name.partition("-")[2].lower() == self.source.lower()

    @property
    def is_about_the_object(self) -> bool:
        """Whether the cmdlet is about the object itself: in a loop it may name another of the same kind."""
        if not self.is_of_its_kind or not self.run.in_loop:
            return self.is_of_its_kind
        named = self.run.parameters.get(IDENTITY)
        piece = named.pieces[0] if isinstance(named, FromObject) and len(named.pieces) == 1 else None
        return isinstance(piece, Property) and piece.name.lower() in _NAMES_OF_IT

    def identity(self, here: JsonMap, item: Json) -> str:
        """The name of an object.

        :raises Failure: ``pipeline-no-identity``.
        """
        if isinstance(item, str) and item.strip():
            return item
        if isinstance(item, Mapping) and self._names_its_owner(here) and isinstance(owner := item.get(OWNER), str):
            return owner
        parts = [here.get(name.lower()) for name in _MADE_OF.get(self.source.lower(), ())]
        texts = [part for part in parts if isinstance(part, str) and part]
        if texts and len(texts) == len(parts):
            return "\\".join(texts)
        for name in self._names():
            value = here.get(name.lower())
            if (
                isinstance(value, int)
                and not isinstance(value, bool)
                and self.family is not None
                and name in self.family.addressed_by
            ):
                value = str(value)  # the RuleId of a sweep rule
            if isinstance(value, str) and value.strip() and value != _NOBODY:
                return value
        raise self._no_identity(self.source)

    def _no_identity(self, kind: str, names: Sequence[str] = ()) -> Failure:
        line, column = self.run.place
        listed = ", ".join(names or self._names())
        return failure(
            "pipeline-no-identity", cmdlet=self.run.cmdlet, kind=kind, line=line, column=column, names=listed
        )

    def _part_missing(self, missing: Sequence[str]) -> Failure:
        line, column = self.run.place
        parts = " and ".join(f"-{name}" for name in missing)
        named = self.run.parameters.get(IDENTITY)
        whose = named if isinstance(named, str) and named.isalnum() else "Sales"
        form = f"ForEach-Object {{ {self.run.cmdlet} -{IDENTITY} {whose} -{missing[-1]} $_.Guid }}"
        return failure(
            "pipeline-part-missing", cmdlet=self.run.cmdlet, parts=parts, form=form, line=line, column=column
        )

    def _names_its_owner(self, here: JsonMap) -> bool:
        """Whether what is on another object stands for that: a permission does, and no rule of a mailbox, which has a
        name of its own."""
        if self.family is None or not self._is_on_another:
            return False
        if self.is_of_its_kind:
            return not self.family.addressed_by
        return not any(here.get(name.lower()) for name in _SURE)

    def _names(self) -> Sequence[str]:
        if self.family is not None and self.family.addressed_by:
            return (*self.family.addressed_by, *NAMING)
        if self.family is not None and self._is_on_another and self.is_of_its_kind:
            return (self.family.identity[0], *_NAMED)
        return NAMING

    def _fill(self, value: object, here: JsonMap, item: Json, *, in_filter: bool = False) -> Json:
        if isinstance(value, FromObject):
            return self._of_object(value, here, item, in_filter=in_filter)
        if isinstance(value, (list, tuple)):
            return [self._fill(one, here, item) for one in value]
        if isinstance(value, Mapping):
            return {str(name): self._fill(one, here, item) for name, one in value.items()}
        return value if value is None or isinstance(value, (str, int, float)) else str(value)

    def _of_object(self, value: FromObject, here: JsonMap, item: Json, *, in_filter: bool) -> Json:
        found = [self._piece(piece, here, item) for piece in value.pieces]
        if len(found) == 1:
            return found[0]
        texts = [text_of(one) for one in found]
        if in_filter:
            # No value may end the text that it stands in: its quotation marks stand twice there.
            texts = [
                text if isinstance(piece, str) else text.replace("'", "''")
                for piece, text in zip(value.pieces, texts, strict=True)
            ]
        return "".join(texts)

    def _piece(self, piece: str | Property, here: JsonMap, item: Json) -> Json:
        if isinstance(piece, str):
            return piece
        if not piece.name:
            return self.identity(here, item)
        value = here.get(piece.name.lower())
        if value is None or value == "":
            line, column = self.run.place
            raise failure(
                "pipeline-no-property", cmdlet=self.run.cmdlet, kind=self.source, line=line, column=column,
                property=piece.name,
            )  # fmt: skip
        return value


def _pieces(value: object) -> Iterator[Property]:
    if isinstance(value, FromObject):
        yield from (piece for piece in value.pieces if isinstance(piece, Property))
    elif isinstance(value, (list, tuple)):
        yield from (piece for one in value for piece in _pieces(one))
    elif isinstance(value, Mapping):
        yield from (piece for one in value.values() for piece in _pieces(one))


def owner_of(cmdlet: str, parameters: Mapping[str, object]) -> str:
    """Whom a cmdlet reads for; empty where its parameters do not name one for sure."""
    family = _family(cmdlet.partition("-")[2])
    owner = parameters.get(IN_MAILBOX if family and family.identity[:1] == (IN_MAILBOX,) else IDENTITY)
    return owner if isinstance(owner, str) and "*" not in owner else ""


def _is_member(kind: str) -> bool:
    return kind.lower().endswith(("member", "links"))


def _family(kind: str) -> Family | None:
    try:
        return family_of(kind, guess=True)
    except Failure:
        return None


def _not_bound(run: Run, reason: str) -> Failure:
    line, column = run.place
    target = find(run.cmdlet)
    forms = {IDENTITY: "-Identity $_.Identity", IN_MAILBOX: "-Mailbox $_.Guid"}
    having = (form for name, form in forms.items() if target is not None and target.has(name))
    form = next(having, "$_.Property behind a parameter")
    return failure("pipeline-not-bound", cmdlet=run.cmdlet, line=line, column=column, reason=reason, form=form)
