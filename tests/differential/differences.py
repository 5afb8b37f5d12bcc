"""The differences from the official emulator that are meant, each with its reason. Any other one is a mistake."""

import re
from typing import NamedTuple

from flows import Step
from sides import Answer


class Difference(NamedTuple):
    """A difference in the answers to some calls. `official` and `ours` are patterns of ``status code``, and of lines of
    an answer's shape that only one has."""

    calls: str
    """A pattern of their names."""
    official: str
    ours: str
    told: tuple[str, str]
    """The two answers, for people."""
    reason: str
    mistake: str = ".*"
    """A pattern of the mistake in the call."""
    beside: str = ""
    """A line that ours alone must have too, where a shape is due to something larger."""

    def fits(self, step: Step, official: str, ours: str) -> bool:
        """Whether it is this difference."""
        patterns = (self.calls, step.name), (self.mistake, step.mistake), (self.official, official), (self.ours, ours)
        return all(re.fullmatch(pattern, text) for pattern, text in patterns)


_NOTHING = ""
_LINK = r"((users|userInfo)\[\]\.)?providerUserInfo\[\]\.(displayName|email|photoUrl): text"

REFUSALS = (
    Difference(
        calls=r"mfaSignIn\.(start|finalize)",
        official=r"400 \(\(Invalid phoneVerificationInfo\.mfaPendingCredential\.\)\)",
        ours="400 INVALID_(MFA_PENDING_CREDENTIAL|PENDING_TOKEN)",
        told=("a sentence without a code", "`INVALID_MFA_PENDING_CREDENTIAL`, `INVALID_PENDING_TOKEN`"),
        reason="production's codes for a pending credential that nobody has issued; SDKs know them",
    ),
    Difference(
        calls=r"mfaSignIn\.finalize",
        official="400 INVALID_(SESSION_INFO|CODE)",
        ours="400 INVALID_PENDING_TOKEN",
        told=("`INVALID_SESSION_INFO`, and the code is spent", "`INVALID_PENDING_TOKEN`, and nothing is spent"),
        reason="a sign-in that was never begun is refused first, so that it costs nobody a code",
    ),
    Difference(
        calls=r"mfa(SignIn|Enrollment)\.finalize",
        official="400 (MFA_ENROLLMENT_NOT_FOUND|SECOND_FACTOR_EXISTS)",
        ours="400 INVALID_SESSION_INFO",
        told=("takes a code that was sent for something else", "`INVALID_SESSION_INFO`"),
        reason="safety: a code is good for what it was sent for",
    ),
    Difference(
        calls="sendOobCode EMAIL_SIGNIN",
        official="200 ",
        ours="400 USER_DISABLED",
        told=("sends a sign-in link to a disabled account", "`USER_DISABLED`"),
        reason="production's answer",
    ),
    Difference(
        calls="createSessionCookie",
        official="400 MISSING_ID_TOKEN",
        ours="400 INVALID_DURATION",
        told=("looks at the ID token before the duration", "at the duration first"),
        reason="production's order is not known",
        mistake="empty idToken",
    ),
    Difference(
        calls=r"mfaSignIn\.finalize",
        mistake="type phoneVerificationInfo",
        official="400 MISSING_CODE",
        ours="400 INVALID_PENDING_TOKEN",
        told=("looks for the code before the pending credential", "for the pending credential first"),
        reason="the same order as for codes that are there",
    ),
    Difference(
        calls=r"update \(oobCode\)",
        official="501 (EMAIL_SIGNIN|PASSWORD_RESET)",
        ours="400 INVALID_OOB_CODE",
        told=("501", "`INVALID_OOB_CODE`"),
        reason="the codes of sign-in links and of new passwords change no account here, in production neither",
    ),
    Difference(
        calls=".*",
        mistake="empty idToken",
        official="400 MISSING_ID_TOKEN",
        ours="400 INVALID_ID_TOKEN",
        told=('`MISSING_ID_TOKEN` for `idToken: ""`', "`INVALID_ID_TOKEN`"),
        reason="production's answer: empty is not missing",
    ),
    Difference(
        calls="update",
        mistake="empty idToken",
        official="400 INVALID_REQ_TYPE",
        ours="400 INVALID_ID_TOKEN",
        told=('`INVALID_REQ_TYPE` for `idToken: ""`', "`INVALID_ID_TOKEN`"),
        reason="production's answer: empty is not missing",
    ),
    Difference(
        calls="signInWithPhoneNumber",
        official="200 |400 (USER_DISABLED|INVALID_ID_TOKEN|USER_NOT_FOUND|TOKEN_EXPIRED|UNSUPPORTED_FIRST_FACTOR)",
        ours="400 INVALID_SESSION_INFO",
        told=("signs in by the code that was sent for a second factor", "`INVALID_SESSION_INFO`"),
        reason="safety: a code is good for what it was sent for",
    ),
    Difference(
        calls=r"mfaEnrollment\.start",
        official="200 |400 SECOND_FACTOR_EXISTS",
        ours="400 UNVERIFIED_EMAIL",
        told=("enrolls a phone for an account without an e-mail that is marked as verified", "`UNVERIFIED_EMAIL`"),
        reason="there is no verified address",
    ),
    Difference(
        calls=r"mfaEnrollment\.finalize",
        official="200 ",
        ours="400 INVALID_SESSION_INFO",
        told=("takes the code that was sent for another account", "`INVALID_SESSION_INFO`"),
        reason="safety: nobody's code enrolls a phone for somebody else",
    ),
    Difference(
        calls=r"signUp \(idToken\)|signInWith.*",
        mistake="empty idToken",
        official="200 ",
        ours="400 INVALID_ID_TOKEN",
        told=('takes `idToken: ""` for none, and makes a new account', "`INVALID_ID_TOKEN`"),
        reason="production's answer: empty is not missing",
    ),
    Difference(
        calls="token",
        mistake="(missing|empty) grantType",
        official="400 INVALID_REFRESH_TOKEN",
        ours="400 MISSING_GRANT_TYPE",
        told=("looks at the refresh token before the `grantType`", "at the `grantType` first"),
        reason="without a grant it is not known what the token is for",
    ),
    Difference(
        calls="createSessionCookie",
        mistake="empty validDuration",
        official="200 |400 INVALID_ID_TOKEN",
        ours="400 schema",
        told=("takes an empty `validDuration` for the default", "refuses it"),
        reason="production's answer: it is no number",
    ),
    Difference(
        calls="signInWithIdp",
        official="200 ",
        ours="400 USER_DISABLED",
        told=("asks a disabled account for its second factor", "`USER_DISABLED`"),
        reason="nobody gets in there, whatever the second factor",
    ),
    Difference(
        calls=r"update \(oobCode\)|resetPassword|signInWithEmailLink",
        official="200 ",
        ours="400 INVALID_OOB_CODE",
        told=("the mailed code of a deleted account works for a new one with its address", "`INVALID_OOB_CODE`"),
        reason="production: the codes of a deleted account are dead",
    ),
    Difference(
        calls="signInWithIdp",
        official="400 USER_DISABLED",
        ours="200 ",
        told=("links a profile to a disabled account before it refuses", "a refused call changes nothing"),
        reason="the next sign-in by that profile would find it linked",
    ),
    Difference(
        calls=r"signUp.*",
        mistake="(type|empty) returnSecureToken",
        official="200 |400 EMAIL_EXISTS",
        ours="400 schema",
        told=("passes over a `returnSecureToken` that is none", "refuses it"),
        reason="the description of v1 does not list the field here, but SDKs send it: a mistake in it is told",
    ),
    Difference(
        calls=r"mfaSignIn\.finalize",
        official="400 INVALID_(SESSION_INFO|CODE)",
        ours="400 USER_NOT_FOUND",
        told=("looks for the code before it looks for the account", "`USER_NOT_FOUND` for a deleted account"),
        reason="production's answer, and no code is spent",
    ),
    Difference(
        calls=r"mfaSignIn\.finalize",
        official="200 ",
        ours="400 INVALID_SESSION_INFO",
        told=("takes a code that was sent to sign in as a second factor", "`INVALID_SESSION_INFO`"),
        reason="safety: a code is good for what it was sent for",
    ),
    Difference(
        calls=r"update \(oobCode\)",
        official="200 ",
        ours="400 USER_DISABLED",
        told=("a mailed code changes a disabled account", "`USER_DISABLED`"),
        reason="production's answer",
    ),
    Difference(
        calls="signInWithIdp",
        official="400 FEDERATED_USER_ID_ALREADY_LINKED",
        ours="200 ",
        told=("keeps the profiles of an unverified account that a verified one joins", "they go"),
        reason="production: they are those of somebody who never showed that the address is theirs",
    ),
    Difference(
        calls=r"projects\.accounts",
        mistake="empty localId",
        official="200 ",
        ours="200 ",
        told=('makes an account without an id for `localId: ""`, which nothing finds', "makes one with an id"),
        reason="an account has an id",
    ),
)
"""Calls that end otherwise. A flow ends with the first of them, since the two emulators then hold different things."""

