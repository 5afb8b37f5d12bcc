// Functions of an app: they tell the test what they are asked and told, and use the Admin SDK as an app's would.
const { initializeApp } = require("firebase-admin/app");
const { getAuth } = require("firebase-admin/auth");
const { user } = require("firebase-functions/v1/auth");
const {
  HttpsError, beforeEmailSent, beforeSmsSent, beforeUserCreated, beforeUserSignedIn, onUserCreated, onUserDeleted,
} = require("firebase-functions/v2/identity");

initializeApp();

const tell = (what, value) => fetch(process.env.TELL, { method: "POST", body: JSON.stringify([what, value]) });

exports.gate = beforeUserCreated((event) => {
  if (event.data.email?.endsWith("@evil.example")) throw new HttpsError("permission-denied", "not you");
  return { displayName: `${event.data.email} of ${event.additionalUserInfo.providerId ?? event.eventType}` };
});

exports.enter = beforeUserSignedIn(async (event) => {
  await getAuth().setCustomUserClaims(event.data.uid, { plan: "pro" });
  return { sessionClaims: { created: event.data.metadata.creationTime } };
});

exports.mail = beforeEmailSent(({ additionalUserInfo: { email }, emailType }) => {
  if (email.endsWith("@evil.example")) throw new HttpsError("permission-denied", `no ${emailType} for you`);
});

exports.text = beforeSmsSent(({ additionalUserInfo: { phoneNumber }, smsType }) => {
  throw new HttpsError("permission-denied", `no ${smsType} to ${phoneNumber}`);
});

exports.made = user().onCreate(({ uid, email, displayName }) => tell("created", [uid, email, displayName]));
exports.gone = user().onDelete(({ uid, email }) => tell("deleted", [uid, email]));
exports.madeToo = onUserCreated((event) => tell("created v2", [event.data.uid, event.data.email]));
exports.goneToo = onUserDeleted((event) => tell("deleted v2", [event.data.uid, event.data.email]));
