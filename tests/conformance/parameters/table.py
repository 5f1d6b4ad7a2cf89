"""Cases from a table beside a corpus: facts/template-params.tsv.

A row names a policy template, a parameter, a type of resource, and what of such a resource, X, gives a right value and
what a wrong one, in words.
"""
import csv

from .cases import FUNCTION, case

ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
PARAMETER = "Type: AWS::SSM::Parameter\n    Properties: {{Type: String, Value: a, Name: {}}}"
# What cells say without an intrinsic: a value, and for a parameter of SSM its resource's name.
WORDS = [
    ("!Ref X with Name: /app/p", "!Ref X", "/app/p"),
    ("!Ref X when Name has no leading slash", "!Ref X", "app/p"),
    ("the Name property", "shop/db", None),
    ("an ARN:", ARN, None),
    ("no CloudFormation resource type", "orders", None),
    ("AWS::SES::Template:", "orders", None),
]
REMARKS = ("use ", "the template itself ", "(none", "-")  # no value
ITSELF = "!Ref of the very function"
MADE = {  # what SAM wants of a resource; others need nothing here
    "AWS::Serverless::Function": FUNCTION + "}",
    "AWS::Serverless::StateMachine": "Type: AWS::Serverless::StateMachine\n    Properties: {DefinitionUri: a.json}",
}


def resource_of(row, name):
    kind, _, which = row["resource_type"].partition(" whose ")
    if kind == "AWS::SSM::Parameter":
        return PARAMETER.format(name or ("/app/p" if "starts" in which else "app/p"))
    return MADE.get(kind, f"Type: {kind}")


def values_of(cell, separator):
    """(value, name of its resource, the words it comes from) for each part of a cell that is a value."""
    for part in (part.strip() for part in cell.split(separator)):
        known = next(((value, name) for words, value, name in WORDS if part.startswith(words)), None)
        if known:
            yield *known, part
        elif part.startswith(ITSELF):
            yield "!Ref F", None, part
        elif not part.startswith(REMARKS):
            yield part.split(" - ")[0], None, part


def filled_cases(row):
    policy, parameter = row["template"], row["parameter"]
    for cell, separator, wrong in ((row["correct_intrinsic"], "|", False), (row["wrong_intrinsics_and_why"], ";", True)):
        for value, name, part in values_of(cell, separator):
            resource = None if row["resource_type"] == "-" else resource_of(row, name)
            yield case(policy, parameter, value, resource, wrong=wrong, circle=part.startswith(ITSELF), said=part)


def cases(path):
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["parameter"] != "-":
                yield from filled_cases(row)
