# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The tasks that do what a refused text of PowerShell says, as far as they can be told: a task for each statement.

A variable becomes one of Ansible, one that a statement before has filled the objects of its task; a loop over what a
command gives becomes a line with ForEach-Object, and a property of what it gives a stage behind it. What is told is
text for a person, and nothing of it is run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from .._catalogue.cmdlets import changes, find
from .._dataclass import dataclass, replace
from .._errors.failure import Failure
from .._powershell.cursor_and_refusals import Source
from .._powershell.parse_command import parse
from .._powershell.stages import Run
from .loops_in_script import ResultProperty, ScriptLoop, commands_of_loop, loop_in, result_property_in

_MOST_STATEMENTS = 20
_ASSIGNED_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)\s*=\s*(?=\(?[A-Za-z]+-)")
_PIPED_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)(?=\s*(?:\||\Z))")
_POWERSHELL_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)(?=[\s;|]|\Z)")
_PARAMETER_BEFORE_VARIABLE = re.compile(r"(?<=\s)-([A-Za-z]\w*)(?::\s*|\s+)\Z")
_CMDLET_OF_LINE = re.compile(r"\s*([A-Za-z]+-[A-Za-z0-9]+)")
_END_OF_LINE = re.compile(r"[ \t]*`?[ \t]*(?:\r\n|\r|\n)\s*")
# What chooses objects by what they have.
_CONDITION_IN_LINE = re.compile(r"\||\s-\w*filter\b", re.IGNORECASE)
# A comment with a line behind it, which would be part of the comment in one line.
_COMMENT_BEFORE_END = re.compile(r"(?<![^\s;|,(){}])#[^\r\n]*[\r\n]")
# What a template would be made of, and a text of several lines.
_NOT_IN_A_LINE = re.compile(r"\{[{%#]|@['\"]")
_ENDS_OF_STATEMENT = "; \t\r\n"
# The tasks run in a session, which tasks of other modules open and close.
_OPEN_OR_CLOSE_A_SESSION = frozenset({"Connect-ExchangeOnline", "Connect-IPPSSession", "Disconnect-ExchangeOnline"})


@dataclass(frozen=True)
class _ScriptStatement:
    """One command: its line without what comes from variables, these by parameter, and what is made of its result;
    ``loop`` is the variable of Ansible over whose values the task goes."""

    line: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    register: str | None = None
    loop: str | None = None

    @property
    def chooses_objects(self) -> bool:
        """Whether a condition chooses which objects it is about."""
        whole = " ".join((self.line, *(f"-{name}" for name in self.parameters)))
        return _CONDITION_IN_LINE.search(whole) is not None


def tasks_for(text: str) -> str | None:
    """The tasks as YAML; None where the text says something that no task of this kind does, or holds a secret."""
    if Source(text).hidden_from <= len(text):
        return None
    script = _Script()
    rest: str | None = text
    while rest is not None and rest.strip(_ENDS_OF_STATEMENT) and len(script.taken_statements) < _MOST_STATEMENTS:
        rest = script.take_statement(rest.lstrip(_ENDS_OF_STATEMENT))
    statements = script.statements()
    is_plain = len(statements) == 1 and statements[0] == _ScriptStatement(text.strip(_ENDS_OF_STATEMENT))
    if rest is None or rest.strip(_ENDS_OF_STATEMENT) or not statements or is_plain:
        return None
    return "".join(map(_task_as_yaml, statements))


