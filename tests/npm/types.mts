// Compiled by tests/npm/run under strict rules, not run: how the functions of the npm package are called.
import { apply, check, diagnose, diff, explain, generate, lint, run, suggest, SamgenError } from 'samgen';
import type { CheckResult, Finding, Grant, LintResult } from 'samgen';

const grants: Grant[] = [{ grant: 's3-read', bucket: 'my-bucket' }];

export async function all(template: string): Promise<number> {
  const found: LintResult = await lint(template, { severity: 'warning', fix: true });
  const first: Finding | undefined = found.findings[0];
  const line: number = first?.fix?.line ?? 0;
  const { blocks } = await generate({ functions: [{ name: 'F', grants }] }, { style: 'inline', as: 'role' });
  const { text } = await apply(template, { function: 'F', grants });
  const { functions } = await explain(text, { set: { Stage: 'dev' } });
  const decided: CheckResult = await check({ action: 's3:GetObject', resource: '*' }, { policies: [{}], why: true });
  const { denials } = await diagnose('AccessDenied', { template, function: 'F' });
  const { ok } = await diff(template, text, { failOn: 'any' });
  const suggested = await suggest({ 'template.yaml': template }, { strict: true });
  const { status } = await run(['list'], { files: { 'a.yaml': template } });
  // @ts-expect-error: a severity is one of three
  await lint(template, { severity: 'fatal' });
  // @ts-expect-error: a decision is one of three
  if (decided.decision === 'maybe') throw new SamgenError();
  return [line, Object.keys(blocks).length, Object.keys(functions).length, denials.length, Number(ok), status, Number(suggested.ok)].length;
}
