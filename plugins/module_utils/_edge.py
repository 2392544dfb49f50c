# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where an operation meets AnsibleModule.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ._ending import Ending, nobody_reads
from ._operations.context import Context, Operation
from ._outcome import misfit, outcome_of
from ._session.owner import OWNER_VARIABLE, Owner
from ._specs.spec import Spec

Passwords = Callable[[Mapping[str, Any]], set[str]]


class _Module(AnsibleModule):
    """AnsibleModule, whose own failures (options that do not fit) have a card, too."""

    def __init__(self, spec: Spec, passwords: Passwords) -> None:
        self._passwords = passwords  # before the options are looked at: those that do not fit end the module there
        super().__init__(argument_spec=dict(spec), supports_check_mode=True)

    def fail_json(self, msg: str, **kwargs: Any) -> None:
        """End the module with what we or AnsibleModule found; options that do not fit were not looked at before."""
        from ._operations.misplaced import misplaced_secrets  # noqa: PLC0415 - it reads the catalogue, for a failure only

        self.no_log_values |= self._passwords(self.params) | misplaced_secrets(self.params, self.argument_spec)
        super().fail_json(**{**({"msg": msg} if "error" in kwargs else misfit(msg)), **kwargs})

    def _log_invocation(self) -> None:
        """Tell the system's log the names of the options that were given, and no value.

        AnsibleModule writes the values before anybody can say which of a cmdlet's parameters are passwords.
        """
        given = sorted(name for name, value in self.params.items() if value not in (None, "", [], {}))
        self.log(f"Invoked with {', '.join(given) or 'no options'}")


def run_module(spec: Spec, operation: Operation, passwords: Passwords) -> None:
    """The whole of a module's ``main()``; ``passwords`` finds those of its options that ``no_log`` cannot know."""
    module = _Module(spec, passwords)
    options = dict(module.params)
    module.no_log_values |= passwords(options)
    owner = Owner.from_text(os.environ.pop(OWNER_VARIABLE, ""))
    with Ending(owner, nobody_reads, passed_on=False) as ending:
        context = Context(
            environ=os.environ,
            owner=owner,
            check_mode=module.check_mode,
            warn=module.warn,
            still_wanted=ending.still_wanted,
            in_flight=ending.in_flight,
            diff=module._diff,
        )
        result = outcome_of(operation, options, context)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)
