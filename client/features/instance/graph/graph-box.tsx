import { ChevronLeft, ChevronRight, Minimize2, type LucideIcon } from 'lucide-react';
import { use, type ReactNode } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { InstanceLink } from '../../../components/instance-link.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { GraphActionsContext } from './graph-actions.ts';
import { NodeButton, type GraphNodeData } from './node-button.tsx';
import { membersOnPage, type SceneItem } from './graph-scene.ts';
import { boxHeaderPx } from '../../../lib/graph-layout/layout-sizes.ts';
import { countWords, faceOf, spokenFace } from './node-face.ts';
import type { ChildReading } from './use-children.ts';

interface IconButtonProps {
  icon: LucideIcon;
  label: string;
  isDisabled?: boolean;
  onClick: () => void;
}

function IconButton({ icon: Icon, label, isDisabled = false, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
      className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink disabled:opacity-40"
    >
      <Icon aria-hidden size={14} />
    </button>
  );
}

function Pager({ item, page, total }: { item: SceneItem; page: number; total: number }) {
  const { turnPage } = use(GraphActionsContext);
  if (total <= membersOnPage) return null;
  const first = page * membersOnPage + 1;
  const last = Math.min(total, first + membersOnPage - 1);
  return (
    <span className="flex items-center text-sm whitespace-nowrap text-ink-muted">
      <IconButton
        icon={ChevronLeft}
        label="Steps before these"
        isDisabled={page === 0}
        onClick={() => turnPage(item, page - 1)}
      />
      {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      <IconButton
        icon={ChevronRight}
        label="Steps after these"
        isDisabled={last === total}
        onClick={() => turnPage(item, page + 1)}
      />
    </span>
  );
}

function ChildState({ child }: { child: ChildReading | null }): ReactNode {
  const history = child?.execution.history;
  if (child !== null && child.error !== null && history?.events.length === 0)
    return <ErrorNotice error={child.error} onRetry={child.refetch} isRetrying={false} />;
  if (history?.isComplete === true && history.events.length === 0) return 'No history yet.';
  if (history === undefined || history.events.length === 0) return 'Loading…';
  return null;
}

function BoxParts({ item }: { item: SceneItem }) {
  const { hub } = use(GraphActionsContext);
  const { content } = item;
  if (content.kind === 'fold')
    return <Pager item={item} page={content.page} total={content.fold.members.length} />;
  if (content.kind !== 'step' || content.node.step.instanceId === null) return null;
  return (
    <InstanceLink
      hub={hub}
      instanceId={content.node.step.instanceId}
      className="min-w-0 text-sm text-accent"
    />
  );
}

/** An unfolded node, or a child shown in place: its heading, around what is inside. */
export function GraphBox({ data }: { data: GraphNodeData }) {
  const { toggle } = use(GraphActionsContext);
  const { item } = data;
  const face = faceOf(item);
  const { icon: Icon, state } = face;
  const words = face.counts === null ? (state?.word ?? '') : countWords(face.counts);
  return (
    <div
      style={state === null ? undefined : { borderLeftColor: state.color }}
      className={classNames(
        'h-full w-full rounded-lg border border-l-4 border-line-strong',
        data.isSelected && 'ring-2 ring-accent',
        data.isFound && !data.isSelected && 'ring-2 ring-warning',
      )}
    >
      <header className="flex items-center gap-1.5 px-2" style={{ height: boxHeaderPx }}>
        <NodeButton
          data={data}
          label={spokenFace(face)}
          className="mr-auto max-w-2/3 shrink-0 items-center gap-1.5 rounded-sm"
        >
          <Icon aria-hidden size={14} className="shrink-0 text-ink-muted" />
          <bdi className="min-w-0 truncate font-medium" title={face.title}>
            {face.title}
          </bdi>
          <span className={classNames('shrink-0 text-sm whitespace-nowrap', state?.text)}>{words}</span>
        </NodeButton>
        {data.detail !== 'overview' && <BoxParts item={item} />}
        <IconButton icon={Minimize2} label={`Fold ${face.title}`} onClick={() => toggle(item)} />
      </header>
      {item.content.kind === 'step' && (
        <div className="px-3 text-sm text-ink-muted empty:hidden">
          <ChildState child={item.content.child} />
        </div>
      )}
    </div>
  );
}
