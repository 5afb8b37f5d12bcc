// The Firebase JS SDK on an emulator, and the steps that its tests share.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { advance, latest, totp, url } from "./emulator.mjs";

const require = createRequire(import.meta.url);
const { initializeApp } = require("firebase/app");
// The SDK's build for Node refuses phone numbers, so these tests take the one that browsers get.
const sdk = require("./node_modules/@firebase/auth/dist/browser-cjs/index.js");
export default sdk;

/** Stands in for the reCAPTCHA widget of a web page, as an app's own verifier would. */
const verifier = { type: "recaptcha", verify: async () => "solved", _reset() {} };

export const auth = newAuth("first");
export const email = "ada@example.com";
export const password = "secret-1";

/** Another device: an app with nobody signed in. */
export function newAuth(name) {
  const app = initializeApp({ apiKey: "any" }, name);
  const auth = sdk.initializeAuth(app, { persistence: sdk.inMemoryPersistence });
  sdk.connectAuthEmulator(auth, url, { disableWarnings: true });
  return auth;
}

export async function signUp() {
  return (await sdk.createUserWithEmailAndPassword(auth, email, password)).user;
}

/** A new user whose e-mail is verified by the mailed link. */
export async function verifiedUser() {
  const user = await signUp();
  await sdk.sendEmailVerification(user);
  await sdk.applyActionCode(auth, (await latest(email)).code);
  await user.reload();
  await user.getIdToken(true);
  return user;
}

/** A new TOTP secret for the user, not confirmed yet. */
export async function newSecret(user) {
  return sdk.TotpMultiFactorGenerator.generateSecret(await sdk.multiFactor(user).getSession());
}

export function enrolWith(user, secret, code, name = "authenticator") {
  return sdk.multiFactor(user).enroll(sdk.TotpMultiFactorGenerator.assertionForEnrollment(secret, code), name);
}

/** Enrols TOTP, waits for the next step so that a fresh code is there, and returns the shared secret. */
export async function enrolTotp(user) {
  const secret = await newSecret(user);
  await enrolWith(user, secret, await totp(secret.secretKey));
  await advance("30s");
  return secret.secretKey;
}

/** Asks for a text message and returns its verification id. */
export const sendCode = (options, from = auth) => new sdk.PhoneAuthProvider(from).verifyPhoneNumber(options, verifier);

export const phoneAssertion = (verificationId, code) =>
  sdk.PhoneMultiFactorGenerator.assertion(sdk.PhoneAuthProvider.credential(verificationId, code));

export async function enrolPhone(user, phoneNumber, name) {
  const session = await sdk.multiFactor(user).getSession();
  const verificationId = await sendCode({ phoneNumber, session });
  await sdk.multiFactor(user).enroll(phoneAssertion(verificationId, (await latest(phoneNumber)).code), name);
}

export const signIn = (from = auth) => sdk.signInWithEmailAndPassword(from, email, password);

/** The first factor: the resolver that waits for the second one. */
export async function firstFactor(from = auth) {
  const error = await failure(signIn(from));
  if (error?.code !== "auth/multi-factor-auth-required") throw error ?? new Error("no second factor was asked for");
  return sdk.getMultiFactorResolver(from, error);
}

/** The second factor, by a TOTP code. */
export const secondFactor = (resolver, code, hint = resolver.hints[0]) =>
  resolver.resolveSignIn(sdk.TotpMultiFactorGenerator.assertionForSignIn(hint.uid, code));

/** What the promise is rejected with, or nothing. */
export const failure = (promise) => promise.then(() => undefined, (error) => error);

/** Checks that the SDK rejects with that error code. */
export const refused = async (promise, code) => assert.equal((await failure(promise))?.code, code);

/** The `firebase` claim of a user's ID token. */
export const firebaseClaim = async (user) => (await user.getIdTokenResult()).claims.firebase;
