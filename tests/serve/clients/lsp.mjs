// The client library of VS Code types a policy into a template: completion, the finding, its fix, the hover.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter, InitializeRequest, InitializedNotification,
  DidOpenTextDocumentNotification, DidChangeTextDocumentNotification, PublishDiagnosticsNotification,
  CompletionRequest, CompletionResolveRequest, HoverRequest, CodeActionRequest, DefinitionRequest, ReferencesRequest,
  CodeLensRequest, ShutdownRequest, ExitNotification,
} = createRequire(import.meta.url)("vscode-languageserver-protocol/node");

const URI = "file:///project/template.yaml";
const HEAD = `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
`;
const TYPED = `      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: s3:GetObjekt
              Resource: !Sub "\${Uploads.Arn}/*"
`;

const server = spawn(process.env.SAMGEN, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
const published = [];
const waiting = [];
connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
  const next = waiting.shift();
  next ? next(params) : published.push(params);
});
connection.listen();
const diagnostics = () =>
  published.length ? Promise.resolve(published.shift()) : new Promise((done) => waiting.push(done));

const greeting = await connection.sendRequest(InitializeRequest.type, {
  processId: process.pid, rootUri: null, workspaceFolders: null,
  capabilities: {
    textDocument: {
      completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
      hover: { contentFormat: ["markdown"] },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    },
  },
});
assert.equal(greeting.capabilities.textDocumentSync.change, 2);
await connection.sendNotification(InitializedNotification.type, {});

let text = HEAD;
let version = 1;
await connection.sendNotification(DidOpenTextDocumentNotification.type, {
  textDocument: { uri: URI, languageId: "yaml", version, text },
});
assert.deepEqual((await diagnostics()).diagnostics, []);

const position = (offset) => {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length - 1, character: offset - before.lastIndexOf("\n") - 1 };
};

async function replace(start, end, by) {
  const range = { start: position(start), end: position(end) };
  text = text.slice(0, start) + by + text.slice(end);
  version++;
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: URI, version }, contentChanges: [{ range, text: by }],
  });
  const params = await diagnostics();
  assert.equal(params.version, version);
  return params.diagnostics;
}

const at = (words) => ({ textDocument: { uri: URI }, position: position(text.indexOf(words) + words.length) });

// The policy is typed letter by letter; the text is broken most of the time.
let found;
for (const letter of TYPED) {
  found = await replace(text.length, text.length, letter);
  if (text.endsWith("s3:GetO")) {
    const list = await connection.sendRequest(CompletionRequest.type, at("s3:GetO"));
    assert.equal(list.items[0].label, "s3:GetObject");
    assert.equal(list.items[0].textEdit.newText, "s3:GetObject");
    const resolved = await connection.sendRequest(CompletionResolveRequest.type, list.items[0]);
    assert.match(resolved.documentation.value, /Access level: Read/);
  }
}
assert.deepEqual(found.map((one) => one.code), ["SG301"]);

const [fix] = await connection.sendRequest(CodeActionRequest.type, {
  textDocument: { uri: URI }, range: found[0].range, context: { diagnostics: found },
});
const [edit] = fix.edit.changes[URI];
const start = text.indexOf("s3:GetObjekt");
assert.deepEqual(edit.range.start, position(start));
found = await replace(start, start + "s3:GetObjekt".length, edit.newText);
assert.deepEqual(found, []);

const hover = await connection.sendRequest(HoverRequest.type, at("Action: s3:Get"));
assert.equal(hover.contents.kind, "markdown");
assert.match(hover.contents.value, /\*\*s3:GetObject\*\*/);
const definition = await connection.sendRequest(DefinitionRequest.type, at("${Up"));
assert.equal(definition.range.start.line, 2);
const references = await connection.sendRequest(ReferencesRequest.type, {
  ...at("${Up"), context: { includeDeclaration: true } });
assert.equal(references.length, 2);
const [lens] = await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: URI } });
assert.equal(lens.command.title, "may do 4 things");

await connection.sendRequest(ShutdownRequest.type);
await connection.sendNotification(ExitNotification.type);
const code = await new Promise((done) => server.on("exit", done));
assert.equal(code, 0);
console.log("vscode-languageserver-protocol: 1 session");
