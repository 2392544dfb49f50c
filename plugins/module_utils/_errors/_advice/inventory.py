# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The inventory of customers and its files: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

INVENTORY: Mapping[str, Advice] = {
    "inventory-option-unknown": Advice(
        category="input",
        what="The inventory source '{path}' has the option '{option}', which m365.exchange.customers does not know.",
        cause="A misspelt option would else be left aside in silence, and another organization be asked.",
        fix=("Correct its name; ansible-doc -t inventory m365.exchange.customers lists all.",),
    ),
    "inventory-option-not-filled": Advice(
        category="input",
        what="The option {option} of the inventory source '{path}' cannot be filled in: {reason}",
        cause="Its template, or a lookup in it, failed. Inventory sources know lookups, and no variables of hosts.",
        fix=("Correct the template, or what its lookup reads.",),
    ),
    "inventory-path-missing": Advice(
        category="input",
        what="The inventory source '{path}' has the source 'file', and no path.",
        cause="The customers stand in a file of their own.",
        fix=("Give path: customers.csv, or customers.yml; a relative one begins at the inventory source's folder.",),
    ),
    "customers-file-not-readable": Advice(
        category="input",
        what="The customers file '{path}' cannot be read: {reason}.",
        cause="It has to be a file in UTF-8 that ends in .csv, .yml or .yaml; Ansible's vault may encrypt it.",
        fix=("Check path, where a relative one begins at the inventory source's folder, and the file's permissions.",),
    ),
    "customers-file-not-a-list": Advice(
        category="input",
        what="The customers file '{path}', line {line}: {reason}.",
        cause="In YAML, customers are a list of maps, each of texts.",
        fix=("Begin each customer with '- organization: contoso.onmicrosoft.com', and its further columns below.",),
    ),
    "customers-column-missing": Advice(
        category="input",
        what="The customers file '{path}', line {line}: the column 'organization' is missing.",
        cause="It names each customer, by a domain or by the tenant id.",
        fix=("Add the column organization and give it a value for each customer.",),
    ),
    "customers-column-unknown": Advice(
        category="input",
        what="The customers file '{path}', line {line}: there is no column '{column}'; the columns are {columns}.",
        cause="What else a customer has are variables of its host, and secrets stand in no inventory.",
        fix=("Correct or remove it; variables of a customer go into host_vars beside the inventory source.",),
    ),
    "customers-row-not-whole": Advice(
        category="input",
        what="The customers file '{path}', line {line}: the row has {found:field}, and the first line has {wanted}.",
        cause="A field that holds a comma stands in quotation marks.",
        fix=("Give the row as many fields as the first line has, empty ones included.",),
    ),
    "customers-name-twice": Advice(
        category="input",
        what="The customers file '{path}', line {line}: '{name}' is already in line {first}.",
        cause="Each customer is one host; the same tenant twice would be served twice.",
        fix=("Remove one of the two lines.",),
    ),
    "customers-value-not-valid": Advice(
        category="input",
        what="The customers file '{path}', line {line}: the {column} '{value}' is no {kind}.",
        cause="A customer is named by one of its domains or by its tenant id, a GUID, and its cloud by Microsoft's name"
        " or a plain one.",
        fix=("Correct it, for example {example}.",),
    ),
}

failure = Failures(INVENTORY)
