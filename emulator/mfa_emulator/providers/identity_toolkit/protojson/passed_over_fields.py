"""Fields of requests that are accepted and change nothing here."""

from collections.abc import Mapping

_APPS = "nobody here opens a link in an app: it leads to the page that sets the code to work"
_REGISTERED = "a project here has no registered apps that could be compared"
_UNASKED = "no service that could judge the app or its user is asked"
_OLD = "published without a word, for sign-in toolkits of before Firebase"
_GOOGLE = "for Google's own page; the page here plays every provider, and has one way to sign in"

PASSED_OVER: Mapping[str, str] = {
    "androidInstallApp": _APPS,
    "androidMinimumVersion": _APPS,
    "androidPackageName": _APPS,
    "canHandleCodeInApp": _APPS,
    "dynamicLinkDomain": "Firebase Dynamic Links has been shut down; linkDomain is obeyed",
    "iOSAppStoreId": _APPS,
    "iOSBundleId": _APPS,
    "firebaseAppId": _REGISTERED,
    "sha1Cert": _REGISTERED,
    "iosBundleId": _REGISTERED,
    "returnDynamicLink": "Firebase Dynamic Links has been shut down",
    "autoRetrievalInfo": "for Google Play Services on the phone, which reads the message",
    "captchaChallenge": _UNASKED,
    "playIntegrityToken": _UNASKED,
    "recaptchaToken": _UNASKED,
    "recaptchaVersion": _UNASKED,
    "safetyNetToken": _UNASKED,
    "userIp": _UNASKED,
    "locale": "every template is in the language of notification.defaultLocale",
    "instanceId": "for the vendor's analytics",
    "verificationProof": "published as: do not use",
    "authFlowType": _GOOGLE,
    "hostedDomain": _GOOGLE,
    "context": "the answer to a sign-in gives none back; an app can keep what it needs beside the sessionId",
    "appId": _OLD,
    "delegatedProjectNumber": "for the migration from the first version of Firebase",
    "oauthConsumerKey": _OLD,
    "openidRealm": _OLD,
    "otaApp": _OLD,
    "tenantProjectNumber": _OLD,
    "appleSignInConfig.codeFlowConfig": "Apple is not asked for tokens; kept and shown",
    "authenticatorAttachment": "a hint of the browser's, which no check needs",
    "transports": "a hint of the browser's, which no check needs",
    "dateOfBirth": "published as output only: imports do not write it",
    "language": "published as output only: imports do not write it",
    "timeZone": "published as output only: imports do not write it",
}
"""Names of fields as published, with the reason why."""
