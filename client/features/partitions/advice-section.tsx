import {
  ArrowDown,
  ArrowUp,
  CircleHelp,
  Equal,
  Layers,
  Moon,
  Scale,
  Target,
  type LucideIcon,
} from 'lucide-react';
import type { ScaleAdvice } from '../../../shared/contract/partitions.ts';
import { SentenceView } from '../../components/diagnosis/sentence-view.tsx';

const icons = {
  'add-worker': ArrowUp,
  'remove-worker': ArrowDown,
  'keep-workers': Equal,
  target: Target,
  skew: Scale,
  'partition-count': Layers,
  idle: Moon,
  unknown: CircleHelp,
} as const satisfies Record<ScaleAdvice['rule'], LucideIcon>;

/** What the platform would do about the number of workers now, and the figures it goes by. */
export function AdviceSection({ hub, advice }: { hub: string; advice: readonly ScaleAdvice[] }) {
  return (
    <section aria-labelledby="scaling" className="min-w-0">
      <h2 id="scaling" className="pb-1.5 font-semibold">
        Scaling
      </h2>
      {advice.length === 0 && <p className="text-ink-muted">Nothing to advise.</p>}
      <ul className="flex flex-col gap-2.5">
        {advice.map(({ rule, sentence, because }, place) => {
          const Icon = icons[rule];
          return (
            <li key={`${rule} ${place}`} className="flex min-w-0 items-start gap-2">
              <Icon aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-muted" />
              <div className="min-w-0">
                <p className="wrap-anywhere">
                  <SentenceView hub={hub} sentence={sentence} />
                </p>
                <ul className="text-sm text-ink-muted">
                  {because.map((figure, figurePlace) => (
                    <li key={figurePlace} className="wrap-anywhere">
                      <SentenceView hub={hub} sentence={figure} />
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
