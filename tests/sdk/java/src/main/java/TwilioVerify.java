import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.verify.v2.service.Verification;
import com.twilio.rest.verify.v2.service.VerificationCheck;
import com.twilio.rest.verify.v2.service.entity.Challenge;
import com.twilio.rest.verify.v2.service.entity.Factor;
import com.twilio.rest.verify.v2.service.entity.NewFactor;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Cases with Twilio's SDK for Java. */
public class TwilioVerify {
    private static final String SERVICE = System.getenv("TWILIO_VERIFY_SERVICE_SID");
    private static final String ADA = "ada-lovelace";
    private static final String PHONE = "+15017122661";
    private static final TwilioRestClient TWILIO = client();

    private static TwilioRestClient client() {
        String account = System.getenv("TWILIO_ACCOUNT_SID"), token = System.getenv("TWILIO_AUTH_TOKEN");
        var builder = new TwilioRestClient.Builder(account, token);
        if (!Emulator.PROXIED) builder.httpClient(new ToEmulator(Emulator.URL));
        return builder.build();
    }

    private static VerificationCheck check(String code) {
        return VerificationCheck.creator(SERVICE).setTo(PHONE).setCode(code).create(TWILIO);
    }

    // CreateVerification CreateVerificationCheck FetchVerification
    public static void aCodeIsSentAndTheRightOneApproves() throws Exception {
        Verification sent = Verification.creator(SERVICE, PHONE, "sms").create(TWILIO);
        Run.equal(sent.getStatus(), "pending");
        Run.equal(sent.getChannel(), Verification.Channel.SMS);
        String code = Emulator.sent(PHONE);
        Run.equal(check(code.equals("000000") ? "111111" : "000000").getStatus(), "pending");
        Run.equal(Verification.fetcher(SERVICE, sent.getSid()).fetch(TWILIO).getStatus(), "pending");
        VerificationCheck checked = check(code);
        Run.equal(checked.getStatus(), "approved");
        Run.equal(checked.getValid(), true);
    }

    // CreateVerification CreateVerificationCheck
    public static void anExpiredVerificationIsNotFound() throws Exception {
        Verification.creator(SERVICE, PHONE, "sms").create(TWILIO);
        Emulator.advance("10m");
        try {
            check("123456");
        } catch (ApiException error) {
            Run.equal(error.getStatusCode(), 404);
            Run.equal(error.getCode(), 20404);
            return;
        }
        throw new AssertionError("no exception");
    }

    @SuppressWarnings("unchecked")
    private static String[] totp(String name) throws Exception {
        NewFactor made = NewFactor.creator(SERVICE, ADA, name, NewFactor.FactorTypes.TOTP).create(TWILIO);
        Run.equal(made.getStatus(), NewFactor.FactorStatuses.UNVERIFIED);
        return new String[] {made.getSid(), ((Map<String, String>) made.getBinding()).get("secret")};
    }

    // CreateNewFactor UpdateFactor CreateChallenge UpdateChallenge
    public static void aTotpFactorIsVerifiedAndApprovesAChallenge() throws Exception {
        String[] factor = totp("authenticator");
        String code = Emulator.shown(factor[1]);
        Factor verified = Factor.updater(SERVICE, ADA, factor[0]).setAuthPayload(code).update(TWILIO);
        Run.equal(verified.getStatus(), Factor.FactorStatuses.VERIFIED);
        Emulator.advance("30s");
        Challenge challenge = Challenge.creator(SERVICE, ADA, factor[0]).create(TWILIO);
        Run.equal(challenge.getStatus(), Challenge.ChallengeStatuses.PENDING);
        String next = Emulator.shown(factor[1]);
        Challenge answered = Challenge.updater(SERVICE, ADA, challenge.getSid()).setAuthPayload(next).update(TWILIO);
        Run.equal(answered.getStatus(), Challenge.ChallengeStatuses.APPROVED);
    }

    private static String push() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair phone = keys.generateKeyPair();
        String sid = NewFactor.creator(SERVICE, ADA, "phone", NewFactor.FactorTypes.PUSH)
            .setBindingAlg("ES256").setBindingPublicKey(Base64.getEncoder().encodeToString(phone.getPublic().getEncoded()))
            .setConfigAppId("com.example.app").setConfigSdkVersion("1.0").setConfigNotificationToken("t".repeat(40))
            .setConfigNotificationPlatform(NewFactor.NotificationPlatforms.FCM).create(TWILIO).getSid();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(phone.getPrivate());
        signature.update(sid.getBytes());
        String payload = Base64.getEncoder().encodeToString(signature.sign());
        Factor verified = Factor.updater(SERVICE, ADA, sid).setAuthPayload(payload).update(TWILIO);
        Run.equal(verified.getStatus(), Factor.FactorStatuses.VERIFIED);
        return sid;
    }

    private static Challenge.ChallengeStatuses tapped(String action) throws Exception {
        Challenge challenge = Challenge.creator(SERVICE, ADA, push()).setDetailsMessage("Log in?")
            .setDetailsFields(List.of(Map.of("label", "Where", "value", "Paris"))).create(TWILIO);
        Emulator.tap(challenge.getSid(), action);
        return Challenge.fetcher(SERVICE, ADA, challenge.getSid()).fetch(TWILIO).getStatus();
    }

    // CreateNewFactor UpdateFactor CreateChallenge FetchChallenge
    public static void aPushIsApprovedByATap() throws Exception {
        Run.equal(tapped("approve"), Challenge.ChallengeStatuses.APPROVED);
    }

    // CreateNewFactor UpdateFactor CreateChallenge FetchChallenge
    public static void aPushIsDeniedByATap() throws Exception {
        Run.equal(tapped("deny"), Challenge.ChallengeStatuses.DENIED);
    }

    // CreateNewFactor ListFactor
    public static void pagesLeadThroughAllFactors() throws Exception {
        List<String> made = new ArrayList<>(), listed = new ArrayList<>();
        for (int number = 0; number < 7; number++) made.add(totp("factor " + number)[0]);
        for (Factor factor : Factor.reader(SERVICE, ADA).setPageSize(3L).read(TWILIO)) listed.add(factor.getSid());
        Run.equal(listed, made);
    }
}
