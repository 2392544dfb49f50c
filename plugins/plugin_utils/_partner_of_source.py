# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The partner that an inventory source names: its options as a module has them, and its customers.

The options are validated by the specification of exo_customer_info, so that they, their aliases and their variables
are the same, and whatever is secret among them stays out of each line.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._operations import customer_info
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secrets_in_command_lines import misplaced_secrets
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import Redactor
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import CUSTOMER_INFO
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import (
    hide_secrets,
    keep_secret,
    misfit,
    outcome_of,
)
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import Validator, plain, without_blanks

# All names under which the options can be given.
PARTNER_OPTIONS = frozenset(
    name for option_name, option in CUSTOMER_INFO.items() for name in (option_name, *option.get("aliases", ()))
)
_VALIDATOR = Validator(CUSTOMER_INFO)
# Who asks whom for what, none of it secret: a cache of one partner is no answer for another.
_OPTIONS_OF_FINGERPRINT = (
    "organization", "app_id", "user_principal_name", "managed_identity_account_id", "environment", "connection_uri",
    "azure_ad_authorization_endpoint_uri", "status",
)  # fmt: skip


@dataclass(frozen=True)
class PartnerOfSource:
    """The options once Ansible has validated them; ``refused`` is its word where they do not fit."""

    options: Mapping[str, Any]
    refused: str

    @classmethod
    def of(cls, arguments: Mapping[str, object]) -> PartnerOfSource:
        """The partner of these options, whose templates are filled in; variables of the environment are read."""
        arguments_given = without_blanks(plain(arguments), CUSTOMER_INFO)
        validated = _VALIDATOR.validate(arguments_given)
        refused = str(validated.errors.msg) if validated.error_messages else ""
        return cls(validated.validated_parameters, refused)

    @property
    def name(self) -> str:
        """As a line may show it."""
        return self._redactor.redact_text(str(self.options.get("organization") or "who signed in"))

    @property
    def fingerprint(self) -> str:
        """Of who asks whom for what."""
        who_asks_whom = json.dumps([self.options.get(name) for name in _OPTIONS_OF_FINGERPRINT])
        return hashlib.sha256(who_asks_whom.encode()).hexdigest()[:16]

    @property
    def _redactor(self) -> Redactor:
        return Redactor(self.options, CUSTOMER_INFO)

    def ask(self, warn: Callable[[str], None], say: Callable[[str], None]) -> dict[str, Any]:
        """The result of exo_customer_info, of which nothing is secret; a failed one has its line as ``msg``."""
        redactor = self._redactor
        keep_secret(redactor.secrets)
        context = Context(os.environ, Owner(), warn=lambda text: warn(redactor.redact_text(text)), say=say)
        result = misfit(self.refused) if self.refused else outcome_of(customer_info.run, self.options, context)
        if not result.get("failed"):
            return result
        redactor = replace(redactor, more=redactor.more | misplaced_secrets(self.options, CUSTOMER_INFO))
        return hide_secrets(redactor.redact_result(result), redactor.secrets)
