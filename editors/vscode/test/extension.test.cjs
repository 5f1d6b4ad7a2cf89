// The extension, as it is packed, with a stub of the editor's API and the real server: SAMGEN names the program.
"use strict";
const assert = require("node:assert/strict");
const { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync, chmodSync, rmSync } = require("node:fs");
const Module = require("node:module");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");
const test = require("node:test");

const root = resolve(__dirname, "..");
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) =>
  name === "vscode" ? join(__dirname, "vscode.cjs") : resolveFilename(name, ...rest);
const vscode = require("vscode");
const { stub } = vscode;
const extension = require("../dist/extension.js");
const samgen = process.env.SAMGEN ?? resolve(root, "../../build/release/bin/samgen");

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      Policies:
        - Version: "2012-10-17"
          Statement: {Effect: Allow, Action: s3:GetObjekt, Resource: !Sub "\${Uploads.Arn}/*"}
`;
const LINE = TEMPLATE.split("\n").findIndex((line) => line.includes("Action"));
const context = { extensionPath: root, subscriptions: [] };
const token = new vscode.CancellationTokenSource().token;

async function until(what, condition) {
  for (let i = 0; i < 500; i++) {
    const value = condition();
    if (value) {
      return value;
    }
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`not seen within 5 seconds: ${what}`);
}

// The place after some words in the line of the statement.
function after(document, words) {
  const line = document.getText().split("\n")[LINE];
  return new vscode.Position(LINE, line.indexOf(words) + words.length);
}

const found = (document) => stub.diagnostics.get(document.uri.toString());

test("a template is served while it is written", async (t) => {
  stub.settings["samgen.path"] = samgen;
  await extension.activate(context);
  assert.deepEqual(stub.errors, []);
  const document = await stub.open("/project/template.yaml", TEMPLATE);

  await t.test("a finding appears", async () => {
    const [one] = await until("a finding", () => found(document)?.length && found(document));
    assert.equal(one.source, "samgen");
    assert.equal(one.severity, vscode.DiagnosticSeverity.Error);
    assert.match(one.message, /GetObject/);
    assert.equal(one.code.value, "SG301");
    assert.match(one.code.target.toString(), /^https:/);
  });

  await t.test("its fix is offered", async () => {
    const provider = stub.providers.CodeActions;
    const place = after(document, "s3:Get"), range = new vscode.Range(place, place);
    const actions = await provider.provideCodeActions(document, range, { diagnostics: [], triggerKind: 1 }, token);
    assert.equal(actions[0].title, "Replace with s3:GetObject");
    const [edit] = [...actions[0].edit.edits.values()][0];
    assert.equal(edit.newText, "s3:GetObject");
  });

  await t.test("it vanishes", async () => {
    await stub.change(document, TEMPLATE.replace("GetObjekt", "GetObject"));
    await until("no finding", () => found(document)?.length === 0);
  });

  await t.test("actions are proposed", async () => {
    await stub.change(document, TEMPLATE.replace("GetObjekt", "GetO"));
    const list = await stub.providers.CompletionItem.provideCompletionItems(
      document, after(document, "s3:GetO"), token, { triggerKind: 0 });
    assert.equal(list.items[0].label, "s3:GetObject");
    const resolved = await stub.providers.CompletionItem.resolveCompletionItem(list.items[0], token);
    assert.match(resolved.documentation.value, /Access level: Read/);
  });

  await t.test("an action is explained", async () => {
    await stub.change(document, TEMPLATE.replace("GetObjekt", "GetObject"));
    const hover = await stub.providers.Hover.provideHover(document, after(document, "s3:Get"), token);
    assert.match(hover.contents.value ?? hover.contents[0].value, /\*\*s3:GetObject\*\*/);
  });

  await t.test("a lens shows what a function may do", async () => {
    const [lens] = await stub.providers.CodeLens.provideCodeLenses(document, token);
    assert.equal(lens.command.title, "may do 4 things");
    await stub.commands.get(lens.command.command)(...lens.command.arguments);
    const [name, uri] = stub.executed.at(-1);
    assert.equal(name, "markdown.showPreviewToSide");
    const shown = stub.contentProviders.get(uri.scheme).provideTextDocumentContent(uri);
    assert.match(shown, /^## Fn/);
    stub.settings["samgen.codeLens"] = false;
    assert.deepEqual(await stub.providers.CodeLens.provideCodeLenses(document, token), []);
  });

  await t.test("definitions are found", async () => {
    const place = await stub.providers.Definition.provideDefinition(document, after(document, "${Up"), token);
    assert.equal([place].flat()[0].range.start.line, 2);
  });

  await t.test("other languages are left alone", async () => {
    const other = await stub.open("/project/app.py", TEMPLATE, "python");
    await stub.change(other, TEMPLATE);
    assert.equal(found(other), undefined);
  });

  await t.test("the server is started anew", async () => {
    await stub.commands.get("samgen.restart")();
    await until("findings of the new server", () => found(document) !== undefined);
    assert.deepEqual(stub.errors, []);
  });
  await extension.deactivate();
});

test("a program that is missing is said once, with the way out", async () => {
  stub.settings["samgen.path"] = "/nowhere/samgen";
  stub.errors.length = 0;
  await extension.activate({ extensionPath: root, subscriptions: [] });
  assert.equal(stub.errors.filter((text) => /install it, or set samgen.path/.test(text)).length, 1);
  await extension.deactivate();
});

test("nothing is started when it is switched off", async () => {
  stub.settings["samgen.enable"] = false;
  stub.errors.length = 0;
  await extension.activate({ extensionPath: root, subscriptions: [] });
  assert.deepEqual(stub.errors, []);
  await extension.deactivate();
});

test("the program is the setting's, the packed one, or that of the PATH", async () => {
  const { buildSync } = require("esbuild");
  const folder = mkdtempSync(join(tmpdir(), "samgen-"));
  try {
    buildSync({ entryPoints: [join(root, "src/program.ts")], outfile: join(folder, "program.cjs"), platform: "node",
                format: "cjs" });
    const { findProgram } = require(join(folder, "program.cjs"));
    assert.equal(findProgram("", folder), "samgen");
    assert.equal(findProgram("/x/samgen", folder), "/x/samgen");
    assert.match(findProgram("~/bin/samgen", folder), /^\/.*\/bin\/samgen$/);
    mkdirSync(join(folder, "server"));
    writeFileSync(join(folder, "server/samgen"), "");
    assert.equal(findProgram("", folder), "samgen"); // not a program yet
    chmodSync(join(folder, "server/samgen"), 0o755);
    assert.equal(findProgram("", folder), join(folder, "server/samgen"));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what package.json names is there", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const cmake = readFileSync(resolve(root, "../../CMakeLists.txt"), "utf8");
  assert.match(cmake, new RegExp(`project\\(samgen VERSION ${manifest.version} `));
  for (const { path } of manifest.contributes.snippets) {
    const snippets = JSON.parse(readFileSync(join(root, path), "utf8"));
    for (const snippet of Object.values(snippets)) {
      assert.ok(snippet.prefix && snippet.description && snippet.body.length);
    }
  }
  assert.ok(existsSync(join(root, manifest.icon)));
});
