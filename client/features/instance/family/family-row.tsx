import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight, Repeat, Trash2 } from 'lucide-react';
import type { RelativeRow } from '../../../../shared/contract/family.ts';
import type { FamilyRow, MemberRow, NoteRow } from '../../../../shared/domain/family-tree.ts';
import { DurationText } from '../../../components/duration-text.tsx';
import { InstanceIdText } from '../../../components/instance-id-text.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { importedHub } from '../../../api/imported-hub.ts';
import { isTerminal } from '../../../../shared/domain/runtime-status.ts';
import { classNames } from '../../../lib/class-names.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

const indentPx = 18;
/** Deeper lines stand below each other, so that they do not leave the screen. */
const maxIndents = 24;

/** What is known of a relative now; `undefined` = not asked yet. */
export type Presence = RelativeRow | 'gone' | undefined;

interface FamilyRowProps {
  hub: string;
  id: string;
  row: FamilyRow;
  presence: Presence;
  isActive: boolean;
  heightPx: number;
  topPx: number;
  onGo: (key: string) => void;
  onToggle: (instanceId: string) => void;
  onAct: (row: FamilyRow) => void;
}

const noteWords: Record<NoteRow['note'], string> = {
  siblings: 'Show the others it started',
  reading: 'Reading its children',
  failed: 'Its children could not be read. Try again',
  none: 'It started no others',
  cut: 'There are more children than are shown here',
};

function MemberState({ row, presence }: { row: MemberRow; presence: Presence }) {
  if (row.isCycle)
    return (
      <span className="inline-flex items-center gap-1 whitespace-nowrap text-warning">
        <Repeat aria-hidden size={14} />
        stands above itself
      </span>
    );
  if (presence === undefined) return null;
  if (presence === 'gone')
    return (
      <span
        className="inline-flex items-center gap-1 whitespace-nowrap text-ink-muted"
        title="It has no row in storage: it was purged, or never took its start"
      >
        <Trash2 aria-hidden size={14} />
        gone
      </span>
    );
  const { runtimeStatus, createdAt, completedAt } = presence;
  const isOver = completedAt !== null || !isTerminal(runtimeStatus);
  return (
    <>
      <StatusBadge status={runtimeStatus} className="w-32" />
      <span className="w-32 truncate text-ink-muted max-sm:hidden">
        <InstantText instant={createdAt} />
      </span>
      <span className="w-20 truncate text-right text-ink-muted tabular-nums max-sm:hidden">
        {isOver && <DurationText from={createdAt} to={completedAt} />}
      </span>
    </>
  );
}

function Id({ hub, row }: { hub: string; row: MemberRow }) {
  const text = <InstanceIdText instanceId={row.instanceId} isCopyable={false} />;
  if (row.isSelf || hub === importedHub) return <span className="flex min-w-0 font-semibold">{text}</span>;
  return (
    <Link
      to="/hubs/$hub/instances/$instanceId"
      params={{ hub, instanceId: row.instanceId }}
      search={{ tab: 'family' }}
      tabIndex={-1}
      aria-label={toVisibleText(row.instanceId)}
      className="flex min-w-0 rounded-sm underline-offset-2 hover:underline"
    >
      {text}
    </Link>
  );
}

function Twisty({ row, onToggle }: { row: MemberRow; onToggle: (instanceId: string) => void }) {
  const { isOpen, instanceId } = row;
  if (isOpen === null) return <span className="w-4 shrink-0" />;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <span
      aria-hidden
      onClick={() => onToggle(instanceId)}
      className="grid w-4 shrink-0 cursor-pointer place-items-center text-ink-muted hover:text-ink"
    >
      <Icon size={14} />
    </span>
  );
}

function Member({ hub, row, presence, onToggle }: FamilyRowProps & { row: MemberRow }) {
  const name = row.name ?? (typeof presence === 'object' ? presence.name : null);
  return (
    <>
      <Twisty row={row} onToggle={onToggle} />
      <Id hub={hub} row={row} />
      {name !== null && (
        <bdi className="min-w-0 shrink-[2] truncate max-sm:shrink-[99]">{toVisibleText(name)}</bdi>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        <MemberState row={row} presence={presence} />
      </span>
    </>
  );
}

/** One line of the tree. */
export function FamilyTreeRow(props: FamilyRowProps) {
  const { id, row, isActive, heightPx, topPx, onGo, onAct } = props;
  const isMember = row.kind === 'member';
  const indent = Math.min(row.depth, maxIndents) * indentPx + 8;
  const canAct = !isMember && (row.note === 'siblings' || row.note === 'failed');
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isActive}
      aria-expanded={isMember && row.isOpen !== null ? row.isOpen : undefined}
      aria-current={isMember && row.isSelf ? 'true' : undefined}
      aria-posinset={isMember ? row.position : undefined}
      aria-setsize={isMember ? (row.siblings ?? -1) : undefined}
      onClick={() => onGo(row.key)}
      className={classNames(
        'absolute top-0 left-0 flex w-full min-w-0 items-center gap-2 pr-3',
        isActive ? 'bg-selected' : 'hover:bg-hover',
      )}
      style={{ height: heightPx, transform: `translateY(${topPx}px)`, paddingLeft: indent }}
    >
      {isMember ? (
        <Member {...props} row={row} />
      ) : (
        <span
          onClick={canAct ? () => onAct(row) : undefined}
          className={classNames(
            'pl-6 text-sm text-ink-muted',
            canAct && 'cursor-pointer underline-offset-2 hover:underline',
          )}
        >
          {noteWords[row.note]}
        </span>
      )}
    </div>
  );
}
