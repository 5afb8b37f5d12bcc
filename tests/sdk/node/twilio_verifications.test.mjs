import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, latest } from "./emulator.mjs";
import { client, failure, service } from "./twilio.mjs";

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
