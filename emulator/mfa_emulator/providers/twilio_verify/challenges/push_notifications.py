"""Push notifications: the first is sent with the challenge, a few more on request."""

from msgspec.structs import replace

from mfa_emulator.core.time.durations import rfc3339
from mfa_emulator.providers.twilio_verify import dates
from mfa_emulator.providers.twilio_verify.challenges import challenge_lookup as one
from mfa_emulator.providers.twilio_verify.context import Call, ServiceContext
from mfa_emulator.providers.twilio_verify.errors import InvalidRequest
from mfa_emulator.providers.twilio_verify.errors.factors import (
    ChallengeAnswered,
    ChallengeExpired,
    MaxNotifications,
    NotificationPlatformNone,
)
from mfa_emulator.providers.twilio_verify.records import ChallengeRecord, FactorRecord
from mfa_emulator.providers.twilio_verify.state import NAME
from mfa_emulator.providers.twilio_verify.types.challenges import CreateNotificationParams, Notification


def create(call: Call[CreateNotificationParams]) -> Notification:
    """Send the notification of a pending push challenge again."""
    challenge = one.require(call, "ChallengeSid")
    factor = call.caller.data.factors.by("sid", challenge.factor_sid)
    assert factor is not None
    _check(call, factor, challenge)
    call.caller.data.challenges.put(replace(challenge, notifications=challenge.notifications + 1))
    deliver(call, factor, challenge)
    service = call.caller.service
    return Notification(
        sid="NT" + call.world.ids.hex(32),
        account_sid=service.account_sid,
        service_sid=service.sid,
        entity_sid=challenge.entity_sid,
        identity=challenge.identity,
        challenge_sid=challenge.sid,
        priority="high",
        ttl=call.body.ttl,
        date_created=dates.date(call.now),
    )


def deliver(context: ServiceContext, factor: FactorRecord, challenge: ChallengeRecord) -> None:
    """Put the notification in the inbox, unless the phone has none. A service without push credentials is no
    obstacle here (guess)."""
    config = factor.push
    if config is None or config.notification_platform == "none":
        return
    push = context.caller.service.push
    credential = push.apn_credential_sid if config.notification_platform == "apn" else push.fcm_credential_sid
    context.world.inbox.send(
        provider=NAME,
        channel="push",
        to=factor.identity,
        sender=context.caller.service.friendly_name,
        body=(challenge.details.message if challenge.details else "") or "",
        context={
            "challenge_sid": challenge.sid,
            "factor_sid": factor.sid,
            "service_sid": context.caller.service.sid,
            "platform": config.notification_platform,
            "token": config.notification_token or "",
            **({"credential_sid": credential} if credential else {}),
        },
    )


def _check(call: Call[CreateNotificationParams], factor: FactorRecord, challenge: ChallengeRecord) -> None:
    if factor.push is None:
        raise InvalidRequest.about("ChallengeSid", f"a {factor.factor_type} challenge has no notifications")  # guess
    if factor.push.notification_platform == "none":
        raise NotificationPlatformNone(reason=f"factor {factor.sid} was made without notifications")
    status = challenge.status_at(call.now)
    if status == "expired":
        raise ChallengeExpired(reason=f"challenge {challenge.sid} expired at {rfc3339(challenge.expires_at)}")
    if status != "pending":
        raise ChallengeAnswered(reason=f"challenge {challenge.sid} is {status}")
    most = call.settings.challenge_notifications
    if most and challenge.notifications >= most:
        raise MaxNotifications(reason=f"{challenge.notifications} notifications were sent again, at most {most}")
