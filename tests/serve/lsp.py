"""An editor that writes a policy with `samgen lsp`: what it is told, and what it can ask."""
import json
import tempfile
from pathlib import Path

from client import MODERN, Editor, applied, framed, spot

HEAD = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Jobs: {Type: AWS::SQS::Queue}
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
FOLDER = tempfile.TemporaryDirectory()
URI = "file://" + FOLDER.name


def uri(name):
    return f"{URI}/{name}"


def labels(editor, text, name="t.yaml"):
    whole, where = spot(text)
    editor.open(uri(name), whole)
    answer = editor.at("completion", where)
    editor.close()
    return [item["label"] for item in answer["items"]]


def first(editor, text, name="t.yaml"):
    """The text after the first proposal is taken, without the marks of snippets."""
    whole, where = spot(text)
    editor.open(uri(name), whole)
    item = editor.at("completion", where)["items"][0]
    editor.close()
    return applied(whole, [item["textEdit"]])


def hover(editor, text, name="t.yaml"):
    whole, where = spot(text)
    editor.open(uri(name), whole)
    answer = editor.at("hover", where)
    editor.close()
    return answer and answer["contents"]["value"]


def has(text, *pieces):
    for piece in pieces:
        assert text and piece in text, (piece, text)


# ---- Tests ----

def a_client_without_capabilities_is_served():
    editor = Editor()
    able = editor.greeting["capabilities"]
    assert able["positionEncoding"] == "utf-16", able
    for name in ("codeActionProvider", "hoverProvider", "completionProvider", "definitionProvider",
                 "referencesProvider", "codeLensProvider"):
        assert name in able, name
    has(hover(editor, HEAD + "        - S3Read|Policy: {BucketName: !Ref Uploads}\n"), "S3ReadPolicy")
    item = first(editor, HEAD + "        - S3Rea|\n")
    has(item, "        - S3ReadPolicy: {BucketName: my-bucket}\n")
    assert editor.end() == 0


def a_finding_appears_is_fixed_and_vanishes():
    editor = Editor(MODERN)
    good = HEAD + STATEMENT % ("s3:GetObject", "!Sub ${Uploads.Arn}/*")
    assert editor.open(uri("t.yaml"), good) == []
    line = good[:good.index("s3:GetObject")].count("\n")
    editor.change(((line, 22), (line, 34), "s3:GetObjekt"))
    [found] = editor.diagnostics()
    assert (found["code"], found["severity"], found["source"]) == ("SG301", 1, "samgen"), found
    assert found["range"]["start"] == {"line": line, "character": 22}, found
    has(found["codeDescription"]["href"], "https://docs.aws.amazon.com/")
    [fix] = editor.actions((line, 25), (line, 25), diagnostics=[found])
    assert fix["kind"] == "quickfix" and fix["diagnostics"] == [found] and fix["title"] == "Replace with s3:GetObject"
    assert applied(good.replace("GetObject", "GetObjekt"), fix["edit"]["changes"][uri("t.yaml")]) == good
    [edit] = fix["edit"]["changes"][uri("t.yaml")]
    editor.change(((line, edit["range"]["start"]["character"]), (line, edit["range"]["end"]["character"]),
                   edit["newText"]))
    assert editor.diagnostics() == []
    assert editor.close() == []
    assert editor.end() == 0


def actions_are_asked_for_by_kind_and_place():
    editor = Editor(MODERN)
    text = HEAD + STATEMENT % ("[s3:GetObjekt, s3:PutObjekt]", "!Sub ${Uploads.Arn}/*")
    assert len(editor.open(uri("t.yaml"), text)) == 2
    assert len(editor.actions((0, 0), (99, 0))) == 2
    assert editor.actions((0, 0), (0, 5)) == []
    assert editor.actions((0, 0), (99, 0), only=["refactor"]) == []
    [every] = editor.actions((0, 0), (0, 0), only=["source.fixAll"])
    assert every["kind"] == "source.fixAll.samgen", every
    has(applied(text, every["edit"]["changes"][uri("t.yaml")]), "[s3:GetObject, s3:PutObject]")
    editor.end()


def a_grant_is_offered():
    editor = Editor(MODERN)
    text = HEAD.replace("      Policies:\n", "") + "      Environment: {Variables: {BUCKET: !Ref Uploads}}\n"
    [found] = editor.open(uri("t.yaml"), text)
    assert (found["code"], found["severity"]) == ("SG510", 3), found
    offered = editor.actions((0, 0), (99, 0), diagnostics=[found])
    assert offered[0]["title"] == "Grant s3-read on Uploads to Fn", offered
    has(applied(text, offered[0]["edit"]["changes"][uri("t.yaml")]),
        "        - S3ReadPolicy:\n            BucketName: !Ref Uploads\n")
    editor.end()


