// Texts, objects and operators.
const env = process.env, T = { 'A': env.A_TABLE, 'B': env['B_TABLE'], [env.C]: 'c' };
const texts = ['a\tb\x41\u0042\u{1F600}\ud83d\ude00\
c', "it's", `a${env.A}/${T['A']}b\n`, 'x' + env.B + 1 + 'y', 1 + 2, , -1, /re/g, null, undefined, true, 12n];
const key = `plain`;
const item = T[key], first = texts[0], last = texts?.at?.(-1), safe = env?.['X']?.y;
process.env.STAGE = 'dev';
const params = { TableName: T.A, ...(env.D && { Limit: 1 }) };
params.Key = { id: 1 };
params['Filter'] = params[key] = 2;
delete params.Key;
const both = env.A || env.B || 'both', none = env.A ?? null, other = typeof env === 'object' && !(key in T);
const [head, , third = 3, ...tail] = texts;
let p, q;
({ a: p, q = 4, 'r s': params.s, [key]: params[first], ...params.t } = item);
[p, q] = [q, p];
const query = sql`select ${head} from ${env.A_TABLE}`;
const made = new (require('./maker').Maker)(...texts, key), bare = new Date;
(0, made.run)(tail), (await made).go();
undeclared = made;
for (global of undeclared) use(global, undeclared);
void 0;
