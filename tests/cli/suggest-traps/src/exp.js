const express = require('express'); const sls = require('serverless-http');
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient({}); const app = express();
app.post('/x', async (req, res) => { await sqs.send(new SendMessageCommand({ QueueUrl: process.env.A_T, MessageBody: req.body })); res.end(); });
module.exports.handler = sls(app);
