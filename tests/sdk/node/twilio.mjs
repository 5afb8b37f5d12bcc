// twilio-node, pointed at the emulator: with an HTTP client of our own, with `baseUrl`, or by the HTTPS proxy alone.
import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { beforeEach } from "node:test";
import twilio from "twilio";
import { reset, url } from "./emulator.mjs";

const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_VERIFY_SERVICE_SID, TWILIO_LED_BY } = process.env;

/** Sends what is meant for Twilio's hosts to the emulator. */
class EmulatorClient extends twilio.RequestClient {
  request(options) {
    const { hostname, pathname, search } = new URL(options.uri);
    if (hostname.endsWith(".twilio.com")) options.uri = `${url}${pathname}${search}`;
    return super.request(options);
  }
}

const ledBy = TWILIO_LED_BY ?? "httpClient";

export const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, {
  httpClient: ledBy === "httpClient" ? new EmulatorClient() : undefined,
});
if (ledBy === "baseUrl") client.verify.baseUrl = url;

/** What the URLs in answers begin with. */
export const home = ledBy === "httpsProxy" ? "https://verify.twilio.com" : url;

export const serviceSid = TWILIO_VERIFY_SERVICE_SID;
export const service = client.verify.v2.services(serviceSid);
export const ada = service.entities("ada-lovelace");

// Cases of one file may share an emulator.
beforeEach(reset);

/** What makes Twilio's SDK throw: `[HTTP status, Twilio's code]`. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return [error.status, error.code];
  }
  throw new Error("nothing was thrown");
}

/** Ada's phone with the app, verified. */
export async function pushFactor() {
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
