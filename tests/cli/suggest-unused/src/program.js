import { execSync } from "node:child_process";

export const handler = async () => execSync("aws s3 ls").toString();
