const { S3Client, GetObjectCommand, PutObjectCommand, DeleteObjectCommand, ListObjectsV2Command } = require('@aws-sdk/client-s3');
const s3 = new S3Client();
class Config {
  constructor() {
    const config = { SEPARATOR: ',', BUCKET: null };
    const env = process.env || {};
    for (let key in env) {
      if (key in config) config[key] = env[key];
    }
    this.direct = config.BUCKET;
    for (let key in config) this[key] = config[key];
  }
}
class Store {
  #config;
  constructor({ config }) { this.#config = config; }
  remove() { return s3.send(new DeleteObjectCommand({ Bucket: this.#config.BUCKET, Key: 'x' })); }
}
exports.handler = async (event) => {
  const config = new Config(), all = { ...process.env };
  await s3.send(new GetObjectCommand({ Bucket: config.direct, Key: 'x' }));
  await s3.send(new PutObjectCommand({ Bucket: config.BUCKET, Key: 'x' }));
  await new Store({ config }).remove();
  await s3.send(new ListObjectsV2Command({ Bucket: all.BUCKET }));
  await s3.send(new ListObjectsV2Command({ Bucket: process.env[event.name] }));
};
