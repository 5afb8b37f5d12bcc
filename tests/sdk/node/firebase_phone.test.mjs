import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, latest, totp } from "./emulator.mjs";
import sdk, {
  auth, email, enrolPhone, enrolTotp, firebaseClaim, firstFactor, newAuth, phoneAssertion, refused, sendCode, signIn,
  signUp, verifiedUser,
} from "./firebase.mjs";

const ada = "+15555550100";
const wrong = (code) => (code === "000000" ? "000001" : "000000");

/** Sends the code for the resolver's factor and returns the verification id. */
const challenge = (resolver, from = auth, hint = resolver.hints[0]) =>
  sendCode({ multiFactorHint: hint, session: resolver.session }, from);

test("a user without a verified e-mail cannot enrol a phone", async () => {
  await refused(enrolPhone(await signUp(), ada), "auth/unverified-email");
});

test("a phone is enrolled by the code in the inbox", async () => {
  const user = await verifiedUser();
  await enrolPhone(user, ada, "my phone");
  const [factor, ...others] = sdk.multiFactor(user).enrolledFactors;
  assert.deepEqual([factor.factorId, factor.displayName, others.length], ["phone", "my phone", 0]);
  assert.equal((await firebaseClaim(user)).sign_in_second_factor, "phone");
});

test("a phone is not enrolled by a wrong code", async () => {
  const user = await verifiedUser();
  const session = await sdk.multiFactor(user).getSession();
  const id = await sendCode({ phoneNumber: ada, session });
  const assertion = phoneAssertion(id, wrong((await latest(ada)).code));
  await refused(sdk.multiFactor(user).enroll(assertion), "auth/invalid-verification-code");
  assert.deepEqual(sdk.multiFactor(user).enrolledFactors, []);
});

test("something that is no phone number is refused", async () => {
  await refused(enrolPhone(await verifiedUser(), "5555550100"), "auth/invalid-phone-number");
});

test("the same phone is not enrolled twice", async () => {
  const user = await verifiedUser();
  await enrolPhone(user, ada);
  await refused(enrolPhone(user, ada), "auth/second-factor-already-in-use");
});

test("a sign-in is completed by the code in the text message", async () => {
  await enrolPhone(await verifiedUser(), ada, "my phone");
  const device = newAuth("another device");
  const resolver = await firstFactor(device);
  assert.deepEqual(resolver.hints.map((hint) => [hint.factorId, hint.phoneNumber]), [["phone", "+*******0100"]]);
  const id = await challenge(resolver, device);
  const { user } = await resolver.resolveSignIn(phoneAssertion(id, (await latest(ada)).code));
  const claim = await firebaseClaim(user);
  assert.deepEqual([claim.sign_in_second_factor, claim.second_factor_identifier], ["phone", resolver.hints[0].uid]);
});

test("a wrong SMS code is refused, and the right one is taken after it", async () => {
  await enrolPhone(await verifiedUser(), ada);
  const resolver = await firstFactor();
  const id = await challenge(resolver);
  const { code } = await latest(ada);
  await refused(resolver.resolveSignIn(phoneAssertion(id, wrong(code))), "auth/invalid-verification-code");
  assert.equal((await resolver.resolveSignIn(phoneAssertion(id, code))).user.email, email);
});

test("an SMS code is refused when it is used again", async () => {
  await enrolPhone(await verifiedUser(), ada);
  const resolver = await firstFactor();
  const id = await challenge(resolver);
  const { code } = await latest(ada);
  await resolver.resolveSignIn(phoneAssertion(id, code));
  await refused(resolver.resolveSignIn(phoneAssertion(id, code)), "auth/invalid-verification-id");
});

test("the code of an earlier text message does not fit a later one", async () => {
  await enrolPhone(await verifiedUser(), ada);
  const resolver = await firstFactor();
  await challenge(resolver);
  const { code } = await latest(ada);
  const later = await challenge(resolver);
  assert.notEqual((await latest(ada)).code, code);
  await refused(resolver.resolveSignIn(phoneAssertion(later, code)), "auth/invalid-verification-code");
});

test("an SMS code of a sign-in expires", async () => {
  await enrolPhone(await verifiedUser(), ada);
  const resolver = await firstFactor();
  const id = await challenge(resolver);
  await advance("11m");
  const assertion = phoneAssertion(id, (await latest(ada)).code);
  await refused(resolver.resolveSignIn(assertion), "auth/code-expired");
});

test("the SMS code of an enrollment is good for longer than half an hour, as production's is", async () => {
  const user = await verifiedUser();
  const session = await sdk.multiFactor(user).getSession();
  const id = await sendCode({ phoneNumber: ada, session });
  await advance("31m");
  await sdk.multiFactor(user).enroll(phoneAssertion(id, (await latest(ada)).code));
  assert.equal(sdk.multiFactor(user).enrolledFactors.length, 1);
});

test("no text message is sent when the pending credential has expired", async () => {
  await enrolPhone(await verifiedUser(), ada);
  const resolver = await firstFactor();
  await advance("601s");
  await refused(challenge(resolver), "auth/invalid-multi-factor-session");
});

test("after unenrolling the phone the password alone signs in", async () => {
  const user = await verifiedUser();
  await enrolPhone(user, ada);
  await sdk.multiFactor(user).unenroll(sdk.multiFactor(user).enrolledFactors[0]);
  assert.equal((await signIn()).user.email, email);
});

test("a user may choose between TOTP and phone", async () => {
  const user = await verifiedUser();
  const secret = await enrolTotp(user);
  await enrolPhone(user, ada);
  const resolver = await firstFactor();
  assert.deepEqual(resolver.hints.map((hint) => hint.factorId), ["totp", "phone"]);
  const id = await challenge(resolver, auth, resolver.hints[1]);
  const { user: again } = await resolver.resolveSignIn(phoneAssertion(id, (await latest(ada)).code));
  assert.equal((await firebaseClaim(again)).sign_in_second_factor, "phone");
  const assertion = sdk.TotpMultiFactorGenerator.assertionForSignIn(resolver.hints[0].uid, await totp(secret));
  const { user: third } = await (await firstFactor()).resolveSignIn(assertion);
  assert.equal((await firebaseClaim(third)).sign_in_second_factor, "totp");
});
