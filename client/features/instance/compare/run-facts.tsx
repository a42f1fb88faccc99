import type { ReactNode } from 'react';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { ByteSizeText } from '../../../components/byte-size-text.tsx';
import { DurationText } from '../../../components/duration-text.tsx';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { ExecutionSoFar } from '../instance-tab.ts';

export interface ComparedRun {
  readonly instance: InstanceDetail;
  readonly execution: ExecutionSoFar;
}

interface RunFactsProps {
  hub: string;
  here: ComparedRun;
  there: ComparedRun;
}

function textOrNone(text: string | null, why: string): ReactNode {
  return text === null || text === '' ? <Unknown why={why} /> : <bdi>{toVisibleText(text)}</bdi>;
}

function Duration({ instance }: ComparedRun) {
  const { createdAt, completedAt, runtimeStatus } = instance;
  if (completedAt === null && isTerminal(runtimeStatus)) return <Unknown why="Its end is not recorded" />;
  return <DurationText from={createdAt} to={completedAt} />;
}

function InputSize({ instance: { input } }: ComparedRun) {
  if (input === null) return <Unknown why="No input" />;
  return <ByteSizeText sizeBytes={input.sizeBytes ?? input.storedBytes} />;
}

const facts: readonly { label: string; of: (run: ComparedRun) => ReactNode }[] = [
  { label: 'Status', of: ({ instance }) => <StatusBadge status={instance.runtimeStatus} /> },
  { label: 'Orchestrator', of: ({ instance }) => textOrNone(instance.name, 'Its name is not recorded') },
  { label: 'Version', of: ({ instance }) => textOrNone(instance.version, 'No version') },
  { label: 'Created', of: ({ instance }) => <InstantText instant={instance.createdAt} as="full" /> },
  { label: 'Duration', of: (run) => <Duration {...run} /> },
  { label: 'Input', of: (run) => <InputSize {...run} /> },
  { label: 'Events', of: ({ execution }) => formatCount(execution.model.eventCount) },
];

const cell = 'truncate px-2 py-0.5 text-left font-normal';

/** What is known of both runs as a whole. */
export function RunFacts({ hub, here, there }: RunFactsProps) {
  return (
    <div className="px-2 pb-2">
      <table aria-label="Both runs" className="w-full max-w-4xl table-fixed">
        <thead>
          <tr>
            <td className="w-28" />
            <th scope="col" className={cell}>
              <span className="font-medium">Here</span>{' '}
              <bdi className="font-mono text-sm">{toVisibleText(here.instance.instanceId)}</bdi>
            </th>
            <th scope="col" className={cell}>
              <span className="flex min-w-0 gap-1">
                <span className="font-medium">There</span>
                <InstanceLink hub={hub} instanceId={there.instance.instanceId} />
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ label, of }) => (
            <tr key={label}>
              <th scope="row" className={`${cell} text-ink-muted`}>
                {label}
              </th>
              <td className={cell}>{of(here)}</td>
              <td className={cell}>{of(there)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
