const AWS = require('aws-sdk'); const s3 = new AWS.S3(); const l = new AWS.Lambda();
exports.handler = function (event, context, callback) {
  s3.getObject({ Bucket: 'in', Key: 'x' }, function (err, data) {
    if (err) return callback(err);
    s3.putObject({ Bucket: 'out', Key: 'y', Body: data.Body }, (e) => callback(e));
  });
  new Promise((resolve) => resolve('fn')).then((n) => l.invoke({ FunctionName: n }).promise());
};
