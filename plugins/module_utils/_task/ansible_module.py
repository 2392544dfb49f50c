# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where an operation meets AnsibleModule."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

# Before whatever else is read from the archive. pylint: disable-next=unused-import
from .. import _compile_once  # noqa: F401

# isort: split
from ansible.module_utils.basic import AnsibleModule

from .._redaction.secret_rules import redact
from .._redaction.task_redactor import Redactor, SecretsOfLine, passwords_in, passwords_in_addresses
from .._session.owner_and_machine import OWNER_VARIABLE, Owner
from .._specs.read_options import OptionsSpec
from .context_and_progress import Context, Operation
from .run_operation import Ending, keep_secret, misfit, nobody_reads, outcome_of, spec_for_core


class _Module(AnsibleModule):
    """AnsibleModule, whose own failures (options that do not fit) have a card, too, and which repeats no secret."""

    def __init__(self, spec: OptionsSpec, secrets_of_line: SecretsOfLine | None) -> None:
        # Before the options are looked at: those that do not fit end the module there.
        self._spec, self._secrets_of_line = spec, secrets_of_line
        super().__init__(argument_spec=spec_for_core(spec), supports_check_mode=True)

    def fail_json(self, msg: str, **kwargs: Any) -> None:
        """End the module with what we or AnsibleModule found; options that do not fit were not looked at before."""
        from .._redaction.secrets_in_command_lines import misplaced_secrets  # noqa: PLC0415 - it reads the catalogue, for a failure only

        redactor = self.redactor(misplaced_secrets(self.params, self._spec))
        result = {**({"msg": msg} if "error" in kwargs else misfit(msg)), **kwargs}
        super().fail_json(**{**redactor.redact_result(result), "invocation": redactor.invocation()})

    def redactor(self, more: set[str] | None = None) -> Redactor:
        """What of the options may be shown; the rest is hidden from now on."""
        secrets_of_line = self._secrets_of_line
        passwords = (
            passwords_in(self.params, secrets_of_line) if secrets_of_line else passwords_in_addresses(self.params)
        )
        redactor = Redactor(self.params, self._spec, frozenset(passwords | (more or set())), _line_of(self._spec))
        self.no_log_values |= redactor.secrets
        keep_secret(redactor.secrets)
        return redactor

    def _log_invocation(self) -> None:
        """Tell the system's log the names of the options that were given, and no value.

        AnsibleModule writes the values before anybody can say which of a cmdlet's parameters are passwords.
        """
        names_of_options = sorted(name for name, value in self.params.items() if value not in (None, "", [], {}))
        self.log(f"Invoked with {', '.join(names_of_options) or 'no options'}")


def _line_of(spec: OptionsSpec) -> Callable[[str], str]:
    """What may be shown of a command line, where the module takes a cmdlet; others need not read the catalogue."""
    if "cmdlet" not in spec:
        return redact
    from .._redaction.secrets_in_command_lines import redact_line  # noqa: PLC0415

    return redact_line


def run_module(spec: OptionsSpec, operation: Operation, secrets_of_line: SecretsOfLine | None = None) -> None:
    """The whole of a module's ``main()``; ``secrets_of_line`` is of those whose options may hold passwords that
    ``no_log`` cannot know."""
    module = _Module(spec, secrets_of_line)
    options = dict(module.params)
    redactor = module.redactor()
    owner = Owner.from_text(os.environ.pop(OWNER_VARIABLE, ""))
    with Ending(owner, nobody_reads, passed_on=False) as ending:
        context = Context(
            environ=os.environ,
            owner=owner,
            check_mode=module.check_mode,
            warn=lambda text: module.warn(redactor.redact_text(text)),
            still_wanted=ending.still_wanted,
            in_flight=ending.in_flight,
            diff=module._diff,
            hide=redactor.redact_text,
            no_log=module.no_log,
        )
        result = outcome_of(operation, options, context)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result, invocation=redactor.invocation())
