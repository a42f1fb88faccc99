import { useMemo } from 'react';
import { parseStackTrace, type StackFrame, type StackLine } from '../../../../shared/domain/stack-trace.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

/** Frames of the framework that follow each other are one line until asked for. */
interface Folded {
  readonly kind: 'folded';
  readonly frames: readonly StackFrame[];
}

const leastFolded = 2;

function foldFramework(lines: readonly StackLine[]): (StackLine | Folded)[] {
  const rows: (StackLine | Folded)[] = [];
  let run: StackFrame[] = [];
  const flush = () => {
    if (run.length >= leastFolded) rows.push({ kind: 'folded', frames: run });
    else rows.push(...run);
    run = [];
  };
  for (const line of lines) {
    if (line.kind === 'frame' && line.isFramework) {
      run.push(line);
      continue;
    }
    flush();
    rows.push(line);
  }
  flush();
  return rows;
}

/** The folders in front say little; the whole path is in the title. */
function shortFile(file: string): string {
  const parts = file.split(/[/\\]/);
  return parts.length <= 2 ? file : `…/${parts.slice(-2).join('/')}`;
}

function Frame({ frame }: { frame: StackFrame }) {
  const { called, file, line, isFramework, source, text } = frame;
  return (
    <div
      title={toVisibleText(text)}
      className={classNames('pl-4 -indent-4', isFramework && 'text-ink-faint')}
    >
      <span className="sr-only">{isFramework ? 'Framework: ' : 'Own code: '}</span>
      <bdi className={isFramework ? undefined : 'font-semibold'}>{toVisibleText(called)}</bdi>
      {file !== null && (
        <bdi className={isFramework ? undefined : 'text-ink-muted'}>
          {' '}
          {toVisibleText(shortFile(file))}
          {line !== null && `:${line}`}
        </bdi>
      )}
      {source !== null && <bdi className="block pl-4 text-ink-muted">{toVisibleText(source)}</bdi>}
    </div>
  );
}

function Row({ row }: { row: StackLine | Folded }) {
  if (row.kind === 'frame') return <Frame frame={row} />;
  if (row.kind === 'note') return <div className="text-ink-muted">{toVisibleText(row.text)}</div>;
  return (
    <details>
      <summary className="cursor-pointer text-ink-faint hover:text-ink">
        {plural(row.frames.length, 'framework frame')}
      </summary>
      {row.frames.map((frame, place) => (
        <Frame key={place} frame={frame} />
      ))}
    </details>
  );
}

/** A stack with one’s own code in front of the framework’s. */
export function StackView({ stack }: { stack: string }) {
  const rows = useMemo(() => foldFramework(parseStackTrace(stack)), [stack]);
  return (
    <div className="group/copy relative mt-1">
      <div className="absolute top-1 right-2">
        <CopyButton text={stack} what="stack" />
      </div>
      <div
        role="group"
        aria-label="Stack"
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-md bg-sunken py-2 pr-8 pl-3 font-mono text-sm wrap-anywhere"
      >
        {rows.map((row, place) => (
          <Row key={place} row={row} />
        ))}
      </div>
    </div>
  );
}
