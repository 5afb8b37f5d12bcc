import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.auth.AbstractFirebaseAuth;
import com.google.firebase.auth.ActionCodeSettings;
import com.google.firebase.auth.AuthErrorCode;
import com.google.firebase.auth.EmailIdentifier;
import com.google.firebase.auth.FirebaseAuth;
import com.google.firebase.auth.FirebaseAuthException;
import com.google.firebase.auth.FirebaseToken;
import com.google.firebase.auth.OidcProviderConfig;
import com.google.firebase.auth.PhoneIdentifier;
import com.google.firebase.auth.SamlProviderConfig;
import com.google.firebase.auth.SessionCookieOptions;
import com.google.firebase.auth.UidIdentifier;
import com.google.firebase.auth.UserProvider;
import com.google.firebase.auth.UserRecord;
import com.google.firebase.auth.multitenancy.Tenant;
import com.google.firebase.auth.multitenancy.TenantAwareFirebaseAuth;
import com.google.firebase.auth.multitenancy.TenantManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Cases with Firebase's Admin SDK for Java. */
public class FirebaseAdmin {
    // The SDK's own variable leads here.
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMAIL = "ada@example.com";
    private static final String PHONE = "+15555550100";
    private static final String PASSWORD = "secret-1";
    private static final String ISSUER = "https://acme.example";

    static FirebaseAuth admin() {
        var owner = GoogleCredentials.create(AccessToken.newBuilder().setTokenValue("owner").build());
        var options = FirebaseOptions.builder().setCredentials(owner).setProjectId(System.getenv("GCLOUD_PROJECT")).build();
        return FirebaseAuth.getInstance(FirebaseApp.initializeApp(options));
    }

