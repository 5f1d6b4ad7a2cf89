const { S3 } = require('@aws-sdk/client-s3'); const s3 = new S3({});
const build = require('some-framework');
async function work() { await s3.deleteObject({ Bucket: 'gone', Key: 'x' }); }
module.exports = build({ routes: { work } });
