# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects refer to which: a policy cannot go while a rule names it."""

from __future__ import annotations

from collections.abc import Iterator

from .directory import Directory
from .families import family, known_nouns
from .store import Item


def users_of(directory: Directory, item: Item) -> Iterator[Item]:
    """The objects whose data say that they refer to ``item``, by name or id."""
    keys = {item.name.casefold(), str(item.guid)}
    for noun in known_nouns():
        fam = family(noun)
        for parameter, referred in fam.refs.items():
            if referred == item.noun and noun in directory.store.tables:
                name = fam.read_name(parameter)
                yield from (user for user in directory.table(noun) if str(user.get(name)).casefold() in keys)
