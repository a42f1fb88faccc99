import { ChevronsUpDown, CircleX, RotateCw } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Node, NodeProps } from 'reactflow';
import { classNames } from '../../../lib/class-names.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { kindLooks } from '../function-look.ts';
import { failedCountOf, nameOf, seenWords, spokenFunction } from '../function-words.ts';
import type { SceneItem } from './function-scene.ts';

interface FunctionNodeData extends Record<string, unknown> {
  readonly item: SceneItem;
  /** The one the arrow keys start from. */
  readonly isActive: boolean;
  readonly isFocusWanted: boolean;
  readonly isSelected: boolean;
  readonly onChoose: (item: SceneItem) => void;
  readonly onFocus: (id: string) => void;
}
export type FunctionFlowNode = Node<FunctionNodeData, 'function'>;

function Face({ item }: { item: SceneItem }): ReactNode {
  if (item.node === null) {
    const { icon: Icon, many } = kindLooks[item.fold.kind];
    return (
      <>
        <span className="flex min-w-0 items-center gap-1.5">
          <Icon aria-hidden size={14} className="shrink-0 text-ink-muted" />
          <span className="truncate font-medium">
            {formatCount(item.fold.members.length)} {many.toLowerCase()}
          </span>
        </span>
        <span className="flex items-center gap-1 text-sm text-ink-muted">
          <ChevronsUpDown aria-hidden size={12} /> folded
        </span>
      </>
    );
  }
  const { icon: Icon } = kindLooks[item.node.kind];
  const failedCount = failedCountOf(item.node);
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <Icon aria-hidden size={14} className="shrink-0 text-ink-muted" />
        <bdi className="truncate font-medium" title={nameOf(item.node)}>
          {nameOf(item.node)}
        </bdi>
        {item.callsItself && <RotateCw aria-hidden size={12} className="shrink-0 text-ink-muted" />}
      </span>
      <span className="flex min-w-0 items-center gap-2 text-sm text-ink-muted">
        <span className="truncate">{seenWords(item.node)}</span>
        {failedCount > 0 && (
          <span className="inline-flex shrink-0 items-center gap-1 text-danger">
            <CircleX aria-hidden size={12} /> {formatCount(failedCount)} failed
          </span>
        )}
      </span>
    </>
  );
}

function spoken(item: SceneItem): string {
  if (item.node !== null) return `${spokenFunction(item.node)}${item.callsItself ? ', starts itself' : ''}`;
  return `${formatCount(item.fold.members.length)} ${kindLooks[item.fold.kind].many.toLowerCase()}, folded: open them`;
}

export function FunctionNodeView({ data }: NodeProps<FunctionFlowNode>) {
  const { item, isActive, isFocusWanted, isSelected, onChoose, onFocus } = data;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocusWanted) button.current?.focus({ preventScroll: true });
  }, [isFocusWanted]);
  return (
    <button
      ref={button}
      type="button"
      aria-label={spoken(item)}
      aria-pressed={item.node === null ? undefined : isSelected}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => onFocus(item.id)}
      onClick={() => onChoose(item)}
      className={classNames(
        'flex h-full w-full min-w-0 cursor-pointer flex-col justify-center rounded-md border bg-raised px-2 text-left hover:bg-hover',
        item.node === null ? 'border-dashed border-line-strong' : 'border-line-strong',
        isSelected && 'bg-selected ring-2 ring-accent',
      )}
    >
      <Face item={item} />
    </button>
  );
}
