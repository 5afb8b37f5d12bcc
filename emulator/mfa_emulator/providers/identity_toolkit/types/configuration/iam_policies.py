"""Access control of a tenant: the messages that all of Google's APIs share."""

from typing import Literal

from mfa_emulator.providers.identity_toolkit.types.base import Body, Int32

LogType = Literal["LOG_TYPE_UNSPECIFIED", "ADMIN_READ", "DATA_WRITE", "DATA_READ"]


class Expr(Body):
    """A condition in the Common Expression Language."""

    description: str | None = None
    expression: str | None = None
    location: str | None = None
    title: str | None = None


class Binding(Body):
    """A role and those who have it, as far as the condition holds."""

    condition: Expr | None = None
    members: tuple[str, ...] | None = None
    role: str | None = None


class AuditLogConfig(Body):
    """One kind of access that is logged."""

    exempted_members: tuple[str, ...] | None = None
    log_type: LogType | None = None


class AuditConfig(Body):
    """Logging of the access to one service."""

    audit_log_configs: tuple[AuditLogConfig, ...] | None = None
    service: str | None = None


class Policy(Body):
    """Bindings of roles; `etag` tells one state of them from another."""

    audit_configs: tuple[AuditConfig, ...] | None = None
    bindings: tuple[Binding, ...] | None = None
    etag: str | None = None
    version: Int32 | None = None


class GetPolicyOptions(Body):
    """The newest version of policies that the caller understands."""

    requested_policy_version: Int32 | None = None


class GetIamPolicyRequest(Body):
    """Read the policy."""

    options: GetPolicyOptions | None = None


class SetIamPolicyRequest(Body):
    """Write the policy, or the parts of it that the mask names."""

    policy: Policy | None = None
    update_mask: str = ""


class TestIamPermissionsRequest(Body):
    """Ask which of these permissions the caller has."""

    permissions: tuple[str, ...] = ()


class TestIamPermissionsResponse(Body):
    """Those that the caller has."""

    permissions: tuple[str, ...] | None = None
