import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, totp, wrongTotp } from "./emulator.mjs";
import sdk, {
  auth, email, enrolTotp, enrolWith, failure, firebaseClaim, firstFactor, newSecret, password, refused, secondFactor,
  signIn, signUp, verifiedUser,
} from "./firebase.mjs";

test("a user without a verified e-mail cannot enrol TOTP", async () => {
  await refused(newSecret(await signUp()), "auth/unverified-email");
});

test("a new TOTP secret comes with what an authenticator app needs", async () => {
  const secret = await newSecret(await verifiedUser());
  assert.match(secret.secretKey, /^[A-Z2-7]{32}$/);
  assert.deepEqual([secret.hashingAlgorithm, secret.codeLength, secret.codeIntervalSeconds], ["SHA1", 6, 30]);
  const uri = new URL(secret.generateQrCodeUrl(email, "Analytical Engines"));
  assert.equal(uri.searchParams.get("secret"), secret.secretKey);
});

test("the TOTP secret says until when it can be confirmed", async () => {
  const secret = await newSecret(await verifiedUser());
  assert.equal(new Date(secret.enrollmentCompletionDeadline).getTime() > Date.now(), true);
});

test("an enrolled TOTP factor is listed for its user", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  const [factor, ...others] = sdk.multiFactor(user).enrolledFactors;
  assert.deepEqual([factor.factorId, factor.displayName, others.length], ["totp", "authenticator", 0]);
  assert.ok(Date.parse(factor.enrollmentTime));
});

test("the session that enrolled TOTP has the second factor already", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  assert.equal((await firebaseClaim(user)).sign_in_second_factor, "totp");
});

test("a sign-in is completed by a TOTP code", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const resolver = await firstFactor();
  assert.deepEqual(resolver.hints.map((hint) => [hint.factorId, hint.displayName]), [["totp", "authenticator"]]);
  const { user } = await secondFactor(resolver, await totp(secret));
  const claim = await firebaseClaim(user);
  assert.equal(claim.sign_in_second_factor, "totp");
  assert.equal(claim.second_factor_identifier, resolver.hints[0].uid);
});

test("the second factor stays in refreshed tokens", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const { user } = await secondFactor(await firstFactor(), await totp(secret));
  await advance("61m");
  await user.getIdToken(true);
  assert.equal((await firebaseClaim(user)).sign_in_second_factor, "totp");
});

test("a wrong TOTP code is refused, and the right one is taken after it", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const resolver = await firstFactor();
  await refused(secondFactor(resolver, await wrongTotp(secret)), "auth/invalid-verification-code");
  assert.equal((await secondFactor(resolver, await totp(secret))).user.email, email);
});

test("a TOTP code is refused when it is used again", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const code = await totp(secret);
  await secondFactor(await firstFactor(), code);
  await refused(secondFactor(await firstFactor(), code), "auth/invalid-verification-code");
});

test("the code that enrolled the factor does not sign in", async () => {
  const user = await verifiedUser();
  const secret = await newSecret(user);
  const code = await totp(secret.secretKey);
  await enrolWith(user, secret, code);
  await refused(secondFactor(await firstFactor(), code), "auth/invalid-verification-code");
});

test("a TOTP code five steps old is taken", async () => {
  const secret = await enrolTotp(await verifiedUser());
  await advance("5m");
  assert.equal((await secondFactor(await firstFactor(), await totp(secret, -5))).user.email, email);
});

test("a TOTP code six steps old is refused", async () => {
  const secret = await enrolTotp(await verifiedUser());
  await advance("5m");
  await refused(secondFactor(await firstFactor(), await totp(secret, -6)), "auth/invalid-verification-code");
});

test("a TOTP code six steps ahead is refused", async () => {
  const secret = await enrolTotp(await verifiedUser());
  await refused(secondFactor(await firstFactor(), await totp(secret, 6)), "auth/invalid-verification-code");
});

test("a TOTP code comes too late when the pending credential has expired", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const resolver = await firstFactor();
  await advance("301s");
  await refused(secondFactor(resolver, await totp(secret)), "auth/totp-challenge-timeout");
});

test("a TOTP secret expires when it is not confirmed in time", async () => {
  const user = await verifiedUser();
  const secret = await newSecret(user);
  await advance("901s");
  await refused(enrolWith(user, secret, await totp(secret.secretKey)), "auth/code-expired");
});

test("the fourth code of a TOTP enrolment is refused even if it is right", async () => {
  const user = await verifiedUser();
  const secret = await newSecret(user);
  const wrong = await wrongTotp(secret.secretKey);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await refused(enrolWith(user, secret, wrong), "auth/invalid-verification-code");
  }
  await refused(enrolWith(user, secret, await totp(secret.secretKey)), "auth/too-many-enrollment-attempts");
});

test("a second TOTP factor is refused", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  await refused(newSecret(user), "auth/maximum-second-factor-count-exceeded");
});

test("TOTP cannot be enrolled long after the sign-in", async () => {
  const user = await verifiedUser();
  await advance("6m");
  await refused(newSecret(user), "auth/requires-recent-login");
});

test("after unenrolling TOTP the password alone signs in", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  await sdk.multiFactor(user).unenroll(sdk.multiFactor(user).enrolledFactors[0]);
  assert.deepEqual(sdk.multiFactor(user).enrolledFactors, []);
  assert.equal((await signIn()).user.email, email);
});

test("a factor cannot be unenrolled twice", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  const [factor] = sdk.multiFactor(user).enrolledFactors;
  await sdk.multiFactor(user).unenroll(factor);
  await refused(sdk.multiFactor(user).unenroll(factor), "auth/multi-factor-info-not-found");
});

test("reauthentication asks for the second factor too", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const credential = sdk.EmailAuthProvider.credential(email, password);
  const error = await failure(sdk.reauthenticateWithCredential(auth.currentUser, credential));
  assert.equal(error.code, "auth/multi-factor-auth-required");
  const { operationType } = await secondFactor(sdk.getMultiFactorResolver(auth, error), await totp(secret));
  assert.equal(operationType, "reauthenticate");
});
