# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the data that modules carry from the files of this folder.

    python extensions/catalogue/generate.py

Ansible packs only Python files with a module, and every module run carries them to its host and compiles them anew. So
the data becomes one compressed text: a third of the size, a constant for the compiler, and unpacked when it is first
asked for. What only a person asks for, words and evidence, is a file of its own, which exo_cmdlet_info alone carries.
Another zlib may compress it to other bytes; what is inside is the same from the same input.
"""

from __future__ import annotations

import base64
import json
import sys
import textwrap
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "extensions" / "catalogue"
SOURCE = FOLDER / "cmdlets.json"
TARGETS = ROOT / "plugins" / "module_utils" / "_catalogue"


def read(name: str) -> Any:
    """The content of one of this folder's JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


DOCUMENTED = read("source.json")["documented"]

_COPYRIGHT = """# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""

HEADER = f'''{_COPYRIGHT}"""The cmdlets of Microsoft's Exchange PowerShell reference as of {DOCUMENTED}, and more.

Generated from extensions/catalogue; do not edit, run: python extensions/catalogue/generate.py

PACKED is base64 of zlib of text. Its first line holds the names of types, tabs between them, each with "=" behind it
where one word of several is chosen, "&" where the words make a set; its second line nouns in lower case whose spelling
is a guess; each other line a record, which is "name Name services parameters pairs". Services are e (exchange), c
(compliance), e again (protection); m marks a cmdlet of Microsoft's own module, u one without a page, n one whose
WhatIf does not work in Security & Compliance. A parameter is "Name:type" where type is the number of one of the types,
counted from 0, then "!" (mandatory), "?" (mandatory in some parameter set), "+" (takes Add and Remove), "*" (null says
not configured), "~" (a correction of its page), "^" (without a page), "-" (was not served), "@n" (position). A pair is
"|Name,Name": two parameters that are never given together.
"""

from __future__ import annotations

DOCUMENTED = "{DOCUMENTED}"

'''

FACTS_HEADER = f'''{_COPYRIGHT}"""The words that parameters choose among, and the evidence for what stands on no page.

Generated from extensions/catalogue; do not edit, run: python extensions/catalogue/generate.py

