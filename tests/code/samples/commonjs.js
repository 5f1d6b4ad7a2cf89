'use strict';
// What CommonJS modules import and export.
const AWS = require('aws-sdk');
const { S3Client, PutObjectCommand: Put } = require("@aws-sdk/client-s3");
const send = require(`./lib/send.js`).send;
const dynamic = require('./locale/' + process.env.LANG);
const u = module.exports;

u.keep = (item) => u.put({ Item: item });
u.put = function (params) { return this.db.put(params).promise(); };
module.exports.handler = wrap(async (event) => u.keep(event.item));
exports.a = exports.b = middy(base).use(timer());
exports['with-dash'] = (event) => event;
exports = module.exports = { ...exports, S3Client, Put };

function base(event) {
    const lazy = require('./lazy');
    return lazy.run(event);
}

// Run by hand, never by Lambda.
if (require.main === module) {
    base({ local: true });
} else {
    base.ready = true;
}

// In a bundle `require` is another function.
register(function (require, module, exports) {
    require('./inner');
});
__exportStar(require('./all'), exports);
