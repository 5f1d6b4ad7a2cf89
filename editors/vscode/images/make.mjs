// Makes the pictures of the README: what the server answers, with its Markdown rendered, photographed by Chromium.
//
// usage: node images/make.mjs    (in editors/vscode; SAMGEN names the program, CHROMIUM the browser)
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marked } from "marked";

const HEAD = `Resources:
  Uploads:
    Type: AWS::S3::Bucket
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      Policies:
`;
const STATEMENT = `        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: @
              Resource: !Sub "\${Uploads.Arn}/*"
`;
const TRANSFORM = "Transform: AWS::Serverless-2016-10-31\n";

// ---- The server ----

const server = spawn(process.env.SAMGEN ?? "samgen", ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
let input = Buffer.alloc(0);
let last = 0;
const waiting = new Map();
let publish;
server.stdout.on("data", (bytes) => {
  input = Buffer.concat([input, bytes]);
  for (;;) {
    const header = /^Content-Length: (\d+)\r\n\r\n/.exec(input.subarray(0, 64).toString());
    const end = header && header[0].length + Number(header[1]);
    if (!header || input.length < end) {
      return;
    }
    const message = JSON.parse(input.subarray(header[0].length, end));
    input = input.subarray(end);
    if (message.method === "textDocument/publishDiagnostics") {
      publish?.(message.params.diagnostics);
    } else {
      waiting.get(message.id)?.(message.result);
    }
  }
});
const send = (message) => {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};
const ask = (method, params) =>
  new Promise((done) => {
    waiting.set(++last, done);
    send({ id: last, method, params });
  });
const open = (uri, text) =>
  new Promise((done) => {
    publish = done;
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  });
const after = (text, words) => {
  const before = text.slice(0, text.indexOf(words) + words.length);
  return { line: before.split("\n").length - 1, character: before.length - before.lastIndexOf("\n") - 1 };
};

// ---- Pictures ----

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const STYLE = `
  body { margin: 0; background: #1f1f1f; color: #ccc; font: 14px/1.45 sans-serif; width: 860px; }
  pre.editor { margin: 0; padding: 12px 16px; font: 14px/20px monospace; color: #d4d4d4; }
  .key { color: #9cdcfe } .mark { text-decoration: underline wavy #f14c4c }
  .box { margin: 0 0 14px 150px; width: 640px; background: #252526; border: 1px solid #454545; border-radius: 3px; }
  .text { padding: 4px 12px; border-top: 1px solid #454545; } .text:first-child { border: 0 }
  .item { padding: 2px 10px; font: 13px/18px monospace; display: flex; justify-content: space-between }
  .item:first-child { background: #04395e; color: #fff } .detail { color: #999 }
  code { font: 13px monospace; color: #ce9178 } .text p { margin: 6px 0 } .text ul { margin: 4px 0; padding-left: 20px }`;

function editor(text, from, to, mark) {
  const lines = text.split("\n").slice(from, to).map(escape).join("\n");
  const colored = lines.replace(/^( *(?:- )?)([A-Za-z0-9:]+)(?=:(?: |$))/gm, '$1<span class="key">$2</span>');
  return `<pre class="editor">${mark ? colored.replace(mark, `<span class="mark">${mark}</span>`) : colored}</pre>`;
}

function photograph(name, html, height) {
  const folder = mkdtempSync(join(tmpdir(), "samgen-"));
  const page = join(folder, "page.html");
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${html}`);
  execFileSync(process.env.CHROMIUM ?? "chromium", [
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", `--window-size=860,${height}`,
    `--screenshot=images/${name}.png`, page], { stdio: "ignore" });
  rmSync(folder, { recursive: true });
}

await ask("initialize", {
  capabilities: {
    textDocument: { hover: { contentFormat: ["markdown"] }, completion: { completionItem: { snippetSupport: true } } },
  },
});
send({ method: "initialized", params: {} });

let text = TRANSFORM + HEAD + STATEMENT.replace("@", "s3:GetObjekt");
const [found] = await open("file:///p/finding.yaml", text);
const fixes = await ask("textDocument/codeAction", {
  textDocument: { uri: "file:///p/finding.yaml" }, range: found.range, context: { diagnostics: [found] } });
photograph("finding", editor(text, 9, 15, "s3:GetObjekt") + `<div class="box">
  <div class="text">${escape(found.message)} <span class="detail">samgen(${found.code})</span></div>
  <div class="text">${fixes.map((fix) => `<code>${escape(fix.title)}</code>`).join("<br>")}</div></div>`, 220);

text = TRANSFORM + HEAD + STATEMENT.replace("@", "s3:GetO");
await open("file:///p/completion.yaml", text);
const list = await ask("textDocument/completion", {
  textDocument: { uri: "file:///p/completion.yaml" }, position: after(text, "s3:GetO") });
const item = await ask("completionItem/resolve", list.items[0]);
photograph("completion", editor(text, 9, 14) + `<div class="box">${list.items.slice(0, 6).map((one) =>
  `<div class="item"><span>${one.label}</span><span class="detail">${one.detail ?? ""}</span></div>`).join("")}</div>
  <div class="box"><div class="text">${marked.parse(item.documentation.value)}</div></div>`, 690);

text = TRANSFORM + HEAD + "        - S3ReadPolicy:\n            BucketName: !Ref Uploads\n";
await open("file:///p/hover.yaml", text);
const hover = await ask("textDocument/hover", {
  textDocument: { uri: "file:///p/hover.yaml" }, position: after(text, "- S3Read") });
photograph("hover", editor(text, 9, 12) + `<div class="box"><div class="text">${marked.parse(hover.contents.value)}</div></div>`, 270);

await ask("shutdown", null);
send({ method: "exit" });
