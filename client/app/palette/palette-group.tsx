import { Command } from 'cmdk';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { describeError } from '../../lib/error-words.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';

interface PaletteGroupViewProps {
  group: PaletteGroup;
  onChoose: (item: PaletteItem) => void;
}

function countText({ count, hasMore }: PaletteGroup): string {
  return count === 0 ? '' : `${formatCount(count)}${hasMore ? '+' : ''}`;
}

function GroupProblem({ problem }: { problem: PaletteGroup['problems'][number] }) {
  const { title, detail, code, requestId } = describeError(problem.error);
  return (
    <div className="px-2 py-1 text-sm wrap-anywhere text-danger">
      {problem.place}: {title}. {detail}
      {code !== null && requestId !== null && ` (${code}, request ${requestId})`}
    </div>
  );
}

/** Nothing to show and nothing to say: then it is not there. */
function isSilent({ items, pending, problems }: PaletteGroup): boolean {
  return items.length === 0 && pending === 0 && problems.length === 0;
}

export function PaletteGroupView({ group, onChoose }: PaletteGroupViewProps) {
  if (isSilent(group)) return null;
  return (
    <Command.Group
      heading={
        <span className="flex items-baseline gap-2 px-2 pt-2 pb-1 text-sm text-ink-muted">
          <span className="font-medium">{group.heading}</span>
          <span>{countText(group)}</span>
        </span>
      }
    >
      {group.items.map((item) => (
        <Command.Item
          key={item.key}
          value={item.key}
          onSelect={() => onChoose(item)}
          className="flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-selected"
        >
          <item.icon aria-hidden size={14} className="shrink-0 text-ink-faint" />
          {item.isId === true ? (
            <span className="flex min-w-0 flex-1">
              <InstanceIdText instanceId={item.label} isCopyable={false} />
            </span>
          ) : (
            <span className="min-w-0 flex-1 truncate" title={item.label}>
              {item.label}
            </span>
          )}
          {item.detail !== null && (
            <span className="max-w-[45%] shrink-0 truncate text-sm text-ink-muted" title={item.detail}>
              {item.detail}
            </span>
          )}
        </Command.Item>
      ))}
      {group.pending > 0 && (
        <div className="appear-late px-2 py-1 text-sm text-ink-muted">
          Searching {plural(group.pending, 'task hub')}…
        </div>
      )}
      {group.problems.map((problem) => (
        <GroupProblem key={problem.place} problem={problem} />
      ))}
    </Command.Group>
  );
}
