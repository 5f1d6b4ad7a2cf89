"""A client of `samgen lsp` and `samgen mcp` that waits for each answer: what the tests here speak with."""
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMGEN = os.environ.get("SAMGEN", str(ROOT / "build/release/bin/samgen"))

# What an editor such as VS Code says that it can do.
MODERN = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {"completionItem": {"snippetSupport": True, "insertTextModeSupport": {"valueSet": [1, 2]}}},
    },
}


def start(command, **options):
    return subprocess.Popen([SAMGEN, command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)


def framed(message):
    """A message as LSP sends it; bytes are taken as they are."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def split(text):
    """The messages in what the server wrote."""
    messages = []
    while text:
        head, text = text.split(b"\r\n\r\n", 1)
        length = int(head.split(b":")[1])
        messages.append(json.loads(text[:length]))
        text = text[length:]
    return messages


class Editor:
    """`uri` is the document that was opened last."""

    def __init__(self, capabilities=None, folders=(), root=None):
        self.process = start("lsp")
        self.last_id = 0
        self.version = 0
        self.others = []  # what came while an answer was waited for
        workspace = [{"uri": uri, "name": "test"} for uri in folders] or None
        self.greeting = self.request("initialize", {
            "processId": None, "rootUri": root, "workspaceFolders": workspace, "capabilities": capabilities or {}})
        self.notify("initialized", {})

    def send(self, message):
        self.process.stdin.write(framed({"jsonrpc": "2.0", **message}))
        self.process.stdin.flush()

    def receive(self):
        length = None
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                raise EOFError("the server ended")
            name, value = line.split(b":")
            assert name == b"Content-Length", line
            length = int(value)
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def answer(self, method, params):
        """The whole answer, with its result or error."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last_id and "method" not in message:
                return message
            self.others.append(message)

    def request(self, method, params):
        answer = self.answer(method, params)
        assert "result" in answer, answer
        return answer["result"]

    def diagnostics(self):
        """Those that are published next."""
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                assert message["params"].get("version") in (None, self.version), message
                return message["params"]["diagnostics"]
            self.others.append(message)

    def open(self, uri, text):
        self.uri = uri
        self.version = 1
        self.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return self.diagnostics()

    def change(self, *changes):
        """Each change is a text, or (start, end, text) with places (line, character)."""
        self.version += 1
        content = [{"text": c} if isinstance(c, str) else
                   {"range": {"start": place(c[0]), "end": place(c[1])}, "text": c[2]} for c in changes]
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": content})

    def close(self):
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})
        return self.diagnostics()

    def at(self, method, where, **more):
        return self.request("textDocument/" + method, {
            "textDocument": {"uri": self.uri}, "position": place(where), **more})

    def actions(self, start, end, **context):
        return self.request("textDocument/codeAction", {
            "textDocument": {"uri": self.uri}, "range": {"start": place(start), "end": place(end)},
            "context": {"diagnostics": [], **context}})

    def end(self):
        assert self.request("shutdown", None) is None
        self.notify("exit", None)
        return self.process.wait()


def place(where):
    return {"line": where[0], "character": where[1]}


def spot(text):
    """The text without its first '|', and the place of it."""
    before, after = text.split("|", 1)
    return before + after, (before.count("\n"), len(before) - before.rfind("\n") - 1)


def applied(text, edits):
    """The text after edits of the protocol, of a text whose characters are all of the first plane."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(p):
        return starts[p["line"]] + p["character"]

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        text = text[:offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]):]
    return text


class Agent:
    def __init__(self, version="2025-06-18", **options):
        self.process = start("mcp", **options)
        self.last_id = 0
        self.greeting = self.request("initialize", {
            "protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}})
        self.send({"method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self, method, params=None):
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params or {}})
        answer = json.loads(self.process.stdout.readline())
        assert answer["id"] == self.last_id, answer
        return answer

    def request(self, method, params=None):
        answer = self.answer(method, params)
        assert "result" in answer, answer
        return answer["result"]

    def call(self, name, **arguments):
        return self.request("tools/call", {"name": name, "arguments": arguments})

    def end(self):
        self.process.stdin.close()
        return self.process.wait()
