# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All tables of advice, for those who need each: the documentation, tests, and the controller's plugins.

Nothing else below ``module_utils`` imports it, or each module would ship all of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ._advice.catalogue import CATALOGUE
from ._advice.commands import COMMANDS
from ._advice.conformance import CONFORMANCE
from ._advice.connection import CONNECTION
from ._advice.customer_results import CUSTOMER_RESULTS
from ._advice.customers import CUSTOMERS
from ._advice.endpoints import ENDPOINTS
from ._advice.input import INPUT
from ._advice.inventory import INVENTORY
from ._advice.keeping import KEEPING
from ._advice.kinds import KINDS
from ._advice.line import LINE
from ._advice.many import MANY
from ._advice.network import NETWORK
from ._advice.output import OUTPUT
from ._advice.pipeline import PIPELINE
from ._advice.reports import REPORTS
from ._advice.resources import RESOURCES
from ._advice.service import SERVICE
from ._advice.session import SESSION
from ._advice.sign_in import SIGN_IN
from ._advice.snapshots import SNAPSHOTS
from ._advice.values import VALUES
from ._advice.ways import WAYS
from .failure import Advice, Failures

ADVICE: Mapping[str, Advice] = {
    **CATALOGUE,
    **COMMANDS,
    **CONFORMANCE,
    **CONNECTION,
    **CUSTOMERS,
    **CUSTOMER_RESULTS,
    **ENDPOINTS,
    **INPUT,
    **INVENTORY,
    **KEEPING,
    **KINDS,
    **LINE,
    **MANY,
    **NETWORK,
    **OUTPUT,
    **PIPELINE,
    **REPORTS,
    **RESOURCES,
    **SERVICE,
    **SESSION,
    **SIGN_IN,
    **SNAPSHOTS,
    **VALUES,
    **WAYS,
}


failure = Failures(ADVICE)
