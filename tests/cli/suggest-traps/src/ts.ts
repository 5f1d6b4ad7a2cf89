import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";
import type { Handler } from "aws-lambda";
import { topic } from "./conf";
class Service {
  private readonly client = new SNSClient({});
  constructor(private readonly arn: string) {}
  async send(message: string): Promise<void> { await this.client.send(new PublishCommand({ TopicArn: this.arn, Message: message })); }
}
const service = new Service(topic());
export const handler: Handler = async (event) => { const { helper } = await import("./helper"); await helper(); for (const r of event.Records) await service.send(r.body); };
