import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, latest } from "./emulator.mjs";
import sdk, { auth, email, newAuth, password, refused, signIn, signUp } from "./firebase.mjs";

test("a user signs up and is signed in", async () => {
  const user = await signUp();
  assert.deepEqual([user.email, user.emailVerified, user.isAnonymous], [email, false, false]);
  assert.equal(auth.currentUser.uid, user.uid);
  const { claims, signInProvider, signInSecondFactor } = await user.getIdTokenResult();
  assert.deepEqual([claims.email, signInProvider, signInSecondFactor], [email, "password", null]);
});

test("an e-mail signs up only once", async () => {
  await signUp();
  await refused(signUp(), "auth/email-already-in-use");
});

test("a short password is refused", async () => {
  await refused(sdk.createUserWithEmailAndPassword(auth, email, "12345"), "auth/weak-password");
});

test("the user signs in on another device", async () => {
  const { uid } = await signUp();
  const { user } = await signIn(newAuth("another device"));
  assert.equal(user.uid, uid);
});

test("a wrong password is refused", async () => {
  await signUp();
  await refused(sdk.signInWithEmailAndPassword(auth, email, "secret-2"), "auth/wrong-password");
});

test("an unknown user is refused", async () => {
  await refused(signIn(), "auth/user-not-found");
});

test("an anonymous user becomes a lasting one with the same id", async () => {
  const { user } = await sdk.signInAnonymously(auth);
  assert.equal(user.isAnonymous, true);
  const linked = await sdk.linkWithCredential(user, sdk.EmailAuthProvider.credential(email, password));
  assert.deepEqual([linked.user.uid, linked.user.email, linked.user.isAnonymous], [user.uid, email, false]);
});

test("an e-mail is verified by the code in the inbox", async () => {
  const user = await signUp();
  await sdk.sendEmailVerification(user);
  const { code, body, context } = await latest(email);
  assert.ok(body.includes(context.link));
  assert.equal(sdk.ActionCodeURL.parseLink(context.link).code, code);
  const { operation, data } = await sdk.checkActionCode(auth, code);
  assert.deepEqual([operation, data.email], ["VERIFY_EMAIL", email]);
  await sdk.applyActionCode(auth, code);
  await user.reload();
  assert.equal(user.emailVerified, true);
});

test("an e-mail is verified by following the mailed link", async () => {
  const user = await signUp();
  await sdk.sendEmailVerification(user);
  assert.equal((await fetch((await latest(email)).context.link)).status, 200);
  await user.reload();
  assert.equal(user.emailVerified, true);
});

test("a mailed code works once", async () => {
  const user = await signUp();
  await sdk.sendEmailVerification(user);
  const { code } = await latest(email);
  await sdk.applyActionCode(auth, code);
  await refused(sdk.applyActionCode(auth, code), "auth/invalid-action-code");
});

test("a forgotten password is reset by the code in the inbox", async () => {
  await signUp();
  await sdk.sendPasswordResetEmail(auth, email);
  const { code } = await latest(email);
  assert.equal(await sdk.verifyPasswordResetCode(auth, code), email);
  await sdk.confirmPasswordReset(auth, code, "secret-2");
  await refused(signIn(), "auth/wrong-password");
  assert.equal((await sdk.signInWithEmailAndPassword(auth, email, "secret-2")).user.emailVerified, true);
});

test("a code to reset a password expires after an hour", async () => {
  await signUp();
  await sdk.sendPasswordResetEmail(auth, email);
  const { code } = await latest(email);
  await advance("61m");
  await refused(sdk.confirmPasswordReset(auth, code, "secret-2"), "auth/expired-action-code");
});

test("a profile is changed and read back", async () => {
  const user = await signUp();
  await sdk.updateProfile(user, { displayName: "Ada", photoURL: "https://example.com/ada.png" });
  const { user: read } = await signIn(newAuth("another device"));
  assert.deepEqual([read.displayName, read.photoURL], ["Ada", "https://example.com/ada.png"]);
});

test("a password is changed", async () => {
  await sdk.updatePassword(await signUp(), "secret-2");
  assert.equal((await sdk.signInWithEmailAndPassword(auth, email, "secret-2")).user.email, email);
});

test("a new password ends the sessions on other devices", async () => {
  const user = await signUp();
  const other = await signIn(newAuth("another device"));
  await advance("2s");
  await sdk.updatePassword(user, "secret-2");
  await refused(other.user.reload(), "auth/user-token-expired");
});

test("an ID token is refreshed after it has expired", async () => {
  const user = await signUp();
  const { issuedAtTime } = await user.getIdTokenResult();
  await advance("1h");
  const fresh = await user.getIdTokenResult(true);
  assert.equal(Date.parse(fresh.issuedAtTime) - Date.parse(issuedAtTime), 3600_000);
});

test("an ID token that has expired is refused", async () => {
  const user = await signUp();
  await advance("66m");
  await refused(sdk.updateProfile(user, { displayName: "Ada" }), "auth/invalid-user-token");
});

test("a user deletes the account", async () => {
  await sdk.deleteUser(await signUp());
  assert.equal(auth.currentUser, null);
  await refused(signIn(), "auth/user-not-found");
});
