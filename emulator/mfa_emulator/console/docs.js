// The manual of this version, and the lines that point SDKs here.

import { el, fill, report } from "./dom.js";
import { showPointers } from "./pointers.js";
import { on } from "./store.js";

export function pageDocs(main, [topic = ""]) {
  const box = el("div", { class: "empty" });
  const nav = el("nav", { class: "topics", "aria-label": "Topics" });
  const page = el("article", { class: "manual" });
  fill(main, el("h1", {}, "Docs"), box, el("div", { class: "book" }, nav, page));
  showPointers(box);
  (async () => {
    const start = await manual("start");
    const topics = [["start", "Start"], ...[...start.matchAll(/\[([^\]]+)\]\(([a-z-]+)\.md\) \|$/gm)].map((found) => [found[2], found[1]])];
    const shown = topic || "start";
    fill(nav, topics.map(([name, title]) => el("a", { href: `#/docs/${name}`, "aria-current": name === shown ? "page" : null }, title.replaceAll("`", ""))));
    fill(page, rendered(shown === "start" ? start : await manual(shown)));
  })().catch((error) => report(error.message));
  return on(["pointers"], () => showPointers(box));
}

async function manual(topic) {
  const answer = await fetch(`manual/${encodeURIComponent(topic)}.md`);
  if (!answer.ok) throw new Error(`The manual has no page ${topic}.`);
  return answer.text();
}

/** The little of Markdown that the manual uses, as elements. */
export function rendered(text) {
  const blocks = [];
  const lines = text.split("\n");
  while (lines.length) {
    const line = lines.shift();
    if (line.startsWith("```")) {
      const code = [];
      while (lines.length && !lines[0].startsWith("```")) code.push(lines.shift());
      lines.shift();
      blocks.push(el("pre", { tabindex: 0 }, el("code", {}, code.join("\n"))));
    } else if (/^#{1,4} /.test(line)) {
      const level = line.indexOf(" ");
      blocks.push(el(`h${level + 1}`, {}, spans(line.slice(level + 1))));
    } else if (/^\|/.test(line)) {
      const rows = [line];
      while (lines[0]?.startsWith("|")) rows.push(lines.shift());
      const cells = rows.filter((row) => !/^[|\s:-]+$/.test(row)).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
      blocks.push(el("div", { class: "wide", tabindex: 0 }, el("table", {}, cells.map((row, at) => el("tr", {}, row.map((cell) => el(at ? "td" : "th", {}, spans(cell))))))));
    } else if (/^\s*[-*] /.test(line)) {
      const items = [line];
      while (lines.length && /^(\s*[-*] |\s{2,}\S)/.test(lines[0])) {
        if (/^\s*[-*] /.test(lines[0])) items.push(lines.shift());
        else items[items.length - 1] += ` ${lines.shift().trim()}`;
      }
      blocks.push(el("ul", {}, items.map((item) => el("li", {}, spans(item.replace(/^\s*[-*] /, ""))))));
    } else if (line.startsWith("<!--") || !line.trim()) continue;
    else {
      const words = [line];
      while (lines.length && lines[0].trim() && !/^(#|```|\||\s*[-*] |<!--)/.test(lines[0])) words.push(lines.shift());
      blocks.push(el("p", {}, spans(words.join(" "))));
    }
  }
  return blocks;
}

function spans(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((part) => {
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    const link = part.match(/^\[([^\]]+)\]\(([^)]+)\)$/);
    if (!link) return part;
    const topic = link[2].match(/^([a-z-]+)\.md/);
    if (topic) return el("a", { href: `#/docs/${topic[1]}` }, link[1].replaceAll("`", ""));
    return /^https?:/.test(link[2]) ? el("a", { href: link[2], rel: "noreferrer" }, link[1]) : link[1];
  });
}
