// The functions of the npm package say what the command says. usage: node tests/npm/api.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as samgen from '../../npm/lib/index.js';

const sample = (name) => readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
const empty = 'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: src/}\n';

test('lint returns findings with their places and fixes, and the text with the fixes', async () => {
  const text = sample('mistakes.yaml');
  const { ok, findings, text: fixed, changed } = await samgen.lint(text, { fix: true });
  assert.equal(ok, false);
  const [first] = findings;
  assert.equal(first.rule, 'SG102');
  assert.equal(first.file, 'template.yaml');
  assert.equal(first.fix.text, '!GetAtt Jobs.QueueName');
  assert.equal(changed, true);
  assert.ok(fixed.includes('QueueName: !GetAtt Jobs.QueueName'));
  assert.equal(sample('mistakes.yaml'), text, 'no file is written');
  const again = await samgen.lint(text, { select: 'SG201' });
  assert.deepEqual([...new Set(again.findings.map((f) => f.rule))], ['SG201']);
});

test('generate returns blocks of a spec that is an object', async () => {
  const spec = { functions: [{ name: 'F', grants: [{ grant: 'sqs-send', queue: 'jobs' }] }] };
  const { blocks, yaml } = await samgen.generate(spec, { noLogs: true, yaml: true });
  assert.deepEqual(blocks, { F: { Policies: [{ SQSSendMessagePolicy: { QueueName: 'jobs' } }] } });
  assert.ok(yaml.includes('SQSSendMessagePolicy:'));
});

test('apply returns the template with the grants, and the change', async () => {
  const grants = [{ grant: 's3-read', bucket: 'my-bucket' }, { grant: 'sqs-send', queue: 'jobs' }];
  const { text, diff, changed } = await samgen.apply(empty.replace('{Handler', '\n      {Handler'), { function: 'F', grants });
  assert.ok(changed && text.includes('S3ReadPolicy') && text.includes('SQSSendMessagePolicy'));
  assert.match(diff, /^--- a\/template.yaml/);
});

test('explain, check and diff answer for a template', async () => {
  const template = sample('orders.yaml');
  const { functions } = await samgen.explain(template, { function: 'Store' });
  assert.equal(functions.Store.access[0].effect, 'Allow');
  const request = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:123456789012:x' };
  const denied = await samgen.check(request, { template, function: 'Store', why: true });
  assert.equal(denied.decision, 'implicit-deny');
  assert.ok(denied.why.length > 0);
  const same = await samgen.diff(template, template);
  assert.deepEqual([same.ok, same.functions], [true, {}]);
  const added = await samgen.diff('', template);
  assert.equal(added.ok, false);
  assert.equal(added.functions.Store.status, 'added');
});

test('check decides by policies that are objects', async () => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }] };
  const { decision } = await samgen.check({ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }, { policies: [policy] });
  assert.equal(decision, 'allowed');
});

test('diagnose reads a denial', async () => {
  const said = 'User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:123456789012:jobs';
  const { denials } = await samgen.diagnose(said);
  assert.equal(denials.length, 1);
  assert.equal(denials[0].action, 'sqs:SendMessage');
});

test('suggest reads code that is in memory', async () => {
  const files = { 'template.yaml': empty.replace('a.b', 'app.handler'), 'src/app.py': "import boto3\n\ndef handler(event, context):\n    boto3.client('sqs').send_message(QueueUrl='https://sqs.us-east-1.amazonaws.com/123456789012/jobs', MessageBody='x')\n" };
  const { ok, functions } = await samgen.suggest(files);
  assert.equal(ok, false);
  assert.ok(JSON.stringify(functions).includes('sqs:SendMessage'));
});

test('what is wrong is an error that names it', async () => {
  await assert.rejects(samgen.generate({ functions: [{ name: 'F', grants: [{ grant: 's3-reed' }] }] }), (error) => {
    assert.ok(error instanceof samgen.SamgenError);
    assert.equal(error.status, 2);
    assert.match(error.message, /s3-read/);
    return true;
  });
  await assert.rejects(samgen.run(['lint'], { files: { '../x': '' } }), TypeError);
});
