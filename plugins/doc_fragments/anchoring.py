# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routing hint of requests, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The routing hint of requests, documented once."""

    DOCUMENTATION = r"""
options:
  bypass_mailbox_anchoring:
    description:
      - Leave the routing hint out of every request. It names a mailbox of the organization or the user, whose server
        then answers.
      - Without it the first page of a listing comes, and the following ones are likely to be refused. A warning says
        so.
      - A session keeps what its connect was told. The option of a task that uses a session has no effect.
      - Sets C(-BypassMailboxAnchoring).
      - Reads E(EXO_BYPASS_MAILBOX_ANCHORING).
    type: bool
    default: false
"""

    OF_ONE_CMDLET = r"""
options:
  anchor_mailbox:
    description:
      - The mailbox whose server runs the cmdlet, by its user principal name, its address or its GUID, or as a whole
        value of the header C(X-AnchorMailbox) with one of the prefixes C(UPN), C(SMTP), C(MBX), C(APP), C(OID),
        C(AAD-UPN), C(AAD-SMTP) and C(TID).
      - Without it, a cmdlet that Microsoft documents for it goes to the mailbox among its parameters, and all others
        go where the connection goes.
      - It changes which server does the work, and never what the cmdlet does.
    type: str
"""
