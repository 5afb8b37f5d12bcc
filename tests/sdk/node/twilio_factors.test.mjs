import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { advance, totp, url, wrongTotp } from "./emulator.mjs";
import { ada, failure, service } from "./twilio.mjs";

const newTotp = (options) => ada.newFactors.create({ friendlyName: "phone", factorType: "totp", ...options });

async function verifiedTotp() {
  const factor = await newTotp();
  const { status } = await ada.factors(factor.sid).update({ authPayload: await totp(factor.binding.secret) });
  assert.equal(status, "verified");
  return factor;
}

test("twilio: a TOTP factor is made, refused a wrong code, and verified", async () => {
  const factor = await newTotp({ "config.codeLength": 8 });
  assert.equal(factor.status, "unverified");
  assert.equal(factor.dateCreated.getUTCFullYear() > 2000, true);
  const secret = factor.binding.secret;
  const wrong = await ada.factors(factor.sid).update({ authPayload: "00000000" });
  assert.equal(wrong.status, "unverified");
  const code = await totp(secret, 0, { digits: factor.config.code_length });
  assert.equal((await ada.factors(factor.sid).update({ authPayload: code })).status, "verified");
});

test("twilio: five wrong codes lock the factor", async () => {
  const factor = await newTotp();
  const secret = factor.binding.secret;
  for (let n = 0; n < 5; n++) await ada.factors(factor.sid).update({ authPayload: await wrongTotp(secret) });
  assert.deepEqual(await failure(ada.factors(factor.sid).update({ authPayload: await totp(secret) })), [429, 60310]);
});

test("twilio: a TOTP challenge is approved on creation and on update", async () => {
  const factor = await verifiedTotp();
  const secret = factor.binding.secret;
  const first = await ada.challenges.create({ factorSid: factor.sid, authPayload: await totp(secret) });
  assert.equal(first.status, "approved");
  await advance("30s");
  const second = await ada.challenges.create({ factorSid: factor.sid });
  assert.equal(second.status, "pending");
  assert.equal((await ada.challenges(second.sid).update({ authPayload: await wrongTotp(secret) })).status, "pending");
  assert.equal((await ada.challenges(second.sid).update({ authPayload: await totp(secret) })).status, "approved");
  assert.equal((await ada.challenges.list({ status: "approved", order: "desc" })).length, 2);
});

test("twilio: a challenge expires by the clock", async () => {
  const factor = await verifiedTotp();
  const challenge = await ada.challenges.create({ factorSid: factor.sid });
  await advance("5m");
  assert.equal((await ada.challenges(challenge.sid).fetch()).status, "expired");
  const late = ada.challenges(challenge.sid).update({ authPayload: await totp(factor.binding.secret) });
  assert.deepEqual(await failure(late), [403, 60323]);
});

async function pushFactor() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const factor = await ada.newFactors.create({
    friendlyName: "phone",
    factorType: "push",
    "binding.publicKey": publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    "config.appId": "com.example.app",
    "config.notificationPlatform": "fcm",
    "config.notificationToken": "t".repeat(40),
    "config.sdkVersion": "1.0",
  });
  const authPayload = createSign("SHA256").update(factor.sid).sign(privateKey).toString("base64");
  assert.equal((await ada.factors(factor.sid).update({ authPayload })).status, "verified");
  return factor;
}

async function tapped(action) {
  const factor = await pushFactor();
  const challenge = await ada.challenges.create({
    factorSid: factor.sid,
    "details.message": "Log in?",
    "details.fields": [{ label: "Where", value: "Paris" }, { label: "When", value: "now" }],
    hiddenDetails: { ip: "1.2.3.4" },
  });
  assert.deepEqual(challenge.details.fields[0], { label: "Where", value: "Paris" });
  const notification = await ada.challenges(challenge.sid).notifications.create({ ttl: 60 });
  assert.equal(notification.ttl, 60);
  const answer = await fetch(`${url}/_mfa/v1/challenges/${challenge.sid}`, {
    method: "POST",
    body: JSON.stringify({ action }),
  });
  assert.equal(answer.status, 200);
  return (await ada.challenges(challenge.sid).fetch()).status;
}

test("twilio: a push challenge is approved by a tap", async () => {
  assert.equal(await tapped("approve"), "approved");
});

test("twilio: a push challenge is denied by a tap", async () => {
  assert.equal(await tapped("deny"), "denied");
});

test("twilio: entities, access tokens and factors come and go", async () => {
  const entity = await service.entities.create({ identity: "grace-hopper" });
  assert.equal((await service.entities("grace-hopper").fetch()).sid, entity.sid);
  assert.deepEqual(await failure(service.entities.create({ identity: "grace-hopper" })), [409, 60301]);
  const token = await service.accessTokens.create({ identity: "grace-hopper", factorType: "push", ttl: 120 });
  assert.equal((await service.accessTokens(token.sid).fetch()).token, token.token);
  const factor = await newTotp();
  assert.equal((await ada.factors(factor.sid).update({ friendlyName: "new" })).friendlyName, "new");
  assert.equal(await ada.factors(factor.sid).remove(), true);
  assert.deepEqual(await failure(ada.factors(factor.sid).fetch()), [404, 20404]);
  assert.equal(await service.entities("grace-hopper").remove(), true);
});
