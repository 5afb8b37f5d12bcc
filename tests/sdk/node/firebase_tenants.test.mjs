// Tenants and configurations of identity providers, by the Admin SDK for Node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import fb, { auth } from "./firebase.mjs";
import { totp } from "./emulator.mjs";

const admin = getAuth(initializeApp({ projectId: process.env.GCLOUD_PROJECT }));
const tenants = admin.tenantManager();
const phone = "+15555550100";
const person = { email: "tina@example.com", password: "secret-1", emailVerified: true };

const multiFactor = {
  state: "ENABLED",
  factorIds: ["phone"],
  providerConfigs: [{ state: "ENABLED", totpProviderConfig: { adjacentIntervals: 5 } }],
};

test("a tenant is made, read, listed, changed and deleted", async () => {
  const made = await tenants.createTenant({ displayName: "Team-1", emailSignInConfig: { enabled: true, passwordRequired: false } });
  assert.equal((await tenants.getTenant(made.tenantId)).displayName, "Team-1");
  const changed = await tenants.updateTenant(made.tenantId, { displayName: "Team-2", anonymousSignInEnabled: true });
  assert.deepEqual([changed.displayName, changed.anonymousSignInEnabled], ["Team-2", true]);
  assert.equal(changed.emailSignInConfig.enabled, true);
  await tenants.createTenant({ displayName: "Team-3" });
  const names = [];
  let pageToken;
  do {
    const page = await tenants.listTenants(1, pageToken);
    names.push(...page.tenants.map(({ displayName }) => displayName));
    pageToken = page.pageToken;
  } while (pageToken);
  assert.deepEqual(names.sort(), ["Team-2", "Team-3"]);
  await tenants.deleteTenant(made.tenantId);
  assert.equal((await tenants.listTenants()).tenants.length, 1);
});

test("each part of a tenant's configuration is written and read", async () => {
  const { tenantId } = await tenants.createTenant({
    displayName: "Team-1",
    multiFactorConfig: multiFactor,
    testPhoneNumbers: { [phone]: "123456" },
    smsRegionConfig: { allowlistOnly: { allowedRegions: ["US"] } },
    passwordPolicyConfig: { enforcementState: "ENFORCE", constraints: { minLength: 8, requireUppercase: true } },
    emailPrivacyConfig: { enableImprovedEmailPrivacy: true },
  });
  const read = (await tenants.getTenant(tenantId)).toJSON();
  assert.equal(read.multiFactorConfig.state, "ENABLED");
  assert.deepEqual(read.testPhoneNumbers, { [phone]: "123456" });
  assert.deepEqual(read.smsRegionConfig, { allowlistOnly: { allowedRegions: ["US"] } });
  assert.equal(read.passwordPolicyConfig.constraints.minLength, 8);
  assert.deepEqual(read.emailPrivacyConfig, { enableImprovedEmailPrivacy: true });
});

test("a user of a tenant signs in with a second factor", async () => {
  const { tenantId } = await tenants.createTenant({
    displayName: "Team-1", emailSignInConfig: { enabled: true, passwordRequired: false }, multiFactorConfig: multiFactor,
  });
  const own = tenants.authForTenant(tenantId);
  const factor = { uid: "a", factorId: "phone", phoneNumber: phone, displayName: "work" };
  const { uid } = await own.createUser(person);
  await own.updateUser(uid, { multiFactor: { enrolledFactors: [factor] } });
  auth.tenantId = tenantId;
  const refusal = await fb.signInWithEmailAndPassword(auth, person.email, person.password).catch((error) => error);
  assert.equal(refusal.code, "auth/multi-factor-auth-required");
  const resolver = fb.getMultiFactorResolver(auth, refusal);
  assert.deepEqual(resolver.hints.map(({ uid, displayName }) => [uid, displayName]), [["a", "work"]]);
  await own.updateUser(uid, { multiFactor: { enrolledFactors: null } });
  const { user } = await fb.signInWithEmailAndPassword(auth, person.email, person.password);
  const secret = await fb.TotpMultiFactorGenerator.generateSecret(await fb.multiFactor(user).getSession());
  const proof = fb.TotpMultiFactorGenerator.assertionForEnrollment(secret, await totp(secret.secretKey));
  await fb.multiFactor(user).enroll(proof, "app");
  const token = await own.verifyIdToken(await user.getIdToken());
  assert.deepEqual([token.uid, token.firebase.tenant, token.firebase.sign_in_second_factor], [uid, tenantId, "totp"]);
  // Beside an emulator the SDK looks the user up before it compares tenants.
  await assert.rejects(tenants.authForTenant("other").verifyIdToken(await user.getIdToken()), { code: "auth/user-not-found" });
});

