import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--key)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.keyword, tags.typeName, tags.tagName, tags.labelName], color: 'var(--tag)' },
  { tag: tags.comment, color: 'var(--quiet)' },
]);

export function makeEditor(parent, doc, changed) {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        lineNumbers(), foldGutter(), history(), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(), lintGutter(),
        yaml(), syntaxHighlighting(colors),
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Template', tabindex: '0' }),
        EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
      ],
    }),
  });
}

/** The program counts characters of a line from 1. */
function offsetOf(doc, line, column) {
  const { from, to, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  let at = 0;
  for (const character of text) {
    if (--column <= 0) break;
    at += character.length;
  }
  return Math.min(from + at, to);
}

export function rangeOf(doc, place) {
  const from = offsetOf(doc, place.line, place.column);
  return { from, to: Math.max(from, offsetOf(doc, place.end_line ?? place.line, place.end_column ?? place.column)) };
}

export function showFindings(view, findings, fix) {
  const diagnostics = findings.map((finding) => ({
    ...rangeOf(view.state.doc, finding),
    severity: finding.severity,
    source: finding.rule,
    message: finding.message,
    actions: finding.fix ? [{ name: 'Fix', apply: () => fix(finding) }] : [],
  }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

export function goTo(view, place) {
  const { from, to } = rangeOf(view.state.doc, place);
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}
