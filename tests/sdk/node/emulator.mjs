// The emulator from a test's side: its clock, its inbox, and an authenticator app of our own.
import { createHmac } from "node:crypto";

export const url = process.env.MFA_EMULATOR_URL;
const control = `${url}/_mfa/v1`;

async function ask(path, body) {
  const method = body === undefined ? "GET" : "POST";
  const response = await fetch(`${control}${path}`, { method, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

export const advance = (delta) => ask("/clock", { advance: delta });

export const travel = (to) => ask("/clock", { travel: to });

/** The world as it began. */
export const reset = () => ask("/reset", {});

/** Ids of the operations that were called with success, each once. */
export async function operations(provider) {
  const { requests } = await ask(`/requests?provider=${provider}&limit=1000`);
  return new Set(requests.filter(({ status }) => status < 300).map(({ operation }) => operation));
}

/** The newest message to that number or address. */
export const latest = (to) => ask(`/messages/latest?to=${encodeURIComponent(to)}`);

/** RFC 6238 with SHA-1: the code that an authenticator app shows, `step` steps from now. */
export async function totp(secret, step = 0, { digits = 6, period = 30 } = {}) {
  const { epoch } = await ask("/clock");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(epoch / period) + step));
  const hash = createHmac("sha1", base32(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** A code that no step near now has. */
export async function wrongTotp(secret) {
  const numbers = [...Array(23).keys()];
  const near = await Promise.all(numbers.map((number) => totp(secret, number - 11)));
  return numbers.map((number) => String(number).padStart(6, "0")).find((code) => !near.includes(code));
}

function base32(text) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
