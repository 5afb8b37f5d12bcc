// The ribbon: what ends next, on a short axis from now to an hour ahead.

import { el, fill, span } from "./dom.js";
import { now, on, state } from "./store.js";

const AHEAD = 3600;
const MARKS = [[10, "10 s"], [60, "1 min"], [300, "5 min"], [900, "15 min"], [AHEAD, "1 h"]];

/** The place of an end on the axis, 0 to 1: half of it is the next minute. */
const place = (seconds) => Math.log1p(Math.max(0, seconds)) / Math.log1p(AHEAD);

export function showRibbon(ribbon) {
  let shaded = 0;
  const axis = el("ol", { class: "axis", "aria-label": "What ends next" });
  const next = el("p", { class: "next" });
  fill(ribbon, next, axis);

  function draw() {
    const at = now();
    const ahead = state.timeline.map((event) => ({ ...event, left: event.ends - at })).filter((event) => event.left > 0);
    const [first] = ahead;
    next.textContent = first ? `${named(first)} in ${span(first.left)}` : "Nothing ends soon: codes, sessions and tokens would stand here.";
    const near = ahead.filter((event) => event.left <= AHEAD);
    fill(axis,
      MARKS.map(([seconds, text]) => el("li", { class: "mark", "aria-hidden": "true", "data-at": place(seconds) }, text)),
      near.map((event) => el("li", {
        class: `tick ${event.left <= shaded ? "would-end" : ""}`, tabindex: 0, "data-at": place(event.left),
        title: `${named(event)} ends in ${span(event.left)}`, "aria-label": `${named(event)} ends in ${span(event.left)}`,
      })));
    for (const item of axis.children) item.style.setProperty("--at", item.dataset.at);
    const would = ahead.filter((event) => event.left <= shaded);
    if (shaded) next.textContent = would.length ? `That would end ${would.length}: ${would.slice(0, 3).map(named).join(", ")}${would.length > 3 ? " …" : ""}` : "That would end nothing.";
  }
  on(["timeline", "clock"], draw);
  document.addEventListener("mfa-shade", (event) => { shaded = event.detail; draw(); });
  setInterval(draw, 1000);
  draw();
}

const named = (event) => (event.subject ? `${event.what} of ${event.subject}` : event.what);
