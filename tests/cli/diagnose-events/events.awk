# 1,000 denied events of CloudTrail of 50 kinds, as form: records, lines, lookup or table; with messages or without
BEGIN {
    split("s3:GetObject s3:PutObject s3:ListObjects sqs:SendMessage sqs:ReceiveMessage kms:Decrypt kms:GenerateDataKey dynamodb:GetItem dynamodb:PutItem dynamodb:Query lambda:Invoke sns:Publish secretsmanager:GetSecretValue ssm:GetParameter events:PutEvents states:StartExecution logs:CreateLogGroup monitoring:PutMetricData ec2:CreateNetworkInterface iam:PassRole kinesis:PutRecord firehose:PutRecord ecr:BatchGetImage athena:StartQueryExecution glue:GetTable", op, " ")
    if (form == "records") printf "{\"Records\":["
    if (form == "lookup") printf "{\n    \"Events\": ["
    if (form == "table") print "\"eventtime\",\"useridentity\",\"eventsource\",\"eventname\",\"errorcode\",\"errormessage\""
    for (n = 0; n < 1000; n++) {
        k = n % 50; split(op[k % 25 + 1], part, ":"); who = k < 25 ? "shop-Reader" : "shop-Writer"
        arn = "arn:aws:sts::123456789012:assumed-role/" who "-role/" who
        event = "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROA:" who "\",\"arn\":\"" arn "\",\"accountId\":\"123456789012\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"arn\":\"arn:aws:iam::123456789012:role/" who "-role\"}}},\"eventTime\":\"2026-11-30T00:00:00Z\",\"eventSource\":\"" part[1] ".amazonaws.com\",\"eventName\":\"" part[2] "\",\"awsRegion\":\"eu-west-1\",\"errorCode\":\"AccessDenied\"" (message ? ",\"errorMessage\":\"Access Denied\"" : "") ",\"requestParameters\":{\"n\":" n "},\"eventID\":\"" n "\"}"
        if (form == "records") printf "%s%s", n ? "," : "", event
        if (form == "lines") print event
        if (form == "lookup") { gsub(/"/, "\\\"", event); printf "%s\n        {\n            \"EventName\": \"%s\",\n            \"CloudTrailEvent\": \"%s\"\n        }", n ? "," : "", part[2], event }
        if (form == "table") printf "\"2026-11-30T00:00:00Z\",\"{type=AssumedRole, principalid=AROA:%s, arn=%s, accountid=123456789012}\",\"%s.amazonaws.com\",\"%s\",\"AccessDenied\",\"%s\"\n", who, arn, part[1], part[2], message ? "Access Denied" : ""
    }
    if (form == "records") print "]}"
    if (form == "lookup") print "\n    ]\n}"
}
