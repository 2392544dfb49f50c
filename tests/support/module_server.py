# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packed modules without Python's start-up: a process that has imported what they find on their machine.

It runs in the virtual environment of one ansible-core: ``python -m support.module_server CONTROL LISTENER``, two
descriptors of sockets. Each module is a copy that runs the program which Ansible pipes to Python; what Ansible packs
with it, and all of ours, is imported anew from its archive. A run of ``support.playbook_server`` has its modules here;
those of a real ansible-playbook are processes of their own.
"""

from __future__ import annotations

import gc
import importlib
import os
import ssl
import sys
from socket import socket
from types import ModuleType

from .fork_server import Message, exit_code_of, serve

# Python's own modules and the libraries that the collection needs; nothing of Ansible's and nothing of ours.
PRELOADED = (
    "base64",
    "csv",
    "ctypes.util",
    "dataclasses",
    "datetime",
    "decimal",
    "importlib.metadata",
    "inspect",
    "ipaddress",
    "locale",
    "logging",
    "pathlib",
    "platform",
    "runpy",
    "selectors",
    "shlex",
    "shutil",
    "subprocess",
    "tempfile",
    "typing",
    "uuid",
    "zipfile",
    "zipimport",
    "requests",
    "msal",
    "cryptography.hazmat.backends.openssl.backend",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.serialization.pkcs12",
    "cryptography.x509",
)


def run(_message: Message) -> int:
    """Be the Python that reads its program from standard input; its exit code."""
    with open(0, "rb", closefd=False) as stream:
        program = stream.read()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = [""]
    sys.path[0] = ""
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    own = sys.modules["__main__"] = ModuleType("__main__")
    try:
        exec(compile(program, "<stdin>", "exec"), vars(own))
    except SystemExit as ended:
        return exit_code_of(ended)
    return 0


def main() -> None:
    """Serve whoever connects to the socket of the second argument, until the other end of the first is closed."""
    control, listener = (socket(fileno=int(number)) for number in sys.argv[1:])
    for one in (control, listener):
        one.set_inheritable(False)
    for name in PRELOADED:
        importlib.import_module(name)
    ssl.create_default_context()  # OpenSSL looks its algorithms up once
    gc.collect()
    gc.freeze()
    serve(control, run, listener)


if __name__ == "__main__":
    main()
