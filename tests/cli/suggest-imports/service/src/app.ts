import { S3 } from "@aws-sdk/client-s3";
export const handler = () => new S3({}).getObject({ Bucket: "compiled", Key: "k" });
