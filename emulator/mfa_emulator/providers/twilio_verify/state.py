"""The tables: of the accounts, and of each service."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from mfa_emulator.core.store.expiry import Expiry
from mfa_emulator.core.store.indexes import Index, Sparse
from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table
from mfa_emulator.core.store.windows_by_key import WindowsByKey
from mfa_emulator.providers.twilio_verify.records import (
    ACCESS_TOKEN_EXPIRY,
    CHALLENGE_EXPIRY,
    ENTITY_EXPIRY,
    FACTOR_EXPIRY,
    VERIFICATION_EXPIRY,
    AccessTokenRecord,
    AccountRecord,
    ApiKeyRecord,
    AttemptRecord,
    BucketRecord,
    ChallengeRecord,
    EntityRecord,
    FactorRecord,
    MessagingConfigurationRecord,
    RateLimitRecord,
    Record,
    SafelistRecord,
    ServiceRecord,
    TemplateRecord,
    VerificationRecord,
    WebhookRecord,
)
from mfa_emulator.providers.twilio_verify.settings import Settings

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

NAME = "twilio_verify"

R = TypeVar("R", bound=Record)


def _binding(factor: FactorRecord) -> list[tuple[str, str]]:
    binding = factor.secret or factor.public_key
    return [(factor.entity_sid, binding)] if binding else []


def _table(
    record: type[R],
    unique: Mapping[str, Index[R]] | None = None,
    groups: Mapping[str, Index[R]] | None = None,
    expiry: Expiry[R] | None = None,
    indexed: tuple[str, ...] = (),
) -> Table[R]:
    """A table in the order of creation, whose records are found by their SIDs too.

    `indexed` names what `unique` and `groups` look at beside the SID.
    """
    by_sid: dict[str, Index[R]] = {"sid": lambda row: [row.sid]}
    return Table(record, "number", by_sid | dict(unique or {}), groups, ("sid", *indexed), expiry)


class ServiceData(State):
    """Tables of one service, which go with it. Each is keyed by `number`, the order of creation."""

    def __init__(self) -> None:
        self.entities: Table[EntityRecord] = _table(
            EntityRecord,
            {"identity": lambda entity: [entity.identity]},
            {"lower": lambda entity: [entity.identity.lower()]},
            expiry=ENTITY_EXPIRY,
            indexed=("identity",),
        )
        self.factors: Table[FactorRecord] = _factors()
        self.challenges: Table[ChallengeRecord] = _table(
            ChallengeRecord,
            groups={"entity": lambda challenge: [challenge.entity_sid], "factor": lambda one: [one.factor_sid]},
            expiry=CHALLENGE_EXPIRY,
            indexed=("entity_sid", "factor_sid"),
        )
        self.verifications: Table[VerificationRecord] = _table(VerificationRecord, expiry=VERIFICATION_EXPIRY)
        self.rate_limits: Table[RateLimitRecord] = _table(
            RateLimitRecord, {"unique_name": lambda limit: [limit.unique_name]}, indexed=("unique_name",)
        )
        self.buckets: Table[BucketRecord] = _table(
            BucketRecord,
            {"interval": lambda bucket: [(bucket.rate_limit_sid, bucket.interval)]},
            {"rate_limit": lambda bucket: [bucket.rate_limit_sid]},
            indexed=("rate_limit_sid", "interval"),
        )
        self.messaging_configurations: Table[MessagingConfigurationRecord] = _table(MessagingConfigurationRecord)
        self.webhooks: Table[WebhookRecord] = _table(WebhookRecord)
        self.access_tokens: Table[AccessTokenRecord] = _table(
            AccessTokenRecord,
            {"token": lambda token: [token.token]},
            expiry=ACCESS_TOKEN_EXPIRY,
            indexed=("token",),
        )
        self.last: dict[str, int] = {}
        """The number of the newest verification of each address: the only one of it that can be live."""
        self.tallies: WindowsByKey = WindowsByKey()


def _factors() -> Table[FactorRecord]:
    return _table(
        FactorRecord,
        {
            "binding": _binding,
            "credential_sid": Sparse("push", None, lambda one: [one.push.credential_sid] if one.push else []),
            "credential_id": Sparse("passkey", None, lambda one: [one.passkey.credential_id] if one.passkey else []),
        },
        {"entity": lambda factor: [factor.entity_sid]},
        FACTOR_EXPIRY,
        ("entity_sid", "secret", "public_key", "push", "passkey"),
    )


class VerifyState(State):
    """All accounts of a world, and what they share."""

    def __init__(self) -> None:
        self.count: int = 0
        self.default_account = ""
        self.default_key = ""
        self.default_service = ""
        self.accounts: Table[AccountRecord] = Table(AccountRecord, "sid")
        self.api_keys: Table[ApiKeyRecord] = Table(
            ApiKeyRecord, "sid", groups={"account": lambda key: [key.account_sid]}
        )
        self.services: Table[ServiceRecord] = _table(ServiceRecord)
        self.data: Map[ServiceData] = Map(lambda sid: ServiceData())
        """The tables of each service, by its SID."""
        self.attempts: Table[AttemptRecord] = _table(
            AttemptRecord,
            groups={"verification": lambda attempt: [attempt.verification_sid]},
            indexed=("verification_sid",),
        )
        self.safelist: Table[SafelistRecord] = Table(
            SafelistRecord, "number", unique={"number": lambda entry: [(entry.account_sid, entry.phone_number)]}
        )
        self.templates: Table[TemplateRecord] = _table(TemplateRecord)
        self.tallies: WindowsByKey = WindowsByKey()

    def add(self, service: ServiceRecord) -> ServiceRecord:
        """Put a new service in, with room for what will belong to it. Raises `Taken`."""
        self.services.put(service)
        self.data.keep(service.sid)
        return service

    def next_number(self) -> int:
        """The place of the next record in the order of creation."""
        # Past `__setattr__`, which tells a Map of a first change: this state is in none, and each new record asks.
        number: int = self.count + 1
        self.__dict__["count"] = number
        return number


def of_world(world: "World") -> VerifyState:
    """This provider's state in a world."""
    return world.state_of(NAME, VerifyState)


def settings_of(world: "World") -> Settings:
    """The settings of this vendor in a world."""
    return world.settings_of(NAME, Settings)