def code_says_what_it_calls():
    editor = Editor(MODERN)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text(
            "import os, boto3\ndef handler(event, context):\n"
            "    return boto3.client('s3').get_object(Bucket=os.environ['BUCKET'], Key='a')\n")
        text = HEAD.replace("      Policies:\n", "") + "      CodeUri: .\n      Environment: {Variables: {BUCKET: !Ref Uploads}}\n"
        [found] = editor.open(f"file://{folder}/t.yaml", text)
        assert (found["code"], found["severity"]) == ("SG510", 2), found
        has(found["message"], "the code calls s3:GetObject on the bucket Uploads (app.py:3)")
        assert editor.actions((0, 0), (99, 0), diagnostics=[found])[0]["title"] == "Grant s3-read on Uploads to Fn"
    editor.end()


def policies_are_proposed_with_their_parameters():
    editor = Editor(MODERN)
    assert labels(editor, HEAD + "        - S3Rea|\n")[0] == "S3ReadPolicy"
    has(first(editor, HEAD + "        - S3Rea|\n"), "        - S3ReadPolicy:\n            BucketName: ${1:my-bucket}\n")
    assert "AWSLambdaBasicExecutionRole" in labels(editor, HEAD + "        - AWSLambdaBasic|\n")
    assert labels(editor, HEAD + "        - S3ReadPolicy:\n            B|") == ["BucketName"]
    assert labels(editor, HEAD + "        - S3ReadPolicy:\n            BucketName: |\n") == ["!Ref Uploads", "!Ref Stage"]
    assert labels(editor, HEAD + "        - SQSPollerPolicy: {QueueName: |}\n")[0] == "!GetAtt Jobs.QueueName"
    assert labels(editor, HEAD + "        - SQSPollerPolicy: {QueueName: !GetAtt Jobs.Q|}\n")[0] == "Jobs.QueueName"
    roles = HEAD.replace("Policies:", "ManagedPolicyArns:")
    assert labels(editor, roles + "        - AmazonS3ReadOnly|\n")[0] == "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    editor.end()


def statements_are_proposed():
    editor = Editor(MODERN)
    assert labels(editor, HEAD + STATEMENT % ("s3:GetO|", '"*"'))[0] == "s3:GetObject"
    assert labels(editor, HEAD + STATEMENT % ("[sqs:SendMessage, s3:getobject|]", '"*"'))[0] == "s3:GetObject"
    assert labels(editor, HEAD + STATEMENT % ("\n                - s3:|", '"*"'))[0] == "s3:AbortMultipartUpload"
    assert "s3:" in labels(editor, HEAD + STATEMENT % ("|", '"*"'))
    has(first(editor, HEAD + STATEMENT % ("s3:GetObj|ekt", '"*"')), "Action: s3:GetObject\n")
    resources = labels(editor, HEAD + STATEMENT % ("s3:GetObject", "|"))
    assert resources[:2] == ["!GetAtt Uploads.Arn", "!Sub ${Uploads.Arn}/*"], resources
    assert "!Sub arn:${AWS::Partition}:s3:::BucketName/ObjectName" in resources and '"*"' not in resources
    assert labels(editor, HEAD + STATEMENT % ("s3:ListAllMyBuckets", "|"))[-1] == '"*"'
    under = HEAD + STATEMENT % ("s3:ListBucket", "!GetAtt Uploads.Arn") + "              Condition:\n"
    assert labels(editor, under + "                StringL|\n")[0] == "StringLike"
    assert "ForAnyValue:StringLike" in labels(editor, under + "                ForAny|\n")
    assert "s3:prefix" in labels(editor, under + "                StringLike:\n                  s3:pre|\n")
    assert "aws:SourceIp" in labels(editor, under + "                IpAddress:\n                  aws:Sou|\n")
    assert "s3:prefix" not in labels(editor, under.replace("List", "DeleteObject") + "                Null:\n                  s3:p|")
    assert labels(editor, HEAD + '        - Statement:\n            - Eff|') == ["Effect"]
    assert labels(editor, HEAD + '        - Statement:\n            - Effect: |') == ["Allow", "Deny"]
    editor.end()


