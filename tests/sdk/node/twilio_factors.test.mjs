import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, totp, url, wrongTotp } from "./emulator.mjs";
import { ada, failure, home, pushFactor } from "./twilio.mjs";

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

test("twilio: pages lead through 120 factors and never to Twilio", async () => {
  const made = [];
  // As many as a person can have: 100 of TOTP and 20 of push. A day allows 100; only verified ones outlive it.
  for (let n = 0; n < 60; n++) made.push(await verifiedTotp());
  await advance("24h");
  for (let n = 0; n < 40; n++) made.push(await newTotp());
  for (let n = 0; n < 20; n++) made.push(await pushFactor());
  const expected = made.map(({ sid }) => sid);
  const sids = (factors) => factors.map(({ sid }) => sid);
  assert.deepEqual(sids(await ada.factors.list()), expected);
  assert.deepEqual(sids(await ada.factors.list({ pageSize: 7 })), expected);
  assert.deepEqual(sids(await ada.factors.list({ pageSize: 10, limit: 33 })), expected.slice(0, 33));
  const first = await ada.factors.page({ pageSize: 50 });
  assert.equal(first.nextPageUrl.startsWith(`${home}/v2/Services/`), true, first.nextPageUrl);
  const second = await first.nextPage();
  assert.deepEqual(sids(second.instances), expected.slice(50, 100));
  assert.deepEqual(sids((await second.previousPage()).instances), expected.slice(0, 50));
});
