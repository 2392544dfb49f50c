# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done once a run, in the process from which all workers are forked: a warning where this version of
ansible-core does not hide what it should, and what every worker would else do for the first time.

Ansible forks a worker for each task, and what the parent has done before costs none of them anything: ciphers and
codecs looked up, expressions compiled, classes compared, and files imported that an operation imports only when it
needs them, since a module process leaves them out where it can.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from ansible import template
from ansible.parsing.dataloader import DataLoader

from ansible_collections.m365.exchange.plugins.module_utils._catalogue import cmdlets
from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import prepare_call
from ansible_collections.m365.exchange.plugins.module_utils._redaction.secrets_in_command_lines import redact_line
from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import Redactor
from ansible_collections.m365.exchange.plugins.module_utils._session.encrypted_store import seal
from ansible_collections.m365.exchange.plugins.module_utils._session.handle_and_record import (
    Handle,
    Header,
    SessionFacts,
)
from ansible_collections.m365.exchange.plugins.module_utils._session.open_session_and_pacing import unseal
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Machine, Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND, CommandOptions
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import (
    Network,
    network_of,
    trusting_context,
)
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Transport, path_of
from ansible_collections.m365.exchange.plugins.plugin_utils._task_arguments import Validator, plain

_CMDLET = "Get-Mailbox"
_HOST = "nobody.invalid"

OLDEST = (2, 16, 13)
# The change that hides results came to 2.16.13 and 2.17.6.
_SHOWS_TOO = ((2, 17, 0), (2, 17, 6))


def warn_of_core(version: str, warn: Callable[[str], object]) -> None:
    """Say what is wanted where ``version`` is not it: Ansible's own warning says that a version is not supported, and
    not which one is."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:3])
    if numbers >= OLDEST and not _SHOWS_TOO[0] <= numbers < _SHOWS_TOO[1]:
        return
    warn(
        f"m365.exchange wants ansible-core 2.16.13 or later, and not 2.17.0 to 2.17.5. This is {version}, which shows"
        " results that are to stay hidden, such as the handle of a session."
    )


def warm() -> None:
    """Do it. What goes wrong here would go wrong in a task, which can say so."""
    with suppress(Exception):
        go_through_a_task()
    for prepare in (fill_a_template, read_a_result):
        with suppress(Exception):
            prepare()


def fill_a_template() -> None:
    """ansible-core makes its lexer of templates when the first one is filled in, which is in each worker anew where the
    play itself has none."""
    trust = getattr(template, "trust_as_template", str)  # since 2.19 a text is no template by itself
    template.Templar(loader=DataLoader(), variables={}).template(trust("{{ 1 }}"))


def read_a_result() -> None:
    """Since 2.20 ansible-core works out once a process which keys of a result are its own. The name is its own, too:
    where it is another one, each worker does as before."""
    from ansible._internal._task import UnifiedTaskResult  # noqa: PLC0415 - older ones have no such module

    UnifiedTaskResult.from_action_result_dict({})


def go_through_a_task() -> None:
    """Without a session, a tenant or a network: no file is written and nothing leaves."""
    Validator(COMMAND).validate({"cmdlet": _CMDLET})
    prepare_call(CommandOptions(cmdlet=_CMDLET, parameters={"Identity": "nobody"}, properties=["Name"]))
    options = {"cmdlet": _CMDLET, "organization": _HOST, "app_id": _HOST}
    Redactor(options, COMMAND, frozenset(), redact_line).invocation()
    plain({"session": {}, "properties": ["Name", 1, None, True]})
    _unseal_a_record()
    network = Network(proxy=f"http://{_HOST}:8080", no_proxy="localhost")
    network.proxies(f"https://{_HOST}/")
    with Transport(network, [_HOST]) as transport:
        transport.check_host(f"https://{_HOST}/", "nobody")
    path_of(f"https://{_HOST}/")
    read_authorities()


def read_authorities() -> None:
    """Those that requests brings take longer to read than all else that a task does before its request."""
    from requests.utils import DEFAULT_CA_BUNDLE_PATH  # noqa: PLC0415 - requests may be missing, which the edges report

    trusting_context(network_of(os.environ).ca_path or DEFAULT_CA_BUNDLE_PATH)


def compare_types() -> None:
    """An abstract class looks at all its subclasses when it meets a type for the first time, and again when any class
    was registered as one since, as each import of a key's kind does: so once more for each action that is loaded."""
    for kind in (type(None), str, int, bool, list, dict):
        for abstract in (Mapping, Sequence):
            issubclass(kind, abstract)


def _unseal_a_record() -> None:
    codecs.lookup("ascii")
    machine = Machine.here()
    handle = Handle.new("h", 0, machine)
    header = Header.new(handle.id, 0, SessionFacts("", "", "", "", (), "", renewable=False), Owner(), machine)
    unseal(seal(header.next(0.0, Clock()), {}, handle.key), handle.id, handle.key)


def import_for_commands() -> None:
    """What the operation of exo_command imports or unpacks only when it needs it."""
    # pylint: disable=unused-import
    with suppress(ImportError):  # reported by the edges through _libraries
        import jmespath  # noqa: F401, PLC0415
    from ansible_collections.m365.exchange.plugins.module_utils._commands import (  # noqa: F401, PLC0415
        command_forms,
        compare_before_write,
        explain_refusal,
        journal,
        many_commands,
        read_back,
    )
    from ansible_collections.m365.exchange.plugins.module_utils._exchange_client import paging_by_parameters  # noqa: F401, PLC0415
    from ansible_collections.m365.exchange.plugins.module_utils._powershell import parse_command  # noqa: F401, PLC0415

    cmdlets.records()
    cmdlets.types()


def import_for_objects() -> None:
    """What commands need, and the tables of all kinds, where a module process loads the one of its kind only."""
    from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of  # noqa: PLC0415
    from ansible_collections.m365.exchange.plugins.module_utils._object_families.tables.all_families import KINDS_OF  # noqa: PLC0415

    import_for_commands()
    for kinds in KINDS_OF.values():
        family_of(kinds[0])


def import_for_sign_in() -> None:
    """What signing in imports only when it needs it: a play that works on a session pays for none of it."""
    # pylint: disable=unused-import
    with suppress(ImportError):  # reported by the edges through _libraries
        import msal  # noqa: F401, PLC0415
    from ansible_collections.m365.exchange.plugins.module_utils._sign_in import pem_and_pfx  # noqa: F401, PLC0415
