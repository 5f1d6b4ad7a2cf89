// The form that builds a grant: its grants and options are those of the JSON Schema of specs.
import { element, fill } from './element.js';

const byId = (id) => document.getElementById(id);

function optionRow(name, option, required) {
  const input = element('input', { id: `option-${name}`, name, spellcheck: false, autocomplete: 'off', required });
  if (option.type === 'boolean') input.type = 'checkbox';
  const label = element('label', { htmlFor: input.id }, `${name}${required ? ' (needed)' : ''}`);
  return element('p', {}, label, input, element('span', { className: 'quiet' }, ` ${option.description ?? ''}`));
}

function isPlain([name, option]) {
  return name !== 'grant' && (option.type === 'boolean' || option.$ref === '#/definitions/value');
}

/** The options of which at least one is needed: the first of each group. */
function needed(grant) {
  return (grant.allOf ?? []).map((group) => group.anyOf?.[0]?.required?.[0]).filter(Boolean);
}

export async function makeGrantForm(ask, template, write) {
  const schema = JSON.parse((await ask('run', ['generate', '--schema'])).stdout).definitions;
  const grants = schema.grant.properties.grant.enum.filter((name) => name !== 'allow' && schema[`grant ${name}`]);
  const select = byId('grant');
  fill(select, grants.map((name) => element('option', { value: name }, `${name}: ${schema[`grant ${name}`].description}`)));
  select.value = grants.includes('s3-read') ? 's3-read' : grants[0];

  const showOptions = () => {
    const grant = schema[`grant ${select.value}`];
    const first = needed(grant);
    byId('grant-about').textContent = grant.description;
    const rows = Object.entries(grant.properties).filter(isPlain)
      .sort(([a], [b]) => first.includes(b) - first.includes(a)).map(([name, option]) => optionRow(name, option, first.includes(name)));
    fill(byId('grant-options'), rows);
  };
  const chosen = () => {
    const grant = { grant: select.value };
    for (const input of byId('grant-options').querySelectorAll('input')) {
      const value = input.type === 'checkbox' ? input.checked : input.value.trim();
      if (value) grant[input.name] = value;
    }
    return grant;
  };
  const say = (text) => { byId('grant-status').textContent = text; };

  select.addEventListener('change', showOptions);
  byId('grant-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const name = byId('grant-function').value || 'Function';
    const block = byId('grant-block');
    try {
      const spec = { functions: [{ name, grants: [chosen()] }] };
      const options = { function: name, yaml: true, noLogs: true, ...(byId('grant-function').value && { template: template() }) };
      const { yaml, messages } = await ask('generate', spec, options);
      block.textContent = yaml;
      block.hidden = false;
      say(messages.join('\n') || 'The block is below.');
    } catch (error) {
      block.hidden = true;
      say(error.message);
    }
  });
  byId('grant-apply').addEventListener('click', async () => {
    if (!byId('grant-form').reportValidity()) return;
    try {
      const { text, changed, messages } = await ask('apply', template(), { function: byId('grant-function').value, grants: [chosen()] });
      if (changed) write(text);
      say([changed ? 'Written.' : 'Nothing to change.', ...messages].join('\n'));
    } catch (error) {
      say(error.message);
    }
  });
  showOptions();
}
