import { CircleX, Cog, CornerDownRight, Workflow, type LucideIcon } from 'lucide-react';
import type { RewindPreview } from '../../../shared/contract/command-previews.ts';
import { CodeText } from '../../components/code-text.tsx';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';

type RewoundInstance = RewindPreview['instances'][number];
type RewoundStep = RewoundInstance['steps'][number];

const kindLooks = {
  activity: { icon: Cog, word: 'Activity' },
  'sub-orchestration': { icon: Workflow, word: 'Child' },
  orchestrator: { icon: CircleX, word: 'Orchestrator' },
} as const satisfies Record<RewoundStep['kind'], { icon: LucideIcon; word: string }>;

function Step({ step }: { step: RewoundStep }) {
  const { icon: Icon, word } = kindLooks[step.kind];
  return (
    <li className="min-w-0">
      <span className="flex min-w-0 items-center gap-1.5">
        <Icon aria-hidden size={14} className="shrink-0 text-failed" />
        <span className="shrink-0">{word}</span>
        {step.name !== null && <bdi className="truncate font-medium">{toVisibleText(step.name)}</bdi>}
        {step.childInstanceId !== null && (
          <InstanceIdText instanceId={step.childInstanceId} isCopyable={false} />
        )}
      </span>
      {step.failure !== null && <CodeText text={step.failure} className="pl-5 text-ink-muted" />}
    </li>
  );
}

/** Deeper ones begin at the same place, so that there is room left for them. */
const maxIndents = 6;
const indentPx = 20;

function Rewound({ instance }: { instance: RewoundInstance }) {
  const { instanceId, name, depth, steps, isLeaf } = instance;
  return (
    <li
      aria-level={depth + 1}
      className="min-w-0 border-t border-line px-3 py-1.5 first:border-t-0"
      style={{ paddingLeft: 12 + Math.min(depth, maxIndents) * indentPx }}
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2">
        {depth > 0 && <CornerDownRight aria-hidden size={14} className="shrink-0 text-ink-faint" />}
        <InstanceIdText instanceId={instanceId} isCopyable={false} />
        {name !== null && <bdi className="truncate text-ink-muted">{toVisibleText(name)}</bdi>}
        {isLeaf && <span className="text-sm text-ink-muted">gets the message that wakes it</span>}
      </div>
      {steps.length > 0 && (
        <ul aria-label={`What is undone in ${toVisibleText(instanceId)}`} className="flex flex-col pl-1">
          {steps.map((step) => (
            <Step key={step.rowKey} step={step} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What a rewind undoes, instance by instance, as a tree. */
export function RewindPreviewView({ preview }: { preview: RewindPreview }) {
  const steps = preview.instances.reduce((sum, { steps: own }) => sum + own.length, 0);
  return (
    <div className="flex flex-col gap-2">
      {preview.refusal !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-1.5">
          It cannot be rewound: {preview.refusal}
        </p>
      )}
      <ProblemList problems={preview.warnings} />
      {preview.instances.length > 0 && (
        <>
          <p className="font-medium">
            Undone: {plural(steps, 'failed step')} in {plural(preview.instances.length, 'instance')}
          </p>
          <ul
            aria-label="Instances that are rewound"
            className="max-h-72 overflow-y-auto rounded-md border border-line"
          >
            {preview.instances.map((instance) => (
              <Rewound key={instance.instanceId} instance={instance} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
