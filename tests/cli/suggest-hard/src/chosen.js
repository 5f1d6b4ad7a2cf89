const { SQS } = require("@aws-sdk/client-sqs");
const sqs = new SQS({});
const base = { QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/spread" };
exports.handler = async (event) => {
  await sqs.sendMessage({ ...base, MessageBody: "x" });
  await sqs.purgeQueue({ QueueUrl: event.a ? "https://sqs.eu-west-1.amazonaws.com/123456789012/yes" : "https://sqs.eu-west-1.amazonaws.com/123456789012/no" });
};
