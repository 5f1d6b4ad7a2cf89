import express from 'express'
import serverless from 'serverless-http'
import { SQS } from '@aws-sdk/client-sqs'
const app = express()
app.get('/', () => new SQS({}).listQueues({}))
export const handler = serverless(app)
