"""An agent that uses each tool of `samgen mcp`: what it is told about them, and what they answer."""
import json
import tempfile
from pathlib import Path

from client import SAMGEN, Agent

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
"""
SPEC = """\
functions:
  - name: Fn
    grants:
      - {grant: s3-read, bucket: "${Uploads}"}
    expect:
      - {allow: s3:GetObject, on: "${Uploads}/a"}
"""
MESSAGE = ("User: arn:aws:sts::123456789012:assumed-role/app-FnRole-1/app-Fn-1 is not authorized to perform: s3:GetObject on "
           "resource: arn:aws:s3:::reports/a.csv because no identity-based policy allows the s3:GetObject action")

folder = tempfile.TemporaryDirectory()
here = Path(folder.name)
template = here / "template.yaml"
template.write_text(TEMPLATE)
(here / "samgen.yaml").write_text(SPEC)
agent = Agent(cwd=folder.name)


def answers(name, **arguments):
    """The text and the structured answer."""
    answer = agent.call(name, **arguments)
    assert not answer["isError"], answer
    [content] = answer["content"]
    assert content["type"] == "text"
    return content["text"], answer.get("structuredContent")


def refuses(name, *pieces, **arguments):
    answer = agent.call(name, **arguments)
    assert answer["isError"] and "structuredContent" not in answer, answer
    for piece in pieces:
        assert piece in answer["content"][0]["text"], (piece, answer)


# ---- The conversation ----

assert agent.greeting["protocolVersion"] == "2025-06-18" and agent.greeting["serverInfo"]["name"] == "samgen"
assert "write: true" in agent.greeting["instructions"]
assert Agent("2024-11-05").greeting["protocolVersion"] == "2024-11-05"
assert Agent("1999-01-01").greeting["protocolVersion"] == "2025-11-25"
assert agent.request("ping") == {}
assert agent.answer("resources/list")["error"]["code"] == -32601
assert agent.answer("tools/call", {"name": "rm"})["error"]["code"] == -32602
assert agent.answer("tools/call", {"name": "list", "arguments": []})["error"]["code"] == -32602

tools = {tool["name"]: tool for tool in agent.request("tools/list")["tools"]}
names = ["generate", "apply", "check", "lint", "explain", "diagnose", "diff", "suggest", "list", "help"]
assert list(tools) == [name for name in names if name != "suggest" or "suggest" in tools], list(tools)
for name, tool in tools.items():
    schema = tool["inputSchema"]
    assert schema["type"] == "object" and schema["additionalProperties"] is False, tool
    assert set(schema["required"]) <= set(schema["properties"]), tool
    assert tool["description"].endswith(".") and tool["title"], tool
    assert tool["annotations"]["readOnlyHint"] == (name != "apply"), tool
    # Nothing that writes, and nothing that a program has no use for.
    assert not {"output", "fix", "help", "color", "dry-run"} & set(schema["properties"]), tool
    for value in schema["properties"].values():
        assert value["description"], tool
assert tools["generate"]["inputSchema"]["properties"]["style"]["enum"] == ["auto", "template", "inline"]
assert tools["generate"]["inputSchema"]["properties"]["indent"]["maximum"] == 64
assert tools["check"]["inputSchema"]["properties"]["policy"]["type"] == "array"
assert tools["diff"]["inputSchema"]["required"] == ["old", "new"]

# ---- Tools ----

text, made = answers("generate", grants=[{"grant": "s3-read", "bucket": "my-bucket", "prefix": ["in/", "out/"]}, {"grant": "xray"}],
                     **{"no-logs": True, "style": "inline"})
assert text.startswith("Policies:\n") and "my-bucket/out/*" in text, text
assert made["result"]["Policies"][0]["Statement"][0]["Effect"] == "Allow", made
text, made = answers("generate", spec="samgen.yaml", template="template.yaml")
assert list(made["result"]) == ["Fn"], made
text, made = answers("generate", grants=[{"grant": "allow", "action": ["s3:GetObject"], "resource": "arn:aws:s3:::b/*"}])
assert "AllowGetObject" in text, text
refuses("generate", "did you mean s3-read?", grants=[{"grant": "s3-raed"}])
refuses("generate", "--bucket", grants=[{"grant": "s3-read"}])
refuses("generate", "grants must be a list", grants=[])
refuses("generate", 'grant cannot be "--output=x"', grants=[{"grant": "--output=x"}])
refuses("generate", 'grant cannot be "+"', grants=[{"grant": "+"}])
refuses("generate", "is not the name of an option", grants=[{"grant": "s3-read", "-o": "x"}])
refuses("generate", 'no argument "output"', grants=[{"grant": "logs"}], output="x")
refuses("generate", "style must be a text", grants=[{"grant": "logs"}], style=3)
refuses("generate", "not one of", grants=[{"grant": "logs"}], style="x")
refuses("generate", "indent must be a whole number", grants=[{"grant": "logs"}], indent="3")
refuses("generate", "explain must be true or false", grants=[{"grant": "logs"}], explain="yes")
refuses("generate", "needs a spec")
assert not (here / "x").exists()

grants = [{"grant": "s3-read", "bucket": "${Uploads}"}]
text, made = answers("apply", template="template.yaml", function="Fn", grants=grants)
assert made["changed"] and not made["written"] and "+        - S3ReadPolicy:" in made["diff"], made
assert template.read_text() == TEMPLATE and text.startswith(made["diff"])
refuses("apply", "write must be true or false", function="Fn", grants=grants, write="yes")
assert template.read_text() == TEMPLATE
text, made = answers("apply", function="Fn", grants=grants, write=True)
assert made["changed"] and made["written"], made
assert "- S3ReadPolicy:" in template.read_text()
text, made = answers("apply", function="Fn", grants=grants, write=True)
assert not made["changed"] and not made["written"] and made["diff"] == "", made
text, made = answers("apply", spec="samgen.yaml")
assert not made["changed"], made
refuses("apply", "no function or state machine", function="Gn", grants=grants)

text, made = answers("check", template="template.yaml", function="Fn", action="s3:GetObject", resource="${Uploads}/a")
assert made["decision"] == "allowed" and "allowed" in text, (text, made)
text, made = answers("check", template="template.yaml", function="Fn", action="s3:PutObject", resource="${Uploads}/a")
assert made["decision"] == "implicit-deny", made
text, made = answers("check", spec="samgen.yaml")
assert made["failed"] == 0 and len(made["expectations"]) == 1, made
refuses("check", "action cannot be", action="--requests", resource="*")

text, made = answers("lint", files=["template.yaml"])
assert made["findings"] == [], made
bad = template.read_text().replace("!Ref Uploads", "!GetAtt Uploads.Arn")
text, made = answers("lint", text=bad, severity="error")
assert made["findings"][0]["rule"] == "SG102" and made["findings"][0]["fix"]["text"] == "!Ref Uploads", made
assert "SG102" in text, text
refuses("lint", "files must be a list", files="template.yaml")

text, made = answers("explain")
assert "## Fn" in text and "s3:GetObject" in made["functions"]["Fn"]["access"][1]["actions"], (text, made)

text, made = answers("diagnose", text=MESSAGE)
assert made["denials"][0]["action"] == "s3:GetObject" and "s3:GetObject" in text, made
text, made = answers("diagnose", text="")
assert made["denials"] == [], made
(here / "log.txt").write_text(MESSAGE)
assert len(answers("diagnose", file="log.txt")[1]["denials"]) == 1

(here / "old.yaml").write_text(TEMPLATE)
text, made = answers("diff", old="old.yaml", new="template.yaml")
assert "s3:GetObject" in text and isinstance(made, dict), (text, made)
refuses("diff", "needs the argument new", old="old.yaml")

(here / "app.py").write_text("import boto3\nboto3.client('s3').delete_object(Bucket='other', Key='a')\ndef handler(e, c): pass\n")
if "suggest" in tools:  # which a build can leave out
    text, made = answers("suggest", template="template.yaml")
    assert "s3:DeleteObject" in [row["action"] for row in made["functions"]["Fn"]["missing"]], made
    assert "missing" in text, text

text, made = answers("list", words=["PutItem"])
assert {"type": "grant", "name": "dynamodb-write"}.items() <= made["items"][0].items() or "dynamodb-write" in text, made
assert len(answers("list")[1]["items"]) > 100
refuses("list", "nothing in the catalog", words=["xyzzy"])

text, made = answers("help", topic="s3-read")
assert "--bucket" in text and made is None, (text, made)
assert "SG201" in answers("help", topic="SG201")[0]

# ---- Broken messages, batches, cancellation ----

agent.process.stdin.write(b'{\n[]\n3\n{"id": 5}\n\n[{"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"method": "x"}]\n')
agent.process.stdin.flush()
codes = [json.loads(agent.process.stdout.readline())["error"]["code"] for _ in range(4)]
assert codes == [-32700, -32600, -32600, -32600], codes
assert [a["result"] for a in json.loads(agent.process.stdout.readline())] == [{}]
agent.process.stdin.write(b'{"jsonrpc": "2.0", "id": "a", "method": "tools/call", "params": {"name": "list"}}\n'
                          b'{"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "a"}}\n'
                          b'{"jsonrpc": "2.0", "id": "b", "method": "ping"}\n')
agent.process.stdin.flush()
assert json.loads(agent.process.stdout.readline()) == {"jsonrpc": "2.0", "id": "b", "result": {}}
assert agent.end() == 0
print(f"{len(tools)} tools")
