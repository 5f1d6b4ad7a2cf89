"""What is no protocol gets an error as an answer, or a clean end."""
import json
import subprocess

from client import Agent, Editor, framed, split, start

HELLO = framed({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
GOODBYE = framed({"jsonrpc": "2.0", "id": 9, "method": "shutdown"}) + framed({"jsonrpc": "2.0", "method": "exit"})


def told(text, status, command="lsp"):
    """What the server answers to a whole input."""
    process = start(command, stderr=subprocess.PIPE)
    out, err = process.communicate(text, timeout=60)
    assert process.returncode == status, (text[:100], process.returncode, out[:300], err)
    assert err == b"", err
    return [json.loads(line) for line in out.splitlines()] if command == "mcp" else split(out)


def codes(messages):
    return [message["error"]["code"] for message in messages if "error" in message]


# Without headers that say a length, no next message can be found: an error without id, then the end.
for text, status in [
        (b"", 1),
        (b"hello", 2),
        (b"hello\r\n\r\n", 2),
        (b"Content-Type: x\r\n\r\n{}", 2),
        (b"Content-Length: \r\n\r\n{}", 2),
        (b"Content-Length: -5\r\n\r\n{}", 2),
        (b"Content-Length: 5x\r\n\r\n{}", 2),
        (b"Content-Length: 99999999999999999999999999\r\n\r\n{}", 2),
        (b"Content-Length: 33554433\r\n\r\n{}", 2),
        (b"Content-Length: 100\r\n\r\n{}", 2),
        (b"x" * 100000, 2),
        (b"\0" * 5000, 2)]:
    messages = told(text, status)
    assert codes(messages) == ([-32700] if status == 2 else []), (text[:50], messages)
    assert all(message["id"] is None for message in messages)

# A message that is no request gets an error, and the next one is read.
for body, code in [
        (b"", -32700), (b"{", -32700), (b"\xff", -32700), (b"nul", -32700), (b"[]", -32600), (b"3", -32600),
        (b'"x"', -32600), (b"{}", -32600), (b'{"id": 1}', -32600), (b'{"id": 1, "method": 3}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "x/y"}', -32002), (b"[" * 100000, -32700)]:
    messages = told(framed(body) + HELLO + GOODBYE, 0)
    assert codes(messages) == [code], (body[:50], messages)

# Unknown methods and wrong parameters of a request; notifications get no answer.
wrong = b""
for number, (method, params) in enumerate([
        ("x/y", {}), ("initialize", {}), ("textDocument/hover", None), ("textDocument/hover", []),
        ("textDocument/hover", {"textDocument": {"uri": 3}}), ("textDocument/hover", {"textDocument": {"uri": "file:///no"}}),
        ("textDocument/completion", {"textDocument": {"uri": "u"}, "position": {"line": 0}}),
        ("textDocument/completion", {"textDocument": {"uri": "u"}, "position": {"line": -1, "character": 0}}),
        ("textDocument/completion", {"textDocument": {"uri": "u"}, "position": {"line": 1e30, "character": 0}}),
        ("textDocument/codeAction", {"textDocument": {"uri": "u"}}), ("completionItem/resolve", 3),
        ("workspace/executeCommand", {"command": "rm"}), ("textDocument/didOpen", {}), ("$/x", {})]):
    wrong += framed({"jsonrpc": "2.0", "id": number + 100, "method": method, "params": params})
notes = b""
for method, params in [
        ("x/y", {}), ("textDocument/didOpen", None), ("textDocument/didOpen", {"textDocument": {"uri": "v"}}),
        ("textDocument/didChange", {"textDocument": {"uri": "w"}, "contentChanges": 3}), ("initialized", 7),
        ("textDocument/didClose", {"textDocument": {"uri": "w"}}), ("$/cancelRequest", {"id": 7}),
        ("workspace/didChangeWorkspaceFolders", {"event": {"added": [3, {"uri": 4}], "removed": 5}})]:
    notes += framed({"jsonrpc": "2.0", "method": method, "params": params})
opened = framed({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
    "textDocument": {"uri": "u", "text": "Resources: {}\n"}}})
messages = told(HELLO + opened + wrong + notes + GOODBYE, 0)
answers = {message["id"]: message for message in messages if message.get("id", 0) and message["id"] >= 100}
assert len(answers) == 14 and all("error" in answer for answer in answers.values()), answers
assert answers[100]["error"]["code"] == -32601 and answers[102]["error"]["code"] == -32602, answers
assert not [message for message in messages if message.get("method", "x") not in ("x", "textDocument/publishDiagnostics")]

# Places beyond the text are its end; a far jump is no crash.
far = {"line": 2 ** 40, "character": 2 ** 40}
editor = Editor()
editor.open("u", "Resources:\n  \u00e9")
editor.change(((0, 5), (2 ** 40, 2 ** 40), "x"), ((2 ** 40, 0), (2 ** 40, 0), "\n"))
editor.diagnostics()
assert editor.request("textDocument/hover", {"textDocument": {"uri": "u"}, "position": far}) is None
# A change that cannot be made: the user is told, and the document is no longer followed.
editor.change(((1, 0), (0, 0), "x"))
told_user = editor.receive()
assert told_user["method"] == "window/showMessage", told_user
assert "error" in editor.answer("textDocument/hover", {"textDocument": {"uri": "u"}, "position": far})
assert editor.end() == 0

# A text that is too long is not kept, and the user is told. So is one document too many.
editor = Editor()
editor.notify("textDocument/didOpen", {"textDocument": {"uri": "u", "text": "x" * (8 * 1024 * 1024 + 1), "version": 1}})
assert editor.receive()["method"] == "window/showMessage"
for number in range(1000):
    assert editor.open(f"u{number}", "a: b\n") == []
editor.notify("textDocument/didOpen", {"textDocument": {"uri": "more", "text": "", "version": 1}})
assert editor.receive()["method"] == "window/showMessage"
assert editor.end() == 0
print("the editor's side holds")
