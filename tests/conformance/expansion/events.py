"""Random events of functions and state machines: every type, with the properties it has."""

AUTHENTICATION = ["BASIC_AUTH", "SASL_SCRAM_512_AUTH", "SASL_SCRAM_256_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"]
REGISTRY = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:registry/${Name}"


def text(v):
    return v.text()


def texts(v):
    return v.many(v.text, 1)


def whole(v):
    return v.pick(10, True, v.reference)


def truth(v):
    return v.pick(True, False, v.reference)


def just(*values):
    return lambda v: v.pick(*values)


def dead_letters(v):
    return v.pick(lambda: {"Arn": v.text()}, {"Type": "SQS"}, {"Type": "SQS", "QueueLogicalId": "Dlq"})


def on_failure(v):
    kind = v.draw.choice(["SQS", "SNS", "S3", "Kafka"])
    return {"OnFailure": v.pick({"Type": kind, "Destination": v.text()}, {"Destination": v.text()}, {"Type": "SQS"})}


def secrets(always, *sometimes):
    def make(v):
        return [{"Type": kind, "URI": v.text()} for kind in [always, *(kind for kind in sometimes if v.chance(0.6))]]

    return make


def kafka_secrets(v):
    made = []
    if v.chance(0.5):
        made += [{"Type": kind, "URI": "subnet:x"} for kind in ("VPC_SUBNET", "VPC_SECURITY_GROUP")]
    if v.chance(0.8):
        made.append({"Type": v.draw.choice(AUTHENTICATION), "URI": v.reference()})
    if v.chance(0.3) or not made:
        made.append({"Type": "SERVER_ROOT_CA_CERTIFICATE", "URI": "arn:x"})
    v.draw.shuffle(made)
    return made


def registry(v):
    uri = v.pick(
        "arn:aws:glue:us-east-1:123456789012:registry/name", "https://registry", {"Fn::Sub": REGISTRY}, v.reference,
        {"Fn::Sub": ["arn:aws:glue:r:a:registry/${x}", {"x": "y"}]},
    )
    made = {"SchemaRegistryURI": uri, "EventRecordFormat": v.pick("JSON", "SOURCE"), "SchemaValidationConfigs": []}
    if v.chance(0.5):
        made["AccessConfigs"] = [{"Type": "BASIC_AUTH", "URI": v.text()} for _ in range(v.draw.randint(0, 2))]
    return made


