// Worlds: switch, make, drop; snapshots by file.

import * as api from "./api.js";
import { button, copy, download, el, fill, report } from "./dom.js";
import { state } from "./store.js";

export function pageWorlds(main) {
  const list = el("div", { class: "cards" });
  const name = el("input", { required: true, placeholder: "staging", "aria-label": "Name of a new world" });
  const port = el("input", { type: "checkbox" });
  const add = el("form", { class: "tools", onsubmit: async (event) => {
    event.preventDefault();
    try { await api.post("worlds", { name: name.value.trim(), listen: port.checked }); name.value = ""; await load(); } catch (error) { report(error.message); }
  } }, name, el("label", {}, port, " with a port of its own"), el("button", { type: "submit", class: "good" }, "Make"));
  const file = el("input", { type: "file", class: "visually-hidden", accept: ".json,application/json", "aria-label": "Restore a snapshot from a file", onchange: async () => {
    try { await api.put("snapshot", await file.files[0].text()); report("restored"); } catch (error) { report(error.message); }
    file.value = "";
  } });
  fill(main, el("div", { class: "tools" }, el("h1", {}, "Worlds")), add, list,
    el("h2", {}, "This world"), el("p", { class: "acts" },
      button("Save a snapshot", save), button("Save an export", saveExport, { title: "A zip of the folder that the vendors' own tools read" }), el("label", { class: "file" }, "Restore a snapshot", file),
      button("Reset", async () => { await api.post("reset"); return "reset"; }, { class: "bad" })));

  async function load() {
    const { worlds } = await api.get("worlds");
    fill(list, worlds.map((one) => el("article", { class: `card ${one.name === state.world ? "chosen" : ""}` },
      el("header", {}, el("strong", {}, one.name), one.name === state.world && el("span", { class: "badge" }, "shown")),
      el("p", {}, el("code", {}, one.url)),
      el("p", { class: "acts" }, button("Show", () => show(one.name)), button("Copy URL", () => copy(one.url)),
        one.name !== "default" && button("Drop", async () => {
          await api.remove(`worlds/${api.seg(one.name)}`);
          if (one.name === state.world) show("");
          await load();
        }, { class: "bad" })))));
  }
  function show(chosen) {
    api.choose(chosen);
    location.hash = "#/home";
    location.reload();
  }
  load().catch((error) => report(error.message));
}

const shown = async () => state.world || (await api.get("health")).world; // it may not be loaded yet
const save = async () => download(await api.file("snapshot"), `${await shown()}.json`);
const saveExport = async () => download(await api.file("export"), `${await shown()}.zip`);
