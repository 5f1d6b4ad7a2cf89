// What else names of libraries do; see templates/code/names.yaml
import child_process from 'node:child_process'
import AWS from 'aws-sdk'
import { SQS } from '@aws-sdk/client-sqs'

const sqs = new SQS({})

export const handler = async (event) => {
  child_process.exec('a')
  child_process.execSync('a')
  child_process.execFile('a')
  child_process.execFileSync('a')
  child_process.spawn('a')
  child_process.spawnSync('a')
  child_process.fork('a')
  new AWS.S3({ accessKeyId: event.a }).getObject({ Bucket: 'not-by-the-role', Key: 'k' })
  new AWS.S3({ secretAccessKey: event.a }).getObject({ Bucket: 'not-by-the-role', Key: 'k' })
  new AWS.S3({ sessionToken: event.a }).getObject({ Bucket: 'not-by-the-role', Key: 'k' })
  setTimeout(() => sqs.listQueues({}), 9)
  setImmediate((QueueUrl) => sqs.purgeQueue({ QueueUrl }), 'jobs')
}
