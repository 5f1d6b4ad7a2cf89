import { S3 } from "@aws-sdk/client-s3";
export const write = () => new S3({}).putObject({ Bucket: "workspace", Key: "k" });
