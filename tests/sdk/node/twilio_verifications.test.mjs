import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, latest } from "./emulator.mjs";
import { client, failure, plain, service } from "./twilio.mjs";

const to = "+15017122661";
const send = (options) => service.verifications.create({ to, channel: "sms", ...options });
const check = (code) => service.verificationChecks.create({ to, code });
const sent = async () => (await latest(to)).code;

test("twilio: a code is sent, sent again and approved", async () => {
  const first = await send();
  const code = await sent();
  const second = await send({ channel: "call" });
  assert.deepEqual([second.sid, await sent(), second.sendCodeAttempts.length], [first.sid, code, 2]);
  assert.equal((await service.verifications(to).fetch()).sid, first.sid);
  const { status, valid } = await check(code);
  assert.deepEqual([status, valid], ["approved", true]);
  assert.deepEqual(await failure(check(code)), [404, 20404]);
});

test("twilio: the sixth send is refused", async () => {
  for (let n = 0; n < 5; n++) await send();
  assert.deepEqual(await failure(send()), [429, 60203]);
});

test("twilio: five wrong checks lock it until it expires", async () => {
  await send();
  for (let n = 0; n < 5; n++) assert.equal((await check("0000")).valid, false);
  assert.deepEqual(await failure(check(await sent())), [429, 60202]);
  await advance("10m");
  assert.deepEqual(await failure(check(await sent())), [404, 20404]);
  await send();
  assert.equal((await check(await sent())).status, "approved");
});

test("twilio: rate limits and buckets hold back", async () => {
  const limit = await service.rateLimits.create({ uniqueName: "ip" });
  const buckets = service.rateLimits(limit.sid).buckets;
  const bucket = await buckets.create({ max: 1, interval: 60 });
  await send({ rateLimits: { ip: "1.2.3.4" } });
  assert.deepEqual(await failure(send({ rateLimits: { ip: "1.2.3.4" } })), [429, 20429]);
  assert.equal((await buckets(bucket.sid).update({ max: 2 })).max, 2);
  assert.equal((await buckets(bucket.sid).fetch()).max, 2);
  assert.equal((await service.rateLimits(limit.sid).update({ description: "x" })).description, "x");
  assert.equal((await service.rateLimits.list()).length, 1);
  assert.equal(await buckets(bucket.sid).remove(), true);
  assert.equal(await service.rateLimits(limit.sid).remove(), true);
});

test("twilio: attempts are listed and summed up", async () => {
  await send();
  await check(await sent());
  const [attempt] = await client.verify.v2.verificationAttempts.list({ status: "converted" });
  assert.equal((await client.verify.v2.verificationAttempts(attempt.sid).fetch()).channelData.to, to);
  const summary = await client.verify.v2.verificationAttemptsSummary().fetch();
  assert.deepEqual([summary.totalAttempts, summary.conversionRatePercentage], [1, "100"]);
});

test("twilio: services, webhooks and messaging configurations", async () => {
  const made = await client.verify.v2.services.create({ friendlyName: "Owl Bank", "totp.issuer": "Owl" });
  assert.equal(made.totp.issuer, "Owl");
  const owl = client.verify.v2.services(made.sid);
  assert.equal((await owl.update({ codeLength: 8 })).codeLength, 8);
  const webhookUrl = "http://127.0.0.1:9/";
  const hook = await owl.webhooks.create({ friendlyName: "all", eventTypes: ["*"], webhookUrl });
  assert.equal((await owl.webhooks(hook.sid).update({ status: "disabled" })).status, "disabled");
  assert.equal(await owl.webhooks(hook.sid).remove(), true);
  const messagingServiceSid = `MG${"a".repeat(32)}`;
  await owl.messagingConfigurations.create({ country: "US", messagingServiceSid });
  assert.equal((await owl.messagingConfigurations("US").fetch()).country, "US");
  assert.equal(await owl.messagingConfigurations("US").remove(), true);
  assert.equal(await owl.remove(), true);
});

test("twilio: pages are followed here and not to Twilio", async () => {
  for (let n = 0; n < 25; n++) await service.entities.create({ identity: `identity-${n}` });
  const found = await service.entities.list({ pageSize: 10 });
  assert.deepEqual(found.map((entity) => entity.identity), [...Array(25).keys()].map((n) => `identity-${n}`));
});

test("twilio: baseUrl alone leads here", async () => {
  const [only] = await plain.verify.v2.services.list();
  assert.equal(only.friendlyName, "Emulator");
  const wrong = plain.verify.v2.services(`VA${"0".repeat(32)}`).fetch();
  assert.deepEqual(await failure(wrong), [404, 20404]);
});
