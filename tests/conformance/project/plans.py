"""The projects that new.py makes: their arguments, and the tables of templates/ that these are made of."""
from judge import program, reader

FUNCTIONS = program.ROOT / "templates/functions"


def load(path):
    return reader.load(path.read_text())


RUNTIMES = {r["name"]: r["language"] for r in load(FUNCTIONS / "runtimes.yaml")["runtimes"]}
LANGUAGES = {language: runtime for runtime, language in reversed(RUNTIMES.items())}
EVENTS = {f.stem: load(f) for f in sorted((FUNCTIONS / "events").glob("*.yaml"))}
CREATED = {f.stem for f in (FUNCTIONS / "resources").glob("*.yaml") if "parts" in load(f)}
FILES = [load(f) for f in sorted((program.ROOT / "templates/grants").glob("*.yaml"))]
KINDS = {k["name"]: k for f in [load(program.ROOT / "templates/resources.yaml")] + FILES for k in f.get("kinds", [])}
GRANTS = {g["name"]: g for f in FILES for g in f["grants"]}
# What goes with the events; ${Id} of the event where it has a resource.
CALLS = ["s3-read --bucket ${Uploads} --prefix in/", "dynamodb-put --table ${Orders} --kms-key ${Key}",
         "sqs-send --queue ${Jobs} + s3-write --bucket out-bucket", "secretsmanager-read --secret ${Token}",
         "s3-read --bucket one-bucket + s3-read --bucket two-bucket", "", "textract-detect + sns-publish --topic ${News}"]
RAW = {"allow": "allow sqs:PurgeQueue --resource arn:aws:sqs:us-east-1:123456789012:jobs",
       "sam-template": "sam-template S3ReadPolicy --set BucketName=my-bucket"}
# Further ways to name things, and resources that the event and a grant share.
SPECIAL = [
    ("s3", "s3-read --bucket ${Uploads} --prefix in/ + s3-write --bucket ${Uploads} --prefix out/"),
    ("s3", "s3-read --bucket ${Uploads} --prefix in/ --prefix on/ + s3-list --bucket ${Uploads}"),
    ("s3", "s3-read --bucket ${Data} --key list.csv --kms-key ${Key}"),
    ("s3", "s3-delete --bucket ${Uploads} + dynamodb-crud --table ${Orders} --style inline"),
    ("s3", "s3-read-write --bucket ${Uploads} --partition auto"),
    ("sqs", "sqs-consume --queue ${Mine} --kms-key ${Key} + sqs-send --queue ${Next}"),
    ("sqs", "sqs-send --queue ${Jobs}"),
    ("dynamodb", "dynamodb-get --table ${Orders} + dynamodb-stream-read --table ${Orders}"),
    ("dynamodb", "dynamodb-put --table ${Orders}"),
    ("kinesis", "kinesis-read --stream ${Records} + kinesis-write --stream ${Out}"),
    ("sns", "sns-publish --topic ${Messages} + kms-encrypt --kms-key ${Key}"),
    ("none", "dynamodb-query --table ${Orders} --index by-id"),
    ("none", "lambda-invoke --function other --qualifier live"),
    ("none", "kinesis-write --stream arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"),
    ("none", "sqs-send --queue arn:aws:sqs:eu-west-1:123456789012:jobs"),
    ("none", "bedrock-invoke --inference-profile us.amazon.nova-pro-v1:0 + polly-speak + comprehend-detect"),
    ("none", "bedrock-invoke --model amazon.nova-lite-v1:0 + ses-send --identity example.com"),
    ("none", "bedrock-invoke --model amazon.nova-pro-v1:0 + ses-send --identity example.com --configuration-set x --from info@example.com"),
    ("s3", "textract-detect + rekognition-detect + s3-read --bucket ${Uploads} --prefix in/"),
    ("none", "secretsmanager-read --secret db/password --kms-key alias/data"),
    ("none", "ssm-read --path /app + ssm-read --parameter /app/db"),
    ("none", "stepfunctions-start --state-machine ${Flow} --sync"),
    ("api", "vpc + xray + eventbridge-put --bus ${Bus} --source com.example.shop"),
]
def calls_of(grant):
    """A call with literal values, and one where everything that a template can create is named by ${Id}."""
    if grant["name"] in RAW:
        return [RAW[grant["name"]].split()]
    options = {o["name"]: o["kind"] for o in grant.get("options", [])}
    names = [o["name"] for o in grant.get("options", []) if o.get("required")] + grant.get("one-of", [])[:1]
    literal, created = [grant["name"]], [grant["name"]]
    for name in names + ["kms-key"] * ("kms-key" in options and "kms-key" not in names):
        kind = options[name]
        literal += ["--" + name, KINDS[kind]["example"]]
        created += ["--" + name, "${%s}" % name.replace("-", "").capitalize() if kind in CREATED else KINDS[kind]["example"]]
    return [literal, created] if literal != created else [literal]


def projects(every):
    """The arguments of each project, which begin with the event; of some of them, or of every one."""
    combinations = [(event, runtime, vpc) for event in EVENTS for runtime in RUNTIMES for vpc in ([], ["--vpc"])]
    for n, (event, runtime, vpc) in enumerate(combinations):
        if every or n % 5 == 0:
            yield ["--event", event, "--runtime", runtime, *vpc, *CALLS[n // 2 % len(CALLS)].split()]
    for event, call in SPECIAL:
        for runtime in LANGUAGES.values():
            yield ["--event", event, "--runtime", runtime, *call.split()]
    for n, grant in enumerate(GRANTS.values()):
        calls = calls_of(grant)
        for call in calls if every else calls[-1:]:
            for m, runtime in enumerate(LANGUAGES.values()):
                if every or (n % 3 == 0 and n // 3 % len(LANGUAGES) == m):
                    style = ["--style", "inline"] if "${" in " ".join(call) else []
                    yield ["--event", "none", "--runtime", runtime, *call, *style]
