import { useMemo, useState } from 'react';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { fanOutProgress, type FanOutProgress } from '../../../../shared/domain/execution/progress.ts';
import { Button } from '../../../components/button.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { StateBar } from '../state-bar.tsx';
import { stepKindLooks } from '../step-look.ts';

/** A loop may have had thousands. */
const shownAtFirst = 3;
const shownAtMost = 50;

function Progress({ progress, onSelect }: { progress: FanOutProgress; onSelect: (rowKey: string) => void }) {
  const { fanOut, settled, total, counts } = progress;
  const name = toVisibleText(fanOut.name ?? stepKindLooks[fanOut.kind].word);
  return (
    <li className="flex min-w-0 flex-col gap-1">
      <p>
        <button
          type="button"
          className="rounded-sm text-accent underline-offset-2 wrap-anywhere hover:underline"
          onClick={() => onSelect(fanOut.id)}
        >
          <bdi>{name}</bdi>
        </button>{' '}
        <span className="font-medium">
          {formatCount(settled)} of {formatCount(total)}
        </span>{' '}
        <span className="text-ink-muted">
          {fanOut.name !== null && `${stepKindLooks[fanOut.kind].word}, `}turn {fanOut.turn + 1}
        </span>
      </p>
      <StateBar counts={counts} total={total} label={name} />
    </li>
  );
}

interface FanOutSectionProps {
  model: ExecutionModel;
  onSelect: (rowKey: string) => void;
}

/** How far the things are that were asked for together. */
export function FanOutSection({ model, onSelect }: FanOutSectionProps) {
  const [isWhole, setIsWhole] = useState(false);
  const all = useMemo(() => fanOutProgress(model), [model]);
  if (all.length === 0) return null;
  const shown = all.slice(0, isWhole ? shownAtMost : shownAtFirst);
  return (
    <section aria-labelledby="fan-outs" className="min-w-0">
      <h2 id="fan-outs" className="font-semibold">
        Asked for together
      </h2>
      <ul className="flex flex-col gap-2">
        {shown.map((progress) => (
          <Progress key={progress.fanOut.id} progress={progress} onSelect={onSelect} />
        ))}
      </ul>
      {!isWhole && all.length > shown.length && (
        <Button look="quiet" onClick={() => setIsWhole(true)}>
          {formatCount(Math.min(all.length, shownAtMost) - shown.length)} more
        </Button>
      )}
      {isWhole && all.length > shown.length && (
        <p className="text-sm text-ink-muted">
          {formatCount(all.length - shown.length)} earlier ones are in the timeline.
        </p>
      )}
    </section>
  );
}
