// twilio-node, pointed at the emulator: with an HTTP client of our own, and with `baseUrl`.
import twilio from "twilio";

const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_VERIFY_SERVICE_SID, MFA_EMULATOR_URL } = process.env;

/** Sends what is meant for Twilio's hosts to the emulator. */
export class EmulatorClient extends twilio.RequestClient {
  request(options) {
    const url = new URL(options.uri);
    if (url.hostname.endsWith(".twilio.com")) options.uri = `${MFA_EMULATOR_URL}${url.pathname}${url.search}`;
    return super.request(options);
  }
}

export const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient: new EmulatorClient() });

export const plain = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN);
plain.verify.baseUrl = MFA_EMULATOR_URL;

export const service = client.verify.v2.services(TWILIO_VERIFY_SERVICE_SID);
export const ada = service.entities("ada-lovelace");

/** What makes Twilio's SDK throw: `[HTTP status, Twilio's code]`. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return [error.status, error.code];
  }
  throw new Error("nothing was thrown");
}
