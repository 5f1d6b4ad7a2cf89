"""The properties of functions, state machines, tables and layers: name -> what makes a random value."""
from .values import NO_VALUE


def just(*values):
    return lambda v: v.pick(*values)


def text(v):
    return v.text()


def destination(v):
    kind = v.pick("SQS", "SNS", "SQS", "SNS", "EventBridge", "Lambda", "S3Bucket", {"Ref": "Kind"})
    made = {"Type": kind}
    if kind not in ("SQS", "SNS") or v.chance(0.6):
        made["Destination"] = v.pick(
            v.text,
            v.text,
            {"Ref": "Name"},
            {"Fn::Sub": "arn:${Name}:${AWS::Region}:${AWS::Partition}:${AWS::AccountId}"},
            {"Fn::If": ["C1", NO_VALUE, "x"]},
            {"Fn::If": ["C1", {"Ref": "Name"}, NO_VALUE]},
            {"Fn::If": ["C1", NO_VALUE, NO_VALUE]},
        )
    return made


def invocation(v):
    chosen = v.draw.sample(["OnSuccess", "OnFailure"], v.draw.choice([0, 1, 2]))
    config = {name: v.maybe_wrong(lambda: destination(v)) for name in chosen}
    made = {"DestinationConfig": v.maybe_wrong(lambda: config)} if config or v.chance(0.3) else {}
    return made | ({"MaximumRetryAttempts": 1} if v.chance(0.3) else {})


def only_if_wrong(value, otherwise=None):
    """What SAM often refuses beside other properties, in templates that may be refused."""
    return lambda v: value if v.wrongness and v.chance(0.5) else otherwise


COMMON = ("Tracing", "VpcConfig", "DeadLetterQueue", "EventInvokeConfig", "DurableConfig")
# Properties of functions that Globals may hold too
SHARED = {
    "Tracing": lambda v: v.pick(
        "Active", "PassThrough", "Disabled", "", {"Ref": "Mode"}, {"Ref": "Name"}, {"Ref": "Bare"}, NO_VALUE,
        {"Fn::Sub": "${Mode}"}, v.condition,
    ),
    "VpcConfig": lambda v: v.pick(
        {"SubnetIds": ["a"], "SecurityGroupIds": {"Ref": "Many"}}, {"SubnetIds": ["b"]}, {}, NO_VALUE, v.condition, None
    ),
    "DeadLetterQueue": lambda v: {"Type": v.pick("SQS", "SNS"), "TargetArn": v.text()},
    "EventInvokeConfig": invocation,
    "DurableConfig": lambda v: v.pick({"ExecutionTimeout": 3}, {}, {"ExecutionTimeout": 3, "X": 1}, v.condition),
    "RolePath": lambda v: v.pick("/a/", v.text),
    "PermissionsBoundary": text,
    "AssumeRolePolicyDocument": lambda v: v.pick(v.document, v.document, {}, v.condition),
    "Tags": lambda v: v.pick({"a": "b"}, {"a": None, "c": v.text()}, {"lambda:createdBy": "me"} if v.wrongness else {}),
    "PropagateTags": just(True, False),
    "AutoPublishAlias": just("live", "a-b_c", {"Ref": "Name"}),
    "AutoPublishAliasAllProperties": just(True, False),
    "Architectures": just(["arm64"]),
    "CapacityProviderConfig": only_if_wrong({"Arn": "arn:x"}),
    "CodeSigningConfigArn": text,
    "DeploymentPreference": lambda v: v.pick({"Enabled": False}, {"Type": "AllAtOnce", "Enabled": "false"}),
    "Environment": lambda v: {"Variables": {"A": v.scalar()}},
    "EphemeralStorage": just({"Size": 1024}),
    "FileSystemConfigs": lambda v: [{"Arn": v.text(), "LocalMountPath": "/mnt/x"}],
    "FunctionScalingConfig": only_if_wrong({"MinExecutionEnvironments": 1}),
    "FunctionUrlConfig": just(
        {"AuthType": "NONE"}, {"AuthType": "AWS_IAM", "Cors": {"AllowOrigins": ["*"]}}, {"AuthType": {"Ref": "Bare"}}
    ),
    "KmsKeyArn": text,
    "Layers": just([{"Ref": "Layer"}], ["arn:x"], []),
    "LoggingConfig": just({"LogFormat": "JSON"}),
    "MemorySize": just(128, {"Ref": "Number"}),
    "ProvisionedConcurrencyConfig": only_if_wrong({"ProvisionedConcurrentExecutions": 1}),
    "SnapStart": just({"ApplyOn": "PublishedVersions"}),
    "TenancyConfig": only_if_wrong({"TenantIsolationMode": "PER_TENANT"}),
    "Timeout": lambda v: v.scalar(),
    "VersionDeletionPolicy": only_if_wrong("Delete"),
}
OWN = {
    "Role": lambda v: v.pick(
        "arn:aws:iam::1:role/x", v.reference, NO_VALUE, None, "", {"Ref": "Bare"},
        {"Fn::If": ["C1", NO_VALUE, NO_VALUE]}, {"Fn::If": ["C1", "arn:x", NO_VALUE]},
        {"Fn::If": ["C1", NO_VALUE, "arn:x"]}, {"Fn::If": ["C1", "a", "b"]},
    ),
    "AutoPublishCodeSha256": just("abcdef0123456789", {"Ref": "Name"}),
    "Description": lambda v: v.scalar(),
    "FunctionName": text,
    "ImageConfig": only_if_wrong({"Command": ["x"]}),
    "InlineCode": just("x"),
    "PackageType": just("Zip"),
}
MACHINE = {
    "Tracing": just({"Enabled": True}, {"Enabled": False}, {"Enabled": "true"}, {"Enabled": {"Ref": "Bare"}}, {}),
    "AutoPublishAlias": just("live"),
    "DefinitionSubstitutions": lambda v: {"a": v.text()},
    "Logging": just({"Level": "ALL"}),
    "PermissionsBoundary": text,
    "PropagateTags": just(True, False),
    "Role": just("arn:x", None, "", NO_VALUE),
    "RolePath": SHARED["RolePath"],
    "Tags": SHARED["Tags"],
    "Type": just("EXPRESS"),
}
TABLE = {
    "PrimaryKey": just({"Name": "id", "Type": "String"}),
    "ProvisionedThroughput": just({"ReadCapacityUnits": 5, "WriteCapacityUnits": {"Ref": "Number"}}),
    "SSESpecification": just({"SSEEnabled": True}),
    "TableName": text,
    "Tags": just({"a": "b"}),
}
LAYER = {
    "CompatibleArchitectures": just(["arm64"]),
    "CompatibleRuntimes": just(["python3.13", {"Ref": "Bare"}]),
    "Description": just("caf\u00e9", {"Ref": "Bare"}),
    "LayerName": just("n", {"Ref": "Name"}, {"Fn::Sub": "${Name}-${AWS::Region}"}),
    "LicenseInfo": just("MIT"),
    "PublishLambdaVersion": just(True),
    "RetentionPolicy": just("Retain", "delete"),
}
