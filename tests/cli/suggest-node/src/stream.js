const { S3 } = require('@aws-sdk/client-s3')
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  await new S3({}).getObject({ Bucket: 'streamed', Key: event.key })
  stream.end()
})
