import { DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { SSMClient, GetParameterCommand } from "@aws-sdk/client-ssm";
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";

const db = new DynamoDBClient({});
const s3 = new S3Client({});

export const handler = async (event) => {
  await db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
  await db.send(new QueryCommand({ TableName: process.env.PARTS }));
  await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: "in/" + event.key }));
  await s3.send(new PutObjectCommand({ Bucket: "shop-reports", Key: event.key }));
  await new SESClient({}).send(new SendEmailCommand({ Source: process.env.SENDER }));
  await new SSMClient({}).send(new GetParameterCommand({ Name: process.env.KEY }));
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: "" }));
};