PACKED is base64 of zlib of JSON: "words" has lists of words, and "chosen" the number of one of them for each cmdlet's
parameter; "reasons" has sentences, and "evidence" the number of one of them for each corrected parameter, and for each
cmdlet without a page under an empty name.
"""

from __future__ import annotations

'''

# The longest lines that ansible-test allows.
_WIDTH = 160
_MARKS = ((1, "!"), (2, "?"), (4, "+"), (8, "*"), (16, "~"), (32, "^"), (64, "-"))


def render(catalogue: Mapping[str, Any]) -> str:
    """The text of the generated catalogue: the same input gives the same text."""
    return HEADER + _packed(text(catalogue))


def render_facts(catalogue: Mapping[str, Any]) -> str:
    """The text of the generated words and evidence."""
    return FACTS_HEADER + _packed(facts(catalogue))


def _packed(content: str) -> str:
    packed = base64.b64encode(zlib.compress(content.encode("ascii"), 9)).decode("ascii")
    return "\n".join(['PACKED = """', *textwrap.wrap(packed, _WIDTH), '"""']) + "\n"


def text(catalogue: Mapping[str, Any]) -> str:
    """What is packed."""
    types = _types(catalogue)
    index = {name: number for number, name in enumerate(types)}
    choices = _choices(catalogue)
    head = "\t".join(f"{name}{choices.get(name, '')}" for name in types)
    guessed = " ".join(noun.lower() for noun in read("guessed_nouns.json")["nouns"])
    records = [_record(name, catalogue[name], index) for name in sorted(catalogue, key=str.lower)]
    return "\n".join([head, guessed, *records]) + "\n"


def _types(catalogue: Mapping[str, Any]) -> list[str]:
    """The frequent types first, so that their numbers are short."""
    counts = Counter(entry[0] for cmdlet in catalogue.values() for entry in cmdlet["p"].values())
    return sorted(counts, key=lambda name: (-counts[name], name))


def _choices(catalogue: Mapping[str, Any]) -> dict[str, str]:
    """The mark of each type whose words are known: "=" for one of them, "&" for a set.

    A type counts as a choice of one where no page of a parameter speaks of several words and flags.json does not
    doubt it. Types that hold more than words (texts, lists, numbers) are none.
    """
    flags = read("flags.json")
    single: dict[str, bool] = {}
    for name, parameters in _words(catalogue).items():
        for parameter, told in parameters.items():
            kind = catalogue[name]["p"][parameter][0]
            single[kind] = single.get(kind, True) and not told.get("several")
    doubtful = {*flags["sets"], *flags["perhaps"]}
    chosen = {kind for kind, one in single.items() if one and _is_enumeration(kind)} - doubtful
    return {**dict.fromkeys(chosen, "="), **dict.fromkeys(flags["sets"], "&")}


def _words(catalogue: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """words.json without what has gone from the pages since."""
    return {
        name: {parameter: told for parameter, told in sorted(parameters.items()) if parameter in catalogue[name]["p"]}
        for name, parameters in sorted(read("words.json").items())
        if name in catalogue
    }


def _is_enumeration(kind: str) -> bool:
    others = ("String", "MultiValuedProperty", "Boolean", "Object")
    return not kind.endswith(("[]", "IdParameter")) and kind not in others and "Int" not in kind


def _record(name: str, cmdlet: Mapping[str, Any], index: Mapping[str, int]) -> str:
    services = cmdlet["s"] + "".join(letter for letter in "mun" if cmdlet.get(letter))
    parameters = [_parameter(key, entry, index) for key, entry in sorted(cmdlet["p"].items())]
    pairs = [f"|{','.join(pair)}" for pair in cmdlet.get("x", ())]
    return " ".join([name.lower(), name, services, *parameters, *pairs])


def _parameter(name: str, entry: tuple[str, int, int | None], index: Mapping[str, int]) -> str:
    kind, flags, position = entry
    marks = "".join(mark for bit, mark in _MARKS if flags & bit)
    place = "" if position is None else f"@{position}"
    return f"{name}:{index[kind]}{marks}{place}"


def facts(catalogue: Mapping[str, Any]) -> str:
    """The JSON of words and evidence, each text once."""
    words: list[list[str]] = []
    chosen = {
        name: {parameter: _number(words, told["words"]) for parameter, told in parameters.items()}
        for name, parameters in _words(catalogue).items()
    }
    reasons: list[str] = []
    evidence: dict[str, dict[str, int]] = {}
    for name, told in read("undocumented.json").items():
        if catalogue[name].get("u"):
            evidence[name] = {"": _number(reasons, f"Seen in the service, without a page ({told['evidence']}).")}
    for line in read("corrections.json"):
        evidence.setdefault(line["cmdlet"], {})[line["parameter"]] = _number(reasons, _reason(line))
    content = {"words": words, "chosen": chosen, "reasons": reasons, "evidence": evidence}
    return json.dumps(content, separators=(",", ":"))


def _number(known: list[Any], one: Any) -> int:
    if one not in known:
        known.append(one)
    return known.index(one)


def _reason(line: Mapping[str, Any]) -> str:
    """A correction in a sentence."""
    said, seen = (_told(line["kind"], line[key]) for key in ("documented", "seen"))
    return {
        "type": f"The page says {said}, the service takes {seen}",
        "mandatory": f"The page says {said}, the service {seen}",
        "position": f"The page says {said}, the service {seen}",
        "adds and removes": "The page of the parameter does not say that it takes Add and Remove, and it does",
        "missing": f"Seen in the service as {seen}, without a word on the page",
        "not served": "The page has it, the service did not show it to an application",
    }[line["kind"]] + f" ({line['evidence']})."


def _told(kind: str, value: Any) -> str:
    if kind == "mandatory":
        return {0: "optional", 1: "mandatory", 2: "mandatory in some parameter set"}[value]
    if kind == "position":
        return "named" if value is None else f"position {value}"
    return str(value)


def main() -> int:
    """Write the generated files."""
    catalogue = read("cmdlets.json")
    made = {"cmdlets_data.py": render(catalogue), "cmdlet_facts_data.py": render_facts(catalogue)}
    for name, content in made.items():
        (TARGETS / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{(TARGETS / name).relative_to(ROOT)} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
