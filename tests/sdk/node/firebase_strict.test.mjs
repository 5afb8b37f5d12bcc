// The profile `strict` answers as production does. It runs in a world of its own, on a port of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";

const world = await fetch(`${process.env.MFA_EMULATOR_URL}/_mfa/v1/worlds`, {
  method: "POST",
  body: JSON.stringify({ name: "strict", profile: "strict", listen: true }),
}).then((response) => response.json());
process.env.MFA_EMULATOR_URL = world.url;
process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(world.url).host;
const { advance, totp } = await import("./emulator.mjs");
const {
  default: sdk, auth, email, enrolPhone, enrolTotp, firebaseClaim, firstFactor, newAuth, newSecret, refused, secondFactor,
  signIn, signUp, verifiedUser,
} = await import("./firebase.mjs");

const admin = getAuth(initializeApp({ projectId: process.env.GCLOUD_PROJECT }));
const ada = "+15555550100";

function configure(state) {
  const providerConfigs = [{ state, totpProviderConfig: { adjacentIntervals: 1 } }];
  return admin.projectConfigManager().updateProjectConfig({
    multiFactorConfig: { state, factorIds: ["phone"], providerConfigs },
  });
}

test("second factors are off until the project is configured", async () => {
  const user = await verifiedUser();
  await refused(newSecret(user), "auth/operation-not-allowed");
  await configure("ENABLED");
  assert.ok(await newSecret(user));
});

test("a wrong password and an unknown user are told the same", async () => {
  await signUp();
  await refused(sdk.signInWithEmailAndPassword(auth, email, "secret-2"), "auth/invalid-credential");
  await refused(sdk.signInWithEmailAndPassword(auth, "nobody@example.com", "secret-2"), "auth/invalid-credential");
});

test("a sign-in is completed by a TOTP code", async () => {
  await configure("ENABLED");
  const secret = await enrolTotp(await verifiedUser());
  const { user } = await secondFactor(await firstFactor(), await totp(secret));
  assert.equal((await firebaseClaim(user)).sign_in_second_factor, "totp");
});

test("the configured window holds", async () => {
  await configure("ENABLED");
  const secret = await enrolTotp(await verifiedUser());
  await advance("5m");
  await refused(secondFactor(await firstFactor(), await totp(secret, -2)), "auth/invalid-verification-code");
  assert.ok(await secondFactor(await firstFactor(), await totp(secret, -1)));
});

test("withdrawing a factor ends the sessions on other devices", async () => {
  await configure("ENABLED");
  const secret = await enrolTotp(await verifiedUser());
  const device = newAuth("another device");
  const { user: there } = await secondFactor(await firstFactor(device), await totp(secret));
  await advance("30s");
  const { user } = await secondFactor(await firstFactor(), await totp(secret));
  await sdk.multiFactor(user).unenroll(sdk.multiFactor(user).enrolledFactors[0]);
  await refused(there.reload(), "auth/user-token-expired");
  assert.equal((await signIn()).user.uid, user.uid);
});

test("enrolling a phone ends the sessions on other devices", async () => {
  await configure("ENABLED");
  const user = await verifiedUser();
  const { user: there } = await signIn(newAuth("another device"));
  await advance("2s");
  await enrolPhone(user, ada);
  await refused(there.reload(), "auth/user-token-expired");
});
