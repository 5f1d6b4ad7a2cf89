import { showDenials, showFindingList, showFunctions, showRoles } from './answers.js';
import { goTo, makeEditor, rangeOf, showFindings } from './editor.js';
import { makeGrantForm } from './grant_form.js';
import { startProgram } from './program.js';
import { packed, unpacked } from './state.js';

const byId = (id) => document.getElementById(id);
const ask = startProgram();
const longest = 1024 * 1024; // of a template, as for the program

let turn = 0; // counts changes: what is found for an earlier text is not shown
let timer;
let written = ''; // the fragment that this page wrote

const text = () => editor.state.doc.toString();

function setText(next) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: next } });
}

async function keepState() {
  const fragment = await packed({ template: text(), denial: byId('denial').value });
  written = `#${fragment}`;
  history.replaceState(null, '', written);
}

async function fix(finding) {
  const { from, to } = rangeOf(editor.state.doc, finding.fix);
  editor.dispatch({ changes: { from, to, insert: finding.fix.text } });
}

const go = (place) => goTo(editor, place);

async function look() {
  const own = ++turn;
  const template = text();
  byId('findings-status').textContent = 'Reading …';
  try {
    const { findings } = await ask('lint', template, { severity: 'info' });
    if (own !== turn) return;
    showFindings(editor, findings, fix);
    showFindingList(findings, { go, fix });
  } catch (error) {
    if (own === turn) byId('findings-status').textContent = error.message;
  }
  try {
    const { functions } = await ask('explain', template);
    if (own !== turn) return;
    showRoles(functions, go);
    showFunctions(Object.keys(functions));
  } catch (error) {
    if (own !== turn) return;
    showRoles({}, go);
    showFunctions([]);
    byId('roles').textContent = error.message;
  }
}

function changed() {
  clearTimeout(timer);
  turn++;
  timer = setTimeout(() => {
    look();
    keepState();
  }, 300);
}

async function openFile(file) {
  if (!file) return;
  if (file.size > longest) {
    byId('findings-status').textContent = `${file.name} is longer than 1 MiB`;
    return;
  }
  setText(await file.text());
}

function acceptFiles() {
  const over = (event, on) => {
    if (!event.dataTransfer?.types.includes('Files')) return false;
    event.preventDefault();
    byId('editor').classList.toggle('over', on);
    return true;
  };
  document.addEventListener('dragover', (event) => over(event, true), true);
  document.addEventListener('dragleave', (event) => over(event, false), true);
  document.addEventListener('drop', (event) => {
    if (!over(event, false)) return;
    event.stopPropagation();
    openFile(event.dataTransfer.files[0]);
  }, true);
  byId('file').addEventListener('change', (event) => openFile(event.target.files[0]));
}

const state = await unpacked(location.hash);
const editor = makeEditor(byId('editor'), state ? state.template : byId('example').textContent, changed);
byId('denial').value = state?.denial ?? '';
acceptFiles();
byId('clear').addEventListener('click', () => setText(''));
byId('fix-all').addEventListener('click', async () => {
  const { text: fixed } = await ask('lint', text(), { severity: 'info', fix: true });
  setText(fixed);
});
byId('denial').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(keepState, 300); });
byId('denial-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const name = byId('denial-function').value;
  try {
    showDenials((await ask('diagnose', byId('denial').value, name ? { template: text(), function: name } : {})).denials);
  } catch (error) {
    byId('denial-status').textContent = error.message;
  }
});
addEventListener('hashchange', async () => {
  if (location.hash === written) return;
  const other = await unpacked(location.hash);
  if (!other) return;
  byId('denial').value = other.denial;
  setText(other.template);
});
look();
makeGrantForm(ask, text, setText);
