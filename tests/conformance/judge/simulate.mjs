// Decides requests by the npm package @cloud-copilot/iam-simulate in the folder NPM_DIR: JSON Lines in, JSON Lines out.
//   {id, policies, action, resource, context, principal?, boundary?, resourcePolicy?} -> {id, answer}
// answer: A allowed, I denied because nothing allows it, E denied by a Deny, "x REASON" when the simulator refuses the question.
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const module = `${process.env.NPM_DIR}/node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js`
const { runSimulation } = await import(pathToFileURL(module).href)
const account = '123456789012'
const letters = { Allowed: 'A', ImplicitlyDenied: 'I', ExplicitlyDenied: 'E' }

// Keys and roles allow nothing by themselves. What is asked is the caller's side, so theirs leaves it to the account.
function leftToAccount(action) {
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` } }
  if (action.startsWith('kms:')) return { Version: '2012-10-17', Statement: [{ ...statement, Action: 'kms:*', Resource: '*' }] }
  if (action === 'sts:AssumeRole') return { Version: '2012-10-17', Statement: [{ ...statement, Action: action }] }
}

async function decide(asked) {
  const simulation = {
    request: {
      action: asked.action,
      principal: asked.principal ?? `arn:aws:sts::${account}:assumed-role/FunctionRole/session`,
      resource: { resource: asked.resource, accountId: account },
      contextVariables: asked.context ?? {},
    },
    identityPolicies: asked.policies.map((policy, n) => ({ name: `policy${n}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: asked.resourcePolicy ?? leftToAccount(asked.action),
    permissionBoundaryPolicies: asked.boundary ? [{ name: 'boundary', policy: asked.boundary }] : undefined,
  }
  try {
    const result = await runSimulation(simulation, {})
    return result.resultType === 'error' ? `x ${JSON.stringify(result.errors ?? result)}` : letters[result.overallResult]
  } catch (error) {
    return `x ${error}`
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  process.stdout.write(`${JSON.stringify({ id: asked.id, answer: (await decide(asked)).slice(0, 200) })}\n`)
}
