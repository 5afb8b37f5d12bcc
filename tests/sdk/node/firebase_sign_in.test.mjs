// Ways to sign in beside the password.
import assert from "node:assert/strict";
import { test } from "node:test";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { latest } from "./emulator.mjs";
import sdk, { auth, email, enrolTotp, firebaseClaim, refused, sendCode, verifiedUser } from "./firebase.mjs";

const ada = "+15555550100";
const admin = getAuth(initializeApp({ projectId: process.env.GCLOUD_PROJECT }));

test("a custom token signs in and brings its claims", async () => {
  const { user } = await sdk.signInWithCustomToken(auth, await admin.createCustomToken("ada", { role: "countess" }));
  const { claims, signInProvider } = await user.getIdTokenResult();
  assert.deepEqual([user.uid, claims.role, signInProvider], ["ada", "countess", "custom"]);
});

test("a custom token asks for no second factor", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  const again = await sdk.signInWithCustomToken(auth, await admin.createCustomToken(user.uid));
  assert.equal(again.user.uid, user.uid);
});

test("a link in an e-mail signs in and verifies the address", async () => {
  await sdk.sendSignInLinkToEmail(auth, email, { url: "http://localhost/done", handleCodeInApp: true });
  const { link } = (await latest(email)).context;
  assert.equal(sdk.isSignInWithEmailLink(auth, link), true);
  const { user } = await sdk.signInWithEmailLink(auth, email, link);
  assert.deepEqual([user.email, user.emailVerified], [email, true]);
});

test("a link in an e-mail asks for the second factor too", async () => {
  await enrolTotp(await verifiedUser());
  await sdk.sendSignInLinkToEmail(auth, email, { url: "http://localhost/done", handleCodeInApp: true });
  const { link } = (await latest(email)).context;
  await refused(sdk.signInWithEmailLink(auth, email, link), "auth/multi-factor-auth-required");
});

test("a text message signs in", async () => {
  const id = await sendCode(ada);
  const credential = sdk.PhoneAuthProvider.credential(id, (await latest(ada)).code);
  const { user } = await sdk.signInWithCredential(auth, credential);
  assert.equal(user.phoneNumber, ada);
  assert.equal((await firebaseClaim(user)).sign_in_provider, "phone");
});

test("a user who signed in by phone cannot have a second factor", async () => {
  const credential = sdk.PhoneAuthProvider.credential(await sendCode(ada), (await latest(ada)).code);
  const { user } = await sdk.signInWithCredential(auth, credential);
  await refused(enrolTotp(user), "auth/unsupported-first-factor");
});

/** What Google would answer about a person, in the unsigned form that the official emulator takes too. */
const google = (sub, email) => sdk.GoogleAuthProvider.credential(JSON.stringify({ sub, email, email_verified: true }));

test("a Google account signs in", async () => {
  const result = await sdk.signInWithCredential(auth, google("g-1", "grace@example.com"));
  assert.deepEqual([result.user.email, result.user.emailVerified], ["grace@example.com", true]);
  assert.equal(sdk.getAdditionalUserInfo(result).isNewUser, true);
  assert.equal((await firebaseClaim(result.user)).sign_in_provider, "google.com");
});

test("a Google account is linked to a user and signs in as that user", async () => {
  const user = await verifiedUser();
  await sdk.linkWithCredential(user, google("g-1", "grace@example.com"));
  await sdk.signOut(auth);
  const { user: again } = await sdk.signInWithCredential(auth, google("g-1", "grace@example.com"));
  assert.equal(again.uid, user.uid);
});

test("a Google account asks for the second factor too", async () => {
  await enrolTotp(await verifiedUser());
  await refused(sdk.signInWithCredential(auth, google("g-1", email)), "auth/multi-factor-auth-required");
});
