"""Methods that Google publishes for Identity Toolkit, with verb and path.

The ids are those of the discovery documents without the prefix `identitytoolkit.`; v1, v2 and v3 share none.
"""

_METHODS = """
accounts.createAuthUri POST /v1/accounts:createAuthUri
accounts.delete POST /v1/accounts:delete
accounts.issueSamlResponse POST /v1/accounts:issueSamlResponse
accounts.lookup POST /v1/accounts:lookup
accounts.resetPassword POST /v1/accounts:resetPassword
accounts.sendOobCode POST /v1/accounts:sendOobCode
accounts.sendVerificationCode POST /v1/accounts:sendVerificationCode
accounts.signInWithCustomToken POST /v1/accounts:signInWithCustomToken
accounts.signInWithEmailLink POST /v1/accounts:signInWithEmailLink
accounts.signInWithGameCenter POST /v1/accounts:signInWithGameCenter
accounts.signInWithIdp POST /v1/accounts:signInWithIdp
accounts.signInWithPassword POST /v1/accounts:signInWithPassword
accounts.signInWithPhoneNumber POST /v1/accounts:signInWithPhoneNumber
accounts.signUp POST /v1/accounts:signUp
accounts.update POST /v1/accounts:update
accounts.verifyIosClient POST /v1/accounts:verifyIosClient
projects.accounts POST /v1/projects/{projectsId}/accounts
projects.createSessionCookie POST /v1/projects/{projectsId}:createSessionCookie
projects.queryAccounts POST /v1/projects/{projectsId}:queryAccounts
projects.accounts.batchCreate POST /v1/projects/{projectsId}/accounts:batchCreate
projects.accounts.batchDelete POST /v1/projects/{projectsId}/accounts:batchDelete
projects.accounts.batchGet GET /v1/projects/{projectsId}/accounts:batchGet
projects.accounts.delete POST /v1/projects/{projectsId}/accounts:delete
projects.accounts.lookup POST /v1/projects/{projectsId}/accounts:lookup
projects.accounts.query POST /v1/projects/{projectsId}/accounts:query
projects.accounts.sendOobCode POST /v1/projects/{projectsId}/accounts:sendOobCode
projects.accounts.update POST /v1/projects/{projectsId}/accounts:update
projects.tenants.accounts POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts
projects.tenants.createSessionCookie POST /v1/projects/{projectsId}/tenants/{tenantsId}:createSessionCookie
projects.tenants.accounts.batchCreate POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:batchCreate
projects.tenants.accounts.batchDelete POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:batchDelete
projects.tenants.accounts.batchGet GET /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:batchGet
projects.tenants.accounts.delete POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:delete
projects.tenants.accounts.lookup POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:lookup
projects.tenants.accounts.query POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:query
projects.tenants.accounts.sendOobCode POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:sendOobCode
projects.tenants.accounts.update POST /v1/projects/{projectsId}/tenants/{tenantsId}/accounts:update
getProjects GET /v1/projects
getPublicKeys GET /v1/publicKeys
getRecaptchaParams GET /v1/recaptchaParams
getSessionCookiePublicKeys GET /v1/sessionCookiePublicKeys
accounts.revokeToken POST /v2/accounts:revokeToken
accounts.mfaEnrollment.finalize POST /v2/accounts/mfaEnrollment:finalize
accounts.mfaEnrollment.start POST /v2/accounts/mfaEnrollment:start
accounts.mfaEnrollment.withdraw POST /v2/accounts/mfaEnrollment:withdraw
accounts.mfaSignIn.finalize POST /v2/accounts/mfaSignIn:finalize
accounts.mfaSignIn.start POST /v2/accounts/mfaSignIn:start
defaultSupportedIdps.list GET /v2/defaultSupportedIdps
projects.getConfig GET /v2/projects/{projectsId}/config
projects.updateConfig PATCH /v2/projects/{projectsId}/config
projects.identityPlatform.initializeAuth POST /v2/projects/{projectsId}/identityPlatform:initializeAuth
projects.tenants.create POST /v2/projects/{projectsId}/tenants
projects.tenants.delete DELETE /v2/projects/{projectsId}/tenants/{tenantsId}
projects.tenants.get GET /v2/projects/{projectsId}/tenants/{tenantsId}
projects.tenants.getIamPolicy POST /v2/projects/{projectsId}/tenants/{tenantsId}:getIamPolicy
projects.tenants.list GET /v2/projects/{projectsId}/tenants
projects.tenants.patch PATCH /v2/projects/{projectsId}/tenants/{tenantsId}
projects.tenants.setIamPolicy POST /v2/projects/{projectsId}/tenants/{tenantsId}:setIamPolicy
projects.tenants.testIamPermissions POST /v2/projects/{projectsId}/tenants/{tenantsId}:testIamPermissions
getPasswordPolicy GET /v2/passwordPolicy
getRecaptchaConfig GET /v2/recaptchaConfig
relyingparty.createAuthUri POST /identitytoolkit/v3/relyingparty/createAuthUri
relyingparty.deleteAccount POST /identitytoolkit/v3/relyingparty/deleteAccount
relyingparty.downloadAccount POST /identitytoolkit/v3/relyingparty/downloadAccount
relyingparty.emailLinkSignin POST /identitytoolkit/v3/relyingparty/emailLinkSignin
relyingparty.getAccountInfo POST /identitytoolkit/v3/relyingparty/getAccountInfo
relyingparty.getOobConfirmationCode POST /identitytoolkit/v3/relyingparty/getOobConfirmationCode
relyingparty.getProjectConfig GET /identitytoolkit/v3/relyingparty/getProjectConfig
relyingparty.getPublicKeys GET /identitytoolkit/v3/relyingparty/publicKeys
relyingparty.getRecaptchaParam GET /identitytoolkit/v3/relyingparty/getRecaptchaParam
relyingparty.resetPassword POST /identitytoolkit/v3/relyingparty/resetPassword
relyingparty.sendVerificationCode POST /identitytoolkit/v3/relyingparty/sendVerificationCode
relyingparty.setAccountInfo POST /identitytoolkit/v3/relyingparty/setAccountInfo
relyingparty.setProjectConfig POST /identitytoolkit/v3/relyingparty/setProjectConfig
relyingparty.signOutUser POST /identitytoolkit/v3/relyingparty/signOutUser
relyingparty.signupNewUser POST /identitytoolkit/v3/relyingparty/signupNewUser
relyingparty.uploadAccount POST /identitytoolkit/v3/relyingparty/uploadAccount
relyingparty.verifyAssertion POST /identitytoolkit/v3/relyingparty/verifyAssertion
relyingparty.verifyCustomToken POST /identitytoolkit/v3/relyingparty/verifyCustomToken
relyingparty.verifyPassword POST /identitytoolkit/v3/relyingparty/verifyPassword
relyingparty.verifyPhoneNumber POST /identitytoolkit/v3/relyingparty/verifyPhoneNumber
"""

