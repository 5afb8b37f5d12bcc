// The first page: the phone, and what happened.

import { el, fill } from "./dom.js";
import { showJournal } from "./journal.js";
import { showPhone } from "./phone.js";

export function pageHome(main) {
  const phone = el("section", { class: "phone", "aria-label": "Phone" });
  const journal = el("section", { class: "journal", "aria-label": "Requests" });
  const tab = (name, text) => el("button", { type: "button", role: "tab", "aria-selected": name === "phone", onclick: () => select(name) }, text);
  const tabs = el("div", { class: "tabs", role: "tablist" }, tab("phone", "Phone"), tab("journal", "Requests"));
  function select(name) {
    main.dataset.tab = name;
    [...tabs.children].forEach((one, index) => one.setAttribute("aria-selected", ["phone", "journal"][index] === name));
  }
  fill(main, el("h1", { class: "visually-hidden" }, "Phone and requests"), tabs, phone, journal);
  select("phone");
  const ends = [showPhone(phone), showJournal(journal)];
  return () => ends.forEach((end) => end());
}
