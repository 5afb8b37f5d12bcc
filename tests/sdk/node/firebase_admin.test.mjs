// The Admin SDK for Node: of the Admin SDKs it is the one that shows second factors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { totp, travel } from "./emulator.mjs";
import {
  email, enrolPhone, enrolTotp, firstFactor, refused, secondFactor, signIn, verifiedUser,
} from "./firebase.mjs";

const ada = "+15555550100";
const admin = getAuth(initializeApp({ projectId: process.env.GCLOUD_PROJECT }));

test("an administrator sees a user's second factors", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  await enrolPhone(user, ada, "my phone");
  const { enrolledFactors } = (await admin.getUser(user.uid)).multiFactor;
  assert.deepEqual(
    enrolledFactors.map(({ factorId, displayName, phoneNumber }) => [factorId, displayName, phoneNumber]),
    [["totp", "authenticator", undefined], ["phone", "my phone", ada]],
  );
});

test("an administrator sees second factors in the list of users", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  const { users } = await admin.listUsers();
  const factors = users.map(({ uid, multiFactor }) => [uid, multiFactor.enrolledFactors[0].factorId]);
  assert.deepEqual(factors, [[user.uid, "totp"]]);
});

test("an administrator gives a user a phone as second factor", async () => {
  const { uid } = await verifiedUser();
  const factor = { uid: "a", factorId: "phone", phoneNumber: ada, displayName: "work" };
  await admin.updateUser(uid, { multiFactor: { enrolledFactors: [factor] } });
  const resolver = await firstFactor();
  assert.deepEqual(resolver.hints.map((hint) => [hint.uid, hint.displayName]), [["a", "work"]]);
});

test("an administrator takes all second factors away", async () => {
  const user = await verifiedUser();
  await enrolTotp(user);
  await admin.updateUser(user.uid, { multiFactor: { enrolledFactors: null } });
  assert.equal((await signIn()).user.uid, user.uid);
});

test("a server tells by the ID token that a second factor was used", async () => {
  const secret = await enrolTotp(await verifiedUser());
  const { user } = await secondFactor(await firstFactor(), await totp(secret));
  const token = await admin.verifyIdToken(await user.getIdToken());
  assert.deepEqual([token.uid, token.email, token.firebase.sign_in_second_factor], [user.uid, email, "totp"]);
});

test("a revoked session is refused", async () => {
  // A revocation is of the SDK's own now: let the session be older than that.
  await travel(new Date(Date.now() - 1800_000).toISOString());
  const user = await verifiedUser();
  await admin.revokeRefreshTokens(user.uid);
  await refused(admin.verifyIdToken(await user.getIdToken(), true), "auth/id-token-revoked");
});

test("a disabled user does not sign in", async () => {
  const { uid } = await verifiedUser();
  await admin.updateUser(uid, { disabled: true });
  await refused(signIn(), "auth/user-disabled");
});
