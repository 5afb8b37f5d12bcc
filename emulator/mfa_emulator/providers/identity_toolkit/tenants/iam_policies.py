"""Access control of tenants: kept and read back. The one administrator whom the emulator knows may do everything."""

import re
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from mfa_emulator.core import base64url
from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.context import Call
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import masked
from mfa_emulator.providers.identity_toolkit.tenancy import managed_tenant
from mfa_emulator.providers.identity_toolkit.types.configuration.iam_policies import (
    Binding,
    GetIamPolicyRequest,
    Policy,
    SetIamPolicyRequest,
    TestIamPermissionsRequest,
    TestIamPermissionsResponse,
)

_VERSIONS = (0, 1, 3)
_CONDITIONAL = 3
"""The version that a policy with conditions has, and that callers must understand (documented)."""

_PERMISSION = re.compile(r"(identitytoolkit|firebaseauth)(\.[A-Za-z]+){2}")
_MEMBER = re.compile(r"allUsers|allAuthenticatedUsers|[A-Za-z]+:.+")


def get_iam_policy(call: Call[GetIamPolicyRequest]) -> Policy:
    """The tenant's policy. Conditions are left out for those who do not know of them (documented)."""
    tenant = managed_tenant(call)
    options = call.body.options
    version = (options.requested_policy_version if options else None) or 0
    if version not in _VERSIONS:
        raise errors.InvalidArgument(reason=f"requestedPolicyVersion is {version}, not one of {_VERSIONS}")
    return _shown(tenant.iam_policy, version)


def set_iam_policy(call: Call[SetIamPolicyRequest]) -> Policy:
    """Write the policy: bindings and version, or the fields that the mask names.

    An `etag` must be that of the policy as it is. Raises `Aborted` if it is another one, `InvalidArgument` for a policy
    that cannot be.
    """
    tenant, given = managed_tenant(call), call.body.policy
    if given is None:
        raise errors.InvalidArgument(reason="the request has no policy")
    if given.etag and given.etag != _etag(tenant.iam_policy):
        raise errors.Aborted(reason="the policy's etag is not the one that getIamPolicy answers now")
    mask = call.body.update_mask or "bindings,version,auditConfigs"
    policy = replace(masked(tenant.iam_policy, given, mask, "reset"), etag=None)
    _check(policy)
    tenant.iam_policy = policy
    return _shown(policy, _CONDITIONAL)


def test_iam_permissions(call: Call[TestIamPermissionsRequest]) -> TestIamPermissionsResponse:
    """Those of the permissions that an owner has: all of Identity Platform's (which there are is a guess)."""
    managed_tenant(call)
    wild = [name for name in call.body.permissions if "*" in name]
    if wild:
        raise errors.InvalidArgument(reason=f"permissions with wildcards cannot be tested: {', '.join(wild)}")
    held = tuple(name for name in call.body.permissions if _PERMISSION.fullmatch(name))
    return TestIamPermissionsResponse(permissions=held or None)


def _check(policy: Policy) -> None:
    if (policy.version or 0) not in _VERSIONS:
        raise errors.InvalidArgument(reason=f"the policy's version is {policy.version}, not one of {_VERSIONS}")
    for binding in policy.bindings or ():
        if not binding.role or not binding.members:
            raise errors.InvalidArgument(reason="each binding needs a role and at least one member")
        for member in binding.members:
            if not _MEMBER.fullmatch(member):
                raise errors.InvalidArgument(
                    reason=f"{member!r} is no member: they are written like user:ada@example.com"
                )
        if binding.condition is not None and policy.version != _CONDITIONAL:
            raise errors.InvalidArgument(reason=f"a policy with conditions has version {_CONDITIONAL}")


def _shown(policy: Policy, version: int) -> Policy:
    bindings = policy.bindings
    if version < _CONDITIONAL and bindings:
        bindings = tuple(map(_without_condition, bindings))
    shown = policy.version or 1 if version >= _CONDITIONAL else 1
    return replace(policy, bindings=bindings, version=shown, etag=_etag(policy))


def _without_condition(binding: Binding) -> Binding:
    """The binding as older callers see it: its role's name says that there is a condition."""
    if binding.condition is None:
        return binding
    mark = blake2b(msgspec.json.encode(binding.condition), digest_size=10).hexdigest()
    return Binding(role=f"{binding.role}_withcond_{mark}", members=binding.members)


def _etag(policy: Policy) -> str:
    return base64url.encode(blake2b(msgspec.json.encode(replace(policy, etag=None)), digest_size=8).digest())
