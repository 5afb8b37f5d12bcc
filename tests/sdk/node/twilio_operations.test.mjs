import assert from "node:assert/strict";
import { test } from "node:test";
import { latest, operations, totp } from "./emulator.mjs";
import { ada, client, failure, home, pushFactor, service, serviceSid } from "./twilio.mjs";

const api = client.verify.v2;
const to = "+15017122661";
const sids = (records) => records.map(({ sid }) => sid);

// What can be done with each resource. Passkeys are missing: they need a browser.
const verbs = { C: "Create", L: "List", F: "Fetch", U: "Update", D: "Delete" };
const published = {
  Service: "CLFUD",
  Entity: "CLFD",
  NewFactor: "C",
  Factor: "LFUD",
  Challenge: "CLFU",
  Notification: "C",
  Verification: "CFU",
  VerificationCheck: "C",
  RateLimit: "CLFUD",
  Bucket: "CLFUD",
  MessagingConfiguration: "CLFUD",
  Webhook: "CLFUD",
  AccessToken: "CF",
  VerificationAttempt: "LF",
  VerificationAttemptsSummary: "F",
  Form: "F",
  Safelist: "CFD",
  VerificationTemplate: "L",
};

async function services() {
  const made = await api.services.create({ friendlyName: "Owl Bank", "totp.issuer": "Owl" });
  const owl = api.services(made.sid);
  assert.equal((await owl.update({ codeLength: 8 })).codeLength, 8);
  const { totp, url } = await owl.fetch();
  assert.deepEqual([totp.issuer, url], ["Owl", `${home}/v2/Services/${made.sid}`]);
  assert.deepEqual(sids(await api.services.list()), [serviceSid, made.sid]);
  assert.equal(await owl.remove(), true);
  assert.deepEqual(await failure(owl.fetch()), [404, 20404]);
}

async function entities() {
  const { sid } = await service.entities.create({ identity: "grace-hopper" });
  const grace = service.entities("grace-hopper");
  assert.equal((await grace.fetch()).sid, sid);
  assert.deepEqual(await failure(service.entities.create({ identity: "grace-hopper" })), [409, 60301]);
  assert.deepEqual(sids(await service.entities.list()), [sid]);
  assert.equal(await grace.remove(), true);
  assert.deepEqual(await failure(grace.fetch()), [404, 20404]);
}

async function accessTokens() {
  const made = await service.accessTokens.create({ identity: "grace-hopper", factorType: "push", ttl: 120 });
  const found = await service.accessTokens(made.sid).fetch();
  assert.deepEqual([found.token, found.ttl], [made.token, 120]);
}

async function factorsAndChallenges() {
  const { sid, binding } = await ada.newFactors.create({ friendlyName: "phone", factorType: "totp" });
  const factor = ada.factors(sid);
  assert.equal((await factor.update({ authPayload: await totp(binding.secret) })).status, "verified");
  assert.equal((await factor.update({ friendlyName: "new" })).friendlyName, "new");
  assert.equal((await factor.fetch()).friendlyName, "new");
  assert.deepEqual(sids(await ada.factors.list()), [sid]);
  const made = await ada.challenges.create({ factorSid: sid });
  const challenge = ada.challenges(made.sid);
  assert.equal((await challenge.fetch()).status, "pending");
  assert.equal((await challenge.update({ authPayload: await totp(binding.secret) })).status, "approved");
  assert.deepEqual(sids(await ada.challenges.list({ factorSid: sid, status: "approved" })), [made.sid]);
  assert.equal(await factor.remove(), true);
  assert.deepEqual(await failure(factor.fetch()), [404, 20404]);
}

async function notifications() {
  const { sid } = await pushFactor();
  const challenge = await ada.challenges.create({ factorSid: sid, "details.message": "Log in?" });
  const sent = await ada.challenges(challenge.sid).notifications.create({ ttl: 60 });
  assert.deepEqual([sent.challengeSid, sent.ttl, sent.priority], [challenge.sid, 60, "high"]);
}

