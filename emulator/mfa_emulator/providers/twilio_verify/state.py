"""The tables: of the accounts, and of each service."""

from typing import TYPE_CHECKING, cast

from mfa_emulator.core.store.state import Map, State
from mfa_emulator.core.store.table import Table
from mfa_emulator.providers.twilio_verify.records import (
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
    SafelistRecord,
    ServiceRecord,
    Tally,
    TemplateRecord,
    VerificationRecord,
    WebhookRecord,
)
from mfa_emulator.providers.twilio_verify.settings import Settings

if TYPE_CHECKING:
    from mfa_emulator.core.world import World

NAME = "twilio_verify"


def _binding(factor: FactorRecord) -> list[tuple[str, str]]:
    binding = factor.secret or factor.public_key
    return [(factor.entity_sid, binding)] if binding else []


def _unverified(factor: FactorRecord) -> list[str]:
    return [factor.entity_sid] if factor.status == "unverified" else []


class ServiceData(State):
    """What belongs to one service and goes with it. Every table is keyed by `number`, the order of creation."""

    def __init__(self) -> None:
        self.entities: Table[EntityRecord] = Table(
            EntityRecord,
            "number",
            unique={"sid": lambda entity: [entity.sid], "identity": lambda entity: [entity.identity]},
            groups={"lower": lambda entity: [entity.identity.lower()]},
        )
        self.factors: Table[FactorRecord] = Table(
            FactorRecord,
            "number",
            unique={
                "sid": lambda factor: [factor.sid],
                "binding": _binding,
                "credential_sid": lambda factor: [factor.push.credential_sid] if factor.push else [],
                "credential_id": lambda factor: [factor.passkey.credential_id] if factor.passkey else [],
            },
            groups={
                "entity": lambda factor: [factor.entity_sid],
                "type": lambda factor: [(factor.entity_sid, factor.factor_type)],
                "unverified": _unverified,
            },
        )
        self.challenges: Table[ChallengeRecord] = Table(
            ChallengeRecord,
            "number",
            unique={"sid": lambda challenge: [challenge.sid]},
            groups={
                "entity": lambda challenge: [challenge.entity_sid],
                "factor": lambda challenge: [challenge.factor_sid],
            },
        )
        self.verifications: Table[VerificationRecord] = Table(
            VerificationRecord,
            "number",
            unique={"sid": lambda verification: [verification.sid]},
        )
        self.rate_limits: Table[RateLimitRecord] = Table(
            RateLimitRecord,
            "number",
            unique={"sid": lambda limit: [limit.sid], "unique_name": lambda limit: [limit.unique_name]},
        )
        self.buckets: Table[BucketRecord] = Table(
            BucketRecord,
            "number",
            unique={
                "sid": lambda bucket: [bucket.sid],
                "interval": lambda bucket: [(bucket.rate_limit_sid, bucket.interval)],
            },
            groups={"rate_limit": lambda bucket: [bucket.rate_limit_sid]},
        )
        self.messaging_configurations: Table[MessagingConfigurationRecord] = Table(
            MessagingConfigurationRecord, "number", unique={"sid": lambda configuration: [configuration.sid]}
        )
        self.webhooks: Table[WebhookRecord] = Table(
            WebhookRecord, "number", unique={"sid": lambda webhook: [webhook.sid]}
        )
        self.access_tokens: Table[AccessTokenRecord] = Table(
            AccessTokenRecord,
            "number",
            unique={"sid": lambda token: [token.sid], "token": lambda token: [token.token]},
        )
        self.last: dict[str, int] = {}
        """The number of the newest verification of each address: the only one of it that can be live."""
        self.tallies: Table[Tally] = Table(Tally, "key")


class VerifyState(State):
    """All accounts of a world, and what they share."""

    def __init__(self) -> None:
        self.count = 0
        self.default_account = ""
        self.default_key = ""
        self.default_service = ""
        self.accounts: Table[AccountRecord] = Table(AccountRecord, "sid")
        self.api_keys: Table[ApiKeyRecord] = Table(
            ApiKeyRecord, "sid", groups={"account": lambda key: [key.account_sid]}
        )
        self.services: Table[ServiceRecord] = Table(
            ServiceRecord, "number", unique={"sid": lambda service: [service.sid]}
        )
        self.data: Map[ServiceData] = Map(lambda sid: ServiceData())
        """What belongs to each service, by its SID."""
        self.attempts: Table[AttemptRecord] = Table(
            AttemptRecord,
            "number",
            unique={"sid": lambda attempt: [attempt.sid]},
            groups={"verification": lambda attempt: [attempt.verification_sid]},
        )
        self.safelist: Table[SafelistRecord] = Table(
            SafelistRecord, "number", unique={"number": lambda entry: [(entry.account_sid, entry.phone_number)]}
        )
        self.templates: Table[TemplateRecord] = Table(
            TemplateRecord, "number", unique={"sid": lambda template: [template.sid]}
        )
        self.tallies: Table[Tally] = Table(Tally, "key")

    def add(self, service: ServiceRecord) -> ServiceRecord:
        """Put a new service in, with room for what will belong to it. Raises `Taken`."""
        self.services.put(service)
        self.data.keep(service.sid)
        return service

    def next_number(self) -> int:
        """The place of the next record in the order of creation."""
        self.count += 1
        return self.count


def of_world(world: "World") -> VerifyState:
    """This provider's state in a world."""
    state = world.states[NAME]
    assert isinstance(state, VerifyState)
    return state


def settings_of(world: "World") -> Settings:
    """The settings of this vendor in a world."""
    return cast(Settings, world.settings["twilio_verify"])
