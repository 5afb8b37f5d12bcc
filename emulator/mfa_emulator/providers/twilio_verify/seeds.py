"""The account and the service of a new world, and seed documents that add to them.

.. code-block:: yaml

    twilio_verify:
      services:
        - friendly_name: Owl Bank
          default: true
          totp: {issuer: Owl Bank}
          entities:
            - identity: ada-lovelace
              factors:
                - {friendly_name: Ada's phone, secret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ, status: verified}
      templates:
        - {sid: HJ…, friendly_name: Payments, channels: [sms], translations: {en: {text: "{{code}} is yours"}}}
"""

from typing import TYPE_CHECKING, Any

import msgspec

from mfa_emulator.core.descriptions.long_documents import fitting, one_by_one
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.otp.totp import key_of
from mfa_emulator.core.store.slices import Work
from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.twilio_verify.factors import aging
from mfa_emulator.providers.twilio_verify.records import (
    AccountRecord,
    ApiKeyRecord,
    BucketRecord,
    EntityRecord,
    FactorRecord,
    RateLimitRecord,
    SafelistRecord,
    ServiceRecord,
    TemplateRecord,
    WebhookRecord,
)
from mfa_emulator.providers.twilio_verify.state import VerifyState, of_world, settings_of
from mfa_emulator.providers.twilio_verify.types import seeds as types
from mfa_emulator.providers.twilio_verify.types.account import Translation
from mfa_emulator.providers.twilio_verify.types.factors import TotpConfig

if TYPE_CHECKING:
    from mfa_emulator.core.world import World


def new_state(world: "World") -> VerifyState:
    """A state with an account, an API key and a service, the same for the same seed whatever else there is."""
    ids, state = world.configured("twilio_verify"), VerifyState()
    state.default_account, state.default_key = f"AC{ids.hex(32)}", f"SK{ids.hex(32)}"
    state.accounts.put(AccountRecord(state.default_account, ids.hex(32)))
    state.api_keys.put(ApiKeyRecord(state.default_key, ids.alphanumeric(32), state.default_account))
    state.default_service = f"VA{ids.hex(32)}"
    now = world.clock.micros()
    state.add(
        ServiceRecord(
            number=state.next_number(),
            sid=state.default_service,
            account_sid=state.default_account,
            friendly_name="Emulator",
            created_at=now,
            updated_at=now,
        )
    )
    return state


def seed(world: "World", part: Json) -> Work[None]:
    """The work of putting a document's part in. Raises ValueError; the world then undoes all of it."""
    document = yield from fitting(part, types.Seed)
    yield from _Planter(world).plant(document)


class _Planter:
    def __init__(self, world: "World") -> None:
        self._world = world
        self._state = of_world(world)
        self._now = world.clock.micros()
        self._settings = settings_of(world)

    def plant(self, document: types.Seed) -> Work[None]:
        for account in document.accounts:
            self._account(account)
        for service in document.services:
            yield from self._service(service)
        for template in document.templates:
            self._template(template)
        for number in document.safelist:
            owner = self._state.default_account
            self._state.safelist.put(SafelistRecord(**self._base("GN"), account_sid=owner, phone_number=number))

    def _base(self, prefix: str, given: str | None = None) -> dict[str, Any]:
        return {
            "number": self._state.next_number(),
            "sid": given or prefix + self._world.ids.hex(32),
            "created_at": self._now,
            "updated_at": self._now,
        }

    def _configured_sid(self, prefix: str, friendly_name: str) -> str:
        """The SID of a service or template, which programs are configured with: the same in every world."""
        ids = self._world.configured(f"twilio_verify {prefix} {friendly_name}")
        taken = self._state.services if prefix == "VA" else self._state.templates
        sid = prefix + ids.hex(32)
        while taken.by("sid", sid) is not None:  # of the same name
            sid = prefix + ids.hex(32)
        return sid

    def _account(self, seed: types.AccountSeed) -> None:
        self._state.accounts.put(AccountRecord(seed.sid, seed.auth_token))
        for key in seed.api_keys:
            self._state.api_keys.put(ApiKeyRecord(key.sid, key.secret, seed.sid))
        if seed.default:
            self._state.default_account = seed.sid
            self._state.default_key = seed.api_keys[0].sid if seed.api_keys else ""

    def _service(self, seed: types.ServiceSeed) -> Work[None]:
        account_sid = seed.account_sid or self._state.default_account
        if self._state.accounts.get(account_sid) is None:
            raise ValueError(f"service {seed.friendly_name!r} is of account {account_sid}, which is not there")
        own = {
            name: getattr(seed, name)
            for name in ServiceRecord.__struct_fields__
            if name in types.ServiceSeed.__struct_fields__
        }
        own |= self._base("VA", seed.sid or self._configured_sid("VA", seed.friendly_name)) | {
            "account_sid": account_sid
        }
        service = self._state.add(ServiceRecord(**own))
        if seed.default:
            self._state.default_service = service.sid
        for entity in one_by_one(seed, "entities", seed.entities):
            self._entity(service.sid, entity)
            yield
        for limit in seed.rate_limits:
            self._rate_limit(service.sid, limit)
        for webhook in seed.webhooks:
            values = msgspec.structs.asdict(webhook)
            self._state.data[service.sid].webhooks.put(WebhookRecord(**self._base("YW"), **values))

    def _entity(self, service_sid: str, seed: types.EntitySeed) -> None:
        data = self._state.data[service_sid]
        entity = data.entities.put(EntityRecord(**self._base("YE"), identity=seed.identity))
        for factor in seed.factors:
            key_of(factor.secret)  # raises for what is no Base32
            config = TotpConfig(factor.alg, factor.skew, factor.code_length, factor.time_step)
            data.factors.put(
                FactorRecord(
                    **self._base("YF", factor.sid),
                    entity_sid=entity.sid,
                    identity=entity.identity,
                    friendly_name=factor.friendly_name,
                    factor_type="totp",
                    config=config,
                    secret=factor.secret,
                    metadata=factor.metadata,
                    status=factor.status,
                    expires_at=0 if factor.status == "verified" else aging.end(self._settings, self._now),
                )
            )
        aging.settle(data, self._settings, entity.sid)

    def _rate_limit(self, service_sid: str, seed: types.RateLimitSeed) -> None:
        data = self._state.data[service_sid]
        limit = data.rate_limits.put(
            RateLimitRecord(**self._base("RK"), unique_name=seed.unique_name, description=seed.description)
        )
        for bucket in seed.buckets:
            base = self._base("BL")
            data.buckets.put(BucketRecord(**base, rate_limit_sid=limit.sid, max=bucket.max, interval=bucket.interval))

    def _template(self, seed: types.TemplateSeed) -> None:
        chosen = next((name for name, text in seed.translations.items() if text.default), next(iter(seed.translations)))
        date = rfc3339(self._now, 6).replace("Z", "000Z")  # nanoseconds, as published
        translations = {
            locale: Translation(
                is_default_translation=locale == chosen,
                status=text.status,
                locale=locale,
                text=text.text,
                date_updated=date,
                date_created=date,
            )
            for locale, text in seed.translations.items()
        }
        self._state.templates.put(
            TemplateRecord(
                **self._base("HJ", seed.sid or self._configured_sid("HJ", seed.friendly_name)),
                account_sid=self._state.default_account,
                friendly_name=seed.friendly_name,
                channels=seed.channels,
                translations=translations,
            )
        )
