import { classNames } from '../lib/class-names.ts';
import { toVisibleLines, toVisibleText } from '../lib/visible-text.ts';

interface CodeTextProps {
  text: string;
  /** `line`: one line, cut at its end. `block`: all of it, wrapped, line breaks kept. */
  as?: 'line' | 'block';
  className?: string;
}

/** Text from storage, in monospace, with invisible characters made visible. */
export function CodeText({ text, as = 'line', className }: CodeTextProps) {
  if (as === 'line') {
    const visible = toVisibleText(text);
    return (
      <bdi title={visible} className={classNames('block truncate font-mono text-sm', className)}>
        {visible}
      </bdi>
    );
  }
  return (
    <pre dir="auto" className={classNames('font-mono text-sm wrap-anywhere whitespace-pre-wrap', className)}>
      {toVisibleLines(text)}
    </pre>
  );
}
