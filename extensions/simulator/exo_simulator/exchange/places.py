# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where objects stand in the directory, and of which class they are: data/places.json.

``containers`` are those of a noun from the inside out, ``classes`` its ObjectClass (a pattern may stand for nouns),
``folders`` the folder that a mailbox's settings hang on, ``paths`` what is known by its path, ``by_name`` settings of
recipients that are objects of the directory. Sources: rows of a live tenant of May 2026; of the protection rules, of
journal rules and of recipients general knowledge. Nouns that are not there have a container and a class of their own
name, which nobody verified.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from .naming import Names, words_of
from .settings import Settings
from .store import Item
from .tables import load

STEP = "\\"


@cache
def containers_of(noun: str) -> tuple[str, ...]:
    """The containers of a noun's objects in Exchange's configuration, the innermost first."""
    return tuple(load("places")["containers"].get(noun, (words_of(noun),)))


@cache
def classes_of(noun: str) -> tuple[str, ...]:
    """ObjectClass, from the most general one."""
    patterns = load("places")["classes"]
    fitting = next((classes for pattern, classes in patterns.items() if fnmatchcase(noun, pattern)), None)
    return tuple(fitting or ("top", f"msExch{noun}"))


def is_known_by_path(noun: str) -> bool:
    """Whether the noun's objects stand in one another, and are known by their path."""
    return noun in load("places")["paths"]


def path_of(item: Item) -> str | None:
    r"""The path by which address lists and books are known, `\\All Users`; None of other nouns.

    Source: AddressListMembership in a mailbox's row of a live tenant, and the examples of New-AddressBookPolicy's page.
    """
    if not is_known_by_path(item.noun):
        return None
    return f"{str(item.get('Container') or '').rstrip(STEP)}{STEP}{item.name}"


def settings_identity(names: Names, settings: Settings, noun: str, item: Item) -> str:
    """The Identity of what ``noun`` keeps about a mailbox: its folder, else the mailbox's canonical name.

    What it is in the service's JSON is not decided (switch ``settings_identity``).
    """
    folder = load("places")["folders"].get(noun)
    if folder:
        return f"{item.name}:\\{folder}"
    by_name = noun in load("places")["by_name"] or settings.settings_identity == "name"
    return item.name if by_name else f"{names.unit_root}/{item.name}"
