#!/usr/bin/env node
/*
 * TypeScript's own compiler finds the same calls, with the same text of what is called, as the lowering does.
 *
 * usage: TYPESCRIPT=node_modules/typescript calls.js READ_CODE FILE|FOLDER...
 *
 * Without TYPESCRIPT there is nothing to compare with: 77. A file that the compiler cannot parse, or that has a gap, is only
 * read. What is called is compared without parentheses and types around it: of `(0, a.b)(x)` it is `a.b`.
 */
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

if (!process.env.TYPESCRIPT) process.exit(77);
const ts = require(path.resolve(process.env.TYPESCRIPT));
const [readCode, ...roots] = process.argv.slice(2);
const MOST = 100; // files for one process
const BYTES = 2 * 1024 * 1024; // as SG_CODE_BYTES_MOST
const kinds = {
  '.ts': ts.ScriptKind.TS, '.mts': ts.ScriptKind.TS, '.cts': ts.ScriptKind.TS, '.tsx': ts.ScriptKind.TSX,
  '.js': ts.ScriptKind.JSX, '.mjs': ts.ScriptKind.JSX, '.cjs': ts.ScriptKind.JSX, '.jsx': ts.ScriptKind.JSX,
};

function filesOf(name, found) {
  const stat = fs.lstatSync(name);
  if (stat.isDirectory()) {
    for (const entry of fs.readdirSync(name).sort())
      if (entry !== '.git') filesOf(path.join(name, entry), found);
  } else if (stat.isFile() && path.extname(name) in kinds && stat.size <= BYTES) {
    found.push(name);
  }
  return found;
}

// What gives the value of an expression.
function valueOf(node) {
  for (;;) {
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node) ||
        ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node) || ts.isExpressionWithTypeArguments(node))
      node = node.expression;
    else if (ts.isBinaryExpression(node) &&
             [ts.SyntaxKind.CommaToken, ts.SyntaxKind.EqualsToken, ts.SyntaxKind.AmpersandAmpersandToken].includes(
                 node.operatorToken.kind))
      node = node.right;
    else
      return node;
  }
}

// The place of each character in the bytes.
function byteOffsets(text) {
  const offsets = new Uint32Array(text.length + 1);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    offsets[i] = at;
    const c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < text.length) {
      at += 4;
      offsets[++i] = at;
    } else {
      at += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
  }
  offsets[text.length] = at;
  return offsets;
}

const isModule = text => /^(require|import)\s*\(\s*(["'`])[^"'`]*\2/.test(text);

// The calls in a file, or null when the compiler finds errors in its syntax.
function expectedCalls(name, bytes) {
  const text = bytes.toString('utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false, kinds[path.extname(name)]);
  if (source.parseDiagnostics.length || Buffer.byteLength(text) !== bytes.length) return null;
  const offsets = byteOffsets(text);
  const found = [];
  const add = (kind, node, callee) => {
    callee = valueOf(callee);
    const start = node.getStart(source);
    if (!isModule(text.slice(start, node.end)))
      found.push(`${kind} ${offsets[start]} ${text.slice(callee.getStart(source), callee.end)}`);
  };
  const open = [source];
  while (open.length) {
    const node = open.pop();
    if (ts.isCallExpression(node)) add('call', node, node.expression);
    else if (ts.isNewExpression(node)) add('new', node, node.expression);
    else if (ts.isTaggedTemplateExpression(node)) add('call', node, node.tag);
    if (!isOnlyType(node)) ts.forEachChild(node, child => { open.push(child); });
  }
  return found.sort();
}

// What is not there at run time: `declare`, and functions without a body.
function isOnlyType(node) {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node) ||
      (ts.canHaveModifiers(node) && (ts.getModifiers(node) || []).some(m => m.kind === ts.SyntaxKind.DeclareKeyword));
}

function run(mode, files) {
  const lines = [];
  for (let i = 0; i < files.length; i += MOST) {
    const result = spawnSync(readCode, [mode, ...files.slice(i, i + MOST)], { maxBuffer: 1 << 30 });
    if (result.status !== 0) {
      console.error(`read-code ${mode} ends with ${result.signal || result.status} in one of:\n${files.slice(i, i + MOST).join('\n')}`);
      process.exit(1);
    }
    lines.push(...result.stdout.toString('latin1').split('\n').slice(0, -1));
  }
  return lines.map(line => line.split('\t'));
}

const files = roots.flatMap(root => filesOf(root, []));
const actual = new Map(files.map(name => [Buffer.from(name).toString('latin1'), []]));
const contents = new Map(files.map(name => [Buffer.from(name).toString('latin1'), fs.readFileSync(name)]));
const gaps = new Set(run('count', files).filter(fields => Number(fields[2])).map(fields => fields[0]));
for (const [name, kind, start, end, calleeStart, calleeEnd] of run('calls', files)) {
  const bytes = contents.get(name);
  if ((kind === 'call' || kind === 'new') && !isModule(bytes.toString('latin1', start, end)))
    actual.get(name).push(`${kind} ${start} ${bytes.toString('utf8', calleeStart, calleeEnd)}`);
}

const count = { files: files.length, compared: 0, unparsed: 0, gaps: 0, calls: 0, differing: 0 };
for (const name of files) {
  const key = Buffer.from(name).toString('latin1');
  const expected = expectedCalls(name, contents.get(key));
  if (gaps.has(key)) count.gaps++;
  if (!expected) count.unparsed++;
  if (gaps.has(key) && expected && process.env.VERBOSE) console.log(`${name}: has a gap, but the compiler parses it`);
  if (!expected || gaps.has(key)) continue;
  const found = actual.get(key).sort();
  count.compared++;
  count.calls += expected.length;
  if (expected.join('\0') === found.join('\0')) continue;
  count.differing++;
  const left = new Map();
  for (const call of expected) left.set(call, (left.get(call) || 0) + 1);
  for (const call of found) left.set(call, (left.get(call) || 0) - 1);
  for (const [call, number] of left)
    if (number) console.log(`${name}: ${number > 0 ? 'the lowering lacks' : 'only the lowering has'} ${call}`);
}
console.log(JSON.stringify(count));
process.exit(count.differing ? 1 : 0);
