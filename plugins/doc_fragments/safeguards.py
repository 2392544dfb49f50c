# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is looked at before a cmdlet is sent, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """What is looked at before a cmdlet is sent, documented once."""

    DOCUMENTATION = r"""
options:
  catalogue:
    description:
      - What Microsoft's documentation of the cmdlets, which this collection carries, is used for before a cmdlet is
        sent.
      - With V(help), a name that looks like a typing error, a parameter that belongs to another cmdlet, a cmdlet of a
        service that the connection does not reach and a retired cmdlet each give a warning, and the cmdlet is sent as
        it is. A cmdlet that only Microsoft's own PowerShell module has, such as C(Get-EXOMailbox), is answered with
        what to use instead.
      - With V(strict), what the documentation does not have is not sent.
      - With V(off), nothing is said and all is sent.
      - M(m365.exchange.exo_cmdlet_info) shows what the documentation has.
    type: str
    choices: [help, strict, 'off']
    default: help
  allow_tenant_wide:
    description:
      - Sends a cmdlet that is protected, because it can lock a whole organization out or cannot be undone for all its
        users. Without it such a cmdlet is refused before anything is sent, in check mode, too.
      - The cmdlets and the reasons stand in the collection's page on cmdlets.
    type: bool
    default: false
  protected:
    description:
      - Further cmdlets that are protected. Each is a name, in which C(*) and C(?) stand for others, or a map with
        C(cmdlet) and C(reason).
      - They add to those that are always protected.
    type: list
    elements: raw
    default: []
"""