_CONFIG_PARENTS = {
    "projects": "/v2/projects/{projectsId}",
    "projects.tenants": "/v2/projects/{projectsId}/tenants/{tenantsId}",
}
_CONFIGS = ("defaultSupportedIdpConfigs", "inboundSamlConfigs", "oauthIdpConfigs")


def _config_methods() -> dict[str, str]:
    """The five methods on each kind of identity provider configuration, of a project and of a tenant."""
    methods: dict[str, str] = {}
    for parent, path in _CONFIG_PARENTS.items():
        for kind in _CONFIGS:
            one = f"{path}/{kind}/{{{kind}Id}}"
            methods |= {
                f"{parent}.{kind}.create": f"POST {path}/{kind}",
                f"{parent}.{kind}.list": f"GET {path}/{kind}",
                f"{parent}.{kind}.get": f"GET {one}",
                f"{parent}.{kind}.patch": f"PATCH {one}",
                f"{parent}.{kind}.delete": f"DELETE {one}",
            }
    return methods


def published_methods() -> dict[str, str]:
    """Verb and path (`POST /v1/accounts:signUp`) by method id (`accounts.signUp`)."""
    lines = (line.split(maxsplit=1) for line in _METHODS.split("\n") if line)
    return dict(lines) | _config_methods()
