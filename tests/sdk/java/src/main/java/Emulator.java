import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The emulator's control API: what a user would read and tap. */
final class Emulator {
    static final String URL = System.getenv("MFA_EMULATOR_URL");
    /** The environment alone leads here; else the code does. */
    static final boolean PROXIED = System.getenv("HTTPS_PROXY") != null;
    private static final HttpClient DIRECT = HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();

    static JsonNode call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL + "/_mfa/v1" + path))
            .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build();
        var answer = DIRECT.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new AssertionError(method + " " + path + ": " + answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    /** The code that was sent last to that address. */
    static String sent(String to) throws Exception {
        String address = URLEncoder.encode(to, StandardCharsets.UTF_8);
        return call("GET", "/messages/latest?to=" + address, "").get("code").asText();
    }

    /** The code that an authenticator app shows now. */
    static String shown(String secret) throws Exception {
        for (JsonNode app : call("GET", "/authenticators", "").get("authenticators"))
            if (app.get("secret").asText().equals(secret)) return app.get("code").asText();
        throw new AssertionError("no authenticator has the secret " + secret);
    }

    static void tap(String challenge, String action) throws Exception {
        call("POST", "/challenges/" + challenge, "{\"action\": \"" + action + "\"}");
    }

    static void travel(Instant to) throws Exception {
        call("POST", "/clock", "{\"travel\": \"" + to + "\"}");
    }

    static void advance(String by) throws Exception {
        call("POST", "/clock", "{\"advance\": \"" + by + "\"}");
    }
}
