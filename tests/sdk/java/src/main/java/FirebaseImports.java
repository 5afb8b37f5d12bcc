import com.google.firebase.auth.FirebaseAuth;
import com.google.firebase.auth.ImportUserRecord;
import com.google.firebase.auth.UserImportHash;
import com.google.firebase.auth.UserImportOptions;
import com.google.firebase.auth.UserProvider;
import com.google.firebase.auth.hash.Argon2;
import com.google.firebase.auth.hash.Bcrypt;
import com.google.firebase.auth.hash.HmacMd5;
import com.google.firebase.auth.hash.HmacSha1;
import com.google.firebase.auth.hash.HmacSha256;
import com.google.firebase.auth.hash.HmacSha512;
import com.google.firebase.auth.hash.Md5;
import com.google.firebase.auth.hash.Pbkdf2Sha256;
import com.google.firebase.auth.hash.PbkdfSha1;
import com.google.firebase.auth.hash.Scrypt;
import com.google.firebase.auth.hash.Sha1;
import com.google.firebase.auth.hash.Sha256;
import com.google.firebase.auth.hash.Sha512;
import com.google.firebase.auth.hash.StandardScrypt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Imports by Firebase's Admin SDK for Java, of passwords that the JDK and Bouncy Castle have hashed. */
public class FirebaseImports {
    // The SDK's own variable leads here.
    private static final String PASSWORD = "secret-1";
    private static final byte[] SALT = bytes("salt-of-everybody"), KEY = bytes("signer-key-of-32-bytes-and-more.");
    private static final byte[] SEPARATOR = bytes("|");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    private static byte[] hmac(String name) throws Exception {
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(KEY, name));
        return mac.doFinal(joined(bytes(PASSWORD), SALT));
    }

    private static byte[] digest(String name, int rounds) throws Exception {
        byte[] made = joined(SALT, bytes(PASSWORD));
        for (int round = 0; round < rounds; round++) made = MessageDigest.getInstance(name).digest(made);
        return made;
    }

    private static byte[] pbkdf2(String name, int rounds) throws Exception {
        var spec = new PBEKeySpec(PASSWORD.toCharArray(), SALT, rounds, 512);
        return SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
    }

    /** Firebase's own: the signer key, encrypted under what scrypt derives. */
    private static byte[] firebaseScrypt(int rounds, int memoryCost) throws Exception {
        byte[] derived = SCrypt.generate(bytes(PASSWORD), joined(SALT, SEPARATOR), 1 << memoryCost, rounds, 1, 32);
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(KEY);
    }

    private static byte[] argon2() {
        var how = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(SALT).withParallelism(1).withMemoryAsKB(64).withIterations(2).withAdditional(bytes("extra")).build();
        var generator = new Argon2BytesGenerator();
        generator.init(how);
        byte[] made = new byte[32];
        generator.generateBytes(bytes(PASSWORD), made);
        return made;
    }

    /** A user of each kind of hash, with that hash of the password. */
    private static Map<UserImportHash, byte[]> hashes() throws Exception {
        Map<UserImportHash, byte[]> all = new LinkedHashMap<>();
        all.put(HmacMd5.builder().setKey(KEY).build(), hmac("HmacMD5"));
        all.put(HmacSha1.builder().setKey(KEY).build(), hmac("HmacSHA1"));
        all.put(HmacSha256.builder().setKey(KEY).build(), hmac("HmacSHA256"));
        all.put(HmacSha512.builder().setKey(KEY).build(), hmac("HmacSHA512"));
        all.put(Md5.builder().setRounds(0).build(), digest("MD5", 1));
        all.put(Sha1.builder().setRounds(1).build(), digest("SHA-1", 1));
        all.put(Sha256.builder().setRounds(5).build(), digest("SHA-256", 5));
        all.put(Sha512.builder().setRounds(5).build(), digest("SHA-512", 5));
        all.put(PbkdfSha1.builder().setRounds(100).build(), pbkdf2("PBKDF2WithHmacSHA1", 100));
        all.put(Pbkdf2Sha256.builder().setRounds(100).build(), pbkdf2("PBKDF2WithHmacSHA256", 100));
        all.put(Scrypt.builder().setKey(KEY).setSaltSeparator(SEPARATOR).setRounds(8).setMemoryCost(10).build(),
            firebaseScrypt(8, 10));
        all.put(StandardScrypt.builder().setMemoryCost(1024).setBlockSize(8).setParallelization(2).setDerivedKeyLength(64)
            .build(), SCrypt.generate(bytes(PASSWORD), SALT, 1024, 8, 2, 64));
        all.put(Bcrypt.getInstance(), bytes(OpenBSDBCrypt.generate("2b", bytes(PASSWORD), new byte[16], 4)));
        all.put(Argon2.builder().setHashType(Argon2.Argon2HashType.ARGON2_ID).setHashLengthBytes(32).setIterations(2)
            .setParallelism(1).setMemoryCostKib(64).setVersion(Argon2.Argon2Version.VERSION_13)
            .setAssociatedData(bytes("extra")).build(), argon2());
        return all;
    }

    // projects.accounts.batchCreate accounts.signInWithPassword
    public static void passwordsOfEveryHashSignIn() throws Exception {
        FirebaseAuth auth = FirebaseAdmin.admin();
        for (var each : hashes().entrySet()) {
            String name = each.getKey().getClass().getSimpleName(), email = name.toLowerCase() + "@example.com";
            var row = ImportUserRecord.builder().setUid(name).setEmail(email).setPasswordHash(each.getValue())
                .setPasswordSalt(SALT).build();
            Run.equal(auth.importUsers(List.of(row), UserImportOptions.withHash(each.getKey())).getSuccessCount(), 1);
            Run.equal(name + FirebaseAdmin.signIn(email, "secret-2", null).has("idToken"), name + false);
            Run.equal(name + FirebaseAdmin.signIn(email, PASSWORD, null).has("idToken"), name + true);
        }
    }

    // projects.accounts.batchCreate projects.accounts.lookup
    public static void allOfAnImportedUserIsThere() throws Exception {
        FirebaseAuth auth = FirebaseAdmin.admin();
        var google = UserProvider.builder().setProviderId("google.com").setUid("7").setDisplayName("Ada").build();
        var rows = List.of(
            ImportUserRecord.builder().setUid("ada").setEmail("ada@example.com").setEmailVerified(true).setDisplayName("Ada")
                .setPhoneNumber("+15555550100").setDisabled(true).addUserProvider(google).putCustomClaim("role", "admin").build(),
            ImportUserRecord.builder().setUid("bo").setPhoneNumber("+15555550100").setEmail("ada@example.com").build());
        var done = auth.importUsers(rows);
        Run.equal(List.of(done.getSuccessCount(), done.getFailureCount()), List.of(1, 1));
        Run.equal(done.getErrors().get(0).getIndex(), 1);
        var ada = auth.getUserByProviderUid("google.com", "7");
        Run.equal(List.of(ada.getUid(), ada.getPhoneNumber(), ada.getCustomClaims().get("role"), ada.isDisabled()),
            List.of("ada", "+15555550100", "admin", true));
    }
}
