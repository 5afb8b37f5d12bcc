"""Configurations of identity providers in a project and in a tenant."""

from collections.abc import Callable
from typing import Any

import pytest

PROJECT = "/v2/projects/demo-project"


class Parent:
    """A project or tenant, and its configurations of one kind of provider."""

    def __init__(self, client: Any, path: str, tenant: str = "") -> None:
        self.client, self.path, self.tenant = client, path, tenant

    def create(self, what: str, config: Any, **query: str) -> Any:
        return self.client.ok(f"{self.path}/{what}", config, admin=True, **query)

    def refused(self, what: str, body: Any = None, **options: Any) -> str:
        code: str = self.client.refused(f"{self.path}/{what}", body, admin=True, **options)
        return code

    def get(self, what: str, **query: str) -> Any:
        return self.client.ok(f"{self.path}/{what}", method="GET", admin=True, **query)

    def patch(self, what: str, config: Any, **query: str) -> Any:
        return self.client.ok(f"{self.path}/{what}", config, method="PATCH", admin=True, **query)

    def delete(self, what: str) -> Any:
        return self.client.ok(f"{self.path}/{what}", method="DELETE", admin=True)


@pytest.fixture(params=["emulator-project", "emulator-tenant", "strict-project", "strict-tenant"])
def parent(request: pytest.FixtureRequest, make_it: Callable[..., Any]) -> Parent:
    """A project of either profile, and a tenant of either."""
    profile, kind = request.param.split("-")
    client = make_it(profile)
    if kind == "project":
        return Parent(client, PROJECT)
    made = client.ok(f"{PROJECT}/tenants", {"displayName": "Team-1"}, admin=True)
    tenant = made["name"].rsplit("/")[-1]
    return Parent(client, f"{PROJECT}/tenants/{tenant}", tenant)
