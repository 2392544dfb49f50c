# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `python -m exo_simulator`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shlex
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TextIO

from . import guest
from .exchange import Organization
from .exchange.contract import ConfigError
from .reading import BadTenants
from .registration import PFX_PASSWORD
from .runtime import Box, Options, Running
from .tenants import Application, Directory, Tenant, load

SHIPPED_TENANTS = {
    name: os.path.join(os.path.dirname(__file__), f"{name}_tenants.yml") for name in ("default", "guides")
}
LOCAL_HOSTS = "localhost,127.0.0.1"

# Names that beat ours in some clients: overwritten where the shell already has them.
RIVALS = {
    "https_proxy": "HTTPS_PROXY",
    "http_proxy": "HTTP_PROXY",
    "no_proxy": "NO_PROXY",
    "all_proxy": "HTTPS_PROXY",
    "ALL_PROXY": "HTTPS_PROXY",
}


def main(arguments: Sequence[str], output: TextIO) -> int:
    """Run the box until it is stopped; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        tenants = _tenants(options.tenants)
        parent = options.parent
        if parent is None and options.format == "json":
            parent = os.getppid()
        settings = Options(options.directory, parent, options.port, options.control_port, options.rows)
        box = Box(tenants, settings, Organization.from_config)
        return asyncio.run(box.serve(_work(options.command, options.format, output)))
    except FileNotFoundError as error:
        if error.filename in options.command[:1]:
            _fail(f"no such command: {error.filename}")
            return guest.NOT_FOUND
        return _fail(f"cannot start: {error}")
    except (BadTenants, ConfigError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"cannot start: {error}")


def _work(command: Sequence[str], style: str, output: TextIO) -> Callable[[Running, asyncio.Event], Awaitable[int]]:
    """What goes on while the box runs: a command inside it, or nothing until it is stopped."""

    async def work(running: Running, stop: asyncio.Event) -> int:
        if command:
            return await guest.run(command, {**environment(running), **_over_rivals(environment(running))}, stop)
        _announce(running, style, output)
        await stop.wait()
        return 0

    return work


def _fail(text: str) -> int:
    sys.stderr.write(f"exo_simulator: {text}\n")
    return 2


def _number(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m exo_simulator",
        usage="%(prog)s [options] [-- COMMAND ...]",
        description="Microsoft 365 in a box: runs COMMAND inside it, or says how to get in and waits.",
    )
    parser.add_argument("--tenants", metavar="FILE", help="tenants in YAML, or guides (default: three tenants)")
    parser.add_argument("--directory", metavar="DIR", help="where ca.pem and certificates go (default: temporary)")
    parser.add_argument("--format", choices=("shell", "json"), default="shell", help="what is printed when it is ready")
    parser.add_argument("--parent", type=_number, metavar="PID", help="end when this process is gone")
    parser.add_argument("--port", type=_number, default=0, metavar="N", help="of the proxy (default: any free one)")
    parser.add_argument("--control-port", type=_number, default=0, metavar="N", help="of the control port")
    parser.add_argument("command", nargs="*", metavar="COMMAND", help="what to run; the box ends with it")
    parser.add_argument("--rows", type=_number, metavar="N", help="mailboxes of the first tenant")
    return parser


def _tenants(path: str | None) -> Directory:
    name = SHIPPED_TENANTS.get(path or "default", path or "")
    try:
        with open(name, encoding="utf-8") as stream:
            return load(stream.read(), name)
    except (OSError, UnicodeDecodeError) as error:
        raise BadTenants(f"{name}: {error}") from None


def environment(running: Running) -> dict[str, str]:
    """The variables that lead a client into the box."""
    tenant = running.tenants.tenants[0]
    variables = {
        "HTTPS_PROXY": running.proxy,
        "HTTP_PROXY": running.proxy,
        "NO_PROXY": LOCAL_HOSTS,
        "REQUESTS_CA_BUNDLE": running.ca_path,
        "SSL_CERT_FILE": running.ca_path,
        "CURL_CA_BUNDLE": running.ca_path,  # curl passes SSL_CERT_FILE over where SSL_CERT_DIR is set
        "EXO_ORGANIZATION": tenant.initial_domain,
        "EXO_SIMULATOR_CONTROL": running.control,
    }
    application = next(iter(tenant.applications.values()), None)
    if application is not None:
        variables["EXO_APP_ID"] = application.app_id
        if application.secrets:
            variables["EXO_CLIENT_SECRET"] = application.secrets[0].value
    return variables


def described(tenant: Tenant) -> dict[str, Any]:
    """A tenant with its applications and their credentials, for the json format."""
    return {
        "tenant_id": tenant.tenant_id,
        "display_name": tenant.display_name,
        "organization": tenant.initial_domain,
        "domains": list(tenant.domains),
        "cloud": tenant.cloud.name,
        "applications": [_application(application) for application in tenant.applications.values()],
    }


def _application(application: Application) -> dict[str, Any]:
    files = application.files
    return {
        "app_id": application.app_id,
        "name": application.name,
        "client_secret": application.secrets[0].value if application.secrets else None,
        "certificate_path": files.get("certificate_path"),
        "pfx_path": files.get("pfx_path"),
        "certificate_password": PFX_PASSWORD if files else None,
        "thumbprint": files.get("thumbprint"),
        "app_roles": list(application.app_roles),
        "roles": [*application.directory_roles, *application.role_groups],
    }


def _announce(running: Running, style: str, output: TextIO) -> None:
    variables = environment(running)
    if style == "json":
        tenants = [described(tenant) for tenant in running.tenants.tenants]
        content = {"environment": variables, "control": running.control, "directory": running.folder}
        content |= {
            "metadata": running.metadata,
            "identity": {name: dict(one) for name, one in running.identity.items()},
        }
        output.write(json.dumps(content | {"tenants": tenants}) + "\n")
    else:
        output.write("".join(line + "\n" for line in _shell_lines(running, variables)))
    output.flush()


def _shell_lines(running: Running, variables: dict[str, str]) -> list[str]:
    every = {**variables, **_over_rivals(variables)}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in every.items()]
    lines.append("# Other ways to sign in (each application of each tenant):")
    for tenant in running.tenants.tenants:
        lines.append(f"# {tenant.initial_domain} ({tenant.display_name}, {tenant.cloud.name})")
        lines += [line for app in tenant.applications.values() for line in _comments(app)]
    return lines


def _over_rivals(variables: dict[str, str]) -> dict[str, str]:
    return {name: variables[source] for name, source in RIVALS.items() if name in os.environ}


def _comments(application: Application) -> list[str]:
    roles = ", ".join((*application.directory_roles, *application.role_groups)) or "no role"
    lines = [f"#   {application.name}: {roles}", f"#     EXO_APP_ID={application.app_id}"]
    if application.secrets:
        lines.append(f"#     EXO_CLIENT_SECRET={shlex.quote(application.secrets[0].value)}")
    if application.files:
        lines.append(f"#     EXO_CERTIFICATE_PATH={shlex.quote(application.files['certificate_path'])}")
        lines.append(f"#     or {shlex.quote(application.files['pfx_path'])} with the password {PFX_PASSWORD}")
    return lines
