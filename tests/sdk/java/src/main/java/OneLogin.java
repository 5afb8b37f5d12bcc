import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cases that send what OneLogin documents: its SDK for Java is in no registry. */
public class OneLogin {
    // The host is hard-coded: the proxy alone leads here.
    private static final String URL = "https://" + System.getenv("ONELOGIN_SUBDOMAIN") + ".onelogin.com";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PHONE = "+15017122661";
    private static final String PASSWORD = "secret-1";

    private static JsonNode call(String method, String path, Map<String, ?> body, String authorization) throws Exception {
        var sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        var request = HttpRequest.newBuilder(URI.create(URL + path)).method(method, sent)
            .header("Content-Type", "application/json").header("Authorization", authorization).build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new AssertionError(method + " " + path + ": " + answer.body());
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    private static String bearer() throws Exception {
        String pair = "client_id:" + System.getenv("ONELOGIN_CLIENT_ID")
            + ", client_secret:" + System.getenv("ONELOGIN_CLIENT_SECRET");
        var grant = Map.of("grant_type", "client_credentials");
        return "bearer:" + call("POST", "/auth/oauth2/v2/token", grant, pair).get("access_token").asText();
    }

    /** A new user, by e-mail. */
    private static int user(String email, String bearer) throws Exception {
        var body = Map.of("email", email, "phone", PHONE, "password", PASSWORD, "password_confirmation", PASSWORD);
        return call("POST", "/api/2/users", body, bearer).get("id").asInt();
    }

    private static String factor(String name, String mfa, String bearer) throws Exception {
        for (JsonNode factor : call("GET", mfa + "/factors", null, bearer))
            if (factor.get("auth_factor_name").asText().equals(name)) return factor.get("factor_id").asText();
        throw new AssertionError("no factor " + name);
    }

    /** The id of a device that is enrolled by its code: of SMS the one that was sent, else the app's. */
    private static String enrolled(String name, String mfa, String bearer) throws Exception {
        var body = Map.of("factor_id", Integer.valueOf(factor(name, mfa, bearer)), "display_name", "mine");
        JsonNode begun = call("POST", mfa + "/registrations", body, bearer);
        String code = name.equals("SMS") ? Emulator.sent(PHONE)
            : Emulator.shown(begun.get("factor_data").get("verification_token").asText());
        String registration = mfa + "/registrations/" + begun.get("id").asText();
        JsonNode done = call("PUT", registration, Map.of("otp", code), bearer);
        Run.equal(done.get("status").asText(), "accepted");
        return done.get("device_id").asText();
    }

    private static JsonNode logIn(String email, String bearer) throws Exception {
        var body = Map.of("username_or_email", email, "password", PASSWORD,
            "subdomain", System.getenv("ONELOGIN_SUBDOMAIN"));
        JsonNode answer = call("POST", "/api/1/login/auth", body, bearer);
        Run.equal(answer.get("status").get("message").asText(), "MFA is required for this user");
        return answer.get("data").get(0);
    }

    private static JsonNode second(JsonNode login, String device, String code, String bearer) throws Exception {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("device_id", device);
        body.put("state_token", login.get("state_token").asText());
        if (code != null) body.put("otp_token", code);
        return call("POST", "/api/1/login/verify_factor", body, bearer);
    }

    // generate_token create_user2 get_auth_factors create_factor_registration verify_user_registration create_device_verification verify_user_verification
    public static void aPhoneIsEnrolledAndVerified() throws Exception {
        String bearer = bearer(), mfa = "/api/2/mfa/users/" + user("java1@example.com", bearer);
        String device = enrolled("SMS", mfa, bearer);
        var asked = call("POST", mfa + "/verifications", Map.of("device_id", device), bearer);
        String verification = mfa + "/verifications/" + asked.get("id").asText();
        JsonNode done = call("PUT", verification, Map.of("otp", Emulator.sent(PHONE)), bearer);
        Run.equal(done.get("status").asText(), "accepted");
    }

    // generate_token create_user2 get_auth_factors create_factor_registration verify_user_registration create_session_login_token get_session_token_verified
    public static void aLogInNeedsTheCodeThatWasSent() throws Exception {
        String bearer = bearer(), email = "java2@example.com", mfa = "/api/2/mfa/users/" + user(email, bearer);
        String device = enrolled("SMS", mfa, bearer);
        JsonNode login = logIn(email, bearer);
        Run.equal(second(login, device, null, bearer).get("status").get("type").asText(), "pending");
        JsonNode done = second(login, device, Emulator.sent(PHONE), bearer);
        Run.equal(done.get("data").get(0).get("status").asText(), "Authenticated");
    }

    // generate_token create_user2 get_auth_factors create_factor_registration verify_user_registration create_session_login_token get_session_token_verified
    public static void aLogInNeedsTheCodeOfTheApp() throws Exception {
        String bearer = bearer(), email = "java3@example.com", mfa = "/api/2/mfa/users/" + user(email, bearer);
        String device = enrolled("Google Authenticator", mfa, bearer);
        Emulator.advance("30s");
        JsonNode login = logIn(email, bearer);
        String code = Emulator.call("GET", "/authenticators", "").get("authenticators").get(0).get("code").asText();
        Run.equal(second(login, device, code, bearer).get("data").get(0).get("status").asText(), "Authenticated");
    }
}
