import * as ddb from "@aws-sdk/client-dynamodb";
const client = new ddb.DynamoDB({});
export async function helper() { await client.describeTable({ TableName: `pre-${process.env.A_T}` }); for await (const p of ddb.paginateScan({ client }, { TableName: "paged" })) { console.log(p); } }
