"""Random walks over accounts, factors, tenants and configuration, against a small model of who may sign in.

`MFA_WALKS=2000 pytest …/test_random_walk.py` walks longer; a walk that fails is repeated by its number.
"""

import os
import random
from dataclasses import dataclass, field
from typing import Any

import pytest

WALKS = int(os.environ.get("MFA_WALKS", "50"))
STEPS = 30
CONFIG = "/v2/projects/demo-project/config"
TENANTS = "/v2/projects/demo-project/tenants"
SIGN_IN = "/v1/accounts:signInWithPassword"
PASSWORDS = ("secret-1", "secret-2")
NAMES = ("ada", "bob", "eve")
ON = {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}
TOTP = [{"state": "ENABLED", "totpProviderConfig": {}}]


@dataclass
class Person:
    """An account as the model knows it."""

    id: str
    password: str
    disabled: bool = False
    phones: int = 0
    totp: bool = False


@dataclass
class Place:
    """A project or tenant as the model knows it: its switches, and the people in it."""

    tenant: str = ""
    password: bool = True
    sign_up: bool = True
    private: bool = False
    sms: bool = True
    totp: bool = True
    disabled: bool = False
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether accounts that have factors are asked for one."""
        return self.sms or self.totp


class Walk:
    """One emulator, one model, and the steps that both take."""

    def __init__(self, it: Any, chance: random.Random) -> None:
        self.it, self.chance = it, chance
        self.places = {"": Place()}

    # Steps: each does something by the API, and the same in the model

    def sign_up(self) -> None:
        place, name, password = self.place(), self.chance.choice(NAMES), self.chance.choice(PASSWORDS)
        body = self.named(place, {"email": f"{name}@example.com", "password": password})
        expected = self.closed(place)
        if not expected and not place.sign_up:
            expected = "ADMIN_ONLY_OPERATION"
        if not expected and not place.password:
            expected = "OPERATION_NOT_ALLOWED"
        if not expected and name in place.people:
            expected = "EMAIL_EXISTS"
        answer = self.said("/v1/accounts:signUp", body, expected)
        if not expected:
            place.people[name] = Person(answer["localId"], password)

    def make(self) -> None:
        place, name, password = self.place(), self.chance.choice(NAMES), self.chance.choice(PASSWORDS)
        expected = self.closed(place) or ("EMAIL_EXISTS" if name in place.people else "")
        body = {"email": f"{name}@example.com", "password": password, "emailVerified": True}
        answer = self.said(self.accounts(place), body, expected, admin=True)
        if not expected:
            place.people[name] = Person(answer["localId"], password)

    def remove(self) -> None:
        if found := self.person():
            place, name, person = found
            self.said(f"{self.accounts(place)}:delete", {"localId": person.id}, self.closed(place), admin=True)
            if not place.disabled:
                del place.people[name]

    def disable(self) -> None:
        if found := self.person():
            place, _, person = found
            disabled = self.chance.random() < 0.5
            self.change(place, person, {"disableUser": disabled})
            person.disabled = person.disabled if place.disabled else disabled

    def new_password(self) -> None:
        if found := self.person():
            place, _, person = found
            password = self.chance.choice(PASSWORDS)
            self.change(place, person, {"password": password})
            person.password = person.password if place.disabled else password

    def factors(self) -> None:
        if found := self.person():
            place, _, person = found
            count = self.chance.randrange(3)
            phones = [{"phoneInfo": f"+1555555010{n}", "mfaEnrollmentId": f"{n}"} for n in range(count)]
            self.change(place, person, {"mfa": {"enrollments": phones}})
            if not place.disabled:
                person.phones, person.totp = count, False

    def authenticator(self) -> None:
        """Give the person an authenticator app, as the helper of tests does."""
        found = self.person()
        if found and not found[2].totp:
            place, name, person = found
            self.it.accounts.find_user(f"{name}@example.com", tenant=place.tenant).enroll_totp()
            person.totp = True

    def new_tenant(self) -> None:
        if len(self.places) < 3:
            answer = self.it.ok(TENANTS, {"displayName": "Team-1", "allowPasswordSignup": True}, admin=True)
            tenant = answer["name"].rsplit("/")[-1]
            self.places[tenant] = Place(tenant, sms=False, totp=False)

    def drop_tenant(self) -> None:
        if len(self.places) > 1 and self.chance.random() < 0.3:
            tenant = self.chance.choice([name for name in self.places if name])
            assert self.it.ok(f"{TENANTS}/{tenant}", method="DELETE", admin=True) == {}
            del self.places[tenant]

    def configure(self) -> None:
        place, on = self.place(), self.chance.random() < 0.5
        part = self.chance.choice(["password", "sign_up", "private", "mfa", "disabled"])
        if part == "disabled" and not place.tenant:
            return
        of_tenant = {
            "password": {"allowPasswordSignup": on},
            "disabled": {"disableAuth": on},
        }
        of_project = {"password": {"signIn": {"email": {"enabled": on}}}}
        either = {
            "sign_up": {"client": {"permissions": {"disabledUserSignup": not on}}},
            "private": {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": on}},
            "mfa": {("mfaConfig" if place.tenant else "mfa"): self.mfa(place)} if part == "mfa" else {},
        }
        config = ({**of_tenant, **either} if place.tenant else {**of_project, **either})[part]
        path = f"{TENANTS}/{place.tenant}" if place.tenant else CONFIG
        mask = "signIn.email.enabled" if "signIn" in config else next(iter(config))
        self.it.ok(path, config, method="PATCH", admin=True, updateMask=mask)
        if part != "mfa":
            setattr(place, part, on)

    def mfa(self, place: Place) -> dict[str, Any]:
        place.sms, place.totp = self.chance.random() < 0.5, self.chance.random() < 0.5
        if not place.asks:
            return {"state": "DISABLED"}
        kinds = ["PHONE_SMS"] if place.sms else []
        return {"state": "ENABLED", "enabledProviders": kinds, "providerConfigs": TOTP if place.totp else []}

    def keep_and_restore(self) -> None:
        self.it.emulator.restore(self.it.emulator.snapshot().to_json())

    # The question

    def sign_in(self, place: Place, name: str, password: str) -> None:
        """Ask both who may come in."""
        body = self.named(place, {"email": f"{name}@example.com", "password": password})
        expected, asked = self.verdict(place, place.people.get(name), password)
        answer = self.said(SIGN_IN, body, expected)
        if not expected:
            assert ("mfaPendingCredential" in answer) == bool(asked)
            assert ("idToken" in answer) == (not asked)
            assert len(answer.get("mfaInfo", ())) == asked

    def verdict(self, place: Place, person: Person | None, password: str) -> tuple[str, int]:
        """The refusal that the model expects, or none and the number of factors that are asked for."""
        if refusal := self.closed(place):
            return refusal, 0
        if not place.password:
            return "PASSWORD_LOGIN_DISABLED", 0
        if person is None:
            return ("INVALID_LOGIN_CREDENTIALS" if place.private else "EMAIL_NOT_FOUND"), 0
        if person.disabled:
            return "USER_DISABLED", 0
        if person.password != password:
            return ("INVALID_LOGIN_CREDENTIALS" if place.private else "INVALID_PASSWORD"), 0
        return "", (person.phones if place.sms else 0) + (person.totp if place.totp else 0)

    def question_everybody(self) -> None:
        for place in self.places.values():
            for name in NAMES:
                self.sign_in(place, name, self.chance.choice(PASSWORDS))
        for tenant, place in self.places.items():
            shown = {} if place.disabled else self.it.ok(f"{self.accounts(place)}:query", {}, admin=True)
            if shown:
                found = {user["localId"] for user in shown.get("userInfo", ())}
                assert found == {person.id for person in place.people.values()}, tenant

    # Helpers

    def place(self) -> Place:
        return self.chance.choice([*self.places.values()])

    def person(self) -> tuple[Place, str, Person] | None:
        found = [(place, name, person) for place in self.places.values() for name, person in place.people.items()]
        return self.chance.choice(found) if found else None

    def closed(self, place: Place) -> str:
        return self.it.closed_tenant if place.disabled else ""

    def change(self, place: Place, person: Person, body: dict[str, Any]) -> None:
        self.said(f"{self.accounts(place)}:update", {"localId": person.id, **body}, self.closed(place), admin=True)

    @staticmethod
    def accounts(place: Place) -> str:
        return f"/v1/projects/demo-project{f'/tenants/{place.tenant}' if place.tenant else ''}/accounts"

    @staticmethod
    def named(place: Place, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "tenantId": place.tenant} if place.tenant else body

    def said(self, path: str, body: Any, expected: str, **options: Any) -> Any:
        answer = self.it.call(path, body, **options)
        word = "" if answer.status == 200 else answer.json["error"]["message"].split(" : ")[0]
        assert word == expected, answer
        return answer.json

    STEPS = (sign_up, make, remove, disable, new_password, factors, authenticator, new_tenant, drop_tenant, configure)


@pytest.mark.parametrize("profile", ["emulator", "strict"])
def test_who_may_sign_in_is_as_the_model_says_after_every_step(make_it, profile):
    for number in range(WALKS):
        chance = random.Random(number)
        it = make_it(
            profile, tenants_inherit=False, email_privacy_at_start=False, mfa_at_start=True, password_attempts=0
        )
        it.closed_tenant = "TENANT_DISABLED" if profile == "strict" else "PROJECT_DISABLED"
        walk = Walk(it, chance)
        try:
            for _ in range(STEPS):
                chance.choice(walk.STEPS)(walk)
                walk.question_everybody()
            walk.keep_and_restore()
            walk.question_everybody()
        except AssertionError as error:
            raise AssertionError(f"walk {number}: {error}") from error
