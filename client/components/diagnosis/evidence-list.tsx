import { FileClock, Filter, KeyRound, Layers, MessageSquareText, Rows3, type LucideIcon } from 'lucide-react';
import type { Evidence } from '../../../shared/contract/diagnosis.ts';
import { EvidenceLink } from './evidence-link.tsx';
import { SentenceView } from './sentence-view.tsx';

const icons = {
  event: FileClock,
  row: Rows3,
  message: MessageSquareText,
  lease: KeyRound,
  queue: Layers,
  instances: Filter,
} as const satisfies Record<Evidence['kind'], LucideIcon>;

interface EvidenceListProps {
  hub: string;
  evidence: readonly Evidence[];
}

/** What a finding goes by, each with the way to it. */
export function EvidenceList({ hub, evidence }: EvidenceListProps) {
  if (evidence.length === 0) return null;
  return (
    <ul aria-label="Evidence" className="flex flex-col gap-0.5">
      {evidence.map((one, place) => {
        const Icon = icons[one.kind];
        return (
          <li key={place} className="flex min-w-0 items-start gap-1.5">
            <Icon aria-hidden size={13} className="mt-1 shrink-0 text-ink-faint" />
            <span className="min-w-0 wrap-anywhere text-ink-muted">
              <SentenceView hub={hub} sentence={one.text} /> <EvidenceLink hub={hub} evidence={one} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
