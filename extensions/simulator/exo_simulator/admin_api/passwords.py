# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key that SecureString parameters are encrypted with: in the module file, and back again.

RSA, PKCS#1 v1.5, UTF-8, base64; the public half is .NET's RSAKeyValue somewhere in the module's download (ExoHelper).
Where and in what packing is not known: the box's field `moduleFile` is an invention, as text or as base64 of a zip.
"""

from __future__ import annotations

import base64
import binascii
import io
import threading
import zipfile
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding, rsa

from ..clouds import HostPart, service_of
from ..exchange.catalogue import find
from ..exchange.contract import CmdletError
from ..journal import fingerprint

_BITS = 2048


class PasswordKey:
    """The box's one key; made when it is first asked for, since that takes a moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: rsa.RSAPrivateKey | None = None

    @property
    def _private(self) -> rsa.RSAPrivateKey:
        with self._lock:
            if self._key is None:
                self._key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
            return self._key

    def fields(self, packing: str) -> dict[str, str]:
        """What the row of the module file has besides the cmdlets; nothing where the key is absent."""
        if packing == "absent":
            return {}
        script = f"# A module that the box made.\n$key = '{self._xml()}'\n"
        return {"moduleFile": script if packing == "text" else _zipped(script)}

    def decrypted(self, part: HostPart, cmdlet: str, parameters: Mapping[str, Any]) -> dict[str, str]:
        """The fingerprint of each password among the parameters, by their names.

        Raises CmdletError for one that this key did not encrypt.
        """
        known_cmdlet = find(cmdlet, service_of(part))
        fingerprints: dict[str, str] = {}
        for name, value in parameters.items():
            parameter = known_cmdlet.parameter(name) if known_cmdlet is not None else None
            if parameter is not None and parameter.type == "SecureString" and value not in (None, ""):
                fingerprints[parameter.name] = fingerprint(self._open(parameter.name, value))
        return fingerprints

    def _xml(self) -> str:
        numbers = self._private.public_key().public_numbers()
        modulus, exponent = (
            base64.b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).decode("ascii")
            for number in (numbers.n, numbers.e)
        )
        return f"<RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>{exponent}</Exponent></RSAKeyValue>"

    def _open(self, name: str, value: Any) -> str:
        try:
            return self._private.decrypt(base64.b64decode(str(value), validate=True), padding.PKCS1v15()).decode(
                "utf-8"
            )
        except (ValueError, binascii.Error):
            text = f"Cannot process argument transformation on parameter '{name}'. The value could not be decrypted."
            raise CmdletError("", _TRANSFORMATION, text, status=400, code="BadRequest", details=False) from None


_TRANSFORMATION = "Microsoft.Exchange.AdminApi.CommandInvocation.ParameterTransformationException"


def _zipped(script: str) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("module.psm1", script)
    return base64.b64encode(packed.getvalue()).decode("ascii")
