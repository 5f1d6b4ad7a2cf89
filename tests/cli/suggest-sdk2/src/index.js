const AWS = require('aws-sdk')
const { DocumentClient } = require('aws-sdk/clients/dynamodb')
const SQS = require('aws-sdk/clients/sqs')
const sns = require('aws-sdk/clients/sns')
const doc = new AWS.DynamoDB.DocumentClient()
const s3 = new AWS.S3({ endpoint: new AWS.Endpoint('https://example.com'), credentials: new AWS.EnvironmentCredentials('AWS') })
const far = [
  new AWS.S3({ credentials: new AWS.ChainableTemporaryCredentials({ params: { RoleArn: 'arn:aws:iam::111111111111:role/far' } }) }),
  new AWS.S3({ credentials: new AWS.TemporaryCredentials({ RoleArn: 'arn:aws:iam::111111111111:role/far' }) }),
  new AWS.S3({ credentials: new AWS.Credentials('key', 'secret') })
]
exports.handler = async () => {
  await doc.get({ TableName: 'get' }).promise()
  await doc.put({ TableName: 'put' }).promise()
  await doc.update({ TableName: 'update' }).promise()
  await doc.delete({ TableName: 'delete' }).promise()
  await doc.query({ TableName: 'query' }).promise()
  await doc.scan({ TableName: 'scan' }).promise()
  await doc.batchGet({ RequestItems: { batchGet: {} } }).promise()
  await doc.batchWrite({ RequestItems: { [process.env.TABLE]: [] } }).promise()
  await doc.transactGet({ TransactItems: [{ Get: { TableName: 'transactGet' } }] }).promise()
  await doc.transactWrite({ TransactItems: [{ Put: { TableName: 'transactPut' } }, { ConditionCheck: { TableName: 'check' } }] }).promise()
  await doc.put({ TableName: 'set', Item: { tags: doc.createSet(['a']) } }).promise()
  await new DocumentClient().get({ TableName: 'short' }).promise()
  await new SQS().sendMessage({ QueueUrl: 'jobs' }).promise()
  await new sns.SNS().publish({ TopicArn: 'arn:aws:sns:eu-west-1:123456789012:news' }).promise()
  await s3.waitFor('objectExists', { Bucket: 'waited', Key: 'k' }).promise()
  s3.getSignedUrl('getObject', { Bucket: 'signed', Key: 'k' })
  await s3.getSignedUrlPromise('putObject', { Bucket: 'signed2', Key: 'k' })
  s3.createPresignedPost({ Bucket: 'posted', Fields: { key: 'k' } })
  await s3.upload({ Bucket: 'up', Key: 'k', Tagging: 'a=b' }).promise()
  for (const client of far) await client.deleteObject({ Bucket: 'far', Key: 'k' }).promise()
  new AWS.HttpRequest('https://example.com')
}
