import { SQS } from '@aws-sdk/client-sqs';
export const handler = async () => new SQS().listQueues({});
