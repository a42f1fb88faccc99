import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { summaryWords } from './graph-summary.ts';
import { stepStateLooks, stepStateOrder } from '../step-look.ts';

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

/** What colours and lines mean, and the keys. */
export function GraphLegend() {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 text-sm text-ink-muted">
      <ul aria-label="States" className="flex flex-wrap gap-x-3 gap-y-1">
        {stepStateOrder.map((state) => {
          const { icon: Icon, word, text } = stepStateLooks[state];
          return (
            <li key={state} className={`inline-flex items-center gap-1 ${text}`}>
              <Icon aria-hidden size={12} />
              {word}
            </li>
          );
        })}
      </ul>
      <span className="inline-flex items-center gap-1.5">
        <Line isDashed={false} /> led to
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Line isDashed /> came after
      </span>
      <span>Arrow keys walk, Enter opens the details, Space unfolds, Escape goes back</span>
    </div>
  );
}

/** The graph in a sentence, for those who cannot see it. */
export function GraphSummary({ model, nodes }: { model: ExecutionModel; nodes: number }) {
  return <p className="sr-only">{summaryWords(model, nodes)}</p>;
}
