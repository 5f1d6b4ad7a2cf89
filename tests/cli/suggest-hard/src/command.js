const { S3Client, GetObjectCommand, PutObjectCommand } = require("@aws-sdk/client-s3");
exports.handler = async (event) => {
  const far = new S3Client({ credentials: event.credentials }), own = new S3Client({});
  const get = new GetObjectCommand({ Bucket: "far", Key: "a" });
  const put = new PutObjectCommand({ Bucket: "near", Key: "b" });
  await far.send(get);
  await own.send(put);
};