class _Script:
    """The statements of a text, one after the other."""

    def __init__(self) -> None:
        self.taken_statements: list[_ScriptStatement] = []
        # What the value of a variable has gone into, as the beginning of a line of its own.
        self._joined: set[str | None] = set()

    def statements(self) -> list[_ScriptStatement]:
        """All of them, without those whose objects come through the pipe of a later one, and nowhere else, and without
        those that only open or close a session."""
        used = " ".join(
            value
            for statement in self.taken_statements
            for value in (*statement.parameters.values(), statement.loop or "")
        )
        return [
            statement
            for statement in self.taken_statements
            if statement.register not in self._joined or f" {statement.register}.objects" in used
            if not _opens_or_closes(statement)
        ]

    def take_statement(self, text: str) -> str | None:
        """Take the first statement of a text, and give what follows it; None where it cannot be told."""
        assigned = _ASSIGNED_VARIABLE.match(text)
        register = assigned[1] if assigned else None
        text = text[assigned.end() :] if assigned else text
        loop = loop_in(text)
        if loop is not None:
            return self._take_loop(loop)
        result_property = result_property_in(text)
        before = self._go_on(text if result_property is None else _line_of_property(result_property))
        return None if before is None else self._take_line(before.line, register, before)

    def _take_loop(self, loop: ScriptLoop) -> str | None:
        """A loop: a line for each command in it, over the objects of another, or over the values of a variable.

        Each such line reads the objects again, and what the first command has changed a condition may not find any
        more: then there are no tasks to show for several commands.
        """
        before = self._go_on(loop.over)
        if before is None:
            return None
        variable = _PIPED_VARIABLE.fullmatch(before.line)
        if len(loop.bodies) > 1 and variable is None and before.chooses_objects:
            return None
        for body in commands_of_loop(loop, "$_" if variable is None else f"${loop.variable}"):
            line = body if variable else f"{before.line} | ForEach-Object {{ {body} }}"
            if self._take_line(line, None, before) != "":
                return None
            if variable:
                last = self.taken_statements[-1]
                if _opens_or_closes(last):  # a session for each of them, where the tasks have one
                    return None
                parameters = {name: _of_item(value, loop.variable) for name, value in last.parameters.items()}
                self.taken_statements[-1] = replace(last, parameters=parameters, loop=variable[1])
        return loop.rest

    def _go_on(self, text: str) -> _ScriptStatement | None:
        """A line that goes on with what a variable holds as that of the command that has filled it, if it reads; None
        where a write between them may leave it to find others."""
        head = _PIPED_VARIABLE.match(text)
        source = self._find_source(head[1]) if head else None
        cmdlet = _CMDLET_OF_LINE.match(source.line) if source else None
        if head is None or source is None or source.loop or cmdlet is None or changes(cmdlet[1], {}):
            return _ScriptStatement(text)
        if self._may_find_others(source):
            return None
        self._joined.add(source.register)
        return replace(source, line=source.line + text[head.end() :])

    def _may_find_others(self, source: _ScriptStatement) -> bool:
        """Whether a command, read once more, may give other objects than it has given."""
        behind = self.taken_statements[self.taken_statements.index(source) + 1 :]
        writing_cmdlets = [cmdlet for statement in behind for cmdlet in _cmdlets_that_write(statement.line)]
        keeps_all = all(cmdlet.startswith(("Set-", "Add-")) for cmdlet in writing_cmdlets)
        return bool(writing_cmdlets) and (source.chooses_objects or not keeps_all)

    def _find_source(self, name: str) -> _ScriptStatement | None:
        """The last statement whose result a variable holds; their names have any case."""
        statements = (
            statement
            for statement in reversed(self.taken_statements)
            if statement.register and statement.register.lower() == name.lower()
        )
        return next(statements, None)

    def _take_line(self, line: str, register: str | None, before: _ScriptStatement) -> str | None:
        """The command that a text begins with; ``before`` has the parameters that its first cmdlet has already."""
        parameters = dict(before.parameters)
        rest = ""
        for _turn in range(_MOST_STATEMENTS):
            try:
                cmdlet = parse(line, to_file=True).cmdlet
            except Failure as error:
                at = _offset_of_failure(line, error)
                if error.key == "line-statements" and not rest:
                    line, rest = line[:at].rstrip(_ENDS_OF_STATEMENT), line[at:]
                    continue
                without = self._without_variable(line, at, parameters) if error.key == "line-variable" else None
                if without is None:
                    return None
                line = without
                continue
            if _COMMENT_BEFORE_END.search(line) or not _is_for_a_task(cmdlet):
                return None
            line = _END_OF_LINE.sub(" ", line).strip()
            if _NOT_IN_A_LINE.search(line):
                return None
            self.taken_statements.append(_ScriptStatement(line, parameters, register))
            return rest
        return None

    def _without_variable(self, line: str, at: int, parameters: dict[str, str]) -> str | None:
        """The line without the variable at a place and the name in front of it, which ``parameters`` get."""
        variable = _POWERSHELL_VARIABLE.match(line, at)
        if variable is None or "|" in line[:at] or (at and not (line[at - 1].isspace() or line[at - 1] == ":")):
            return None
        before = line[:at]
        parameter = _PARAMETER_BEFORE_VARIABLE.search(before)
        cmdlet = _CMDLET_OF_LINE.match(line)
        catalogued = find(cmdlet[1]) if cmdlet else None
        name = parameter[1] if parameter else "Identity"
        if catalogued is None or not catalogued.has(name) or name in parameters:
            return None
        source = self._find_source(variable[1])
        value = f"{source.register}.objects[0]" if source else variable[1]
        parameters[name] = f"{{{{ {value}{variable[2]} }}}}"
        return before[: parameter.start() if parameter else at].rstrip(" \t") + line[variable.end() :]


