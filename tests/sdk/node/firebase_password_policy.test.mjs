// The configured policy for passwords, as the SDK reads it and as the emulator enforces it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import sdk, { auth, email, refused, signIn, signUp } from "./firebase.mjs";

const admin = getAuth(initializeApp({ projectId: process.env.GCLOUD_PROJECT }));
const constraints = { minLength: 8, requireUppercase: true, requireNonAlphanumeric: true };

function configure(more) {
  const passwordPolicyConfig = { enforcementState: "ENFORCE", constraints, ...more };
  return admin.projectConfigManager().updateProjectConfig({ passwordPolicyConfig });
}

const create = (password) => sdk.createUserWithEmailAndPassword(auth, email, password);

test("without a policy six characters are enough", async () => {
  assert.equal((await sdk.validatePassword(auth, "short")).isValid, false);
  const status = await sdk.validatePassword(auth, "simple");
  assert.deepEqual([status.isValid, status.meetsMinPasswordLength], [true, true]);
  assert.equal(status.passwordPolicy.enforcementState, "OFF");
});

test("a password is checked before it is sent", async () => {
  await configure();
  const bad = await sdk.validatePassword(auth, "secrets");
  assert.deepEqual(
    [bad.isValid, bad.meetsMinPasswordLength, bad.containsUppercaseLetter, bad.containsNonAlphanumericCharacter],
    [false, false, false, false],
  );
  assert.equal(bad.containsNumericCharacter, undefined);
  assert.equal((await sdk.validatePassword(auth, "Secrets!")).isValid, true);
});

test("the emulator judges as the SDK does", async () => {
  await configure();
  const { passwordPolicy } = await sdk.validatePassword(auth, "any");
  for (const character of [...passwordPolicy.allowedNonAlphanumericCharacters, " ", "-", "é", "1"]) {
    const { isValid } = await sdk.validatePassword(auth, `Secrets${character}`);
    if (isValid) await sdk.deleteUser((await create(`Secrets${character}`)).user);
    else await refused(create(`Secrets${character}`), "auth/password-does-not-meet-requirements");
  }
});

test("an older password signs in until a better one is forced", async () => {
  await signUp();
  await configure();
  assert.equal((await signIn()).user.email, email);
  await configure({ forceUpgradeOnSignin: true });
  await refused(signIn(), "auth/password-does-not-meet-requirements");
});

test("an administrator reads the policy that was written", async () => {
  await configure({ forceUpgradeOnSignin: true });
  const { passwordPolicyConfig } = await admin.projectConfigManager().getProjectConfig();
  assert.deepEqual(
    [passwordPolicyConfig.enforcementState, passwordPolicyConfig.forceUpgradeOnSignin],
    ["ENFORCE", true],
  );
  assert.deepEqual([passwordPolicyConfig.constraints.minLength, passwordPolicyConfig.constraints.requireUppercase], [8, true]);
});
