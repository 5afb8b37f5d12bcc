import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;

/** Twilio's own HTTP client, which calls the emulator in place of Twilio's hosts. */
public class ToEmulator extends NetworkHttpClient {
    private final String url;

    public ToEmulator(String url) {
        this.url = url;
    }

    @Override
    public Response makeRequest(Request asked) {
        Request here = new Request(asked.getMethod(), url + asked.constructURL().getFile());
        here.setAuth(asked.getUsername(), asked.getPassword());
        here.setContentType(asked.getContentType());
        here.setBody(asked.getBody());
        here.setFormParameters(asked.getFormParameters());
        here.setUserAgentExtensions(asked.getUserAgentExtensions());
        asked.getPostParams().forEach((name, values) -> values.forEach(value -> here.addPostParam(name, value)));
        asked.getHeaderParams().forEach((name, values) -> values.forEach(value -> here.addHeaderParam(name, value)));
        return super.makeRequest(here);
    }
}
