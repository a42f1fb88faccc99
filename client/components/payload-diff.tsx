import { MergeView } from '@codemirror/merge';
import { EditorView } from '@codemirror/view';
import { json } from '@codemirror/lang-json';
import { useEffect, useMemo, useRef } from 'react';
import { indentJson } from '../../shared/domain/json-text.ts';
import { splitLongLines } from '../lib/split-long-lines.ts';
import { readOnlyExtensions } from './payload-code-mirror.ts';

export interface ComparedText {
  readonly text: string;
  /** What the text is, for example “input”. */
  readonly what: string;
}

function laidOut(text: string): { readonly text: string; readonly isJson: boolean } {
  const indented = indentJson(text);
  const lines = splitLongLines(indented ?? text);
  return { text: lines.join('\n'), isJson: indented !== null };
}

/** Two texts beside each other, both laid out when they are JSON, with what is equal folded. */
export function PayloadDiff({ left, right }: { left: ComparedText; right: ComparedText }) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => ({ a: laidOut(left.text), b: laidOut(right.text) }), [left.text, right.text]);
  const isEqual = shown.a.text === shown.b.text;
  useEffect(() => {
    if (host.current === null || isEqual) return undefined;
    const side = (text: { text: string; isJson: boolean }, what: string) => ({
      doc: text.text,
      extensions: [...readOnlyExtensions(what), EditorView.lineWrapping, ...(text.isJson ? [json()] : [])],
    });
    const view = new MergeView({
      parent: host.current,
      a: side(shown.a, left.what),
      b: side(shown.b, right.what),
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
      diffConfig: { scanLimit: 1_000, timeout: 2_000 },
    });
    return () => view.destroy();
  }, [shown, isEqual, left.what, right.what]);
  if (isEqual)
    return (
      <p role="status" className="text-ink-muted">
        Both say the same{left.text === right.text ? '' : '; only white space differs'}.
      </p>
    );
  return (
    <div
      ref={host}
      role="group"
      aria-label={`Differences between ${left.what} and ${right.what}`}
      className="h-[32rem] max-h-[75vh] resize-y overflow-auto rounded-md bg-sunken"
    />
  );
}
