"""The whole API: 33 paths, 57 operations, by their published ids."""

from dataclasses import replace

from mfa_emulator.core.operation import Operation
from mfa_emulator.providers.twilio_verify import auth
from mfa_emulator.providers.twilio_verify.challenges import entity_challenges, push_notifications
from mfa_emulator.providers.twilio_verify.delivery import (
    message_templates,
    messaging_configurations,
    verification_attempts,
    webhooks,
)
from mfa_emulator.providers.twilio_verify.factors import access_tokens, entities, entity_factors
from mfa_emulator.providers.twilio_verify.passkeys import passkey_challenges, passkey_factors
from mfa_emulator.providers.twilio_verify.services import buckets, form_schemas, rate_limits, safelist, service_resource
from mfa_emulator.providers.twilio_verify.verifications import checks, silent_network_auth, verification_resource

_SERVICE = "/v2/Services/{ServiceSid}"
_ENTITY = f"{_SERVICE}/Entities/{{Identity}}"
_BUCKETS = f"{_SERVICE}/RateLimits/{{RateLimitSid}}/Buckets"
_COUNTRY = f"{_SERVICE}/MessagingConfigurations/{{Country}}"

_account, _service, _device = auth.account, auth.service, auth.device

_ROWS = (
    Operation("CreateService", "POST /v2/Services", service_resource.create, _account, 201),
    Operation("ListService", "GET /v2/Services", service_resource.list_all, _account),
    Operation("FetchService", "GET /v2/Services/{Sid}", service_resource.fetch, _device),
    Operation("UpdateService", "POST /v2/Services/{Sid}", service_resource.update, _service),
    Operation("DeleteService", "DELETE /v2/Services/{Sid}", service_resource.delete, _service, 204),
    # Entities and factors
    Operation("CreateEntity", f"POST {_SERVICE}/Entities", entities.create, _service, 201),
    Operation("ListEntity", f"GET {_SERVICE}/Entities", entities.list_all, _service),
    Operation("FetchEntity", f"GET {_ENTITY}", entities.fetch, _service),
    Operation("DeleteEntity", f"DELETE {_ENTITY}", entities.delete, _service, 204),
    Operation("CreateNewFactor", f"POST {_ENTITY}/Factors", entity_factors.create, auth.grantee, 201),
    Operation("ListFactor", f"GET {_ENTITY}/Factors", entity_factors.list_all, _service),
    Operation("FetchFactor", f"GET {_ENTITY}/Factors/{{Sid}}", entity_factors.fetch, _device),
    Operation("UpdateFactor", f"POST {_ENTITY}/Factors/{{Sid}}", entity_factors.update, _device),
    Operation("DeleteFactor", f"DELETE {_ENTITY}/Factors/{{Sid}}", entity_factors.delete, _device, 204),
    # Challenges
    Operation("CreateChallenge", f"POST {_ENTITY}/Challenges", entity_challenges.create, _service, 201),
    Operation("ListChallenge", f"GET {_ENTITY}/Challenges", entity_challenges.list_all, _device),
    Operation("FetchChallenge", f"GET {_ENTITY}/Challenges/{{Sid}}", entity_challenges.fetch, _device),
    Operation("UpdateChallenge", f"POST {_ENTITY}/Challenges/{{Sid}}", entity_challenges.update, _device),
    Operation(
        "CreateNotification",
        f"POST {_ENTITY}/Challenges/{{ChallengeSid}}/Notifications",
        push_notifications.create,
        _service,
        201,
    ),
    # Verifications
    Operation(
        "CreateVerification",
        f"POST {_SERVICE}/Verifications",
        verification_resource.create,
        auth.verification_service,
        201,
    ),
    Operation("FetchVerification", f"GET {_SERVICE}/Verifications/{{Sid}}", verification_resource.fetch, _service),
    Operation("UpdateVerification", f"POST {_SERVICE}/Verifications/{{Sid}}", verification_resource.update, _service),
    # The description also lists 201; live it is 200 (twilio/twilio-oai#117).
    Operation("CreateVerificationCheck", f"POST {_SERVICE}/VerificationCheck", checks.create, _service),
    Operation("VisitSna", f"GET {_SERVICE}/Verifications/{{Sid}}/Sna", silent_network_auth.visit, published=False),
    # Rate limits
    Operation("CreateRateLimit", f"POST {_SERVICE}/RateLimits", rate_limits.create, _service, 201),
    Operation("ListRateLimit", f"GET {_SERVICE}/RateLimits", rate_limits.list_all, _service),
    Operation("FetchRateLimit", f"GET {_SERVICE}/RateLimits/{{Sid}}", rate_limits.fetch, _service),
    Operation("UpdateRateLimit", f"POST {_SERVICE}/RateLimits/{{Sid}}", rate_limits.update, _service),
    Operation("DeleteRateLimit", f"DELETE {_SERVICE}/RateLimits/{{Sid}}", rate_limits.delete, _service, 204),
    Operation("CreateBucket", f"POST {_BUCKETS}", buckets.create, _service, 201),
    Operation("ListBucket", f"GET {_BUCKETS}", buckets.list_all, _service),
    Operation("FetchBucket", f"GET {_BUCKETS}/{{Sid}}", buckets.fetch, _service),
    Operation("UpdateBucket", f"POST {_BUCKETS}/{{Sid}}", buckets.update, _service),
    Operation("DeleteBucket", f"DELETE {_BUCKETS}/{{Sid}}", buckets.delete, _service, 204),
    # Delivery
    Operation(
        "CreateMessagingConfiguration",
        f"POST {_SERVICE}/MessagingConfigurations",
        messaging_configurations.create,
        _service,
        201,
    ),
    Operation(
        "ListMessagingConfiguration",
        f"GET {_SERVICE}/MessagingConfigurations",
        messaging_configurations.list_all,
        _service,
    ),
    Operation("FetchMessagingConfiguration", f"GET {_COUNTRY}", messaging_configurations.fetch, _service),
    Operation("UpdateMessagingConfiguration", f"POST {_COUNTRY}", messaging_configurations.update, _service),
    Operation("DeleteMessagingConfiguration", f"DELETE {_COUNTRY}", messaging_configurations.delete, _service, 204),
    Operation("CreateWebhook", f"POST {_SERVICE}/Webhooks", webhooks.create, _service, 201),
    Operation("ListWebhook", f"GET {_SERVICE}/Webhooks", webhooks.list_all, _service),
    Operation("FetchWebhook", f"GET {_SERVICE}/Webhooks/{{Sid}}", webhooks.fetch, _service),
    Operation("UpdateWebhook", f"POST {_SERVICE}/Webhooks/{{Sid}}", webhooks.update, _service),
    Operation("DeleteWebhook", f"DELETE {_SERVICE}/Webhooks/{{Sid}}", webhooks.delete, _service, 204),
    # The description lists 200 as well; 201 is a guess.
    Operation("CreateAccessToken", f"POST {_SERVICE}/AccessTokens", access_tokens.create, _service, 201),
    Operation("FetchAccessToken", f"GET {_SERVICE}/AccessTokens/{{Sid}}", access_tokens.fetch, _service),
    # Attempts
    Operation("ListVerificationAttempt", "GET /v2/Attempts", verification_attempts.list_all, _account),
    Operation("FetchVerificationAttemptsSummary", "GET /v2/Attempts/Summary", verification_attempts.summary, _account),
    Operation("FetchVerificationAttempt", "GET /v2/Attempts/{Sid}", verification_attempts.fetch, _account),
    # The account's own
    Operation("FetchForm", "GET /v2/Forms/{FormType}", form_schemas.fetch, _account),
    Operation("CreateSafelist", "POST /v2/SafeList/Numbers", safelist.create, _account, 201),
    Operation("FetchSafelist", "GET /v2/SafeList/Numbers/{PhoneNumber}", safelist.fetch, _account),
    Operation("DeleteSafelist", "DELETE /v2/SafeList/Numbers/{PhoneNumber}", safelist.delete, _account, 204),
    Operation("ListVerificationTemplate", "GET /v2/Templates", message_templates.list_all, _account),
    # Passkeys
    Operation("CreateNewFactorPasskey", f"POST {_SERVICE}/Passkeys/Factors", passkey_factors.create, _service, 201),
    Operation("UpdatePasskeysFactor", f"POST {_SERVICE}/Passkeys/VerifyFactor", passkey_factors.verify, _service),
    Operation(
        "CreateChallengePasskeys", f"POST {_SERVICE}/Passkeys/Challenges", passkey_challenges.create, _service, 201
    ),
    Operation(
        "UpdateChallengePasskeys",
        f"POST {_SERVICE}/Passkeys/ApproveChallenge",
        passkey_challenges.approve,
        _service,
    ),
)

