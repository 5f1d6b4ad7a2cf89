"""Runs the handlers of projects: what they call is noted, and nothing is sent."""
import json
import os
import re
import runpy
import shutil
import sys
import types
from unittest import mock

from judge import program, reader
from judge.recorded import digest

NODE = shutil.which("node")


class Answer(dict):
    """Stands for what a service answers: whatever is asked of it is there."""

    def __missing__(self, key):
        if key == "FailedEntryCount":
            return 0
        if key == "CiphertextBlob":
            return b"1"
        return mock.MagicMock(read=lambda: b"{}") if key in ("Body", "Payload") else mock.MagicMock()


class Client:
    """Stands for a client of boto3: any method can be called, and the call is noted."""

    def __init__(self, service, calls):
        self.service, self.calls = service, calls

    def __getattr__(self, method):
        def call(*positional, **params):
            if positional:
                raise TypeError(f"{method}() takes keyword arguments alone")
            self.calls.append((self.service, method, params))
            return Answer()
        return call


def boto3_of(calls):
    module = types.ModuleType("boto3")
    module.client = lambda service: Client(service, calls)
    return module


def run_python(folder, environment):
    """The calls (service, method, parameters) that the handler makes with its own test event."""
    source, calls = folder / "src/app.py", []
    compile(source.read_text(), str(source), "exec")
    with mock.patch.dict(os.environ, environment), mock.patch.dict(sys.modules, boto3=boto3_of(calls)), \
            mock.patch("builtins.print"):
        answer = runpy.run_path(str(source))["handler"](json.loads((folder / "events/event.json").read_text()),
                                                       types.SimpleNamespace(aws_request_id="1"))
    if answer and answer.get("batchItemFailures"):
        raise ValueError(f"an item of the test event failed: {answer}")
    json.dumps(answer)
    return calls


# -- what boto3 says of a call --

def skeleton(value):
    """The parameters of a call without what they hold."""
    if isinstance(value, dict):
        return {key: skeleton(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [skeleton(item) for item in value]
    if isinstance(value, mock.MagicMock):
        return "answer"
    return "ARN" if isinstance(value, str) and value.startswith("arn:") else type(value).__name__


def question_of(call):
    service, method, params = call
    made = skeleton(params)
    return f"{service}.{method} {digest(made)}", made


def by_boto3(calls):
    """name -> the operation that boto3 makes of each call and its complaint, or None; nothing is sent."""
    import boto3
    answers = {}
    os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
    for name, (service, method, params) in calls.items():
        client = boto3.session.Session().client(service)
        client.meta.events.register("before-call", lambda **_: (types.SimpleNamespace(status_code=200), Answer()))
        try:
            getattr(client, method)(**params)
            answers[name] = [client.meta.method_to_api_mapping[method], None]
        except Exception as complaint:
            answers[name] = [client.meta.method_to_api_mapping.get(method, method), f"{type(complaint).__name__}: {complaint}"]
    return answers


# -- Node.js --

STUB = """const answer = (name) => new Proxy(function () {}, {
  get: (_, key) => key === "then" ? undefined : key === "FailedEntryCount" ? 0 : key === "Payload" ? Buffer.from("{}")
    : key === Symbol.iterator ? undefined : key === "map" ? () => [] : key === "length" ? 0 : answer(key),
  apply: () => Promise.resolve(answer("answer")),
});
export class CLASS { constructor() { return answer("client"); } }
"""
RUN = """import { readFileSync } from "node:fs";
const { handler } = await import(process.argv[1]);
const answer = await handler(JSON.parse(readFileSync(process.argv[2])), { awsRequestId: "1" });
if (answer?.batchItemFailures?.length) process.exit(1);
"""


def run_node(folder):
    """What is wrong with the handler and its test event, or nothing."""
    source = folder / "src/app.mjs"
    for class_, package in re.findall(r'import \{ (\w+) \} from "(@aws-sdk/[a-z0-9-]+)"', source.read_text()):
        stub = folder / "src/node_modules" / package
        stub.mkdir(parents=True, exist_ok=True)
        (stub / "package.json").write_text('{"type": "module", "main": "index.js"}')
        (stub / "index.js").write_text(STUB.replace("CLASS", class_))
    done = program.run(NODE, "--input-type=module", "-e", RUN, source, folder / "events/event.json")
    return (done.stdout[-300:] + done.stderr[-600:]) or f"exit {done.returncode}" if done.returncode else ""


def boto3_version():
    from importlib.metadata import version
    return "boto3 " + version("boto3")


def node_version():
    return "Node.js " + program.run(NODE, "--version").stdout.strip().removeprefix("v")
