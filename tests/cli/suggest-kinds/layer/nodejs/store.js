const { SSM } = require('@aws-sdk/client-ssm');
exports.read = () => new SSM().getParameter({ Name: '/app/key' });