    /** What an app sends: the SDK is for servers alone. */
    static JsonNode client(String method, Map<String, ?> body) throws Exception {
        String url = "http://" + System.getenv("FIREBASE_AUTH_EMULATOR_HOST")
            + "/identitytoolkit.googleapis.com/v1/accounts:" + method + "?key=any";
        var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))).build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    /** The answer to a password; `tenant` is null for the project's own accounts. */
    static JsonNode signIn(String email, String password, String tenant) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("password", password);
        body.put("returnSecureToken", true);
        if (tenant != null) body.put("tenantId", tenant);
        return client("signInWithPassword", body);
    }

    private interface Refused {
        void run() throws FirebaseAuthException;
    }

    private static void refused(AuthErrorCode code, Refused call) throws FirebaseAuthException {
        try {
            call.run();
        } catch (FirebaseAuthException error) {
            Run.equal(error.getAuthErrorCode(), code);
            return;
        }
        throw new AssertionError("no exception");
    }

    private static UserRecord.CreateRequest ada() {
        return new UserRecord.CreateRequest().setUid("ada").setEmail(EMAIL).setPassword(PASSWORD).setPhoneNumber(PHONE)
            .setDisplayName("Ada").setPhotoUrl("https://example.com/ada.png").setEmailVerified(true);
    }

    // projects.accounts projects.accounts.lookup
    public static void aUserIsMadeAndFound() throws Exception {
        FirebaseAuth auth = admin();
        UserRecord made = auth.createUser(ada());
        Run.equal(made.getUid(), "ada");
        Run.equal(made.isEmailVerified(), true);
        Run.equal(auth.getUserByEmail(EMAIL).getDisplayName(), "Ada");
        Run.equal(auth.getUserByPhoneNumber(PHONE).getPhotoUrl(), "https://example.com/ada.png");
        var found = auth.getUsers(List.of(new EmailIdentifier(EMAIL), new PhoneIdentifier(PHONE), new UidIdentifier("bo")));
        Run.equal(found.getUsers().size(), 1);
        Run.equal(found.getNotFound().size(), 1);
        refused(AuthErrorCode.UID_ALREADY_EXISTS, () -> auth.createUser(ada()));
        refused(AuthErrorCode.EMAIL_ALREADY_EXISTS, () -> auth.createUser(new UserRecord.CreateRequest().setEmail(EMAIL)));
        refused(AuthErrorCode.USER_NOT_FOUND, () -> auth.getUser("bo"));
    }

    // projects.accounts projects.accounts.lookup projects.accounts.update accounts.signInWithPassword
    public static void aUserIsChanged() throws Exception {
        FirebaseAuth auth = admin();
        auth.createUser(ada());
        auth.setCustomUserClaims("ada", Map.of("role", "admin"));
        var provider = UserProvider.builder().setProviderId("google.com").setUid("7").setEmail(EMAIL).build();
        UserRecord changed = auth.updateUser(new UserRecord.UpdateRequest("ada").setDisplayName(null)
            .setPassword("secret-2").setProviderToLink(provider).setProvidersToUnlink(List.of("phone")));
        Run.equal(changed.getDisplayName() == null, true);
        Run.equal(changed.getPhoneNumber() == null, true);
        Run.equal(changed.getCustomClaims(), Map.of("role", "admin"));
        Run.equal(auth.getUserByProviderUid("google.com", "7").getUid(), "ada");
        Run.equal(signIn(EMAIL, PASSWORD, null).has("idToken"), false);
        Run.equal(signIn(EMAIL, "secret-2", null).get("localId").asText(), "ada");
        auth.updateUser(new UserRecord.UpdateRequest("ada").setDisabled(true));
        Run.equal(signIn(EMAIL, "secret-2", null).get("error").get("message").asText(), "USER_DISABLED");
    }

    // projects.accounts projects.accounts.lookup projects.accounts.batchGet projects.accounts.delete projects.accounts.batchDelete
    public static void usersAreListedAndDeleted() throws Exception {
        FirebaseAuth auth = admin();
        for (int number = 0; number < 5; number++) auth.createUser(new UserRecord.CreateRequest().setUid("user-" + number));
        List<String> ids = new ArrayList<>();
        for (var user : auth.listUsers(null, 2).iterateAll()) ids.add(user.getUid());
        Run.equal(ids, List.of("user-0", "user-1", "user-2", "user-3", "user-4"));
        auth.deleteUser("user-0");
        refused(AuthErrorCode.USER_NOT_FOUND, () -> auth.deleteUser("user-0"));
        Run.equal(auth.deleteUsers(ids.subList(0, 4)).getSuccessCount(), 4);
        Run.equal(auth.listUsers(null).getValues().iterator().next().getUid(), "user-4");
    }

    // projects.accounts accounts.signInWithPassword projects.accounts.lookup projects.accounts.update projects.createSessionCookie
    public static void tokensAndCookiesAreVerifiedAndRevoked() throws Exception {
        FirebaseAuth auth = admin();
        // Revocation is by the SDK's own clock, in seconds: the session must be from before it.
        Emulator.travel(Instant.now().minusSeconds(600));
        auth.createUser(ada());
        String token = signIn(EMAIL, PASSWORD, null).get("idToken").asText();
        FirebaseToken read = auth.verifyIdToken(token, true);
        Run.equal(read.getUid(), "ada");
        Run.equal(read.getEmail(), EMAIL);
        var options = SessionCookieOptions.builder().setExpiresIn(TimeUnit.HOURS.toMillis(1)).build();
        String cookie = auth.createSessionCookie(token, options);
        Run.equal(auth.verifySessionCookie(cookie, true).getUid(), "ada");
        auth.revokeRefreshTokens("ada");
        refused(AuthErrorCode.REVOKED_ID_TOKEN, () -> auth.verifyIdToken(token, true));
        refused(AuthErrorCode.REVOKED_SESSION_COOKIE, () -> auth.verifySessionCookie(cookie, true));
    }

    // accounts.signInWithCustomToken projects.accounts.lookup
    public static void aCustomTokenSignsIn() throws Exception {
        FirebaseAuth auth = admin();
        String token = auth.createCustomToken("ada", Map.of("role", "admin"));
        JsonNode session = client("signInWithCustomToken", Map.of("token", token, "returnSecureToken", true));
        FirebaseToken read = auth.verifyIdToken(session.get("idToken").asText(), true);
        Run.equal(read.getUid(), "ada");
        Run.equal(read.getClaims().get("role"), "admin");
    }

    // projects.accounts projects.accounts.sendOobCode accounts.resetPassword accounts.update projects.accounts.lookup accounts.signInWithEmailLink
    public static void linksAreMadeAndUsed() throws Exception {
        FirebaseAuth auth = admin();
        auth.createUser(ada().setEmailVerified(false));
        String reset = codeOf(auth.generatePasswordResetLink(EMAIL));
        client("resetPassword", Map.of("oobCode", reset, "newPassword", "secret-2"));
        client("update", Map.of("oobCode", codeOf(auth.generateEmailVerificationLink(EMAIL))));
        Run.equal(auth.getUser("ada").isEmailVerified(), true);
        var page = ActionCodeSettings.builder().setUrl("http://localhost/in").setHandleCodeInApp(true).build();
        String link = codeOf(auth.generateSignInWithEmailLink(EMAIL, page));
        Run.equal(client("signInWithEmailLink", Map.of("email", EMAIL, "oobCode", link)).get("localId").asText(), "ada");
    }

    private static String codeOf(String link) {
        return link.replaceAll(".*[?&]oobCode=([^&]+).*", "$1");
    }

    // projects.tenants.create projects.tenants.get projects.tenants.list projects.tenants.patch projects.tenants.delete
    public static void aTenantIsMadeReadListedChangedAndDeleted() throws Exception {
        TenantManager tenants = admin().getTenantManager();
        var asked = new Tenant.CreateRequest().setDisplayName("Team-1").setPasswordSignInAllowed(true);
        String id = tenants.createTenant(asked).getTenantId();
        Run.equal(tenants.getTenant(id).getDisplayName(), "Team-1");
        var change = new Tenant.UpdateRequest(id).setDisplayName("Team-2").setEmailLinkSignInEnabled(true);
        Tenant changed = tenants.updateTenant(change);
        Run.equal(changed.getDisplayName(), "Team-2");
        Run.equal(List.of(changed.isEmailLinkSignInEnabled(), changed.isPasswordSignInAllowed()), List.of(true, true));
        tenants.createTenant(new Tenant.CreateRequest().setDisplayName("Team-3"));
        List<String> names = new ArrayList<>();
        // Of further pages the SDK knows nothing: it looks for their token under another name than Google's.
        for (Tenant tenant : tenants.listTenants(null).iterateAll()) names.add(tenant.getDisplayName());
        names.sort(null);
        Run.equal(names, List.of("Team-2", "Team-3"));
        tenants.deleteTenant(id);
        Run.equal(tenants.listTenants(null).getValues().iterator().next().getDisplayName(), "Team-3");
    }

    // projects.tenants.create projects.tenants.accounts projects.accounts.lookup projects.tenants.accounts.lookup accounts.signInWithPassword projects.tenants.createSessionCookie
    public static void aTenantHasUsersOfItsOwn() throws Exception {
        FirebaseAuth auth = admin();
        TenantAwareFirebaseAuth own = aTenant(auth), other = aTenant(auth);
        Run.equal(own.createUser(ada()).getTenantId(), own.getTenantId());
        refused(AuthErrorCode.USER_NOT_FOUND, () -> auth.getUser("ada"));
        refused(AuthErrorCode.USER_NOT_FOUND, () -> other.getUser("ada"));
        String token = signIn(EMAIL, PASSWORD, own.getTenantId()).get("idToken").asText();
        Run.equal(own.verifyIdToken(token, true).getTenantId(), own.getTenantId());
        refused(AuthErrorCode.TENANT_ID_MISMATCH, () -> other.verifyIdToken(token));
        var options = SessionCookieOptions.builder().setExpiresIn(TimeUnit.HOURS.toMillis(1)).build();
        String cookie = own.createSessionCookie(token, options);
        Run.equal(own.verifySessionCookie(cookie, true).getTenantId(), own.getTenantId());
    }

    private static TenantAwareFirebaseAuth aTenant(FirebaseAuth auth) throws FirebaseAuthException {
        var asked = new Tenant.CreateRequest().setDisplayName("Team-1").setPasswordSignInAllowed(true);
        return auth.getTenantManager().getAuthForTenant(auth.getTenantManager().createTenant(asked).getTenantId());
    }

    // projects.tenants.create projects.oauthIdpConfigs.create projects.oauthIdpConfigs.get projects.oauthIdpConfigs.patch projects.oauthIdpConfigs.list projects.oauthIdpConfigs.delete projects.tenants.oauthIdpConfigs.create projects.tenants.oauthIdpConfigs.get projects.tenants.oauthIdpConfigs.patch projects.tenants.oauthIdpConfigs.list projects.tenants.oauthIdpConfigs.delete
    public static void anOpenIdConnectProviderIsConfigured() throws Exception {
        FirebaseAuth project = admin();
        for (AbstractFirebaseAuth auth : List.of(project, aTenant(project))) {
            auth.createOidcProviderConfig(new OidcProviderConfig.CreateRequest().setProviderId("oidc.acme").setEnabled(true)
                .setDisplayName("Acme").setClientId("my-app").setIssuer(ISSUER).setClientSecret("very-secret")
                .setCodeResponseType(true));
            OidcProviderConfig read = auth.getOidcProviderConfig("oidc.acme");
            Run.equal(List.of(read.getClientId(), read.getIssuer(), read.getClientSecret()),
                List.of("my-app", ISSUER, "very-secret"));
            Run.equal(read.isCodeResponseType(), true);
            var change = new OidcProviderConfig.UpdateRequest("oidc.acme").setDisplayName("New").setEnabled(false);
            Run.equal(auth.updateOidcProviderConfig(change).isEnabled(), false);
            var listed = auth.listOidcProviderConfigs(null).getValues().iterator().next();
            Run.equal(List.of(listed.getDisplayName(), listed.getClientId()), List.of("New", "my-app"));
            auth.deleteOidcProviderConfig("oidc.acme");
            refused(AuthErrorCode.CONFIGURATION_NOT_FOUND, () -> auth.getOidcProviderConfig("oidc.acme"));
        }
    }

    // projects.tenants.create projects.inboundSamlConfigs.create projects.inboundSamlConfigs.get projects.inboundSamlConfigs.patch projects.inboundSamlConfigs.list projects.inboundSamlConfigs.delete projects.tenants.inboundSamlConfigs.create projects.tenants.inboundSamlConfigs.get projects.tenants.inboundSamlConfigs.patch projects.tenants.inboundSamlConfigs.list projects.tenants.inboundSamlConfigs.delete
    public static void aSamlProviderIsConfigured() throws Exception {
        FirebaseAuth project = admin();
        for (AbstractFirebaseAuth auth : List.of(project, aTenant(project))) {
            auth.createSamlProviderConfig(new SamlProviderConfig.CreateRequest().setProviderId("saml.acme")
                .setEnabled(true).setDisplayName("Acme").setIdpEntityId("acme").setSsoUrl(ISSUER + "/sso")
                .addX509Certificate("none that could be read").setRpEntityId("my-app").setCallbackUrl(ISSUER + "/callback"));
            SamlProviderConfig read = auth.getSamlProviderConfig("saml.acme");
            Run.equal(List.of(read.getIdpEntityId(), read.getRpEntityId()), List.of("acme", "my-app"));
            var change = new SamlProviderConfig.UpdateRequest("saml.acme").setSsoUrl(ISSUER + "/new");
            Run.equal(auth.updateSamlProviderConfig(change).getSsoUrl(), ISSUER + "/new");
            Run.equal(auth.listSamlProviderConfigs(null).getValues().iterator().next().getCallbackUrl(), ISSUER + "/callback");
            auth.deleteSamlProviderConfig("saml.acme");
            refused(AuthErrorCode.CONFIGURATION_NOT_FOUND, () -> auth.getSamlProviderConfig("saml.acme"));
        }
    }
}
