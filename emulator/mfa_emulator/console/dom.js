// Elements, made of names and texts. Nothing from outside is ever read as HTML.

/** An element: `el("p", {class: "note", onclick: f}, "text", child)`. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.startsWith("aria-") && typeof value === "boolean") element.setAttribute(key, String(value));
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put new children in the place of the old ones. Those that are there already stay where they are, with their focus. */
export function fill(element, ...children) {
  const wanted = children.flat().filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(child)));
  const staying = new Set(wanted);
  for (const child of [...element.childNodes]) if (!staying.has(child)) child.remove();
  wanted.forEach((child, at) => { if (element.childNodes[at] !== child) element.insertBefore(child, element.childNodes[at] ?? null); });
  return element;
}

/** A maker of elements by key that makes each once, so that nothing is exchanged under the pointer or the focus. */
export function remembered(make) {
  let known = new Map();
  return (items, keyOf) => {
    const next = new Map();
    for (const item of items) next.set(keyOf(item), known.get(keyOf(item)) ?? make(item));
    known = next;
    return [...next.values()];
  };
}

/** A button that says what it has done, in its place. */
export function button(text, act, attributes = {}) {
  const made = el("button", { type: "button", ...attributes, onclick: async (event) => {
    event.stopPropagation();
    try {
      const done = await act();
      if (typeof done === "string") flash(made, done);
    } catch (error) {
      flash(made, "failed");
      say(error.message);
      report(error.message);
    }
  } }, text);
  return made;
}

function flash(target, text) {
  if (target.dataset.text === undefined) target.dataset.text = target.textContent;
  target.textContent = text;
  say(text);
  setTimeout(() => { target.textContent = target.dataset.text; }, 1200);
}

/** Tell those who listen rather than look. */
export function say(text) {
  document.getElementById("said").textContent = text;
}

/** Show why something did not work, for a while. */
export function report(text) {
  const note = el("p", { class: "toast", role: "alert" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 6000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { class: "visually-hidden" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy"); // pages of other machines have no clipboard without TLS
    field.remove();
  }
  return "copied";
}

/** Give a file to the browser, to be saved under that name. */
export function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
  return "saved";
}

/** A code in groups that people read: 123 456. */
export function grouped(code) {
  const half = /^\d+$/.test(code) && code.length > 4 ? Math.ceil(code.length / 2) : code.length;
  return half === code.length ? code : `${code.slice(0, half)} ${code.slice(half)}`;
}

/** An instant as UTC, with the local time on hover. */
export function instant(text) {
  const at = new Date(text);
  return el("time", { datetime: text, title: `${at.toLocaleString()} here` }, text.slice(11, 19));
}

/** Seconds as people say them: 9:12, 1:02:03, 2 d 4 h. */
export function span(seconds) {
  const left = Math.max(0, Math.round(seconds));
  if (left >= 172800) return `${Math.floor(left / 86400)} d ${Math.floor((left % 86400) / 3600)} h`;
  const two = (number) => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60), left % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
