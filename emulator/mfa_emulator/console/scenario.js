// A request of the journal as a scenario of one step, as `mfa-emulator run` takes it.

const MASK = "***"; // stands in the journal in the place of a secret

/** The scenario of a request, by the row of its operation. Masked values are vars, to be filled in. */
export function scenario(one, operation) {
  const secrets = new Map();
  const known = new Set(Object.keys(operation?.fields ?? {}));
  const [path, query] = one.path.split(/\?(.*)/s);
  const body = one.request && typeof one.request === "object" && !Array.isArray(one.request) ? one.request : {};
  const beside = Object.fromEntries([...new URLSearchParams(query ?? "")].filter(([name, value]) => known.has(name) || value !== MASK));
  const inQuery = one.method === "GET" || one.method === "DELETE";
  const fields = { ...inPath(operation?.path ?? "", path), ...body, ...(inQuery ? beside : {}) };
  const call = [`  - call: ${one.operation}`];
  if (Object.keys(fields).length) call.push(`    with: ${yaml(filledIn(fields, "", secrets))}`);
  if (!inQuery && Object.keys(beside).length) call.push(`    query: ${yaml(filledIn(beside, "", secrets))}`);
  call.push("    expect:", `      status: ${one.status}`);
  if (one.status >= 400 && one.response && !JSON.stringify(one.response).includes(MASK)) call.push(`      body: ${yaml(filledIn(one.response, "", secrets))}`);
  const vars = [...secrets.keys()].map((name) => `  ${name}: ""  # the journal shows no secrets: fill it in`);
  return `${[`scenario: ${yaml(`${one.operation} answers ${one.status}`)}`, `provider: ${one.provider}`, ...(vars.length ? ["vars:", ...vars] : []), "steps:", ...call].join("\n")}\n`;
}

/** The parameters in a path, whatever stands in front of it: a vendor's host name, or a world. */
function inPath(template, path) {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map((found) => found[1].replace(/=.*/, ""));
  const escaped = template.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  const found = path.match(new RegExp(`${escaped.join("([^/]+?)")}$`));
  return found ? Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1])])) : {};
}

/** The value with `${name}` for each masked text, and with other texts that look like such names as texts. */
function filledIn(value, name, secrets) {
  if (Array.isArray(value)) return value.map((item) => filledIn(item, name, secrets));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, key, secrets)]));
  if (value === MASK) return `\${${named(name, secrets)}}`;
  return typeof value === "string" ? value.replaceAll("${", () => "$${") : value;
}

function named(field, secrets) {
  const name = field.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/\W+/g, "_").replace(/^(?=\d)|^$/, "_").toLowerCase();
  secrets.set(name, field);
  return name;
}

/** JSON that YAML reads as the same: what it takes for the end of a line is escaped. */
const yaml = (value) => JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
