// What the official emulator has, after an import: its accounts, and whether some of them can sign in.
const base = `http://${process.env.FIREBASE_AUTH_EMULATOR_HOST}/identitytoolkit.googleapis.com/v1`;

async function users(tenant = "") {
  const url = `${base}/projects/demo-project${tenant}/accounts:batchGet?maxResults=-1`;
  return (await (await fetch(url, { headers: { Authorization: "Bearer owner" } })).json()).users ?? [];
}
async function signIn(email, password, tenantId) {
  const answer = await fetch(`${base}/accounts:signInWithPassword?key=any`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password, tenantId, returnSecureToken: true }),
  });
  const { idToken, mfaInfo, error } = await answer.json();
  return error?.message ?? (idToken ? "in" : mfaInfo[0].phoneInfo);
}
const found = {
  users: await users(),
  tenant: await users("/tenants/acme"),
  ada: await signIn("ada@example.com", "secret-1"),
  totp: await signIn("totp@example.com", "secret-1"),
  tess: await signIn("tess@example.com", "secret-3", "acme"),
};
(await import("node:fs")).writeFileSync(process.env.FOUND, JSON.stringify(found));
