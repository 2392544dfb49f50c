# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """The command line, documented once."""

    DOCUMENTATION = r"""
options:
  command:
    description:
      - A PowerShell command line as Microsoft's documentation prints it, in place of O(cmdlet).
      - It is read, never evaluated. It holds literal values only. Variables, subexpressions and scripts are refused,
        with their place in the line and what to write instead.
      - O(parameters) complete those of the line. A parameter that stands in both is an error. That is the safe way to
        give a value from a variable, which needs no quoting there.
      - Formatting behind a pipe is taken off. The names behind C(Select-Object), C(Format-List) and C(Format-Table) are
        O(properties), and C(Select-Object -First 10) is O(result_size).
      - C(Where-Object), C(Sort-Object), C(Select-Object), C(Measure-Object) and C(Group-Object) behind a pipe mean what
        they mean in PowerShell. Sizes, time spans and dates are compared as what they are.
      - A cmdlet behind a pipe runs for each object that comes, also as the one command of C(ForEach-Object). Reads go
        out ten a request, within O(parallel). At most one cmdlet writes, and it is the last; then RV(outcomes) has an
        outcome for each object.
      - What writes a file behind a pipe, such as C(Export-Csv), is taken off where there is O(dest).
      - In YAML write the line as a block (C(>-) or C(|)) where it holds quotation marks or a colon.
    type: str
"""
