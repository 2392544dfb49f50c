# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Options that cannot be used: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_NAMES: Mapping[str, Advice] = {
    "options-not-valid": Advice(
        category="input",
        what="{text}",
        cause="The options of the task are not those that this module takes, or a value is of another kind.",
        fix=("Compare the task with the module's documentation, which ansible-doc shows.",),
    ),
    "omit-inside-value": Advice(
        category="input",
        what="The option {option} holds what is left of default(omit), and nothing was sent.",
        cause="ansible-core up to 2.18 leaves out a whole option only: inside a list, a map or a text it puts a"
        " placeholder, which would be written to the organization.",
        fix=("Leave the entry out in another way, such as with the filters select and combine, or with a condition.",),
    ),
    "options-swapped": Advice(
        category="input",
        what="The options {option} and {secret} look swapped: each holds what belongs to the other.",
        cause="{option} does not have the form of its kind, and what {secret} holds has it. Neither is quoted, because"
        " one of them is a secret.",
        fix=("Exchange the two values, also where they come from variables or a vault.",),
    ),
    "content-for-path": Advice(
        category="input",
        what="The option {option} takes a path, and this is the content of a file.",
        cause="Vaults, and AWX with its credentials, hand over the text of a file and not its path. It is not quoted,"
        " because it may hold a private key.",
        fix=("{advice}",),
    ),
    "organization-not-valid": Advice(
        category="input",
        what="The {option} '{organization}' is neither a domain nor a tenant id.",
        cause="An organization is named by one of its domains or by its id, a GUID; it is not an address, a URL or a"
        " display name.",
        fix=("Give the tenant's first domain, for example contoso.onmicrosoft.com, or its id.",),
    ),
    "app-id-not-valid": Advice(
        category="input",
        what="The {option} '{app_id}' is no application id.",
        cause="An application (client) id is a GUID: 8-4-4-4-12 hexadecimal digits.",
        fix=("Copy 'Application (client) ID' from the application's overview page in the Entra admin center.",),
    ),
    "user-principal-name-not-valid": Advice(
        category="input",
        what="The {option} '{user}' is no user principal name.",
        cause="A user principal name is a name of letters, digits and a few signs, an @ and a domain.",
        fix=("Give the whole sign-in name of the user, for example admin@contoso.com.",),
    ),
    "anchor-not-valid": Advice(
        category="input",
        what="The anchor mailbox '{anchor}' cannot be used.",
        cause="An anchor is a mailbox's address or id, with or without one of the prefixes {prefixes} and a colon: at"
        " most 320 characters, no space and no line break.",
        fix=("Give the mailbox's address, for example SMTP:anna@contoso.com.",),
    ),
}

_WAYS = (
    "Give organization and app_id with certificate_path (or certificate) or client_secret, or another way of"
    " docs/connecting.md."
)

_SIGN_IN: Mapping[str, Advice] = {
    "no-sign-in-method": Advice(
        category="input",
        what="No way to sign in was given.",
        cause="Neither the task, nor module_defaults, nor the EXO_* variables name a complete way to sign in.",
        fix=(_WAYS, "Or give the session that exo_connect returned."),
    ),
    "two-sign-in-methods": Advice(
        category="input",
        what="More than one way to sign in was given: {methods}.",
        cause="Choosing one of them in silence could sign the wrong identity in.",
        fix=("Keep one and remove the others from the task, from module_defaults and from the EXO_* variables.",),
    ),
    "certificate-missing": Advice(
        category="input",
        what="The certificate '{source}' does not exist.",
        cause="The file is looked for where the task runs: on the controller with connection local, else on the host.",
        fix=("Check the path; a relative one starts in the folder that the play was started in.",),
    ),
    "certificate-unreadable": Advice(
        category="input",
        what="The certificate '{source}' cannot be read: {detail}.",
        cause="It must be a PEM file with certificate and private key, or a PFX (PKCS#12) file.",
        fix=(
            "Check the file's permissions and format; openssl x509 -in FILE -noout -subject shows a PEM file's name.",
        ),
        may_be_a_library=True,
    ),
    "certificate-encrypted": Advice(
        category="input",
        what="The certificate '{source}' is protected by a password, and none was given.",
        cause="Its private key is encrypted.",
        fix=("Give certificate_password, from a vault or a credential.",),
    ),
    "certificate-password-wrong": Advice(
        category="input",
        what="The password of the certificate '{source}' is wrong.",
        cause="certificate_password does not open its private key.",
        fix=("Correct certificate_password; leave it out for a key without a password.",),
    ),
    "certificate-expired": Advice(
        category="input",
        what="The certificate '{source}' expired on {date}.",
        cause="The sign-in service does not accept a certificate after its last day.",
        fix=("Make a new certificate, upload its public half to the application, and give the task the new one.",),
    ),
    "certificate-not-yet-valid": Advice(
        category="input",
        what="The certificate '{source}' is not valid before {date}.",
        cause="Its first day lies ahead, or the clock of this machine is slow.",
        fix=("Check the clock of the machine that runs the task, or wait.",),
    ),
    "certificate-no-key": Advice(
        category="input",
        what="The certificate '{source}' comes without its private key.",
        cause="Only the public half is in it; signing in means proving that one has the private half.",
        fix=("Use a PEM file that holds both, or export a PFX file with its private key.",),
    ),
    "certificate-key-mismatch": Advice(
        category="input",
        what="The certificate and the private key in '{source}' do not belong together.",
        cause="The key fits none of the certificates in it.",
        fix=("Put the certificate that was made from this key into the file.",),
        may_be_a_library=True,
    ),
    "certificate-wrong-kind": Advice(
        category="input",
        what="The certificate '{source}' has a key of the kind {kind}, but only RSA works.",
        cause="The sign-in service takes assertions that are signed with an RSA key.",
        fix=("Make a certificate with an RSA key of 2048 bits or more.",),
        may_be_a_library=True,
    ),
    "library-missing": Advice(
        category="input",
        what="The Python '{interpreter}' lacks {packages}.",
        cause="The task ran with this interpreter, and its packages are the ones that count.",
        fix=(
            "Install them for it: {interpreter} -m pip install {packages}",
            "Or set ansible_python_interpreter to one that has them, such as that of ansible_playbook_python.",
        ),
    ),
    "library-too-old": Advice(
        category="input",
        what="The Python '{interpreter}' has {found}, older than what this collection works with: {needed}.",
        cause="What failed for it, or beside it: {text}",
        fix=(
            "Install it for that Python: {interpreter} -m pip install {wanted}",
            "Where the system's packages are older, make a virtual environment, and set ansible_python_interpreter.",
        ),
    ),
}

