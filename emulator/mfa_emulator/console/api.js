// The control API: calls, and the stream of events.

const base = new URL("v1/", new URL("./", document.baseURI));

export class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/** The world that is shown. Empty: that of this address. */
export let world = sessionStorage.getItem("mfa-world") ?? "";

export function choose(name) {
  world = name;
  sessionStorage.setItem("mfa-world", name);
}

function headers(more = {}) {
  const token = sessionStorage.getItem("mfa-token");
  return { ...(world ? { "X-MFA-World": world } : {}), ...(token ? { "X-MFA-Token": token } : {}), ...more };
}

export function keepToken(token) {
  sessionStorage.setItem("mfa-token", token);
}

async function answer(method, path, body) {
  const given = await fetch(new URL(path, base), {
    method,
    headers: headers(body === undefined ? {} : { "Content-Type": "application/json" }),
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  if (given.ok) return given;
  const data = await given.json().catch(() => null);
  throw new Refused(given.status, data?.error?.message ?? `HTTP ${given.status}`);
}

async function call(method, path, body) {
  const given = await answer(method, path, body);
  return given.headers.get("content-type")?.includes("json") ? given.json() : given.text();
}

/** An answer as it is, to be saved as a file. */
export const file = async (path) => (await answer("GET", path)).blob();
export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const put = (path, body) => call("PUT", path, body);
export const remove = (path) => call("DELETE", path);
/** All of a list, page by page. */
export async function all(path, name) {
  const found = [];
  for (let after = 0, more = true; more;) {
    const page = await get(`${path}?limit=1000&after=${after}`);
    found.push(...page[name]);
    ({ cursor: after, more } = page);
  }
  return found;
}

export const seg = encodeURIComponent;

/**
 * Read events until the stream ends. By fetch and not by EventSource, which sends no headers: a token would have to
 * stand in the address.
 */
export async function watch(last, signal, opened, onEvent) {
  const answer = await fetch(new URL("events", base), {
    headers: headers(last === null ? {} : { "Last-Event-ID": last }),
    signal,
    cache: "no-store",
  });
  if (!answer.ok) {
    const data = await answer.json().catch(() => null);
    throw new Refused(answer.status, data?.error?.message ?? `HTTP ${answer.status}`);
  }
  opened();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const frames = text.split("\n\n");
    text = frames.pop();
    const events = frames.map(parsed).filter((event) => event.event);
    if (events.length) onEvent(events);
  }
}

function parsed(frame) {
  const event = {};
  for (const line of frame.split("\n")) {
    const at = line.indexOf(": ");
    if (at > 0) event[line.slice(0, at)] = line.slice(at + 2);
  }
  if (event.data) event.data = JSON.parse(event.data);
  return event;
}
