process.env.REGION_TABLE = "local";
const { DynamoDB } = require("@aws-sdk/client-dynamodb");
exports.handler = () => new DynamoDB({}).scan({ TableName: process.env.REGION_TABLE });