def _cmdlets_that_write(line: str) -> list[str]:
    """The cmdlets of a line that is taken which change something."""
    command = parse(line, to_file=True)
    runs = ((stage.cmdlet, stage.changes) for stage in command.stages if isinstance(stage, Run))
    cmdlets = [(command.cmdlet, changes(command.cmdlet, command.parameters)), *runs]
    return [cmdlet for cmdlet, writes in cmdlets if writes]


def _is_for_a_task(cmdlet: str) -> bool:
    """Whether a cmdlet is none of Microsoft's own module, or one that is left out of the tasks."""
    catalogued = find(cmdlet)
    return catalogued is None or not catalogued.client_module or cmdlet in _OPEN_OR_CLOSE_A_SESSION


def _opens_or_closes(statement: _ScriptStatement) -> bool:
    cmdlet = _CMDLET_OF_LINE.match(statement.line)
    catalogued = find(cmdlet[1]) if cmdlet else None
    return catalogued is not None and catalogued.name in _OPEN_OR_CLOSE_A_SESSION


def _line_of_property(result_property: ResultProperty) -> str:
    """``(Get-Mailbox).Count`` and its like as a line with a pipe."""
    counted = result_property.property.lower() in ("count", "length")
    stage = "Measure-Object" if counted else f"Select-Object -ExpandProperty {result_property.property}"
    return f"{result_property.line} | {stage}{result_property.rest}"


def _of_item(value: str, variable: str) -> str:
    """What a task takes of the variable of a loop: Ansible calls it item."""
    return re.sub(rf"(?<=^{{{{ ){re.escape(variable)}\b", "item", value, flags=re.IGNORECASE)


def _offset_of_failure(text: str, error: Failure) -> int:
    """The place that a failure names, as a number of characters."""
    location = error.more.get("location")
    if not isinstance(location, Mapping):
        return 0
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    line, column = location["line"], location["column"]
    if not isinstance(line, int) or not isinstance(column, int):
        return 0
    return sum(map(len, lines[: line - 1])) + column - 1


def _task_as_yaml(statement: _ScriptStatement) -> str:
    lines = ["- m365.exchange.exo_command:", '    session: "{{ exo }}"', "    command: >-", f"      {statement.line}"]
    if statement.parameters:
        lines += ["    parameters:", *(f'      {name}: "{value}"' for name, value in statement.parameters.items())]
    if statement.loop:
        lines.append(f'  loop: "{{{{ {statement.loop} }}}}"')
    if statement.register:
        lines.append(f"  register: {statement.register}")
    return "\n".join(lines) + "\n"
