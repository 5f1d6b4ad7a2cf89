import { S3 } from '@aws-sdk/client-s3'
import middy from '@middy/core'
import { Tracer } from '@aws-lambda-powertools/tracer'
import AWSXRay from 'aws-xray-sdk'
import core from 'aws-xray-sdk-core'
import { SSMProvider, getParameter, getParameters, getParametersByName } from '@aws-lambda-powertools/parameters/ssm'
import { SecretsProvider, getSecret } from '@aws-lambda-powertools/parameters/secrets'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { SignatureV4 } from '@smithy/signature-v4'
import { SignatureV4 as Old } from '@aws-sdk/signature-v4'
import aws4 from 'aws4'
import AWS from 'aws-sdk'
import nodemailer from 'nodemailer'
import * as envalid from 'envalid'
import util from 'node:util'
import querystring from 'querystring'

const tracer = new Tracer({})
const s3 = tracer.captureAWSv3Client(new S3({}))
const get = (Bucket, Key = 'k') => s3.getObject({ Bucket, Key })

async function traced () {
  await new (tracer.captureAWS(AWS)).S3().getObject({ Bucket: 'traced', Key: 'k' }).promise()
  await tracer.captureAWSClient(new AWS.S3()).getObject({ Bucket: 'traced2', Key: 'k' }).promise()
  await new (AWSXRay.captureAWS(AWS)).S3().getObject({ Bucket: 'traced3', Key: 'k' }).promise()
  await AWSXRay.captureAWSClient(new AWS.S3()).getObject({ Bucket: 'traced4', Key: 'k' }).promise()
  await AWSXRay.captureAWSv3Client(new S3({})).getObject({ Bucket: 'traced5', Key: 'k' })
  await new (core.captureAWS(AWS)).S3().getObject({ Bucket: 'traced6', Key: 'k' }).promise()
  await core.captureAWSClient(new AWS.S3()).getObject({ Bucket: 'traced7', Key: 'k' }).promise()
  await core.captureAWSv3Client(new S3({})).getObject({ Bucket: 'traced8', Key: 'k' })
}

async function powertools () {
  await getParameter('/one')
  await getParameters('/many')
  await getParametersByName({ '/two': {} })
  await new SSMProvider().get('/three')
  await new SSMProvider().getMultiple('/four')
  await getSecret('secret')
  await new SecretsProvider().get('secret2')
  new DynamoDBPersistenceLayer({ tableName: 'layer' })
}

function signers () {
  new SignatureV4({ service: 'appsync' })
  new Old({ service: 'execute-api' })
  aws4.sign({ service: 'lambda' })
  new AWS.Signers.V4(null, 'aoss')
  nodemailer.createTransport({ SES: {} }).sendMail({ from: 'a@example.com' })
  nodemailer.createTransport({ host: 'smtp.example.com' }).sendMail({ from: 'b@example.com' })
}

async function values () {
  await get(String(JSON.parse(JSON.stringify(decodeURIComponent(decodeURI('text'))))))
  await get(structuredClone({ bucket: 'cloned' }).bucket, Number('1') + parseInt('2'))
  await get(await new Promise((resolve) => resolve('promised')))
  for (const bucket of await Promise.all(['all'])) await get(bucket)
  for (const bucket of await Promise.allSettled(['settled'])) await get(bucket)
  await get(await Promise.race(['raced']))
  await get(await Promise.any(['any']))
  await get(await Promise.resolve('resolved'))
  Promise.reject(new Error('x'))
  for (const bucket of Object.keys({ keyed: 1 })) await get(bucket)
  for (const bucket of Object.values({ a: 'valued' })) await get(bucket)
  for (const [, bucket] of Object.entries({ a: 'entered' })) await get(bucket)
  await get(Object.assign({}, { bucket: 'assigned' }).bucket)
  await get(Object.freeze({ bucket: 'frozen' }).bucket)
  await get(Object.fromEntries([['bucket', 'x']]).bucket)
  for (const bucket of Array.from(['from'])) await get(bucket)
  for (const bucket of new Set(['in-set'])) await get(bucket)
  await get(new Map([['a', 'b']]).set('bucket', 'in-map').get('bucket'))
  setTimeout(() => get('later'), 1)
  setImmediate(() => get('at-once'))
  await get(await util.promisify((name) => name)('promisified'))
  await get(querystring.unescape('unescaped'))
  await get(envalid.cleanEnv(process.env, {}).TABLE)
}

const base = async () => {
  await traced()
  await powertools()
  signers()
  await values()
}
export const handler = middy().use({}).handler(base)
