const AWS = require('aws-sdk')
const { S3Client, GetObjectCommand, PutObjectCommand } = require("@aws-sdk/client-s3")
const { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } = require("@aws-sdk/lib-dynamodb")
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb")
const { Upload } = require("@aws-sdk/lib-storage")
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner")
const middy = require("@middy/core")
const doc = new AWS.DynamoDB.DocumentClient()
const s3 = new S3Client({})
const foreign = new S3Client({ credentials: { accessKeyId: "a", secretAccessKey: "b" } })
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const u = module.exports
u.unused = async () => { await doc.scan({ TableName: process.env.B_T }).promise() }
u.used = async (t) => { await doc.put({ TableName: t, Item: {} }).promise() }
const base = async (event) => {
  await u.used(process.env.A_T)
  await Promise.all(event.Records.map(async (r) => {
    await s3.send(new GetObjectCommand({ Bucket: r.s3.bucket.name, Key: r.s3.object.key }))
  }))
  const command = new PutObjectCommand({ Bucket: "mine", Key: "k" })
  await foreign.send(command)
  const params = { TableName: process.env.A_T }
  params.Key = { id: 1 }
  await ddb.send(new GetCommand(params))
  await ddb.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: process.env.B_T } }, { Delete: { TableName: process.env.A_T } }] }))
  await new Upload({ client: s3, params: { Bucket: "big", Key: "x" } }).done()
  return getSignedUrl(s3, new GetObjectCommand({ Bucket: "signed", Key: "x" }))
}
module.exports.handler = middy(base).use({})
