"""Import of accounts: a bad row is refused by itself, and the others are stored."""

from collections.abc import Hashable, Iterable, Iterator

import msgspec
from msgspec.structs import replace

from mfa_emulator.core.store.table import Taken
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.accounts import import_rows
from mfa_emulator.providers.identity_toolkit.accounts.password_hashes import Algorithm, check, check_argon2, is_base64
from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.records import User
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.tenancy import scope_of
from mfa_emulator.providers.identity_toolkit.types.account_batches import (
    ErrorInfo,
    UploadAccountRequest,
    UploadAccountResponse,
)

KIND = "identitytoolkit#UploadAccountResponse"

_TAKEN = {"email": "email", "phone": "phone number", "link": "raw id"}


def batch_create(call: Call[UploadAccountRequest]) -> UploadAccountResponse:
    """Store every row that can be stored, and answer what is wrong with the others; 200 for all of it.

    The official emulator drops `validSince` and `initialEmail`; kept here, so that an import of an export is the same.
    It also answers ``"error": []`` where nothing is wrong: left out here, as in production.
    """
    scope, body = scope_of(call), call.body
    if not body.users:
        raise errors.MissingUserAccount(reason="the request has no users")
    _check_together(call)
    algorithm = _algorithm(call)
    with scope.users.many():
        refused = tuple(_refused(call, scope, algorithm))
    return UploadAccountResponse(kind=KIND, error=refused or None)


def _refused(call: Call[UploadAccountRequest], scope: Scope, algorithm: str) -> Iterator[ErrorInfo]:
    """Store the rows, and give what is wrong with those that cannot be stored."""
    all_are_new = not call.body.allow_overwrite and call.settings.import_checks
    users = scope.users
    for index, row in enumerate(call.body.users):
        try:
            if all_are_new and row.local_id in users:
                raise import_rows.BadRow("localId belongs to an existing account - can not overwrite.")
            _store(call, scope, import_rows.user_of(call, scope, row, algorithm))
        except import_rows.BadRow as bad:
            yield ErrorInfo(index=index, message=str(bad))
        except Taken as taken:
            yield ErrorInfo(index=index, message=f"{_TAKEN[taken.index]} exists in other account in database")


def _store(call: Call[UploadAccountRequest], scope: Scope, user: User) -> None:
    """Store an account. An address or number that another one has is taken too, where settings say so.

    Raises `Taken`.
    """
    try:
        scope.users.put(user)
    except Taken as taken:
        if taken.index not in call.settings.import_shares:
            raise
        text = user.email if taken.index == "email" else user.phone_number
        _store(call, scope, replace(user, rare=replace(user.rare, **{f"shared_{taken.index}": text})))
    else:
        if scope.config.autodelete_anonymous_users:
            anonymous_accounts.watch(call, scope, user)


def _check_together(call: Call[UploadAccountRequest]) -> None:
    """Refuse the whole upload for rows that clash with each other."""
    body = call.body
    if body.sanity_check:
        email = _repeated(row.email.lower() for row in body.users if row.email)
        if email is not None:
            raise errors.DuplicateEmail(str(email), reason=f"two rows have the e-mail {email!r}")
        infos = (info for row in body.users for info in row.provider_user_info or ())
        link = _repeated((info.provider_id, info.raw_id) for info in infos if info.raw_id)
        if link is not None:
            raise errors.DuplicateRawId(reason=f"two rows have the provider and raw id {link}")
    if not body.allow_overwrite and (call.settings.import_checks or body.sanity_check):
        local_id = _repeated(row.local_id for row in body.users if row.local_id)
        if local_id is not None:
            raise errors.DuplicateLocalId(str(local_id), reason=f"two rows have the localId {local_id!r}")


def _repeated(values: Iterable[Hashable]) -> Hashable | None:
    """The first value that comes twice."""
    every = list(values)
    if len(set(every)) == len(every):
        return None
    seen = set()
    for value in every:
        if value in seen:
            break
        seen.add(value)
    return value


def _check_base64(body: UploadAccountRequest) -> None:
    """Refuse hashes and salts that are no Base64 (firebase/firebase-tools#714). Raises `InvalidArgument`."""
    for index, row in enumerate(body.users):
        for name, text in (("password_hash", row.password_hash), ("salt", row.salt)):
            if text and not is_base64(text):
                wrong = f"Invalid value at 'users[{index}].{name}' (TYPE_BYTES), Base64 decoding failed"
                raise errors.InvalidArgument(wrong, reason=wrong)


def _algorithm(call: Call[UploadAccountRequest]) -> str:
    """The algorithm of the rows' hashes, as a record keeps it. v1 and v3 name the costs in two ways."""
    body = call.body
    if not body.hash_algorithm:
        return ""
    argon2 = body.argon2_parameters if body.hash_algorithm == "ARGON2" else None
    if body.hash_algorithm == "ARGON2":
        check_argon2(argon2)
    algorithm = Algorithm(
        name=body.hash_algorithm,
        signer_key=body.signer_key,
        salt_separator=body.salt_separator,
        rounds=body.rounds,
        memory_cost=body.memory_cost or body.cpu_mem_cost,
        block_size=body.block_size,
        parallelization=body.parallelization,
        dk_len=body.dk_len,
        order=body.password_hash_order,
        argon2=argon2,
    )
    if call.settings.hashes_checked:
        check(algorithm)
        _check_base64(body)
    return msgspec.json.encode(algorithm).decode()
