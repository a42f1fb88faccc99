import { CircleX, RotateCw } from 'lucide-react';
import { functionKinds } from '../../../../shared/domain/function-map/function-ref.ts';
import { kindLooks } from '../function-look.ts';

function Line({ isDashed }: { isDashed: boolean }) {
  return (
    <svg aria-hidden width={24} height={8}>
      <path
        d="M0 4h22"
        stroke="var(--ink-faint)"
        strokeWidth={1.5}
        strokeDasharray={isDashed ? '5 4' : undefined}
      />
    </svg>
  );
}

const entry = 'inline-flex items-center gap-1';

/** What signs and lines mean, and the keys. */
export function FunctionLegend() {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5 text-sm text-ink-muted">
      <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-1">
        {functionKinds.map((kind) => {
          const { icon: Icon, word } = kindLooks[kind];
          return (
            <li key={kind} className={entry}>
              <Icon aria-hidden size={12} /> {word.toLowerCase()}
            </li>
          );
        })}
        <li className={`${entry} text-danger`}>
          <CircleX aria-hidden size={12} /> failed
        </li>
        <li className={entry}>
          <RotateCw aria-hidden size={12} /> starts itself
        </li>
        <li className={entry}>
          <Line isDashed={false} /> calls, waits for the result
        </li>
        <li className={entry}>
          <Line isDashed /> signal or event
        </li>
      </ul>
      <span>Arrow keys walk, Enter opens the details, Escape closes them</span>
    </div>
  );
}
