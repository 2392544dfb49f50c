# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service provider's customers as an inventory."""

from __future__ import annotations

DOCUMENTATION = r"""
name: customers
short_description: A service provider's customers as hosts
version_added: 0.1.0
description:
  - Makes a host of each customer, from a partner's relationships in Microsoft Graph, or from a file.
  - A host stands for a tenant, and nothing connects to a machine of its name. Its name is the customer's default
    domain, or the tenant id where that is missing or not the customer's alone.
  - Every host is in the group C(exchange_customers), which the playbook C(m365.exchange.customers) serves.
  - The variables of a host are C(customer_organization), C(customer_tenant_id), C(customer_display_name) and
    C(customer_environment). The organization is the tenant id where a partner's relationships are the source, and what
    the file says otherwise.
  - A customer with a relationship has C(customer_relationship_id), C(customer_relationship_display_name),
    C(customer_relationship_status), C(customer_relationship_ends_at), C(customer_relationship_auto_extend),
    C(customer_relationship_roles) and C(customer_relationship_ends_in_days), whole days from now, less than 0 once it
    is over. Of several relationships it is the one that ends last, and one in force comes before others. What is
    extended by itself ends after all else, though its days are told as they stand.
  - What is not known is not there; C(default) fills it in.
  - The name of an inventory source ends in C(.exchange.yml) or C(.exchange.yaml).
options:
  plugin:
    description: The name of this plugin.
    type: str
    required: true
    choices: [m365.exchange.customers]
  source:
    description:
      - Where the customers come from. V(partner) asks Microsoft Graph as M(m365.exchange.exo_customer_info) does, with
        its options and its permissions. V(file) reads O(path).
    type: str
    required: true
    choices: [partner, file]
  path:
    description:
      - The file with the customers where O(source=file), a CSV (C(.csv)) or a list of maps in YAML (C(.yml) or
        C(.yaml)), in UTF-8. A relative path begins at the folder of the inventory source.
      - Its columns are C(organization), which is required and holds a domain or a tenant id, C(tenant_id),
        C(display_name) and C(environment).
      - Ansible's vault may encrypt it.
    type: str
  status:
    description:
      - Takes only relationships of these statuses, and only customers that have one, where O(source=partner).
      - The default is all relationships, and all customers.
    type: list
    elements: str
    choices:
      - created
      - approvalPending
      - approved
      - activating
      - active
      - expiring
      - expired
      - terminationRequested
      - terminating
      - terminated
    default: []
notes:
  - O(organization) is the partner's own, and O(access_token) a token for Microsoft Graph. O(delegated_organization) is
    left aside, and O(service) and O(connection_uri) only tell the cloud.
  - Values of options may be templates with lookups, such as those of a secret manager. No secret becomes a variable of
    a host, or goes into the cache.
  - The cache holds customers as Microsoft Graph told of them. The days until a relationship ends are computed when it
    is read. What another organization, application or user asked for is not taken from it.
  - A source that fails is a warning of ansible-core, and the run goes on without its hosts. Set
    E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) to end in an error.
extends_documentation_fragment:
  - constructed
  - inventory_cache
  - m365.exchange.auth
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.network
  - m365.exchange.retries
  - m365.exchange.retries.pages
seealso:
  - module: m365.exchange.exo_customer_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
# customers.exchange.yml
plugin: m365.exchange.customers
source: partner
organization: contoso.onmicrosoft.com
status: [active, expiring]
groups:
  ending_soon: customer_relationship_ends_in_days < 30 and not customer_relationship_auto_extend
keyed_groups:
  - {key: customer_environment, prefix: cloud}
cache: true
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.unsafe_proxy import wrap_var

try:
    from ansible.template import trust_as_template
except ImportError:  # before 2.19 all texts are trusted
    trust_as_template = None

# Before whatever else of the collection is imported. pylint: disable-next=unused-import
from ansible_collections.m365.exchange.plugins.plugin_utils import _bytecode  # noqa: F401

# isort: split
from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors._advice.inventory import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._json_types import Json
from ansible_collections.m365.exchange.plugins.plugin_utils._customer_hosts import (
    CustomerHost,
    hosts_of_partner,
    read_customers,
    variables_of,
)
from ansible_collections.m365.exchange.plugins.plugin_utils._partner_of_source import PARTNER_OPTIONS, PartnerOfSource

GROUP = "exchange_customers"
# Without any of these a text is no template.
_SIGNS = ("{{", "{%", "{#", "#jinja2:")


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Reads one inventory source."""

    NAME = "m365.exchange.customers"

    def verify_file(self, path: str) -> bool:
        """Whether a source is named as ours are."""
        return bool(super().verify_file(path)) and path.endswith((".exchange.yml", ".exchange.yaml"))

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Take the plugin's own options; the partner's may be templates yet, which ansible-core would validate."""
        own_options = {name: value for name, value in (direct or {}).items() if name not in PARTNER_OPTIONS}
        super().set_options(task_keys, var_options, own_options)

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        """Add the customers of a source to the inventory.

        :raises AnsibleParserError: one line, without any secret.
        """
        super().parse(inventory, loader, path, cache)
        config = self._read_config_data(path)
        try:
            self._demand_known(path, config)
            if self.get_option("source") == "file":
                hosts = self._of_file(path)
            else:
                hosts = self._of_partner(path, config, use_cache=cache)
        except Failure as error:
            raise AnsibleParserError(error.line) from None
        self._add(hosts)

    def _demand_known(self, path: str, config: Mapping[str, object]) -> None:
        known_options = {*self._options, *PARTNER_OPTIONS}
        for name in config:
            if name not in known_options:
                raise failure("inventory-option-unknown", path=path, option=name)

    def _of_file(self, path: str) -> list[CustomerHost]:
        """The customers of the source's file.

        :raises Failure: ``inventory-path-missing``, ``customers-...``.
        """
        written_path = self._fill(path, "path", self.get_option("path"))
        if not written_path:
            raise failure("inventory-path-missing", path=path)
        place = os.path.join(os.path.dirname(os.path.abspath(path)), os.path.expanduser(str(written_path)))
        try:
            real = self.loader.get_real_file(place)
            try:
                with open(real, "rb") as file:
                    content = file.read()
            finally:
                self.loader.cleanup_tmp_file(real)
        except (AnsibleError, OSError) as error:
            reason = "it is not there" if not os.path.exists(place) else " ".join(str(error).split()).rstrip(".")
            raise failure("customers-file-not-readable", path=place, reason=reason) from None
        hosts = read_customers(place, content)
        if not hosts:
            self.display.warning(f"The inventory has no customer: the customers file '{place}' holds none.")
        return hosts

    def _of_partner(self, path: str, config: Mapping[str, object], *, use_cache: bool) -> list[CustomerHost]:
        """The customers of the partner, from the cache where it has them.

        :raises Failure: ``inventory-option-not-filled``.
        :raises AnsibleParserError: the line of what the partner's sign-in or Microsoft Graph refused.
        """
        partner = PartnerOfSource.of(
            {name: self._fill(path, name, config[name]) for name in config if name in PARTNER_OPTIONS}
        )
        key = f"{self.get_cache_key(path)}_{partner.fingerprint}"
        keeps = bool(self.get_option("cache"))
        hosts: list[CustomerHost] | None = self._cache.get(key) if keeps and use_cache else None
        if hosts is None:
            result = partner.ask(self.display.warning, lambda text: self.display.display(text, stderr=True))
            if result.get("failed"):
                raise AnsibleParserError(result["msg"])
            hosts = hosts_of_partner(result["customers"])
            if keeps:
                self._cache[key] = hosts
        if not hosts:
            self.display.warning(f"The inventory has no customer: {_nobody(partner)}")
        return hosts

    def _fill(self, path: str, option: str, value: object) -> object:
        """A value with its templates filled in.

        :raises Failure: ``inventory-option-not-filled``.
        """
        try:
            return self.templar.template(value)
        except AnsibleError as error:
            # The template itself may hold a secret, and older cores quote it.
            reason = str(getattr(error, "message", error)).replace(str(value), "***")
            raise failure("inventory-option-not-filled", path=path, option=option, reason=reason) from None

    def _add(self, hosts: list[CustomerHost]) -> None:
        now = Clock().wall()
        _mark_text.cache_clear()  # the customers of one source have much in common, and nothing with another's
        self.inventory.add_group(GROUP)
        strict = self.get_option("strict")
        compose, groups, keyed = (self.get_option(name) for name in ("compose", "groups", "keyed_groups"))
        for host in hosts:
            name = host["name"]
            self.inventory.add_host(name, group=GROUP)
            variables = {
                variable_name: _mark_templates(value) for variable_name, value in variables_of(host, now).items()
            }
            for variable, value in variables.items():
                self.inventory.set_variable(name, variable, value)
            if compose:
                self._set_composite_vars(compose, variables, name, strict=strict)
            if groups:
                self._add_host_to_composed_groups(groups, variables, name, strict=strict)
            if keyed:
                self._add_host_to_keyed_groups(keyed, variables, name, strict=strict)


def _mark_templates(value: Json) -> Any:
    """A value that no core takes for a template: customers choose their names.

    What is left unmarked is shown as it is: since 2.19 ansible-inventory, and so AWX, shows a map for each text that is
    not trusted, before for each that is marked as unsafe.
    """
    if isinstance(value, list):
        return [_mark_templates(item) for item in value]
    if not isinstance(value, str):
        return value
    return _mark_text(value)


@cache
def _mark_text(value: str) -> Any:
    """Many customers have the same status, the same cloud, the same roles; and an id is there more than once."""
    if any(sign in value for sign in _SIGNS):
        return wrap_var(value)
    return value if trust_as_template is None else trust_as_template(value)


def _nobody(partner: PartnerOfSource) -> str:
    """Why there is no customer."""
    if statuses := partner.options.get("status"):
        return f"no relationship of the partner ({partner.name}) has the status {' or '.join(statuses)}."
    return f"Microsoft Graph lists no customer of the partner ({partner.name}), by relationship or contract."
