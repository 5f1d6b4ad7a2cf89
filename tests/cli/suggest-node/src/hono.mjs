import express from 'express'
import { handle } from 'hono/aws-lambda'
import { SQS } from '@aws-sdk/client-sqs'
const app = express()
app.get('/', () => new SQS({}).listQueues({}))
export const handler = handle(app)
