# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential types, rendered as AWX renders them."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .places import ROOT
from .yaml_texts import from_yaml

FOLDER = ROOT / "extensions" / "awx"
TYPES = sorted(path.stem.removeprefix("credential_type_") for path in FOLDER.glob("credential_type_*.yml"))


def definition(name: str) -> dict[str, Any]:
    """A credential type as its file has it."""
    content: dict[str, Any] = from_yaml((FOLDER / f"credential_type_{name}.yml").read_text(encoding="utf-8"))
    return content


def rendered(
    name: str,
    inputs: Mapping[str, str],
    folder: Path,
    seen_as: Path | None = None,
    place: str = "tower",
    *,
    undefined: type[Undefined] = Undefined,
) -> dict[str, str]:
    """The variables of a job, as AWX makes them of a credential: files first, then the environment.

    The files lie in ``folder``, which the job knows as ``seen_as``. Their names are below ``place``: AWX's code says
    tower, its documentation awx.
    """
    injectors = definition(name)["injectors"]
    sandbox = ImmutableSandboxedEnvironment(undefined=undefined)
    paths = {}
    for key, template in injectors.get("file", {}).items():
        path = folder / key
        path.write_text(sandbox.from_string(template).render(**inputs), encoding="utf-8")
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        paths[key.removeprefix("template.")] = str((seen_as or folder) / key)
    known: dict[str, Any] = {place: SimpleNamespace(filename=SimpleNamespace(**paths)), **inputs}
    return {key: sandbox.from_string(text).render(known) for key, text in injectors["env"].items()}


def saved(name: str, value: str, folder: Path, place: str) -> dict[str, str]:
    """What AWX renders when a type is saved, to find templates that use what there is not: ``value`` in each field."""
    inputs = {field["id"]: value for field in definition(name)["inputs"]["fields"]}
    return rendered(name, inputs, folder, place=place, undefined=StrictUndefined)
