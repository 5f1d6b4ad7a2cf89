"""Random values for properties: texts, references, intrinsics, documents, and the wrong ones."""
from judge.draw import Draw

from .text import Raw

NO_VALUE = {"Ref": "AWS::NoValue"}
TEXTS = [
    "orders", "arn:aws:sqs:us-east-1:123456789012:jobs", "arn:aws:s3:::data/*", "*", "a: b", "# not a comment", "yes",
    "012", "1:30", "", " ", "caf\u00e9", "two\nlines", "it's", 'say "no"', "${AWS::Region}", "{{resolve:ssm:/a/b}}",
    "-", "@at", "%p", "null", "2012-10-17", "\U0001f600", "back\\slash", "[x]", "{x}", "&a", "!b", "tab\there",
]
SCALARS = [
    "012", "0o17", "1:30", "2012-10-17", "yes", "Off", "~", "1e3", "1_000", ".5", "0x1F", "012345678901", "1.50", "+12",
    "012345670123", "-0", "0b11", "y", "1.5e+3", "NO", "True",
    "12345678901234567890123", "190:20:30", "3.0",
]
MANAGED = [
    "AWSLambdaExecute", "AmazonS3ReadOnlyAccess", "AWSXrayWriteOnlyAccess", "AWSXRayDaemonWriteAccess", "Administrator",
    "AdministratorAccess", "amazons3fullaccess", "CloudWatchPutMetricPolicy", "AWSLambdaBasicExecutionRole",
    "AWSLambdaVPCAccessExecutionRole", "AWSLambdaSQSQueueExecutionRole", "AWSLambdaKinesisExecutionRole",
    "AWSLambdaDynamoDBExecutionRole", "AWSLambdaMSKExecutionRole", "service-role/AWSLambdaSQSQueueExecutionRole",
    "arn:aws:iam::aws:policy/AWSLambdaExecute", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
]
PARTS = ["Arn", "QueueName", "Alias", "Version", "Alias.Arn", "DestinationQueue", "Stage", "a.b"]
WRONG = [
    None, {}, [], "", 5, True, False, 0, "word", NO_VALUE, [None], ["a", "b"], [{"Type": "SQS"}], {"a": 1, "b": 2},
    {"a": {}}, {"Fn::If": ["C1", "x"]}, {"Fn::If": "C1"}, {"Ref": ["x"]}, {"Type": "SQS", "Arn": "x"}, {"Bucket": "b"},
]


class Values:
    def __init__(self, seed, templates):
        """templates: the policy templates, name -> their parameters' names."""
        self.draw = Draw(seed)
        self.templates = templates
        self.wrongness = self.draw.choice([0, 0, 0, 0.01, 0.03, 0.08])  # how often something is not as it should be
        self.ids = []  # of the template's resources and parameters

    def chance(self, probability):
        return self.draw.random() < probability

    def pick(self, *makers):
        """A value of one of the makers; anything else is a value itself."""
        maker = self.draw.choice(makers)
        return maker() if callable(maker) else maker

    def many(self, maker, least=0, most=3):
        return [maker() for _ in range(self.draw.randint(least, most))]

    def maybe_wrong(self, maker):
        return self.wrong() if self.chance(self.wrongness) else maker()

    def some(self, table, probability):
        """Properties of a table name -> maker; probability(name) that it is there."""
        chosen = [name for name in table if self.chance(probability(name))]
        return {name: self.maybe_wrong(lambda name=name: table[name](self)) for name in chosen}

    def wrong(self):
        return self.pick(self.reference, self.condition, self.raw, *WRONG)

    def raw(self):
        return Raw(self.draw.choice(SCALARS))

    def reference(self):
        name, part = self.draw.choice(self.ids or ["Queue"]), self.draw.choice(PARTS)
        return self.pick(
            {"Ref": name},
            {"Ref": f"{name}.{part}"},
            {"Fn::GetAtt": [name, "Arn"]},
            {"Fn::GetAtt": [name, part]},
            {"Fn::GetAtt": f"{name}.{part}"},
            {"Fn::Sub": "${%s}/*" % name},
            {"Fn::Sub": "${%s.%s}-${!%s}-${AWS::Region}-${ %s}" % (name, part, name, name)},
            lambda: {"Fn::Sub": ["${%s}${x}" % name, {"x": self.leaf(), name: "shadow"}]},
            {"Ref": "AWS::Region"},
            {"Ref": "AWS::AccountId"},
        )

    def leaf(self):
        return self.pick(self.literal, self.literal, self.reference)

    def literal(self):
        return self.draw.choice(TEXTS)

    def text(self):
        """What a property that wants a text may hold."""
        return self.pick(
            "arn:aws:x:us-east-1:123456789012:y",
            self.literal,
            self.reference,
            self.reference,
            self.condition,
            lambda: {"Fn::Join": ["", [self.leaf(), self.leaf()]]},
            lambda: {"Fn::ImportValue": self.leaf()},
            lambda: {"Fn::Select": [Raw("0"), [self.leaf()]]},
            {"Fn::FindInMap": ["Map", "a", "b"]},
        )

    def condition(self):
        branches = [self.pick(self.leaf, self.leaf, NO_VALUE) for _ in range(2)]
        return {"Fn::If": [self.draw.choice(["C1", "C2"]), *branches]}

    def scalar(self):
        return self.pick(self.text, self.text, self.raw, 7, 1.5, True, None)

    # -- policies --

    def statement(self):
        made = {
            "Effect": self.pick("Allow", "Allow", "Deny"),
            "Action": self.pick("s3:GetObject", ["s3:Get*", "sqs:*"]),
            "Resource": self.pick("*", self.scalar, lambda: self.many(self.scalar, 1)),
        }
        if self.chance(0.2):
            made["Sid"] = self.literal()
        if self.chance(0.2):
            made["Condition"] = {"StringEquals": {"aws:x": self.scalar()}, "Bool": {"aws:y": Raw("true")}}
        return made

    def document(self):
        made = {"Statement": self.pick(lambda: self.many(self.statement), self.statement, self.condition, None, [])}
        if self.chance(0.5):
            made["Version"] = self.pick("2012-10-17", Raw("2012-10-17"), Raw('"2012-10-17"'))
        if self.chance(0.1):
            made[self.pick("Id", "PolicyName", "Fn::If", Raw("yes"), Raw("12"))] = self.scalar()
        return made

    def policy_template(self):
        name = self.draw.choice(sorted(self.templates))
        given = {parameter: self.scalar() for parameter in self.templates[name]}
        if self.chance(0.2):
            given["Extra"] = self.scalar()
        if given and self.chance(self.wrongness):
            given.pop(next(iter(given)))
        return {name: self.maybe_wrong(lambda: given)}

    def managed(self):
        name = self.draw.choice(MANAGED)
        return self.pick(name, name, self.reference, self.text)

    def conditional_policy(self):
        make = self.draw.choice([self.document, self.policy_template, self.managed, self.managed])
        other = self.entry() if self.chance(self.wrongness * 3) else self.pick(make, make, NO_VALUE)
        branches = [make(), other]
        self.draw.shuffle(branches)
        made = {"Fn::If": ["C1", *branches]}
        return {"Fn::If": ["C2", made, make()]} if self.chance(0.1) and make != self.policy_template else made

    def entry(self):
        kinds = [self.managed, self.document, self.policy_template] * 2 + [self.conditional_policy]
        return self.maybe_wrong(lambda: self.pick(*kinds))

    def policies(self):
        return self.pick(self.entry, *[lambda: self.many(self.entry, 0, 4)] * 5)
