// Asks yaml-language-server what it says of a file: its problems, and what it would complete at each given place.
// node ask.mjs FILE [LINE:COLUMN…] prints {"problems": […], "completions": [[…], …]}.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [file, ...places] = process.argv.slice(2);
const uri = pathToFileURL(file).href;
const entry = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
const server = spawn(process.execPath, [entry, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const answers = new Map();
let heard = Buffer.alloc(0), number = 0, told;
const problems = new Promise((resolve) => { told = resolve; });

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function ask(method, params) {
  number += 1;
  send({ id: number, method, params });
  return new Promise((resolve) => answers.set(number, resolve));
}

function take(message) {
  if (message.method === "workspace/configuration") {
    // Nothing but the file's own first line names a schema.
    send({ id: message.id, result: message.params.items.map((item) => item.section === "yaml" ? { validate: true, completion: true, schemaStore: { enable: false } } : null) });
  } else if (message.method && message.id !== undefined) send({ id: message.id, result: null });
  else if (message.method === "textDocument/publishDiagnostics") told(message.params.diagnostics);
  else if (answers.has(message.id)) answers.get(message.id)(message.result);
}

server.stdout.on("data", (data) => {
  heard = Buffer.concat([heard, data]);
  for (;;) {
    const end = heard.indexOf("\r\n\r\n");
    const length = end < 0 ? 0 : Number(/Content-Length: (\d+)/i.exec(heard.subarray(0, end))[1]);
    if (end < 0 || heard.length < end + 4 + length) return;
    const body = heard.subarray(end + 4, end + 4 + length).toString();
    heard = heard.subarray(end + 4 + length);
    take(JSON.parse(body));
  }
});

await ask("initialize", { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } });
send({ method: "initialized", params: {} });
send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text: readFileSync(file, "utf8") } } });
const found = (await problems).map((one) => ({ line: one.range.start.line + 1, text: one.message }));
const completions = [];
for (const place of places) {
  const [line, character] = place.split(":").map(Number);
  const list = await ask("textDocument/completion", { textDocument: { uri }, position: { line: line - 1, character } });
  completions.push((list?.items ?? list ?? []).map((item) => item.label));
}
console.log(JSON.stringify({ problems: found, completions }));
server.kill();
process.exit(0);
