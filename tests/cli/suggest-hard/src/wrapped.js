const middy = require("@middy/core");
const { S3 } = require("@aws-sdk/client-s3");
const s3 = new S3({});
const withLog = (f) => async (event) => { console.log(event); return f(event); };
module.exports.middle = middy(async () => s3.getObject({ Bucket: "middy", Key: "a" })).use({});
exports.own = withLog(() => s3.getObject({ Bucket: "with", Key: "a" }));
