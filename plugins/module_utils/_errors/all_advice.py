# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All tables of advice, for those who need each: the documentation, tests, and the controller's plugins.

Nothing else below ``module_utils`` imports it, or each module would ship all of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ._advice.catalogue import CATALOGUE
from ._advice.command_lines import COMMAND_LINES
from ._advice.commands import COMMANDS
from ._advice.conformance import CONFORMANCE
from ._advice.connection import CONNECTION
from ._advice.customer_results import CUSTOMER_RESULTS
from ._advice.customers import CUSTOMERS
from ._advice.desired_state import DESIRED_STATE
from ._advice.endpoints import ENDPOINTS
from ._advice.inventory import INVENTORY
from ._advice.many_objects import MANY_OBJECTS
from ._advice.network import NETWORK
from ._advice.object_families import OBJECT_FAMILIES
from ._advice.objects import OBJECTS
from ._advice.options import OPTIONS
from ._advice.output import OUTPUT
from ._advice.parameter_values import PARAMETER_VALUES
from ._advice.pipeline import PIPELINE
from ._advice.reports import REPORTS
from ._advice.service import SERVICE
from ._advice.session import SESSION
from ._advice.sign_in import SIGN_IN
from ._advice.snapshots import SNAPSHOTS
from ._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .failure import Advice, Failures

ADVICE: Mapping[str, Advice] = {
    **CATALOGUE,
    **COMMANDS,
    **CONFORMANCE,
    **CONNECTION,
    **CUSTOMERS,
    **CUSTOMER_RESULTS,
    **ENDPOINTS,
    **OPTIONS,
    **INVENTORY,
    **DESIRED_STATE,
    **OBJECT_FAMILIES,
    **COMMAND_LINES,
    **MANY_OBJECTS,
    **NETWORK,
    **OUTPUT,
    **PIPELINE,
    **REPORTS,
    **OBJECTS,
    **SERVICE,
    **SESSION,
    **SIGN_IN,
    **SNAPSHOTS,
    **PARAMETER_VALUES,
    **WAYS_TO_SIGN_IN,
}


failure = Failures(ADVICE)
