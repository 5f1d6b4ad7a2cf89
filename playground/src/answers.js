// What the program answers, as elements.
import { element, fill, fillInSteps } from './element.js';

const byId = (id) => document.getElementById(id);
const inItem = (button) => element('li', {}, button);

export function showFindingList(findings, { go, fix }) {
  const item = (finding) =>
    element('li', {},
      element('span', { className: `severity ${finding.severity}` }, `${finding.severity} `),
      `${finding.message} [${finding.rule}] `,
      element('button', { type: 'button', onclick: () => go(finding) }, `Line ${finding.line}`), ' ',
      ...(finding.fix ? [element('button', { type: 'button', onclick: () => fix(finding), title: `Write ${finding.fix.text}` }, 'Fix')] : []));
  fillInSteps(byId('findings'), findings, item, inItem);
  byId('fix-all').hidden = !findings.some((finding) => finding.fix);
  byId('findings-status').textContent = findings.length === 1 ? '1 finding' : `${findings.length || 'No'} findings`;
}

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

function accessRow(row, go) {
  const actions = row.actions ?? [`all but ${row['not-actions'].join(', ')}`];
  const resources = row.resources ?? [`all but ${row['not-resources'].map(shown).join(', ')}`];
  const from = row.policy ?? row.form;
  const place = row.line
    ? element('button', { type: 'button', onclick: () => go({ line: row.line, column: 1 }) }, `Line ${row.line}`) : '';
  return element('tr', {},
    element('td', {}, `${row.effect === 'Deny' ? 'Deny: ' : ''}${actions.join(', ')}`),
    element('td', {}, [...resources.map(shown), ...row.conditions.map((c) => `if ${shown(c)}`), row.when ? `when ${shown(row.when)}` : '']
      .filter(Boolean).join(', ')),
    element('td', {}, `${from ?? ''} `, place, row.implicit ? element('span', { className: 'quiet' }, ` ${row.implicit}`) : ''));
}

export function showRoles(functions, go) {
  const inRow = (button) => element('tr', {}, element('td', { colSpan: 3 }, button));
  const part = ([name, role]) => {
    const heading = element('h3', {}, name);
    if (!role.access?.length) return [heading, element('p', {}, 'Nothing.')];
    const head = element('tr', {}, ...['Actions', 'Resources', 'Granted by'].map((text) => element('th', { scope: 'col' }, text)));
    const body = element('tbody');
    fillInSteps(body, role.access, (row) => accessRow(row, go), inRow);
    return [heading, element('table', { ariaLabel: name }, element('thead', {}, head), body)];
  };
  const roles = Object.entries(functions);
  if (roles.length) fillInSteps(byId('roles'), roles, part);
  else fill(byId('roles'), [element('p', { className: 'quiet' }, 'The template has no function.')]);
}

/** The functions of the template, in the forms. */
export function showFunctions(names) {
  for (const [id, none] of [['grant-function', '(none)'], ['denial-function', '(any)']]) {
    const select = byId(id);
    const before = select.value;
    fill(select, [element('option', { value: '' }, none), ...names.map((name) => element('option', { value: name }, name))]);
    select.value = names.includes(before) ? before : id === 'grant-function' ? names[0] ?? '' : '';
  }
}

export function showDenials(denials) {
  const item = (denial) =>
    element('li', {},
      element('strong', {}, denial.action ?? 'A request'), denial.resource ? ` on ${denial.resource}` : '',
      denial.principal ? ` was denied to ${denial.principal}` : ' was denied',
      element('ul', {}, ...denial.advice.map((advice) => element('li', {}, advice))),
      ...(denial.fix ? [element('pre', { tabIndex: 0, ariaLabel: 'Fix' }, denial.fix)] : []),
      ...(denial.fix_command ? [element('pre', { tabIndex: 0, ariaLabel: 'Command' }, denial.fix_command)] : []));
  fillInSteps(byId('denials'), denials, item, inItem);
  byId('denial-status').textContent = denials.length ? `${denials.length} denied` : 'The text reports no denied request.';
}
