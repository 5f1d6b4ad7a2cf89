const AWS = require('aws-sdk'); const d = new AWS.DynamoDB.DocumentClient();
exports.handler = async (event) => {
  const params = { TableName: 'alpha', Key: {} };
  await d.get(params).promise();
  params.TableName = 'beta';
  await d.delete(params).promise();
};
