const { S3Client } = require('@aws-sdk/client-s3');
const { Upload } = require('@aws-sdk/lib-storage');
const theirs = new S3Client({ credentials: { accessKeyId: process.env.KEY, secretAccessKey: process.env.SECRET } });
exports.handler = async () => {
  await new Upload({ client: theirs, params: { Bucket: 'theirs', Key: 'x' } }).done();
  await new Upload({ client: new S3Client(), params: { Bucket: 'ours', Key: 'x' } }).done();
};