# Numbers that the handlers raise and https://www.twilio.com/docs/verify/api/error-codes has.
_LISTED = "60306"
_VERIFICATIONS = (
    "20001 20404 20429 60200 60201 60202 60203 60204 60205 60206 60214 60217 60223 60224 60227 60228 60251 60252 60329 "
    "60408 60410 60602 "
    # By a fault alone.
    "21608 60212 60220 60238 60412 60605"
)
_ANSWER = "60370 60375 60376 60377 60378 60379 60380"
_PARTY = "60372 20500"

_DOCUMENTED = {
    "CreateService": "20001 60200 60306",
    "ListService": _LISTED,
    "FetchService": "20404",
    "UpdateService": "20404 60200 60306",
    "DeleteService": "20404",
    "CreateEntity": "20001 20404 60301 60306 60328",
    "ListEntity": f"20404 {_LISTED}",
    "FetchEntity": "20404 60392",
    "DeleteEntity": "20404 60392",
    "CreateNewFactor": "20001 20404 60306 60313 60314 60315 60317 60326 60328",
    "ListFactor": f"20404 {_LISTED} 60392",
    "FetchFactor": "20404 60390 60392",
    "UpdateFactor": "20404 60306 60310 60311 60390 60392",
    "DeleteFactor": "20404 60390 60392",
    "CreateChallenge": "20001 20404 60306 60312 60318 60324 60390 60392",
    "ListChallenge": f"20404 {_LISTED} 60392",
    "FetchChallenge": "20404 60391 60392",
    "UpdateChallenge": "20404 60306 60308 60322 60323 60324 60391 60392",
    "CreateNotification": "20404 60306 60307 60309 60322 60323 60391 60392",
    "CreateVerification": _VERIFICATIONS,
    "FetchVerification": "20404 20429",
    "UpdateVerification": "20001 20404 60200",
    "CreateVerificationCheck": "20404 60200 60202 60206 60221",
    "VisitSna": "20404",
    "CreateRateLimit": "20001 20404 60207 60208 60209",
    "ListRateLimit": f"20404 {_LISTED}",
    "FetchRateLimit": "20404",
    "UpdateRateLimit": "20404",
    "DeleteRateLimit": "20404",
    "CreateBucket": "20001 20404 60200 60210 60211",
    "ListBucket": f"20404 {_LISTED}",
    "FetchBucket": "20404",
    "UpdateBucket": "20404 60200 60211",
    "DeleteBucket": "20404",
    "CreateMessagingConfiguration": "20001 20404 60200 60213",
    "ListMessagingConfiguration": f"20404 {_LISTED}",
    "FetchMessagingConfiguration": "20404",
    "UpdateMessagingConfiguration": "20001 20404 60200",
    "DeleteMessagingConfiguration": "20404",
    "CreateWebhook": "20001 20404 60306",
    "ListWebhook": f"20404 {_LISTED}",
    "FetchWebhook": "20404",
    "UpdateWebhook": "20404 60306",
    "DeleteWebhook": "20404",
    "CreateAccessToken": "20404 60305",
    "FetchAccessToken": "20404",
    "ListVerificationAttempt": f"20429 {_LISTED}",
    "FetchVerificationAttemptsSummary": f"20429 {_LISTED}",
    "FetchVerificationAttempt": "20404 20429",
    "FetchForm": "20404",
    "CreateSafelist": "20001 60306 60411",
    "FetchSafelist": "20404",
    "DeleteSafelist": "20404",
    "ListVerificationTemplate": _LISTED,
    "CreateNewFactorPasskey": f"20404 60326 60328 60366 60367 60370 60371 {_PARTY} 60388 60393",
    "UpdatePasskeysFactor": f"20404 {_ANSWER} 60383 60385 60386 60387 60390",
    "CreateChallengePasskeys": f"20404 60306 60318 {_PARTY} 60390 60392",
    "UpdateChallengePasskeys": f"20404 60322 60323 {_ANSWER} 60381 60382 {_PARTY} 60391",
}


def _errors_of(operation_id: str) -> tuple[str, ...]:
    """The numbers of an operation's documented errors, in order; each asks for credentials."""
    return tuple(sorted({"20003", *_DOCUMENTED[operation_id].split()}))


OPERATIONS = tuple(replace(row, errors=_errors_of(row.id)) for row in _ROWS)
