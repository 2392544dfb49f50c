# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The parameters that PowerShell itself adds to every cmdlet. They steer PowerShell, the service has no use for them.

Microsoft's page "about_CommonParameters".
"""

from __future__ import annotations

from collections.abc import Mapping

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
