// Profiles at identity providers: credentials that errors carry, opaque tokens, signing in again.
import assert from "node:assert/strict";
import { test } from "node:test";
import sdk, { auth, email, failure, refused, signIn, verifiedUser } from "./firebase.mjs";

/** What a company's own provider would answer, which does not vouch for addresses unless told. */
const acme = (sub, email, verified = false) =>
  new sdk.OAuthProvider("oidc.acme").credential({
    idToken: JSON.stringify({ sub, email, email_verified: verified }),
  });

test("a profile that must be confirmed is linked by the credential in the error", async () => {
  const { uid } = await verifiedUser();
  await sdk.signOut(auth);
  const error = await failure(sdk.signInWithCredential(auth, acme("1", email)));
  assert.equal(error.code, "auth/account-exists-with-different-credential");
  const credential = sdk.OAuthProvider.credentialFromError(error);
  assert.ok(credential.toJSON().pendingToken);
  const { user } = await signIn();
  await sdk.linkWithCredential(user, credential);
  await sdk.signOut(auth);
  assert.equal((await sdk.signInWithCredential(auth, acme("1", email))).user.uid, uid);
});

test("the credential of a result signs in again", async () => {
  const result = await sdk.signInWithCredential(auth, acme("1", "grace@example.com"));
  const again = await sdk.signInWithCredential(auth, sdk.OAuthProvider.credentialFromResult(result));
  assert.equal(again.user.uid, result.user.uid);
});

test("a SAML credential signs in and is linked", async () => {
  const assertion = { subject: { nameId: "grace@example.com" }, attributeStatements: {} };
  const form = new URLSearchParams({ providerId: "saml.acme", SAMLResponse: JSON.stringify({ assertion }) });
  const { apiHost, emulator } = auth.config;
  const answer = await fetch(`${emulator.url}${apiHost}/v1/accounts:signInWithIdp?key=any`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ requestUri: "http://localhost", postBody: `${form}` }),
  });
  const { pendingToken, localId } = await answer.json();
  const json = { providerId: "saml.acme", signInMethod: "saml.acme", pendingToken };
  const { user } = await sdk.signInWithCredential(auth, sdk.SAMLAuthProvider.credentialFromJSON(json));
  assert.equal(user.uid, localId);
});

test("an opaque access token is the same user each time", async () => {
  const credential = sdk.FacebookAuthProvider.credential("EAABsbCS1234");
  const first = await sdk.signInWithCredential(auth, credential);
  await sdk.signOut(auth);
  const second = await sdk.signInWithCredential(auth, credential);
  assert.equal(second.user.uid, first.user.uid);
  assert.deepEqual(second.user.providerData.map((info) => info.providerId), ["facebook.com"]);
});

test("the result of a Twitter sign-in has a credential", async () => {
  const result = await sdk.signInWithCredential(auth, sdk.TwitterAuthProvider.credential("token", "secret"));
  const { accessToken, secret } = sdk.TwitterAuthProvider.credentialFromResult(result);
  assert.deepEqual([accessToken, secret], ["token", "secret"]);
});

test("signing in again with a stranger's profile is refused and makes no account", async () => {
  const { user } = await sdk.signInWithCredential(auth, acme("1", "grace@example.com", true));
  const stranger = acme("2", "stranger@example.com", true);
  await refused(sdk.reauthenticateWithCredential(user, stranger), "auth/user-mismatch");
  assert.equal(auth.currentUser.uid, user.uid);
  assert.equal((await sdk.reauthenticateWithCredential(user, acme("1", "grace@example.com"))).user.uid, user.uid);
  const result = await sdk.signInWithCredential(auth, stranger);
  assert.equal(sdk.getAdditionalUserInfo(result).isNewUser, true);
});
