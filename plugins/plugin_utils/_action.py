# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one base of our action plugins: where a task runs, and what must not be shown.

A module costs half a second a task on the controller, an action plugin some hundredths: so where the task would run
there anyway, the operation runs in the worker's own process; everywhere else the module does.
"""

from __future__ import annotations

# Before whatever else of the collection is imported. pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _bytecode  # noqa: F401

# isort: split
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar

from ansible import constants
from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ValidationResult
from ansible.module_utils.errors import UnsupportedError
from ansible.plugins.action import ActionBase
from ansible.release import __version__ as core_version
from ansible.utils.display import Display

from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._libraries import MISSING
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secrets_in_command_lines import (
    misplaced_secrets,
    redact_line,
)
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import (
    Redactor,
    handles_in,
    passwords_in,
)
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import (
    OWNER_VARIABLE,
    Machine,
    Owner,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.read_options import OptionsSpec
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import (
    Context,
    Options,
    Result,
)
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import (
    HAS_REGISTER,
    Ending,
    failed_result,
    hide_secrets,
    keep_secret,
    misfit,
    outcome_of,
)
from ansible_collections.m365.exchange.plugins.plugin_utils._files_of_options import read_contents
from ansible_collections.m365.exchange.plugins.plugin_utils._module_connection import (
    enable_pipelining,
    silent_connection,
)
from ansible_collections.m365.exchange.plugins.plugin_utils._once_a_run import compare_types, warm, warn_of_core
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import Validator, plain, without_blanks

# Once a run: Ansible imports this in the process that forks the workers.
warn_of_core(core_version, Display().warning)
if not MISSING:
    warm()

_LOCAL_CONNECTIONS = frozenset({"local", "ansible.builtin.local"})


class OperationAction(ActionBase):
    """``spec`` and ``operation`` are the module's own; ``takes`` is what its option ``session`` takes."""

    _supports_check_mode = True
    _supports_async = True

    spec: ClassVar[OptionsSpec]
    operation: ClassVar[staticmethod[[Options, Context], Result]]
    takes: ClassVar[str] = "no session"
    secret_result: ClassVar[bool] = False
    validator: ClassVar[Validator]

    def __init_subclass__(cls) -> None:
        """Once a run, in the process that forks the workers."""
        if "spec" in vars(cls):
            cls.validator = Validator(cls.spec)
        compare_types()

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task; Ansible calls it in a worker process."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        arguments = without_blanks(plain(self._task.args), self.spec)
        try:
            self._demand_silent_job(arguments)
            self._settle_session(arguments)
            self.settle(arguments)
        except Failure as error:
            return {**result, **failed_result(error)}
        if _parent_gone():
            # An orphan whose task has a loop: its modules could not see that the run is over.
            return {**result, **failed_result(failure("run-is-over", pid=_playbook_process()))}
        # A background task outlives its parents by design.
        owner = Owner() if self._task.async_val else Owner.of(_playbook_process(), Machine.here())
        try:
            if self._runs_here():
                with self._task_environment():
                    result.update(self._run_here(arguments, owner, task_vars))
            else:
                result.update(self._run_module(arguments, owner, task_vars))
        except BaseException as error:
            if not _is_task_timeout(error):
                raise
            result.update(self._time_out(error))
        if self.secret_result:
            keep_secret({str(result[name]) for name in ("session", "refresh_token") if result.get(name)})
        self.finish(result)
        return result

    def _redactor(self, arguments: dict[str, Any]) -> Redactor:
        """What may be shown of the arguments, under whichever name."""
        aliases = {alias: name for name, option in self.spec.items() for alias in option.get("aliases", ())}
        options = {aliases.get(name, name): value for name, value in arguments.items()}
        return Redactor(options, self.spec, frozenset(passwords_in(options, secrets_of_line)), redact_line)

    def _demand_silent_job(self, arguments: dict[str, Any]) -> None:
        """Refuse a background task whose job file would hold secrets.

        :raises Failure: ``async-not-possible`` or ``async-shows-secrets``.
        """
        if not self._task.async_val:
            return
        if self.secret_result:
            raise failure("async-not-possible")
        secret_options = [name for name, option in self.spec.items() if option.get("no_log") and arguments.get(name)]
        options_in_job_file = [name for name in secret_options if name not in ("session", "files")]
        if HAS_REGISTER and options_in_job_file:
            raise failure("async-shows-secrets", option=options_in_job_file[0])

    def settle(self, arguments: dict[str, Any]) -> None:
        """Change arguments before they are used, wherever the task runs; a plugin may have more. Files of the
        controller are read here; plain() made the arguments ours.

        :raises Failure: an argument that cannot be used.
        """
        if "files" in self.spec and (arguments.get("files") or arguments.get("commands")):
            read_contents(arguments, self._find_needle, self._loader)

    def finish(self, result: dict[str, Any]) -> None:
        """What remains to be done on the controller; a plugin may have something."""

    def _runs_here(self) -> bool:
        """Whether the task would run on this machine, as this user, while we wait."""
        return (
            self._connection.transport in _LOCAL_CONNECTIONS
            and not self._play_context.become
            and not self._task.async_val
            and not MISSING
        )

    def _settle_session(self, arguments: dict[str, Any]) -> None:
        """Take the handle out of a registered result: hidden options are hidden by value, and a result's
        other values (the organization, the id) must stay readable."""
        if self.takes == "no session" or "session" not in arguments:
            return
        handles = handles_in(arguments["session"])
        if self.takes == "any number":
            arguments["session"] = handles
            return
        if len(handles) > 1:
            raise failure("several-sessions", number=len(handles))
        if not handles:
            # An empty one or null, too: options of the environment would else sign in, perhaps somewhere else.
            raise failure("session-not-connected")
        arguments["session"] = handles[0]

    def _run_here(self, arguments: dict[str, Any], owner: Owner, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        """Validate as AnsibleModule does, run, and hide as AnsibleModule does."""
        validated = self.validator.validate(arguments)
        options = validated.validated_parameters
        redactor = self._redactor(options)
        keep_secret(redactor.secrets)
        warnings: list[str] = []
        if validated.error_messages:
            result = misfit(self._validation_text(validated))
        else:
            with Ending(owner, _parent_gone, passed_on=True) as ending:
                context = Context(
                    os.environ,
                    owner,
                    self._task.check_mode,
                    lambda text: warnings.append(redactor.redact_text(text)),
                    still_wanted=ending.still_wanted,
                    in_flight=ending.in_flight,
                    say=self._say,
                    diff=self._task.diff,
                    hide=redactor.redact_text,
                    no_log=bool(self._task.no_log),
                )
                try:
                    result = outcome_of(self.operation, options, context)
                except BaseException as error:
                    if not _is_task_timeout(error):
                        raise
                    result = self._time_out(error, context.so_far)
        if result.get("failed"):
            redactor = replace(redactor, more=redactor.more | misplaced_secrets(options, self.spec))
            result = redactor.redact_result(result)
        if _shows_invocation(task_vars):
            result["invocation"] = redactor.invocation()
        if warnings:
            result["warnings"] = warnings
        return hide_secrets(result, redactor.secrets)

    def _time_out(self, error: BaseException, so_far: Mapping[str, Any] | None = None) -> Result:
        """The failure of a task whose keyword ``timeout`` has fired, with what it had done by then.

        With ``retries`` or ``until`` it is told by a warning, and ``error`` is raised on: Ansible repeats what failed
        and never what ran out of time, and a result would count as the former.
        """
        failed = failed_result(failure("task-timeout", outcome="unknown", module=self._task.action))
        if self._task.retries is not None or self._task.until:
            self._display.warning(failed["msg"])
            raise error
        return {**failed, **(so_far or {}), "outcome": "unknown"}

    def _say(self, text: str) -> None:
        """Show a line while the task still runs. Only what goes to stderr appears at once where no terminal is:
        Ansible does not flush the lines that it writes to stdout."""
        self._display.display(text, stderr=True)

    def _validation_text(self, validated: ValidationResult) -> str:
        """AnsibleModule's own words for arguments that do not fit."""
        text = str(validated.errors.msg)
        if isinstance(validated.errors[0], UnsupportedError):
            return f"Unsupported parameters for ({self._task.action}) module: {text}"
        return text

    def _run_module(self, arguments: dict[str, Any], owner: Owner, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        """Run the module where the task's connection leads."""
        if HAS_REGISTER:
            # What the controller knows, no module hands back in the clear.
            keep_secret(self._redactor(arguments).secrets)
        contexts = (self._play_context, self._connection._play_context)  # one object on some cores
        environment = self._task.environment
        self._task.environment = [*(environment or []), {OWNER_VARIABLE: owner.as_text()}]
        try:
            with (
                silent_connection(contexts, secret=self.secret_result),
                enable_pipelining(self._connection, self._variables_set(task_vars or {})),
            ):
                result: dict[str, Any] = self._execute_module(
                    module_args=arguments, task_vars=task_vars, wrap_async=self._task.async_val
                )
        finally:
            self._task.environment = environment
        return result

    def _variables_set(self, task_vars: Mapping[str, Any]) -> set[str]:
        """The variables that the user set for the task or its host, without those that ansible-core adds."""
        host = task_vars.get("hostvars", {}).get(task_vars.get("inventory_hostname"), {})
        return {*self._task.get_vars(), *host}

    @contextmanager
    def _task_environment(self) -> Iterator[None]:
        """Honour the task's ``environment:``; this process is the task's own, and its start-up environment,
        which other users might read, stays as it was."""
        task_environment: dict[str, Any] = {}
        self._compute_environment_string(task_environment)
        before = {str(name): os.environ.get(str(name)) for name in task_environment}
        os.environ.update({str(name): str(value) for name, value in task_environment.items()})
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _is_task_timeout(error: BaseException) -> bool:
    """Whether the task's keyword ``timeout`` has fired; the name is all that Ansible's versions share."""
    return type(error).__name__ == "TaskTimeoutError"


def _playbook_process() -> int:
    """The process of ansible-playbook, which made this worker; also where it has died since."""
    parent = multiprocessing.parent_process()
    return os.getppid() if parent is None or parent.pid is None else parent.pid


def _parent_gone() -> bool:
    """Whether ansible-playbook has died and left this worker to another process."""
    return os.getppid() != _playbook_process()


def _shows_invocation(task_vars: Mapping[str, Any] | None) -> bool:
    """Whether modules put their arguments into results: a setting since ansible-core 2.21, always before."""
    try:
        return bool(constants.config.get_config_value("INJECT_INVOCATION", variables=dict(task_vars or {})))
    except AnsibleError:
        return True