SHAPES = (
    Difference(
        calls="signInWithIdp",
        official=_NOTHING,
        ours="pendingToken: text",
        told=("no `pendingToken`", "`pendingToken`"),
        reason="production always gives one, and apps link accounts with it",
    ),
    Difference(
        calls=".*",
        official=_NOTHING,
        ours=r".*mfaInfo\[\]\.enrolledAt: text",
        told=("a second factor that an administrator wrote has no `enrolledAt`", "it has one"),
        reason="production and Admin SDKs: every factor has its time",
    ),
    Difference(
        calls=".*lookup|.*query|.*batchGet",
        official=r"(users|userInfo)\[\]\.lastLoginAt: text",
        ours=_NOTHING,
        told=("`lastLoginAt` of an account that nobody has signed in to", "absent"),
        reason="production: there was no login",
    ),
    Difference(
        calls=r"signUp \(idToken\)|lookup|signInWithPassword|.*query|.*lookup|.*batchGet|update.*|.*update",
        official=_NOTHING,
        ours=r"(.*\.)?displayName: text",
        told=("linking an e-mail by `signUp` takes the display name away", "the name stays"),
        reason="nobody asked for it to go; production keeps it",
    ),
    Difference(
        calls="signUp.*|update.*|.*update|lookup|.*lookup|.*query|.*batchGet|.*accounts",
        official=r"(.*\.)?(displayName|photoUrl|customAttributes): text",
        ours=_NOTHING,
        told=("shows claims that are an empty text", "leaves them out"),
        reason="an account has claims or it has none",
    ),
    Difference(
        calls=".*",
        official=r"(.*\.)?emailVerified: switch",
        ours=_NOTHING,
        told=("`emailVerified` of a provider that names no e-mail, in its profile and in the account", "absent"),
        reason="there is nothing that could be verified",
    ),
    Difference(
        calls="update.*",
        official="newEmail: text",
        ours=_NOTHING,
        told=("`newEmail` though the address is the one that the account has", "only where it is another one"),
        reason="nothing was changed",
    ),
    Difference(
        calls=".*query|.*lookup|.*batchGet",
        official=_NOTHING,
        ours=r"(users|userInfo)\[\]\.disabled: switch",
        told=("an account made by an administrator as not disabled does not say so", "it says so"),
        reason="production shows the switch once somebody has set it",
    ),
    Difference(
        calls=".*query|.*lookup|.*batchGet|lookup",
        official=r"(userInfo|users)\[\]\.salt: text",
        ours=_NOTHING,
        told=("the salt of a password that is gone", "absent"),
        reason="there is no password that it belongs to",
    ),
    Difference(
        calls="signInWithPassword",
        official=_NOTHING,
        ours="profilePicture: text",
        told=("no `profilePicture`", "the account's picture"),
        reason="published, and production's",
    ),
    Difference(
        calls=".*update|update.*|.*lookup|.*query|.*batchGet",
        official=f"{_LINK}|",
        ours=f"{_LINK}|",
        told=("each sign-in by a provider writes what it says into the linked profile", "the profile stays as linked"),
        reason="production keeps the profile with which the account was linked",
    ),
    Difference(
        calls=".*query|.*lookup|.*batchGet",
        official=_NOTHING,
        ours=r"(users|userInfo)\[\]\.(providerUserInfo\[\]\.)?(phoneNumber|passwordHash|salt): text",
        told=(
            "a sign-in that a disabled account refuses takes its number and password",
            "a refused call changes nothing",
        ),
        reason="the account may be enabled again",
    ),
    Difference(
        calls="createAuthUri",
        official=r"(allProviders|signinMethods)\[\]: text",
        ours=_NOTHING,
        told=("finds an account by the address that a provider gave last", "by the one with which it was linked"),
        reason="the profile stays as linked",
    ),
    Difference(
        calls="signInWithIdp",
        official="verifiedProvider(: list|.*)",
        ours=_NOTHING,
        told=("an empty `verifiedProvider`", "absent"),
        reason="production leaves empty lists out",
    ),
    Difference(
        calls="signInWithIdp",
        official=_NOTHING,
        ours="originalEmail: text",
        told=("no `originalEmail`", "the address of the account where the provider has another one"),
        reason="published, and production's",
    ),
    Difference(
        calls=".*query|.*lookup|.*batchGet|lookup",
        official=_NOTHING,
        ours=r"(userInfo|users)\[\]\.initialEmail: text",
        told=("no `initialEmail` after a mailed code has changed the address", "the first address"),
        reason="production remembers it, and takes an account back by it",
    ),
    Difference(
        calls=".*batchCreate",
        official="error: list",
        ours=_NOTHING,
        told=("an import without errors answers `error: []`", "without `error`"),
        reason="production leaves empty lists out",
    ),
    Difference(
        calls=".*query|.*lookup|.*batchGet|lookup",
        official=r"(userInfo|users)\[\]\.disabled: switch",
        ours=_NOTHING,
        told=("an imported account says that it is not disabled", "only where the import says so"),
        reason="production shows the switch once somebody has set it",
    ),
    Difference(
        calls=".*query|.*lookup|.*batchGet|lookup",
        official=r"(userInfo|users)\[\]\.mfaInfo: list",
        ours=_NOTHING,
        told=("an empty `mfaInfo` once the last factor is withdrawn", "absent"),
        reason="production leaves empty lists out",
    ),
    Difference(
        calls="signInWithIdp",
        official="errorMessage: text|emailVerified: switch|",
        ours=r"expiresIn: text|idToken: text|localId: text|refreshToken: text|",
        told=("tells by `errorMessage` that a profile is linked which an unverified account had", "links it"),
        reason="the profiles of an unverified account go when a verified one joins it",
        beside="localId: text",
    ),
    Difference(
        calls="signInWithIdp",
        official=r"mfaInfo.*|mfaPendingCredential: text|email(Verified)?: .*|displayName: text|photoUrl: text|",
        ours=r"expiresIn: text|idToken: text|isNewUser: switch|refreshToken: text|",
        told=("finds an account by a profile that another one of its provider has replaced", "makes a new account"),
        reason="the account does not have the profile any more",
        beside="isNewUser: switch",
    ),
)
"""Members that only one has, line by line of an answer's shape."""


