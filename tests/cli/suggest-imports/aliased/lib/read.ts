import { S3 } from "@aws-sdk/client-s3";
export const read = () => new S3({}).getObject({ Bucket: "aliased", Key: "k" });
