"""templates/policies against the data of the SAM translator: the same names, parameters and statements."""
import json
import re
import sys
from pathlib import Path

from judge import program, reader, recorded, sam

POLICIES = program.ROOT / "templates/policies"


def as_list(value):
    return value if isinstance(value, list) else [value]


def text_of(node):
    """A text of SAM's data in our notation: {partition} for ${AWS::Partition}, {Parameter} for a reference."""
    text, variables = node, {}
    if isinstance(node, dict):
        text, variables = node["Fn::Sub"] if isinstance(node["Fn::Sub"], list) else (node["Fn::Sub"], {})
    for variable, reference in variables.items():
        text = text.replace("${" + variable + "}", "{" + reference["Ref"] + "}")
    return re.sub(r"\$\{AWS::(Partition|Region|Account)(Id)?\}", lambda found: "{" + found[1].lower() + "}", text)


def texts_of(value):
    return [text_of(node) for node in as_list(value)]


def theirs(policy):
    statements = [[as_list(s["Action"]), texts_of(s["Resource"]),
                   {f"{operator} {key}": texts_of(values) for operator, test in s.get("Condition", {}).items()
                    for key, values in test.items()}] for s in policy["Definition"]["Statement"]]
    return [sorted(policy.get("Parameters", {})), statements]


def ours(policy):
    statements = [[s["actions"], s["resources"],
                   {f"{c['operator']} {c['key']}": c["values"] for c in s.get("conditions", [])}]
                  for s in policy["statements"]]
    return [sorted(p["name"] for p in policy.get("parameters", [])), statements]


def from_sam():
    data = Path(sam.library().__file__).parent / "policy_templates_data/policy_templates.json"
    return {name: theirs(policy) for name, policy in json.loads(data.read_text())["Templates"].items()}


def main():
    answers = recorded.Recorded("policies", sam.versions)
    live = from_sam() if recorded.recording() else answers.rows
    want = answers.ask(dict.fromkeys(live), lambda _: live)
    have = {p["name"]: ours(p) for p in (reader.load(f.read_text()) for f in POLICIES.glob("*.yaml"))}
    differing = [name for name in sorted(have | want) if have.get(name) != want.get(name)]
    program.show([f"templates/policies/{name}.yaml differs from SAM's policy template\n"
                  f"{recorded.differences(want.get(name), have.get(name), 'SAM', 'templates/policies')}" for name in differing])
    print(f"{len(want)} policy templates, {len(differing)} differ")
    return 1 if differing or answers.finish() or not want else 0


if __name__ == "__main__":
    sys.exit(main())