def undeclared(step: Step, official: Answer, ours: Answer) -> list[str]:
    """The differences between two answers that no row declares, for people."""
    found = [f"{answer.status} {answer.code}" for answer in (official, ours)]
    if found[0] != found[1]:
        known = any(row.fits(step, *found) for row in REFUSALS)
        return [] if known else [f"{step.name} ({step.mistake}): official {found[0]!r}, ours {found[1]!r}"]
    lines = [(line, _NOTHING) for line in sorted(official.shape - ours.shape)]
    lines += [(_NOTHING, line) for line in sorted(ours.shape - official.shape)]
    alone = {own for _, own in lines}
    return [
        f"{step.name}: only {'ours' if theirs == _NOTHING else 'the official one'} has {theirs or own!r}"
        for theirs, own in lines
        if not any(row.fits(step, theirs, own) and (not row.beside or row.beside in alone) for row in SHAPES)
    ]


def parts(step: Step, official: Answer, ours: Answer) -> bool:
    """Whether the two hold different things after this step."""
    found = [f"{answer.status} {answer.code}" for answer in (official, ours)]
    alone = ours.shape - official.shape
    larger = (row.beside for row in SHAPES if row.beside and re.fullmatch(row.calls, step.name))
    return found[0] != found[1] or any(row.fits(step, *found) for row in REFUSALS) or not alone.isdisjoint(larger)
