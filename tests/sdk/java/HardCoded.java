import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends a code by each of Java's own HTTP clients; the host is that of production. */
public class HardCoded {
    public static void main(String[] arguments) throws Exception {
        String path = "/v2/Services/" + System.getenv("TWILIO_VERIFY_SERVICE_SID") + "/Verifications";
        String account = System.getenv("TWILIO_ACCOUNT_SID") + ":" + System.getenv("TWILIO_AUTH_TOKEN");
        String basic = "Basic " + Base64.getEncoder().encodeToString(account.getBytes());
        URI uri = URI.create("https://verify.twilio.com" + path);
        String form = "To=%2B15017122661&Channel=sms";

        HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        System.out.println(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode());

        HttpURLConnection older = (HttpURLConnection) uri.toURL().openConnection();
        older.setRequestProperty("Authorization", basic);
        older.setDoOutput(true);
        older.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        System.out.println(older.getResponseCode());
    }
}
