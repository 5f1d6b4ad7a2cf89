"""All the words that editors and agents are told, as words.txt beside this file has them. BLESS=1 in the environment rewrites it."""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from client import MODERN, Agent, Editor, spot, start

EXPECTED = Path(__file__).with_suffix(".txt")
HEAD = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
  Area: {Type: String, Description: Where it runs}
  Bare: {}
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Jobs: {Type: AWS::SQS::Queue}
  Thing: {Type: Custom::Thing}
  Group: {Type: AWS::AIOps::InvestigationGroup}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      Policies:
"""
STATEMENT = """\
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: %s
              Resource: %s
"""
CONDITION = STATEMENT % ("s3:ListBucket", "!GetAtt Uploads.Arn") + "              Condition:\n                %s: {%s: a}\n"
SPEC = "functions:\n  - name: Fn\n    grants:\n      - grant: %s\n"
BROKEN = "the server ended"
lines = []
work = tempfile.TemporaryDirectory()
os.chdir(work.name)


def say(*words):
    lines.extend("\n".join(words).replace(work.name, "WORK").split("\n"))


def title(words):
    say("", "=== " + words)


def show(value):
    say(json.dumps(value, indent=1, ensure_ascii=False))


# ---- Editors ----

def hover(editor, text, name="t.yaml"):
    whole, where = spot(text)
    editor.open(f"file://{work.name}/{name}", whole)
    answer = editor.at("hover", where)
    title("hover " + text[text.rfind("\n", 0, text.index("|")) + 1:].split("\n")[0].strip())
    say(answer["contents"]["value"] if answer else "nothing")
    editor.close()


def complete(editor, text, name="t.yaml", most=6):
    whole, where = spot(text)
    editor.open(f"file://{work.name}/{name}", whole)
    items = editor.at("completion", where)["items"]
    title("completion of " + text[text.rfind("\n", 0, text.index("|")) + 1:].split("\n")[0].strip())
    for item in items[:most]:
        say(f"{item['label']}  ({item['kind']}, {item.get('detail')})  {item['textEdit']['newText']!r}")
    if items and "data" in items[0]:
        say(editor.request("completionItem/resolve", items[0])["documentation"]["value"])
    editor.close()


def actions(editor, text, only=None):
    found = editor.open(f"file://{work.name}/t.yaml", text)
    title("code actions")
    for item in found:
        say(f"{item['code']}: {item['message']}")
    for action in editor.actions((0, 0), (999, 0), **({"only": only} if only else {})):
        say(f"{action['kind']}: {action['title']}")
    editor.close()


def lens(editor, text):
    editor.open(f"file://{work.name}/t.yaml", text)
    title("lenses")
    for item in editor.request("textDocument/codeLens", {"textDocument": {"uri": editor.uri}}):
        say(item["command"]["title"])
    editor.close()


def refuse(editor, method, params):
    error = editor.answer(method, params)["error"]
    say(f"{method} {json.dumps(params)}: {error['code']} {error['message']}".replace(work.name, "WORK"))


def hovers(editor):
    for action in ("s3:Get|Object", "sqs:Send|Message", "ec2:Describe|Instances", "s3:Get|Nothing",
                   "s3:ListAllMy|Buckets", "kms:Decap|sulate", "s3:*|"):
        hover(editor, HEAD + STATEMENT % (action, '"*"'))
    for policy in ("AWSLambdaBasic|ExecutionRole", "S3Read|Policy: {BucketName: !Ref Uploads}",
                   "S3ReadPolicy: {Bucket|Name: !Ref Uploads}", "S3ReadPolicy: {BucketName: !Ref Up|loads}",
                   "S3ReadPolicy: {BucketName: !Ref Sta|ge}", "S3ReadPolicy: {BucketName: !Ref Ar|ea}",
                   "S3ReadPolicy: {BucketName: !Ref Ba|re}", "S3ReadPolicy: {BucketName: !Ref Th|ing}",
                   "S3ReadPolicy: {BucketName: !Ref Gr|oup}", "arn:aws:iam::aws:policy/Admin|istratorAccess",
                   "arn:aws:iam::aws:policy/AccountManagementFromVer|cel", "S3|Nothing"):
        hover(editor, HEAD + "        - " + policy + "\n")
    for operator, key in (("String|Like", "s3:prefix"), ("ForAnyValue:StringNotLike|IfExists", "s3:prefix"),
                          ("ForAllValues:Null|", "s3:prefix"), ("NumericLess|Than", "s3:max-keys"),
                          ("StringLike", "s3:pre|fix"), ("StringLike", "aws:Source|Ip"),
                          ("StringLike", "aws:ResourceTag/|a")):
        hover(editor, HEAD + CONDITION % (operator, key))
    hover(editor, HEAD.replace("Policies:", "Policies: # samgen: ignore SG2|01"))
    Path("template.yaml").write_text(HEAD + "        - AWSLambdaBasicExecutionRole\n", encoding="utf-8")
    for use in ("s3-re|ad\n        bucket: a", "allow|", "s3-read\n        buck|et: a", "s3-read\n        key-pat|tern: a"):
        hover(editor, SPEC % use, "samgen.yaml")


def completions(editor):
    for policy in ("S3Rea|", "S3ReadPolicy: {BucketName: |}", "SQSPollerPolicy: {QueueName: |}", "AmazonS3Read|"):
        complete(editor, HEAD + "        - " + policy + "\n")
    complete(editor, HEAD + "        - S3ReadPolicy: {BucketName: !Ref |}\n", most=16)
    for action, resource in (("s3:GetO|", '"*"'), ("s3:GetObject", "|"), ("s3:ListAllMyBuckets", "|"),
                             ("s3:GetObject", '!Sub "${|}"')):
        complete(editor, HEAD + STATEMENT % (action, resource))
    complete(editor, HEAD.split("  Uploads")[0] + "  Fn: {Type: AWS::Serverless::Function, Properties: {Policies: [!Sub '${|}']}}\n", most=16)
    complete(editor, HEAD + STATEMENT % ("s3:GetObject", "!Sub 'arn:aws:s3:::${AWS::Re|}'"), most=2)
    complete(editor, HEAD + CONDITION % ("StringLik|", "s3:prefix"), most=2)
    complete(editor, HEAD + STATEMENT % ("s3:ListBucket", "!GetAtt Uploads.Arn") + "              Condition:\n                StringLike:\n"
             "                  s3:pre|\n", most=2)
    complete(editor, SPEC % "s3-rea|", "samgen.yaml", most=2)
    complete(editor, SPEC % "s3-read\n        |", "samgen.yaml", most=20)
    text = json.dumps({"Transform": "AWS::Serverless-2016-10-31", "Resources": {
        "B": {"Type": "AWS::S3::Bucket"}, "Q": {"Type": "AWS::SQS::Queue"},
        "F": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": ["@"]}}}})
    for value in ('{"S3ReadPolicy": {"BucketName": |}}', '{"SQSPollerPolicy": {"QueueName": |}}',
                  '{"Statement": {"Action": "s3:GetObject", "Resource": |}}', '{"Statement": {"Action": "sqs:*", "Resource": |}}'):
        complete(editor, text.replace('"@"', value), "t.json")


def all_actions(editor):
    actions(editor, HEAD + STATEMENT % ("[s3:GetObjekt, s3:GetObject, s3:GetObject]", "!GetAtt Uploads.Arn"))
    actions(editor, HEAD + STATEMENT % ("[s3:GetObjekt, s3:PutObject]", "!Sub '${Uploads.Arn}/*'"), ["source.fixAll"])
    actions(editor, HEAD + STATEMENT.replace('Version: "2012-10-17"\n          ', "") % ("s3:GetObject", "!Sub '${Uploads.Arn}/${aws:username}'"))
    actions(editor, HEAD + "        - AWSLambdaBasicExecutionRole\n        - AWSLambdaBasicExecutionRole\n")
    actions(editor, HEAD + "        - Statement: [{Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::data/*'}]\n")
    actions(editor, HEAD.replace("      Policies:\n", "") + "      Environment: {Variables: {BUCKET: !Ref Uploads}}\n")
    lens(editor, HEAD + STATEMENT % ('"*"', '"*"') + "  Gn: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python3.12, "
         "Role: !GetAtt Role.Arn}}\n  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, "
         "Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]}}}\n")


def refusals(editor):
    uri = f"file://{work.name}/t.yaml"
    editor.open(uri, HEAD + "        - S3ReadPolicy: {BucketName: !Ref Uploads}\n")
    title("what an editor asks wrongly")
    document = {"textDocument": {"uri": uri}}
    for method, params in (
            ("initialize", {}), ("samgen/nothing", {}), ("textDocument/hover", {}),
            ("textDocument/hover", {"textDocument": {"uri": "file:///elsewhere"}}),
            ("textDocument/hover", {**document, "position": {"line": 1}}), ("textDocument/codeAction", document),
            ("completionItem/resolve", 3), ("workspace/executeCommand", {"command": "samgen.remove"}),
            ("workspace/executeCommand", {"command": "samgen.explain", "arguments": ["file:///elsewhere", "Fn"]}),
            ("workspace/executeCommand", {"command": "samgen.explain", "arguments": [uri, "Gn"]})):
        refuse(editor, method, params)
    editor.change(((1, 0), (0, 0), "x"))
    say(editor.receive()["params"]["message"])
    editor.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "text": "x" * (8 * 1024 * 1024 + 1), "version": 1}})
    say(editor.receive()["params"]["message"])
    for body in (b"{", b"3"):
        editor.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        editor.process.stdin.flush()
        say(f"{body}: {editor.receive()['error']['message']}")
    editor.request("shutdown", None)
    refuse(editor, "textDocument/hover", document)
    editor.notify("exit", None)
    assert editor.process.wait() == 0


def broken_input(command, text):
    process = start(command, stderr=subprocess.PIPE)
    out, _ = process.communicate(text)
    title(f"samgen {command}, which gets {text[:40]}")
    say(*(line[line.index("{"):] for line in out.decode().splitlines() if "{" in line))


# ---- Agents ----

def ask(agent, method, params):
    """What it says is wrong."""
    answer = agent.answer(method, params)
    error = answer.get("error")
    words = f"{error['code']} {error['message']}" if error else answer["result"]["content"][0]["text"]
    say(f"{method} {json.dumps(params)[:100]}: {words}")


def call(agent, name, **arguments):
    ask(agent, "tools/call", {"name": name, "arguments": arguments})


def ended_by(agent, number, words):
    """A call that waits for a pipe, whose process gets a signal."""
    os.mkfifo(words)
    waiting = Path(f"/proc/{agent.process.pid}/task/{agent.process.pid}/children")

    def end():
        while not waiting.read_text(encoding="utf-8").split() or not opened():
            pass
        os.kill(int(waiting.read_text(encoding="utf-8").split()[0]), number)

    def opened():
        child = waiting.read_text(encoding="utf-8").split()[0]
        return "samgen" in Path(f"/proc/{child}/comm").read_text(encoding="utf-8")

    thread = threading.Thread(target=end)
    thread.start()
    call(agent, "diagnose", file=words)
    thread.join()


def agents():
    agent = Agent()
    title("what an agent is told at first")
    agent.greeting["serverInfo"]["version"] = "VERSION"
    show(agent.greeting)
    title("the tools")
    show(agent.request("tools/list"))
    title("what an agent asks wrongly")
    ask(agent, "samgen/nothing", {})
    ask(agent, "tools/call", {"name": "remove"})
    ask(agent, "tools/call", {"name": "list", "arguments": []})
    call(agent, "list", words="s3")
    call(agent, "list", words=["a\0b"])
    call(agent, "list", words=["-x"])
    call(agent, "list", words=["x"] * 17000)
    call(agent, "generate", grants=[{"grant": "s3-read", "bucket": 3}])
    call(agent, "generate", grants=[{"grant": "s3-read", "bucket": ["a", 3]}])
    call(agent, "generate", grants=[{"grant": 3}])
    call(agent, "generate", grants=3)
    call(agent, "generate")
    call(agent, "diff", old="t.yaml")
    call(agent, "lint", files=["t.yaml"], select="SG2")
    call(agent, "lint", files=["t.yaml"], severity=3)
    call(agent, "explain", region=3)
    call(agent, "apply", write="yes")
    call(agent, "list", colour=True)
    for body in (b"{", b"3", b"[]"):
        agent.process.stdin.write(body + b"\n")
        agent.process.stdin.flush()
        say(f"{body}: {json.loads(agent.process.stdout.readline())['error']['message']}")
    os.mkdir("odd")
    Path(os.fsdecode(b"odd/\xff.yaml")).write_text(HEAD + STATEMENT % ("s3:GetObjekt", '"*"'), encoding="utf-8")
    call(agent, "lint", files=["odd"])
    functions = "".join(f"  - {{name: F{n}, grants: [{{grant: lambda-insights}}]}}\n" for n in range(12000))
    Path("many.yaml").write_text("functions:\n" + functions, encoding="utf-8")
    call(agent, "generate", style="inline", indent=40, spec="many.yaml")
    ended_by(agent, signal.SIGKILL, "killed.txt")
    ended_by(agent, signal.SIGALRM, "late.txt")
    resource.prlimit(agent.process.pid, resource.RLIMIT_NOFILE, (4, 4))
    call(agent, "list")
    assert agent.end() == 0


def everything():
    editor = Editor(MODERN)
    title("what an editor is told at first")
    editor.greeting["serverInfo"]["version"] = "VERSION"
    show(editor.greeting)
    hovers(editor)
    completions(editor)
    all_actions(editor)
    refusals(editor)
    for text in (b'Content-Length: 61\r\n\r\n{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover"}  ', b"x" * 5000,
                 b"Content-Length: x\r\n\r\n{}", b"Content-Length: 33554433\r\n\r\n{}", b"Content-Length: 100\r\n\r\n{}"):
        broken_input("lsp", text)
    broken_input("mcp", b"x" * (32 * 1024 * 1024 + 1) + b"\n")
    agents()


everything()
found = "\n".join(lines) + "\n"
if os.environ.get("BLESS"):
    EXPECTED.write_text(found, encoding="utf-8")
if not EXPECTED.exists() or EXPECTED.read_text(encoding="utf-8") != found:
    Path("found.txt").write_text(found, encoding="utf-8")
    subprocess.run(["diff", str(EXPECTED), "found.txt"], check=False)
    sys.exit(1)
