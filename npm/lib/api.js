// The commands as functions: texts in, the JSON of the program out. Nothing here reads or writes a file of the system.

/** The program could not answer: an option, a text or a reference is wrong. */
export class SamgenError extends Error {
  constructor(run) {
    super(run.stderr.trim() || `samgen ended with status ${run.status}`);
    this.name = 'SamgenError';
    this.status = run.status;
  }
}

const text = (given) => (typeof given === 'string' ? given : JSON.stringify(given, null, 2));
const lines = (stderr) => stderr.split('\n').filter((line) => line !== '');

/** [['--name', value], ...] without what is undefined; true stands alone, a list repeats. */
function words(options) {
  const found = [];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === false || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      found.push(one === true ? name : `${name}=${one}`);
    }
  }
  return found;
}

const pairs = (map) => map && Object.entries(map).flatMap(([key, value]) => [value].flat().map((one) => `${key}=${one}`));

function grantWords(grants) {
  return grants.flatMap((grant, index) => {
    const { grant: name, ...options } = grant;
    const own = Object.entries(options).map(([key, value]) => [`--${key}`, value]);
    return [...(index ? ['+'] : []), name, ...words(Object.fromEntries(own))];
  });
}

export function apiOf(run) {
  async function asked(args, given, statuses = [0]) {
    const answer = await run([...args, '--color=never'], given);
    if (!statuses.includes(answer.status)) throw new SamgenError(answer);
    return { ...answer, messages: lines(answer.stderr) };
  }

  async function lint(template, options = {}) {
    const file = options.fileName ?? 'template.yaml';
    const files = { ...options.files, [file]: text(template) };
    const given = {
      '--select': options.select, '--ignore': options.ignore, '--severity': options.severity, '--fail-on': options.failOn,
    };
    const { stdout, status, messages } = await asked(['lint', file, '--format=json', ...words(given)], { files }, [0, 1]);
    const result = { ok: status === 0, findings: JSON.parse(stdout).findings, messages };
    if (!options.fix) return result;
    const fixed = await asked(['lint', file, '--fix', '--format=json', ...words(given)], { files }, [0, 1]);
    return { ...result, text: fixed.files[file] ?? files[file], changed: file in fixed.files };
  }

  async function generate(spec, options = {}) {
    const files = { ...options.files, 'samgen.yaml': text(spec) };
    if (options.template !== undefined) files['template.yaml'] = text(options.template);
    const given = words({
      '--function': options.function, '--style': options.style, '--as': options.as, '--partition': options.partition,
      '--no-logs': options.noLogs, '--no-kms': options.noKms, '--with-places': options.withPlaces, '--trust': options.trust,
      '--roles': options.roles?.join(','), '--region': options.region, '--account': options.account,
      '--template': options.template === undefined ? undefined : 'template.yaml',
    });
    const json = await asked(['generate', 'samgen.yaml', '--format=json', ...given], { files });
    const result = { blocks: JSON.parse(json.stdout), messages: json.messages };
    if (options.yaml) result.yaml = (await asked(['generate', 'samgen.yaml', '--format=yaml', ...given], { files })).stdout;
    return result;
  }

  async function apply(template, options = {}) {
    const files = { ...options.files, 'template.yaml': text(template) };
    if (options.spec !== undefined) files['samgen.yaml'] = text(options.spec);
    const given = words({
      '--function': options.function, '--role': options.role, '--style': options.style, '--partition': options.partition,
      '--no-kms': options.noKms, '--spec': options.spec === undefined ? undefined : 'samgen.yaml',
    });
    const args = ['apply', 'template.yaml', ...given];
    const grants = grantWords(options.grants ?? []);
    const done = await run([...args, '--color=never', ...grants], { files });
    if (done.status !== 0) throw new SamgenError(done);
    const changed = 'template.yaml' in done.files;
    const diff = changed ? (await run([...args, '--dry-run', '--color=never', ...grants], { files })).stdout : '';
    return { text: done.files['template.yaml'] ?? files['template.yaml'], changed, diff, messages: lines(done.stderr) };
  }

  async function explain(template, options = {}) {
    const files = { ...options.files, 'template.yaml': text(template) };
    const given = words({
      '--function': options.function, '--role': options.role, '--region': options.region, '--set': pairs(options.set),
    });
    const { stdout, messages } = await asked(['explain', 'template.yaml', '--format=json', ...given], { files });
    return { ...JSON.parse(stdout), messages };
  }

  async function check(request, options = {}) {
    const files = { ...options.files };
    const put = (name, given) => {
      if (given === undefined) return undefined;
      files[name] = text(given);
      return name;
    };
    const each = (name, given) => given?.map((one, index) => put(`${name}${index}.json`, one));
    const given = words({
      '--template': put('template.yaml', options.template), '--function': options.function, '--role': options.role,
      '--policy': each('policy', options.policies), '--boundary': put('boundary.json', options.boundary),
      '--resource-policy': put('resource-policy.json', options.resourcePolicy), '--scp': each('scp', options.scps),
      '--principal': request.principal, '--resource-account': options.resourceAccount, '--context': pairs(request.context),
      '--region': options.region, '--set': pairs(options.set), '--why': options.why,
    });
    const { stdout, messages } = await asked(
      ['check', request.action, request.resource, '--format=json', ...given], { files }, [0, 1]);
    return { ...JSON.parse(stdout), messages };
  }

  async function diagnose(denial, options = {}) {
    const files = { ...options.files };
    if (options.template !== undefined) files['template.yaml'] = text(options.template);
    const given = words({
      '--template': options.template === undefined ? undefined : 'template.yaml', '--function': options.function,
      '--role': options.role, '--region': options.region, '--set': pairs(options.set),
    });
    const { stdout, messages } = await asked(['diagnose', '-', '--format=json', ...given], { files, stdin: denial }, [0, 1]);
    return { ...JSON.parse(stdout), messages };
  }

  async function diff(before, after, options = {}) {
    const files = { ...options.files, 'old.yaml': text(before), 'new.yaml': text(after) };
    const given = words({ '--region': options.region, '--set': pairs(options.set), '--fail-on': options.failOn });
    const { stdout, status, messages } = await asked(
      ['diff', 'old.yaml', 'new.yaml', '--format=json', ...given], { files }, [0, 1]);
    return { ok: status === 0, ...JSON.parse(stdout), messages };
  }

  async function suggest(files, options = {}) {
    const given = words({
      '--function': options.function, '--code': options.code, '--region': options.region, '--set': pairs(options.set),
      '--strict': options.strict,
    });
    const { stdout, status, messages } = await asked(
      ['suggest', options.template ?? 'template.yaml', '--format=json', ...given], { files }, [0, 1]);
    return { ok: status === 0, ...JSON.parse(stdout), messages };
  }

  return { run, lint, generate, apply, explain, check, diagnose, diff, suggest };
}
