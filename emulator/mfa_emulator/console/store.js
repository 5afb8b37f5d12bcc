// What is known of the world that is shown, kept up to date by its events.

import * as api from "./api.js";

const MOST = 10000;

export const state = {
  connected: false,
  world: "",
  clock: null, // {now, epoch, mode, rate}, and `at`: when this page learned it
  messages: [],
  undelivered: [],
  challenges: [],
  authenticators: [],
  pasted: [], // apps by what was pasted in this tab
  requests: [],
  missed: 0,
  refused: 0, // since one looked
  timeline: [],
  pointers: [],
};

const listeners = new Map();

/** Call `listener` whenever one of these parts has changed, at most once a frame. */
export function on(parts, listener) {
  for (const part of parts) {
    if (!listeners.has(part)) listeners.set(part, new Set());
    listeners.get(part).add(listener);
  }
  return () => parts.forEach((part) => listeners.get(part).delete(listener));
}

const dirty = new Set();
let frame = 0;

export function changed(...parts) {
  parts.forEach((part) => dirty.add(part));
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    const called = new Set([...dirty].flatMap((part) => [...(listeners.get(part) ?? [])]));
    dirty.clear();
    called.forEach((listener) => listener());
  });
}

/** The world's time in seconds since the epoch, now. */
export function now() {
  const clock = state.clock;
  if (!clock) return Date.now() / 1000;
  if (clock.mode === "frozen") return clock.epoch;
  return clock.epoch + ((performance.now() - clock.at) / 1000) * clock.rate;
}

export function setClock(clock) {
  state.clock = { ...clock, at: performance.now() };
  changed("clock");
}

let waiting = null; // events that came while all was being loaded

/** Load all that is shown at the begin. Events that come meanwhile are taken over behind it, each once. */
export async function load() {
  const mine = (waiting = []);
  const [health, clock, messages, undelivered, challenges, requests, pointers] = await Promise.all([
    api.get("health"), api.get("clock"), api.all("messages", "messages"), api.get("messages/undelivered"),
    api.get("challenges"), api.get("requests?limit=200"), api.get("pointers"),
  ]);
  if (waiting !== mine) return; // another load has begun, of another world perhaps
  if (mine.some(({ event }) => event === "reset")) return load(); // what came may be from before and after it
  waiting = null;
  state.world = health.world;
  state.messages = messages;
  state.undelivered = undelivered.messages;
  state.challenges = challenges.challenges;
  state.requests = requests.requests;
  state.pointers = pointers.pointers;
  setClock(clock);
  changed("world", "messages", "challenges", "requests", "pointers");
  apply(mine.filter(isNew));
  await refreshDerived();
}

/** Whether what was loaded lacks this event. */
function isNew({ event, data }) {
  const list = { message: state.messages, request: state.requests }[event];
  return !list || data.number > (list.at(-1)?.number ?? 0);
}

let derived = null;
let again = false;

/** Fetch what follows from all else: the codes of authenticators, and what ends next. */
export function refreshDerived() {
  again = true; // what is under way may have begun before that which is to be shown
  derived ??= (async () => {
    try {
      while (again) {
        again = false;
        await fetchDerived();
      }
    } finally {
      derived = null;
    }
  })();
  return derived;
}

async function fetchDerived() {
  const [apps, line, pasted] = await Promise.all([
    api.all("authenticators", "authenticators"), api.get("timeline?limit=60"), Promise.all(sources().map(pastedApp)),
  ]);
  state.authenticators = apps.map((app) => ({ ...app, at: now() }));
  state.timeline = line.events.map((event) => ({ ...event, ends: Date.parse(event.at) / 1000 }));
  state.pasted = pasted.filter((app) => app && sources().includes(app.source));
  changed("authenticators", "timeline");
}

const sources = () => JSON.parse(sessionStorage.getItem("mfa-pasted") ?? "[]");
const keepSources = (texts) => sessionStorage.setItem("mfa-pasted", JSON.stringify(texts));
const read = async (source) => ({ ...await api.post("authenticators", { source }), source, at: now() });
const pastedApp = (source) => read(source).catch((error) => { if (error.status === 400) forget(source); });

/** Have an authenticator app by a secret, a URI or a vendor's answer. The emulator keeps nothing of it, this tab does. */
export async function paste(source) {
  const app = await read(source);
  keepSources([...new Set([...sources(), source])]);
  state.pasted = [...state.pasted.filter((one) => one.source !== source), app];
  changed("authenticators");
}

export function forget(source) {
  keepSources(sources().filter((one) => one !== source));
  state.pasted = state.pasted.filter((one) => one.source !== source);
  changed("authenticators");
}

let due = 0;

function refreshSoon() {
  due ||= setTimeout(() => { due = 0; refreshDerived().catch(() => {}); }, 250);
}

/** Take over a batch of events. */
export function apply(events) {
  if (waiting) { waiting.push(...events); return; }
  for (const { event, data } of events) {
    if (event === "message") {
      state.messages.push(data);
      state.undelivered = state.undelivered.filter((held) => held.id !== data.id);
    } else if (event === "undelivered") {
      state.undelivered = [...state.undelivered.filter((held) => held.id !== data.id), data];
    } else if (event === "challenge") {
      state.challenges = [...state.challenges.filter((one) => one.id !== data.id), ...(data.status === "gone" ? [] : [data])];
      changed("challenges");
    } else if (event === "request") {
      state.requests.push(data);
      if (data.status >= 400) state.refused += 1;
      changed("requests");
    } else if (event === "clock") setClock(data);
    else if (event === "missed") { state.missed += data.count; changed("requests"); }
    else if (event === "reset") {
      Object.assign(state, { messages: [], undelivered: [], challenges: [], requests: [], refused: 0, missed: 0 });
      api.get("clock").then(setClock).catch(() => {});
      changed("challenges", "requests");
    }
  }
  changed("messages");
  for (const list of [state.messages, state.requests]) if (list.length > MOST) list.splice(0, list.length - MOST);
  refreshSoon();
}

let reading = null;

/** Stay connected: load, then read events; begin again whenever that ends. */
export async function connect(askToken) {
  reading?.abort();
  const mine = (reading = new AbortController());
  let last = null;
  while (!mine.signal.aborted) {
    const stream = new AbortController();
    try {
      await api.watch(last, AbortSignal.any([mine.signal, stream.signal]), () => {
        state.connected = true;
        changed("connected");
        if (last === null) load().catch(() => stream.abort());
      }, (events) => {
        last = events.findLast((event) => event.id)?.id ?? last ?? "";
        apply(events);
      });
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error.status === 401) { await askToken(); continue; }
      if (error.status === 404 && api.world) { api.choose(""); last = null; continue; } // the world was dropped
    }
    if (mine.signal.aborted) return;
    state.connected = false;
    changed("connected");
    last = null; // a server that came back may be another one
    await new Promise((wake) => setTimeout(wake, 1000));
  }
}
