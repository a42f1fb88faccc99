import { json } from '@codemirror/lang-json';
import { foldGutter, foldKeymap } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--sunken)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, monospace)', lineHeight: '18px' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-faint)', border: 'none' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selected)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-textfield': {
    backgroundColor: 'var(--canvas)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-soft)', outline: '1px solid var(--warning)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selected)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink-muted)',
    border: '1px solid var(--line)',
  },
  '.cm-specialChar': { color: 'var(--warning)' },
  '.cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--warning-soft)' },
});

/** What every editor here has: it shows, finds and folds, and never changes its text. */
export function readOnlyExtensions(label: string): Extension[] {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true' }),
    lineNumbers(),
    // Characters that turn the direction of the text, or are not seen, are shown as marks.
    highlightSpecialChars({ addSpecialChars: /[\p{Cf}\p{Zl}\p{Zp}]/gu }),
    search({ top: true }),
    highlightSelectionMatches(),
    keymap.of([...searchKeymap, ...foldKeymap]),
    theme,
  ];
}

interface EditorText {
  readonly document: Text;
  readonly label: string;
  readonly isJson: boolean;
}

export function openEditor(parent: HTMLElement, { document, label, isJson }: EditorText): EditorView {
  const extensions = [
    ...readOnlyExtensions(label),
    EditorView.lineWrapping,
    ...(isJson ? [json(), foldGutter()] : []),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: document, extensions }) });
}