const aTenant = async () => tenants.authForTenant((await tenants.createTenant({ displayName: "Team-1" })).tenantId);

async function oidc(own) {
  const config = {
    providerId: "oidc.acme", displayName: "Acme", enabled: true, clientId: "my-app", issuer: "https://acme.example",
    clientSecret: "very-secret", responseType: { code: true, idToken: false },
  };
  await own.createProviderConfig(config);
  const read = await own.getProviderConfig("oidc.acme");
  assert.deepEqual([read.clientId, read.issuer, read.clientSecret], ["my-app", "https://acme.example", "very-secret"]);
  assert.equal(read.responseType.code, true);
  const changed = await own.updateProviderConfig("oidc.acme", { displayName: "New", enabled: false });
  assert.deepEqual([changed.displayName, changed.enabled, changed.clientId], ["New", false, "my-app"]);
  const { providerConfigs } = await own.listProviderConfigs({ type: "oidc" });
  assert.deepEqual(providerConfigs.map(({ providerId }) => providerId), ["oidc.acme"]);
  await own.deleteProviderConfig("oidc.acme");
  await assert.rejects(own.getProviderConfig("oidc.acme"), { code: "auth/configuration-not-found" });
}

async function saml(own) {
  const config = {
    providerId: "saml.acme", displayName: "Acme", enabled: true, idpEntityId: "acme", ssoURL: "https://acme.example/sso",
    x509Certificates: ["none that could be read"], rpEntityId: "my-app", callbackURL: "https://app.example/callback",
    enableRequestSigning: true,
  };
  await own.createProviderConfig(config);
  const read = await own.getProviderConfig("saml.acme");
  assert.deepEqual([read.idpEntityId, read.rpEntityId, read.enabled], ["acme", "my-app", true]);
  const changed = await own.updateProviderConfig("saml.acme", { ssoURL: "https://new.example/sso" });
  assert.deepEqual([changed.ssoURL, changed.callbackURL], ["https://new.example/sso", "https://app.example/callback"]);
  const { providerConfigs } = await own.listProviderConfigs({ type: "saml" });
  assert.equal(providerConfigs.length, 1);
  await own.deleteProviderConfig("saml.acme");
  await assert.rejects(own.getProviderConfig("saml.acme"), { code: "auth/configuration-not-found" });
}

test("an OpenID Connect provider of a project is configured", () => oidc(admin));

test("an OpenID Connect provider of a tenant is configured", async () => oidc(await aTenant()));

test("a SAML provider of a project is configured", () => saml(admin));

test("a SAML provider of a tenant is configured", async () => saml(await aTenant()));

test("a sign-in obeys the configuration of its provider", async () => {
  await admin.createProviderConfig({
    providerId: "oidc.acme", enabled: true, clientId: "my-app", issuer: "https://acme.example",
  });
  const sign = (claims) => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const idToken = `${part({ alg: "RS256" })}.${part({ sub: "7", iss: "https://acme.example", ...claims })}.c2ln`;
    const provider = new fb.OAuthProvider("oidc.acme");
    return fb.signInWithCredential(auth, provider.credential({ idToken }));
  };
  assert.equal((await sign({ aud: "my-app" })).user.providerData[0].providerId, "oidc.acme");
  await assert.rejects(sign({ aud: "another-app" }), { code: "auth/invalid-credential" });
  await admin.updateProviderConfig("oidc.acme", { enabled: false });
  await assert.rejects(sign({ aud: "my-app" }), { code: "auth/operation-not-allowed" });
});