_CMDLETS: Mapping[str, Advice] = {
    "cmdlet-name": Advice(
        category="input",
        what="'{name}' is no name of a cmdlet.",
        cause="A cmdlet is a verb, a hyphen and a noun, in letters and digits, with at most 128 characters.",
        fix=("Give one name such as Get-Mailbox, and what belongs to it in parameters.",),
    ),
    "parameter-name": Advice(
        category="input",
        what="'{name}' is no name of a parameter of {cmdlet}.",
        cause="A parameter's name begins with a letter and has letters, digits and _, with at most 128 characters.",
        fix=("Write the name as Microsoft's documentation does, without the hyphen in front of it.",),
    ),
    "parameter-twice": Advice(
        category="input",
        what="The parameter '{name}' of {cmdlet} is given twice.",
        cause="Upper and lower case make no difference in a parameter's name.",
        fix=("Keep one of the two.",),
    ),
    "property-name": Advice(
        category="input",
        what="'{name}' is no name of a property.",
        cause="A property's name begins with a letter and has letters, digits and _, with at most 128 characters.",
        fix=("Give the names as a list, each as Microsoft's documentation writes it.",),
    ),
    "parameters-not-a-map": Advice(
        category="input",
        what="The parameters are no map but {kind}.",
        cause="Each parameter of a cmdlet has a name and a value.",
        fix=("Write them as a map, for example: parameters: followed by a line with Identity: anna@contoso.com.",),
    ),
    "parameter-value": Advice(
        category="input",
        what="The value of the parameter '{parameter}' of {cmdlet} cannot be sent: {reason}.",
        cause="Values travel as JSON, each in the form that Microsoft documents for its parameter, where it is known.",
        fix=("{remedy}", "See docs/values.md for what each kind of parameter takes."),
    ),
    "query-not-valid": Advice(
        category="input",
        what="The query is no JMESPath: {detail}.",
        cause="query is applied to the list of objects that the cmdlet returned.",
        fix=("Correct the query; for example [].PrimarySmtpAddress takes one property of each object.",),
    ),
    "query-failed": Advice(
        category="input",
        what="The query does not fit what {cmdlet} returned: {detail}.",
        cause="The query is valid JMESPath, but a function in it met a value of a kind that it does not take.",
        fix=("Correct the query, or leave it out to see the objects.",),
    ),
    "result-size-not-valid": Advice(
        category="input",
        what="The result_size '{value}' is neither a whole number above 0 nor 'unlimited'.",
        cause="result_size is how many objects are wanted; without it all of them are read.",
        fix=("Give a number, or leave result_size out.",),
    ),
    "result-size-twice": Advice(
        category="input",
        what="The option result_size is '{option}', but the parameters say ResultSize '{parameter}'.",
        cause="Both mean the same, so they must not differ.",
        fix=("Keep one of the two.",),
    ),
    "page-size-not-valid": Advice(
        category="input",
        what="The page_size '{value}' is not between 1 and 1000.",
        cause="A page is one answer of the service, which takes at most 1000 objects into it.",
        fix=("Give a number from 1 to 1000, or leave page_size out.",),
    ),
}

OPTIONS: Mapping[str, Advice] = {**_NAMES, **_SIGN_IN, **_CMDLETS}

failure = Failures(OPTIONS)
