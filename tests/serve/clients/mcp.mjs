// The official client calls each tool. It checks the schemas of tools, and each answer against the schema of its tool.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { Ajv2020 } from "ajv/dist/2020.js";

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Uploads: {Type: AWS::S3::Bucket}
  Fn: {Type: AWS::Serverless::Function, Properties: {Handler: app.handler, Runtime: python3.12}}
`;
const MESSAGE = "User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: " +
  "arn:aws:s3:::reports/a.csv because no identity-based policy allows the s3:GetObject action";
const grants = [{ grant: "s3-read", bucket: "${Uploads}" }];
const calls = {
  generate: { grants },
  apply: { template: "template.yaml", function: "Fn", grants, write: true },
  check: { template: "template.yaml", function: "Fn", action: "s3:GetObject", resource: "${Uploads}/a" },
  lint: { files: ["template.yaml"] },
  explain: { template: "template.yaml" },
  diagnose: { text: MESSAGE },
  diff: { old: "old.yaml", new: "template.yaml" },
  suggest: { template: "template.yaml" },
  list: { words: ["PutItem"] },
  help: { topic: "s3-read" },
};

const folder = mkdtempSync(join(tmpdir(), "samgen-"));
try {
  writeFileSync(join(folder, "template.yaml"), TEMPLATE);
  writeFileSync(join(folder, "old.yaml"), TEMPLATE);
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.env.SAMGEN, args: ["mcp"], cwd: folder }));
  assert.equal(client.getServerVersion().name, "samgen");
  assert.match(client.getInstructions(), /list/);
  const { tools } = await client.listTools();
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  for (const { name, inputSchema, outputSchema } of tools) {
    const validate = ajv.compile(inputSchema);
    assert.ok(validate(calls[name]), `${name}: ${JSON.stringify(validate.errors)}`);
    assert.ok(!validate({ ...calls[name], other: 1 }), name);
    const answer = await client.callTool({ name, arguments: calls[name] });
    assert.ok(!answer.isError, JSON.stringify(answer));
    assert.ok(answer.content[0].text, name);
    assert.equal(answer.structuredContent !== undefined, outputSchema !== undefined, name);
  }
  assert.match(readFileSync(join(folder, "template.yaml"), "utf8"), /S3ReadPolicy/);
  const wrong = await client.callTool({ name: "lint", arguments: { files: "x" } });
  assert.ok(wrong.isError);
  await assert.rejects(client.callTool({ name: "rm", arguments: {} }));
  await client.ping();
  await client.close();
  console.log(`@modelcontextprotocol/sdk: ${tools.length} tools`);
} finally {
  rmSync(folder, { recursive: true });
}
