// A stub of the editor's API: as much of it as vscode-languageclient and the extension use. Tests look into `stub`.
"use strict";
const { URL, pathToFileURL, fileURLToPath } = require("node:url");

class Disposable {
  constructor(call) {
    this.call = call;
  }
  dispose() {
    this.call?.();
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self, disposables) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      const disposable = new Disposable(() => this.listeners.delete(bound));
      disposables?.push(disposable);
      return disposable;
    };
  }
  fire(value) {
    return Promise.all([...this.listeners].map((listener) => listener(value)));
  }
  dispose() {
    this.listeners.clear();
  }
}

class Uri {
  constructor(scheme, path) {
    this.scheme = scheme;
    this.path = path;
    this.authority = this.query = this.fragment = "";
  }
  get fsPath() {
    return this.path;
  }
  toString() {
    return this.scheme === "file" ? pathToFileURL(this.path).href : `${this.scheme}:${this.path}`;
  }
  static from({ scheme, path }) {
    return new Uri(scheme, path);
  }
  static file(path) {
    return new Uri("file", path);
  }
  static parse(text) {
    const url = new URL(text);
    return url.protocol === "file:" ? Uri.file(fileURLToPath(url)) : new Uri(url.protocol.slice(0, -1), url.pathname);
  }
}

class Position {
  constructor(line, character) {
    this.line = line;
    this.character = character;
  }
}

class Range {
  constructor(a, b, c, d) {
    this.start = typeof a === "number" ? new Position(a, b) : a;
    this.end = typeof a === "number" ? new Position(c, d) : b;
  }
}

class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class CompletionItem {
  constructor(label, kind) {
    Object.assign(this, { label, kind });
  }
}

class CompletionList {
  constructor(items, isIncomplete) {
    Object.assign(this, { items, isIncomplete });
  }
}

class Hover {
  constructor(contents, range) {
    Object.assign(this, { contents, range });
  }
}

class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendCodeblock(text) {
    this.value += text;
  }
}

