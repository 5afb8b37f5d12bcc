// Accounts of every kind in the official emulator, by its own calls. Run by `firebase emulators:exec`.
const base = `http://${process.env.FIREBASE_AUTH_EMULATOR_HOST}`;
const project = `${base}/identitytoolkit.googleapis.com/v1/projects/demo-project`;

async function call(url, body, method = "POST") {
  const headers = { Authorization: "Bearer owner", "Content-Type": "application/json" };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
  return answer.json();
}
const client = async (method, body) => {
  const answer = await fetch(`${base}/identitytoolkit.googleapis.com/v1/accounts:${method}?key=any`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method}: ${await answer.text()}`);
  return answer.json();
};
const codes = async (what) => (await (await fetch(`${base}/emulator/v1/projects/demo-project/${what}`)).json())[what];

await call(`${base}/emulator/v1/projects/demo-project/config`, { emailPrivacyConfig: { enableImprovedEmailPrivacy: true } },
  "PATCH");
const ada = { localId: "ada", email: "ada@example.com", password: "secret-1", displayName: "Ada", emailVerified: true };
await call(`${project}/accounts`, ada);
await call(`${project}/accounts:update`, { localId: "ada", customAttributes: '{"plan":"pro"}' });
await call(`${project}/accounts:update`, {
  localId: "ada",
  mfa: { enrollments: [{ mfaEnrollmentId: "f1", phoneInfo: "+15555550170", displayName: "work", enrolledAt: "2023-02-01T10:00:00.000Z" }] },
});
await call(`${project}/accounts`, { localId: "off", email: "off@example.com", password: "secret-1", disabled: true });
await client("signUp", { email: "bob@example.com", password: "secret-2", returnSecureToken: true });
await client("signUp", { returnSecureToken: true });
await client("signInWithIdp", {
  postBody: `providerId=google.com&id_token=${JSON.stringify({ sub: "7", email: "eve@example.com", email_verified: true })}`,
  requestUri: "http://localhost",
});
await client("sendVerificationCode", { phoneNumber: "+15555550100" });
const [{ sessionInfo, code }] = await codes("verificationCodes");
await client("signInWithPhoneNumber", { sessionInfo, code });
await client("sendOobCode", { requestType: "EMAIL_SIGNIN", email: "link@example.com", continueUrl: "http://localhost/" });
const [{ oobCode }] = await codes("oobCodes");
await client("signInWithEmailLink", { email: "link@example.com", oobCode });
await client("signInWithCustomToken", { token: JSON.stringify({ uid: "carl", claims: { a: 1 } }), returnSecureToken: true });
await call(`${project}/tenants/acme/accounts`, { localId: "tess", email: "tess@example.com", password: "secret-3" });
