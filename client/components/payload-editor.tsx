import type { EditorView } from '@codemirror/view';
import { useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../lib/format-count.ts';
import { hasLongLines, maxLineChars } from '../lib/split-long-lines.ts';
import { useJsonTask } from './json-tree/use-json-task.ts';
import { openEditor } from './payload-code-mirror.ts';
import { documentOf } from './payload-document.ts';
import { SkeletonLines } from './skeleton.tsx';

interface PayloadEditorProps {
  text: string;
  what: string;
}

/** The text in a read-only editor with search and folding, laid out when it is JSON. */
export function PayloadEditor({ text, what }: PayloadEditorProps) {
  const result = useJsonTask('indent', text);
  if (result === null) return <SkeletonLines />;
  const indented = result === 'failed' ? null : result.indented;
  return <Editor text={indented ?? text} isJson={indented !== null} what={what} />;
}

function Editor({ text, isJson, what }: PayloadEditorProps & { isJson: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const isBroken = useMemo(() => hasLongLines(text), [text]);
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    let editor: EditorView | null = null;
    const open = async (parent: HTMLElement) => {
      const document = await documentOf(text, abort.signal);
      if (abort.signal.aborted) return;
      editor = openEditor(parent, { document, label: what, isJson: isJson && !isBroken });
      setIsReady(true);
    };
    // Only leaving ends it early, and then nobody waits.
    if (host.current !== null) open(host.current).catch(() => undefined);
    return () => {
      abort.abort();
      editor?.destroy();
    };
  }, [text, what, isJson, isBroken]);
  return (
    <>
      {isBroken && (
        <p className="text-sm text-ink-muted">
          Lines of more than {formatCount(maxLineChars)} characters are broken here; copying takes them as
          stored.
        </p>
      )}
      {!isReady && <SkeletonLines />}
      <div
        ref={host}
        hidden={!isReady}
        className="h-96 max-h-[70vh] min-h-16 resize-y overflow-hidden rounded-md bg-sunken"
      />
    </>
  );
}