PULL = {
    "BatchSize": whole,
    "BisectBatchOnFunctionError": truth,
    "DestinationConfig": on_failure,
    "Enabled": truth,
    "FilterCriteria": just({"Filters": [{"Pattern": "{}"}]}, {}, {"Fn::If": ["C1", 1, 2]}),
    "FunctionResponseTypes": just(["ReportBatchItemFailures"]),
    "KmsKeyArn": text,
    "MaximumBatchingWindowInSeconds": whole,
    "MetricsConfig": just({"Metrics": ["EventCount"]}),
    "ScalingConfig": just({"MaximumConcurrency": 2}),
    "SchemaRegistryConfig": registry,
    "TumblingWindowInSeconds": whole,
}
STREAM = {"Stream": text, "StartingPosition": just("LATEST", "TRIM_HORIZON")}
BROKER = {**PULL, "SecretsManagerKmsKeyId": just("1234-5678")}
RULE = {
    "DeadLetterConfig": dead_letters,
    "Input": text,
    "RetryPolicy": just({"MaximumRetryAttempts": 2}),
    "State": just("ENABLED", "DISABLED"),
}
ENABLED = {**RULE, "Enabled": truth}
PATTERN = {"Pattern": just({"source": ["x"], "detail": {}})}
SCHEDULER = {
    "DeadLetterConfig": dead_letters,
    "FlexibleTimeWindow": just({"Mode": "OFF"}),
    "GroupName": text,
    "OmitName": just(True, False),
    "PermissionsBoundary": text,
    "RoleArn": text,
    "State": just("ENABLED"),
}
KAFKA = {"KafkaBootstrapServers": texts, "Topics": just(["t"]), "SourceAccessConfigurations": kafka_secrets}
DATABASE = {"Cluster": text, "DatabaseName": text, "SourceAccessConfigurations": secrets("BASIC_AUTH")}
BROKERS = {"Broker": text, "Queues": texts, "SourceAccessConfigurations": secrets("BASIC_AUTH", "VIRTUAL_HOST")}
CERTIFICATES = {"SourceAccessConfigurations": secrets("CLIENT_CERTIFICATE_TLS_AUTH", "SASL_SCRAM_512_AUTH")}
SUBSCRIPTION = {
    "FilterPolicy": just({"a": ["b"]}),
    "RedrivePolicy": just({"deadLetterTargetArn": "x"}),
    "Region": text,
    "SqsSubscription": just(True, False, {"QueueArn": "a", "QueueUrl": "b", "BatchSize": 3}),
}
# type -> properties it needs, properties it may have
FUNCTION = {
    "AlexaSkill": ({}, {"SkillId": text}),
    "Api": ({}, {}),
    "CloudWatchEvent": ({}, {**ENABLED, **PATTERN, "InputTransformer": just({"InputTemplate": "x"})}),
    "CloudWatchLogs": ({"LogGroupName": text, "FilterPattern": text}, {}),
    "Cognito": ({"UserPool": just({"Ref": "Pool"})}, {}),
    "DocumentDB": (DATABASE, {**BROKER, "CollectionName": text, "FullDocument": text}),
    "DynamoDB": (STREAM, PULL),
    "EventBridgeRule": (PATTERN, {**ENABLED, "EventBusName": text, "InputPath": text, "Target": just({"Id": "t"})}),
    "HttpApi": ({}, {}),
    "IoTRule": ({"Sql": text}, {"AwsIotSqlVersion": text}),
    "Kinesis": (STREAM, PULL),
    "MQ": (BROKERS, {**BROKER, "DynamicPolicyName": just(True, False)}),
    "MSK": (STREAM, {**PULL, **CERTIFICATES, "ConsumerGroupId": text, "Topics": texts}),
    "S3": (
        {"Bucket": just({"Ref": "Bucket"}), "Events": just("s3:ObjectCreated:*", ["s3:ObjectCreated:*"])},
        {"Filter": just({"S3Key": {"Rules": []}})},
    ),
    "SNS": ({"Topic": text}, SUBSCRIPTION),
    "SQS": ({"Queue": text}, PULL),
    "Schedule": ({"Schedule": just("rate(1 day)")}, {**ENABLED, "Name": text, "Description": text}),
    "ScheduleV2": ({"ScheduleExpression": just("rate(1 day)")}, SCHEDULER),
    "SelfManagedKafka": (KAFKA, {**BROKER, "ConsumerGroupId": text}),
}
MACHINE = {
    "CloudWatchEvent": ({}, {**RULE, "EventBusName": text}),
    "EventBridgeRule": (PATTERN, RULE),
    "Schedule": (
        {"Schedule": just("rate(1 day)")},
        {**ENABLED, "Name": text, "RoleArn": just("arn:x"), "Target": just({"Id": "t"})},
    ),
    "ScheduleV2": FUNCTION["ScheduleV2"],
}


def event(v, types, number):
    kind = v.draw.choice(sorted(types))
    needs, may = types[kind]
    if kind in ("Api", "HttpApi"):
        properties = {"Path": f"/p{number}", "Method": "get"}
    else:
        properties = v.some(needs, lambda name: 1 - v.wrongness) | v.some(may, lambda name: 0.15)
    if kind == "Cognito":
        properties["Trigger"] = f"Trigger{number}"
    if not v.wrongness and "State" in properties:
        properties.pop("Enabled", None)
    if v.chance(v.wrongness):
        properties["Unknown"] = v.text()
    made = {"Type": v.maybe_wrong(lambda: kind)}
    if properties or v.chance(0.5) or kind == "HttpApi":
        made["Properties"] = v.maybe_wrong(lambda: properties)
    return v.maybe_wrong(lambda: made)


def events(v, types, first):
    names = ["Zeta", "Alpha", "Jobs", "jobs", "Ev1", "Ev10", "Ev2", "A"]
    chosen = v.draw.sample(names, v.draw.choice([0, 1, 1, 2, 3]))
    if chosen and v.chance(v.wrongness / 2):
        chosen[0] += "-x"
    return {name: event(v, types, first * 10 + index) for index, name in enumerate(chosen)}
