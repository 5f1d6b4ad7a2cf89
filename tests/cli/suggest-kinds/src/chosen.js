const store = require(process.env.AWS_REGION ? '/opt/nodejs/store.js' : '../local/store.js');
exports.handler = async () => store.read();
