# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How values are read and sent, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    """How values are read and sent, documented once."""

    DOCUMENTATION = r"""
options:
  typed:
    description:
      - Whether values come back as what they are, instead of as the service's own text.
      - Sizes are numbers of bytes, time spans are seconds, dates are ISO 8601 in UTC, and sets of words that the
        service joins with commas are lists. What does not read as one of these stays text.
    type: bool
    default: false
"""

    FILES = r"""
options:
  files:
    description:
      - Parameters that get the content of a file, by their names, each with the path of a file on the controller. It
        is looked for where M(ansible.builtin.copy) looks, and may be encrypted with Ansible's vault.
      - A parameter that takes bytes gets them, one that takes text gets the file as UTF-8 text.
      - Nothing else of the task ever reads a file.
    type: dict
    default: {}
"""

    SENT = r"""
options:
  timezone:
    description:
      - The zone of dates without one, by its IANA name such as V(Europe/Berlin), or an offset such as V(+02:00).
      - Dates are sent in UTC.
    type: str
    default: UTC
  date_order:
    description:
      - What comes first in a date such as C(1/2/2026), the month (V(mdy)) or the day (V(dmy)).
      - Without it, a date that reads two ways is refused, and nothing is sent.
    type: str
    choices: [mdy, dmy]
  encoding:
    description:
      - Forms on the wire that public sources leave open, each with a switch. The defaults are what is known to work, or
        what is likeliest; the guide docs/values.md tells what is known of each.
    type: dict
    default: {}
    suboptions:
      clear_list:
        description: What an empty list is sent as, to clear a list. V(no_value) is how Microsoft's documentation clears
          one. As an empty list it was seen to change nothing; a map with C(Remove) is known to take out what it names,
          whatever this says.
        type: str
        choices: [no_value, empty_hashtable, empty_list]
        default: no_value
      byte_arrays:
        description: What bytes are sent as.
        type: str
        choices: [numbers, tagged_numbers, tagged_base64]
        default: numbers
      filter_constants:
        description: What C($true) and C($false) become inside a filter, C('True'), C(True) or themselves.
        type: str
        choices: [quoted, plain, as_given]
        default: quoted
      secrets:
        description: Whether passwords are sent, encrypted with the service's key.
        type: str
        choices: [encrypted, refused]
        default: encrypted
      response_format:
        description: What the header C(X-ResponseFormat) says, or V(none) for none.
        type: str
        choices: [json, none]
        default: json
      public_key:
        description:
          - The key to encrypt passwords with, as PEM or as the XML of .NET.
          - Without it, the key is taken from the file that the service makes for Microsoft's module, if it is there.
        type: str
"""
