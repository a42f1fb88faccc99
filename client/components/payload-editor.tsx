import { useEffect, useMemo, useRef } from 'react';
import { hasLongLines, maxLineChars, splitLongLines } from '../lib/split-long-lines.ts';
import { useJsonTask } from './json-tree/use-json-task.ts';
import { openEditor } from './payload-code-mirror.ts';
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
  useEffect(() => {
    if (host.current === null) return undefined;
    const shown = isBroken ? splitLongLines(text).join('\n') : text;
    const editor = openEditor(host.current, { text: shown, label: what, isJson: isJson && !isBroken });
    return () => editor.destroy();
  }, [text, what, isJson, isBroken]);
  return (
    <>
      {isBroken && (
        <p className="text-sm text-ink-muted">
          Lines of more than {maxLineChars.toLocaleString('en-US')} characters are broken here; copying takes
          them as stored.
        </p>
      )}
      <div ref={host} className="h-96 max-h-[70vh] min-h-16 resize-y overflow-hidden rounded-md bg-sunken" />
    </>
  );
}