async function verifications() {
  const first = await service.verifications.create({ to, channel: "sms" });
  assert.equal((await service.verifications(first.sid).update({ status: "canceled" })).status, "canceled");
  assert.equal((await service.verifications(first.sid).fetch()).status, "canceled");
  const second = await service.verifications.create({ to, channel: "sms" });
  assert.equal((await service.verifications(to).fetch()).sid, second.sid);
  const { code } = await latest(to);
  assert.equal((await service.verificationChecks.create({ verificationSid: second.sid, code })).status, "approved");
}

async function attempts() {
  const found = await api.verificationAttempts.list();
  assert.deepEqual(found.map((attempt) => attempt.conversionStatus), ["unconverted", "converted"]);
  assert.equal((await api.verificationAttempts(found[1].sid).fetch()).channelData.to, to);
  const summary = await api.verificationAttemptsSummary().fetch();
  assert.deepEqual([summary.totalAttempts, summary.conversionRatePercentage], [2, "50"]);
}

async function rateLimits() {
  const { sid } = await service.rateLimits.create({ uniqueName: "ip", description: "by address" });
  const limit = service.rateLimits(sid);
  assert.equal((await limit.update({ description: "new" })).description, "new");
  const { uniqueName, description } = await limit.fetch();
  assert.deepEqual([uniqueName, description], ["ip", "new"]);
  assert.deepEqual(sids(await service.rateLimits.list()), [sid]);
  await buckets(limit);
  assert.equal(await limit.remove(), true);
  assert.deepEqual(await service.rateLimits.list(), []);
}

async function buckets(limit) {
  const { sid } = await limit.buckets.create({ max: 1, interval: 60 });
  const bucket = limit.buckets(sid);
  assert.equal((await bucket.update({ max: 2 })).max, 2);
  const { max, interval } = await bucket.fetch();
  assert.deepEqual([max, interval], [2, 60]);
  assert.deepEqual(sids(await limit.buckets.list()), [sid]);
  assert.equal(await bucket.remove(), true);
  assert.deepEqual(await failure(bucket.fetch()), [404, 20404]);
}

async function messagingConfigurations() {
  const [first, second] = [`MG${"a".repeat(32)}`, `MG${"b".repeat(32)}`];
  await service.messagingConfigurations.create({ country: "US", messagingServiceSid: first });
  const us = service.messagingConfigurations("US");
  assert.equal((await us.update({ messagingServiceSid: second })).messagingServiceSid, second);
  assert.equal((await us.fetch()).messagingServiceSid, second);
  assert.deepEqual((await service.messagingConfigurations.list()).map(({ country }) => country), ["US"]);
  assert.equal(await us.remove(), true);
  assert.deepEqual(await failure(us.fetch()), [404, 20404]);
}

async function webhooks() {
  const eventTypes = ["factor.created", "factor.deleted"];
  const made = await service.webhooks.create({ friendlyName: "all", eventTypes, webhookUrl: "http://127.0.0.1:9/" });
  assert.deepEqual(made.eventTypes, eventTypes);
  const hook = service.webhooks(made.sid);
  assert.equal((await hook.update({ status: "disabled" })).status, "disabled");
  assert.equal((await hook.fetch()).status, "disabled");
  assert.deepEqual(sids(await service.webhooks.list()), [made.sid]);
  assert.equal(await hook.remove(), true);
  assert.deepEqual(await failure(hook.fetch()), [404, 20404]);
}

async function theAccountsOwn() {
  const phoneNumber = "+18001234567";
  const { sid } = await api.safelist.create({ phoneNumber });
  assert.equal((await api.safelist(phoneNumber).fetch()).sid, sid);
  assert.equal(await api.safelist(phoneNumber).remove(), true);
  assert.equal((await api.forms("form-push").fetch()).formType, "form-push");
  assert.deepEqual(await api.templates.list(), []);
}

test("twilio: every operation is done", async () => {
  for (const family of [services, entities, accessTokens, factorsAndChallenges, notifications]) await family();
  for (const family of [verifications, attempts, rateLimits, messagingConfigurations]) await family();
  for (const family of [webhooks, theAccountsOwn]) await family();
  const expected = Object.entries(published).flatMap(([name, does]) => [...does].map((verb) => verbs[verb] + name));
  assert.deepEqual([...(await operations("twilio_verify"))].sort(), expected.sort());
});