def names_of_the_template_are_proposed():
    editor = Editor(MODERN)
    text = HEAD + STATEMENT % ("s3:GetObject", '!Sub "${Up|}/*"')
    assert labels(editor, text)[0] == "${Uploads}"
    has(first(editor, text), '!Sub "\\${Uploads\\}/*"')
    assert "${Uploads.Arn}" in labels(editor, text)
    assert labels(editor, HEAD + STATEMENT % ("s3:GetObject", "!Sub ${AWS::P|")) == ["${AWS::Partition}"]
    assert "Jobs" in labels(editor, HEAD.replace("Handler: app.handler", "DependsOn: |"))
    assert labels(editor, HEAD + "        - S3ReadPolicy: {BucketName: !Ref Sta|}\n")[0] == "Stage"
    editor.end()


def json_is_written_as_json():
    editor = Editor(MODERN)
    text = json.dumps({"Transform": "AWS::Serverless-2016-10-31", "Resources": {
        "B": {"Type": "AWS::S3::Bucket"},
        "F": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": ["@"]}}}})
    taken = first(editor, text.replace('"@"', '"S3Rea|"'), "t.json")
    has(taken, '"Policies": [{"S3ReadPolicy": {"BucketName": "${1:my-bucket}"\\}\\}]')
    value = text.replace('"@"', '{"S3ReadPolicy": {"BucketName": |}}')
    has(first(editor, value, "t.json"), '"BucketName": {"Ref": "B"\\}')
    action = text.replace('"@"', '{"Statement": {"Action": ["s3:GetO|"]}}')
    has(first(editor, action, "t.json"), '"Action": ["s3:GetObject"]')
    has(first(editor, action.replace('"s3:GetO|"', "|"), "t.json"), '"Action": ["apigateway:"]')
    editor.end()


def broken_text_is_served():
    editor = Editor(MODERN)
    broken = HEAD + STATEMENT % ("s3:GetO|", '"*"') + "  Next: {Type: [\n"
    assert labels(editor, broken)[0] == "s3:GetObject"
    whole = HEAD + "        - S3ReadPolicy:\n            BucketName: !Ref Uploads\n"
    assert editor.open(uri("t.yaml"), whole) == []
    line = whole.count("\n")
    editor.change(((line, 0), (line, 0), "  Broken: {\n  : }\n"))
    assert [found["code"] for found in editor.diagnostics()] == ["SG001"]
    answer = editor.at("completion", (line - 1, 24))
    assert answer["items"][0]["label"] == "!Ref Uploads", answer
    assert editor.at("definition", (line - 1, 30))["range"]["start"] == {"line": 4, "character": 2}
    editor.end()


def hover_tells_what_is_known():
    editor = Editor(MODERN)
    has(hover(editor, HEAD + STATEMENT % ("s3:Get|Object", '"*"')), "**s3:GetObject**", "Grants permission to retrieve objects from Amazon S3.", "Access level: Read",
        "arn:{partition}:s3:::{BucketName}/{ObjectName}", "`s3:ExistingObjectTag/*`", "`s3-read`")
    has(hover(editor, HEAD + STATEMENT % ("s3:Get|ObjectT*", '"*"')), "`s3:GetObjectTagging` (Read)")
    has(hover(editor, HEAD + STATEMENT % ("s3:Get|Nothing", '"*"')), "Unknown: ")
    has(hover(editor, HEAD + STATEMENT % ("s3:ListAllMy|Buckets", '"*"')), "`*`")
    has(hover(editor, HEAD + "        - AWSLambdaBasicExec|utionRole\n"), "service-role/", "logs:PutLogEvents")
    has(hover(editor, HEAD + "        - AmazonS3|FullAccess\n"), "AmazonS3FullAccess")
    has(hover(editor, HEAD + "        - S3ReadPolicy: {BucketName: !Ref Upl|oads}\n"), "AWS::S3::Bucket", "returns its name",
        "`Arn` (the ARN)")
    has(hover(editor, HEAD + "        - S3ReadPolicy: {Bucket|Name: !Ref Uploads}\n"), "the name of the S3 bucket")
    has(hover(editor, HEAD + STATEMENT % ("s3:GetObject", '!Sub "${Sta|ge}"')), "A parameter of type `String`", "`dev`")
    has(hover(editor, HEAD.replace("  Jobs: {Type: AWS::SQS::Queue}", "  Jo|bs: {Type: Custom::Thing}")),
        "is unknown: samgen has no data about this type")
    under = HEAD + STATEMENT % ("s3:ListBucket", '"*"') + "              Condition:\n"
    has(hover(editor, under + "                String|LikeIfExists: {s3:prefix: a}\n"), "condition operator", "IfExists")
    has(hover(editor, under + "                StringLike: {s3:pre|fix: a}\n"), "type String")
    has(hover(editor, HEAD.replace("Policies:", "Policies: # samgen: ignore SG2|01")), "**SG201**")
    assert hover(editor, HEAD.replace("app.handler", "app.ha|ndler")) is None
    editor.end()


def ids_have_a_definition_and_references():
    editor = Editor(MODERN)
    text = HEAD + STATEMENT % ("s3:GetObject", "[!GetAtt Uploads.Arn, !Sub '${Uploads.Arn}/*', {Ref: Uploads}]")
    editor.open(uri("t.yaml"), text)
    line = text[:text.index("!GetAtt")].count("\n")
    found = editor.at("references", (4, 3), context={"includeDeclaration": True})
    assert [(f["range"]["start"]["line"], f["range"]["start"]["character"]) for f in found] == [
        (4, 2), (line, 33), (line, 54), (line, 77)], found
    assert len(editor.at("references", (4, 3), context={"includeDeclaration": False})) == 3
    assert editor.at("definition", (line, 56))["range"] == found[0]["range"]
    assert editor.at("definition", (0, 0)) is None
    editor.end()


def a_lens_counts_what_a_function_may_do():
    editor = Editor(MODERN)
    editor.open(uri("t.yaml"), HEAD + "        - S3ReadPolicy: {BucketName: !Ref Uploads}\n")
    [lens] = editor.request("textDocument/codeLens", {"textDocument": {"uri": editor.uri}})
    assert lens["command"]["title"] == "may do 8 things", lens
    assert lens["range"]["start"] == {"line": 6, "character": 2}, lens
    text = editor.request("workspace/executeCommand", lens["command"])
    has(text, "## Fn", "s3:GetObject")
    editor.end()


def a_lens_counts_what_the_code_does_not_use():
    editor = Editor(MODERN)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app.py").write_text(
            "import os, boto3\ndef handler(event, context):\n"
            "    return boto3.client('s3').get_object(Bucket=os.environ['NAME'], Key='a')\n")
        text = HEAD.replace("Policies:", "CodeUri: .\n      Environment: {Variables: {NAME: !Ref Uploads}}\n      Policies:")
        editor.open(f"file://{folder}/t.yaml", text + "        - S3ReadPolicy: {BucketName: !Ref Uploads}\n")
        [lens] = editor.request("textDocument/codeLens", {"textDocument": {"uri": editor.uri}})
        assert lens["command"]["title"] == "may do 8 things; 3 beyond the code", lens
    editor.end()


def specs_are_served():
    editor = Editor(MODERN)
    Path(FOLDER.name, "template.yaml").write_text(HEAD + "        - AWSLambdaBasicExecutionRole\n")
    name = "samgen.yaml"
    grants = "functions:\n  - name: Fn\n    grants:\n"
    [found] = editor.open(uri(name), grants + "      - grant: s3-raed\n")
    has(found["message"], "did you mean s3-read?")
    editor.close()
    [found] = editor.open(uri("needs.yaml"), grants + "      - grant: s3-raed\n")  # known by what it has
    has(found["message"], "did you mean s3-read?")
    editor.close()
    assert labels(editor, "functions:\n  - na|", name) == ["name"]
    assert labels(editor, "functions:\n  - name: |", name) == ["Fn"]
    assert labels(editor, "functions:\n  - name: Fn\n    vpc: |", name) == ["true", "false"]
    assert labels(editor, grants + "      - grant: s3-rea|", name)[0] == "s3-read"
    assert labels(editor, grants + "      - grant: s3-read\n        buc|", name) == ["bucket"]
    assert "${Uploads}" in labels(editor, grants + "      - grant: s3-read\n        bucket: |", name)
    has(first(editor, grants + "      - grant: s3-read\n        bucket: ${Up|}", name), "bucket: \\${Uploads\\}")
    assert "s3" in labels(editor, "functions:\n  - name: Fn\n    invoked-by:\n      - source: s3|", name)
    statements = "functions:\n  - name: Fn\n    statements:\n      - {actions: [%s], resources: []}\n"
    assert labels(editor, statements % "s3:GetO|", name)[0] == "s3:GetObject"
    use = grants + "      - grant: s3-read\n        bucket: ${Uploads}\n"
    editor.open(uri(name), use)
    place = {"uri": uri("template.yaml"), "range": {"start": {"line": 4, "character": 2}, "end": {"line": 4, "character": 9}}}
    assert editor.at("definition", (4, 20)) == place, editor.at("definition", (4, 20))
    assert editor.at("definition", (1, 11))["range"]["start"] == {"line": 6, "character": 2}
    assert editor.at("definition", (3, 18)) is None
    editor.close()
    has(hover(editor, use.replace("Upl", "Up|l"), name), "AWS::S3::Bucket")
    has(hover(editor, use.replace("name: F", "name: F|"), name), "AWS::Serverless::Function")
    has(hover(editor, grants + "      - grant: s3-|read\n        bucket: a\n", name), "Read objects of a bucket")
    has(hover(editor, grants + "      - grant: s3-read\n        buc|ket: a\n", name), "the bucket to read")
    editor.end()


def settings_decide_what_is_reported():
    with tempfile.TemporaryDirectory() as folder:
        below = Path(folder, "app")
        below.mkdir()
        text = HEAD + STATEMENT % ("s3:GetObjekt", "!Sub ${Uploads.Arn}/*")
        editor = Editor(MODERN, folders=["file:///elsewhere", f"file://{folder}"])
        registered = editor.receive()
        assert registered["method"] == "client/registerCapability", registered
        assert len(editor.open(f"file://{below}/t.yaml", text)) == 1
        settings = Path(folder, ".samgen.yaml")
        settings.write_text("lint:\n  ignore: [SG301]\n")
        editor.notify("workspace/didChangeWatchedFiles", {"changes": []})
        assert editor.diagnostics() == []
        settings.write_text("lint:\n  exclude: [app/]\n")
        editor.change(((0, 0), (0, 0), ""))
        assert editor.diagnostics() == []
        settings.write_text("lint:\n  ignore: [SG301]\n")
        editor.notify("workspace/didChangeWorkspaceFolders", {
            "event": {"added": [], "removed": [{"uri": f"file://{folder}", "name": "test"}]}})
        editor.change(((0, 0), (0, 0), ""))
        assert len(editor.diagnostics()) == 1  # not in a workspace any more, and in no repository
        [found] = editor.open(f"file://{settings}", "lint:\n  select: [SG9]\n")
        has(found["message"], "SG9")
        editor.end()


def other_files_are_left_alone():
    editor = Editor(MODERN)
    assert editor.open(uri("compose.yaml"), "services: {web: {image: nginx}}\n") == []
    editor.change("services: {web: {image: [}}\n")
    assert editor.diagnostics() == []
    editor.change("Transform: AWS::Serverless-2016-10-31\nResources: [\n")
    assert [found["code"] for found in editor.diagnostics()] == ["SG001"]
    editor.end()


def characters_are_counted_as_agreed():
    text = HEAD.replace("Default: dev", "Default: '\U0001F600'") + STATEMENT % ("s3:GetObjekt", "'*' # \U0001F600")
    line = text[:text.index("Statement")].count("\n") + 2
    for encoding, width in (("utf-16", 2), ("utf-8", 4)):
        editor = Editor({"general": {"positionEncodings": ["utf-32", encoding]}})
        assert editor.greeting["capabilities"]["positionEncoding"] == encoding
        editor.open(uri("t.yaml"), text)
        emoji = text.split("\n")[2].index("\U0001F600")
        editor.change(((2, emoji), (2, emoji + width), "x"))
        editor.diagnostics()
        editor.change(((2, emoji), (2, emoji + 1), "\U0001F600"), ((line, 22), (line, 34), "s3:GetObject"))
        assert [found["code"] for found in editor.diagnostics()] != ["SG301"]
        editor.change(text)
        assert "SG301" in [found["code"] for found in editor.diagnostics()]
        editor.end()


def requests_are_cancelled():
    editor = Editor()
    editor.open(uri("t.yaml"), HEAD)
    hover = {"textDocument": {"uri": editor.uri}, "position": {"line": 0, "character": 0}}
    both = framed({"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": hover}) + framed(
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "a"}}) + framed(
        {"jsonrpc": "2.0", "id": "b", "method": "textDocument/hover", "params": hover})
    editor.process.stdin.write(both)
    editor.process.stdin.flush()
    first_answer, second = editor.receive(), editor.receive()
    assert first_answer["id"] == "a" and first_answer["error"]["code"] == -32800, first_answer
    assert second["id"] == "b" and "result" in second, second
    editor.end()


for name, test in list(globals().items()):
    if callable(test) and getattr(test, "__module__", "") == __name__ and test.__code__.co_argcount == 0:
        test()
        print(name.replace("_", " "))