class CodeAction {
  constructor(title, kind) {
    Object.assign(this, { title, kind });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
  static Empty = new CodeActionKind("");
  static QuickFix = new CodeActionKind("quickfix");
}

class CodeLens {
  constructor(range, command) {
    Object.assign(this, { range, command });
  }
}

class TextEdit {
  constructor(range, newText) {
    Object.assign(this, { range, newText });
  }
}

class WorkspaceEdit {
  constructor() {
    this.edits = new Map();
  }
  set(uri, edits) {
    this.edits.set(uri.toString(), edits);
  }
}

class SnippetString {
  constructor(value) {
    this.value = value;
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  cancel() {}
  dispose() {}
}

// ---- What tests set and read ----

const stub = {
  settings: {}, // samgen.KEY
  diagnostics: new Map(), // by URI
  providers: {}, // by kind
  commands: new Map(),
  contentProviders: new Map(),
  executed: [], // commands that the editor itself would have
  errors: [],
  lines: [], // of the log
  documents: [],
};

const events = new Map();
function event(name) {
  if (!events.has(name)) {
    events.set(name, new EventEmitter());
  }
  return events.get(name).event;
}
stub.fire = (name, value) => events.get(name)?.fire(value);

class Document {
  constructor(path, text, languageId) {
    this.uri = Uri.file(path);
    this.fileName = path;
    this.languageId = languageId;
    this.version = 1;
    this.text = text;
    this.isClosed = false;
  }
  getText() {
    return this.text;
  }
}

stub.open = async (path, text, languageId = "yaml") => {
  const document = new Document(path, text, languageId);
  stub.documents.push(document);
  await stub.fire("onDidOpenTextDocument", document);
  return document;
};

// Replaces the whole text.
stub.change = async (document, text) => {
  document.text = text;
  document.version++;
  const range = new Range(0, 0, 1e6, 0);
  await stub.fire("onDidChangeTextDocument", {
    document,
    contentChanges: [{ range, rangeOffset: 0, rangeLength: 1e6, text }],
  });
};

const output = {
  name: "samgen",
  append: (text) => stub.lines.push(text),
  appendLine: (text) => stub.lines.push(text),
  replace() {},
  clear() {},
  show: () => (stub.shown = true),
  hide() {},
  dispose() {},
};

const languages = {
  createDiagnosticCollection: (name) => ({
    name,
    set: (uri, list) => stub.diagnostics.set(uri.toString(), list),
    delete: (uri) => stub.diagnostics.delete(uri.toString()),
    clear: () => stub.diagnostics.clear(),
    get: (uri) => stub.diagnostics.get(uri.toString()),
    dispose() {},
  }),
  match: (selector, document) =>
    [selector].flat().some((one) => one.language === document.languageId && one.scheme === document.uri.scheme) ? 10 : 0,
  onDidChangeDiagnostics: event("onDidChangeDiagnostics"),
};

const workspace = {
  get textDocuments() {
    return stub.documents;
  },
  workspaceFolders: undefined,
  notebookDocuments: [],
  getConfiguration: (section) => ({
    get: (key, initial) => stub.settings[`${section}.${key}`] ?? initial,
    has: () => false,
    inspect: () => undefined,
  }),
  registerTextDocumentContentProvider: (scheme, provider) => {
    stub.contentProviders.set(scheme, provider);
    return new Disposable();
  },
  createFileSystemWatcher: () => {
    const none = () => new Disposable();
    return { onDidCreate: none, onDidChange: none, onDidDelete: none, dispose() {} };
  },
  getWorkspaceFolder: () => undefined,
  applyEdit: async () => true,
};

const window = {
  createOutputChannel: () => output,
  showErrorMessage: async (text) => {
    stub.errors.push(text);
    return undefined;
  },
  visibleTextEditors: [],
  tabGroups: { all: [], onDidChangeTabs: event("onDidChangeTabs"), onDidChangeTabGroups: event("onDidChangeTabGroups") },
};

const commands = {
  registerCommand: (name, call) => {
    stub.commands.set(name, call);
    return new Disposable(() => stub.commands.delete(name));
  },
  executeCommand: async (name, ...args) => stub.executed.push([name, ...args]),
};

// Further on...: events; register...Provider: providers; names with a capital: classes and enums that nothing here depends on.
function open(own) {
  return new Proxy(own, {
    get(target, name) {
      if (name in target || typeof name !== "string") {
        return target[name];
      }
      if (/^on[A-Z]/.test(name)) {
        return event(name);
      }
      const provider = /^register(.*)Provider$/.exec(name);
      if (provider) {
        return (selector, given) => {
          stub.providers[provider[1]] = given;
          return new Disposable(() => delete stub.providers[provider[1]]);
        };
      }
      if (/^[A-Z]/.test(name)) {
        return (target[name] = class {});
      }
      return undefined;
    },
  });
}

module.exports = open({
  stub,
  version: "1.90.0",
  Disposable, EventEmitter, Uri, Position, Range, Location, Diagnostic, CompletionItem, CompletionList, Hover, MarkdownString,
  CodeAction, CodeActionKind, CodeLens, TextEdit, WorkspaceEdit, SnippetString, CancellationTokenSource,
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  CompletionItemKind: {}, CompletionItemTag: {}, SymbolKind: {}, SymbolTag: {}, CodeActionTriggerKind: {},
  CompletionTriggerKind: { Invoke: 0 }, InlineCompletionTriggerKind: {}, FoldingRangeKind: {},
  languages: open(languages), workspace: open(workspace), window: open(window), commands,
  env: { language: "en", appName: "stub", machineId: "m", onDidChangeTelemetryEnabled: event("telemetry") },
  extensions: { getExtension: () => undefined, onDidChange: event("extensions") },
  l10n: { t: (text) => text },
});
