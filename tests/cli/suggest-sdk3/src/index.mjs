import { S3Client, S3, GetObjectCommand, PutObjectCommand, CopyObjectCommand, waitUntilObjectExists, waitForBucketExists } from '@aws-sdk/client-s3'
import { DynamoDBClient, paginateScan as pages } from '@aws-sdk/client-dynamodb'
import * as lib from '@aws-sdk/lib-dynamodb'
import { Upload } from '@aws-sdk/lib-storage'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { getSignedUrl as sign } from '@aws-sdk/cloudfront-signer'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { Signer } from '@aws-sdk/rds-signer'
import { DsqlSigner } from '@aws-sdk/dsql-signer'
import { fromNodeProviderChain, fromEnv, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi'

const s3 = new S3Client({ credentials: fromNodeProviderChain() })
const dynamodb = new DynamoDBClient({ credentials: fromEnv() })
const client = lib.DynamoDBDocumentClient.from(dynamodb)
const doc = lib.DynamoDBDocument.from(new DynamoDBClient({ credentials: defaultProvider() }))
const far = new S3({ credentials: fromTemporaryCredentials({ params: { RoleArn: 'arn:aws:iam::111111111111:role/far' } }) })

export const handler = async (event) => {
  await client.send(new lib.GetCommand({ TableName: 'get' }))
  await client.send(new lib.PutCommand({ TableName: 'put' }))
  await client.send(new lib.UpdateCommand({ TableName: 'update' }))
  await client.send(new lib.DeleteCommand({ TableName: 'delete' }))
  await client.send(new lib.QueryCommand({ TableName: 'query' }))
  await client.send(new lib.ScanCommand({ TableName: 'scan' }))
  await client.send(new lib.BatchGetCommand({ RequestItems: { batchGet: {} } }))
  await client.send(new lib.BatchWriteCommand({ RequestItems: { batchWrite: [] } }))
  await client.send(new lib.TransactGetCommand({ TransactItems: [{ Get: { TableName: 'transactGet' } }] }))
  await client.send(new lib.TransactWriteCommand({ TransactItems: [{ Update: { TableName: 'transactUpdate' } }] }))
  await client.send(new lib.ExecuteStatementCommand({ Statement: 'SELECT * FROM "statement" WHERE id = 1' }))
  await client.send(new lib.BatchExecuteStatementCommand({ Statements: [{ Statement: 'DELETE FROM batched WHERE id = 1' }] }))
  await client.send(new lib.ExecuteTransactionCommand({ TransactStatements: [{ Statement: "INSERT INTO 'inserted' VALUE {}" }] }))
  for await (const page of lib.paginateQuery({ client }, { TableName: 'pagedQuery' })) console.log(page)
  for await (const page of lib.paginateScan({ client }, { TableName: 'pagedScan' })) console.log(page)
  for await (const page of pages({ client: dynamodb }, { TableName: 'paged' })) console.log(page)
  await doc.put({ TableName: 'aggregated', Item: {} })
  await doc.send(new lib.GetCommand({ TableName: 'sent' }))
  await new lib.DynamoDBDocumentClient(dynamodb).send(new lib.GetCommand({ TableName: 'made' }))
  await new lib.DynamoDBDocument(dynamodb).get({ TableName: 'made2' })
  await new Upload({ client: s3, params: { Bucket: 'up', Key: 'k' } }).done()
  await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'signed', Key: 'k' }))
  sign({ url: 'https://example.com' })
  await createPresignedPost(s3, { Bucket: 'posted', Key: 'k' })
  await new Signer({ hostname: 'db.example.com', username: 'app' }).getAuthToken()
  await new DsqlSigner({ hostname: 'db.example.com' }).getDbConnectAuthToken()
  await waitUntilObjectExists({ client: s3, maxWaitTime: 9 }, { Bucket: 'waited', Key: 'k' })
  await waitForBucketExists({ client: s3, maxWaitTime: 9 }, { Bucket: unmarshall(marshall({ bucket: 'old' })).bucket })
  await s3.send(new CopyObjectCommand({ Bucket: 'to', Key: 'k', CopySource: `from/${event.key}`, ACL: 'private' }))
  await far.getObject({ Bucket: 'far', Key: 'k' })
  await far.send(new PutObjectCommand({ Bucket: 'far', Key: 'k' }))
  const api = new ApiGatewayManagementApiClient({ endpoint: `https://${event.requestContext.domainName}/${event.requestContext.stage}` })
  await api.send(new PostToConnectionCommand({ ConnectionId: 'x', Data: 'y' }))
}
