import { use, useEffect, useRef, type ReactNode } from 'react';
import { classNames } from '../../../lib/class-names.ts';
import { GraphActionsContext } from './graph-actions.ts';
import type { SceneItem } from './graph-scene.ts';
import type { Detail } from './visible-nodes.ts';

export interface GraphNodeData extends Record<string, unknown> {
  readonly item: SceneItem;
  readonly detail: Detail;
  /** The one the arrow keys start from. */
  readonly isActive: boolean;
  readonly isFocusWanted: boolean;
  readonly isSelected: boolean;
  readonly isFound: boolean;
}

interface MainButtonProps {
  data: GraphNodeData;
  label: string;
  className?: string;
  children: ReactNode;
}

/** The one tab stop of a node; it takes the focus when the keyboard walk comes by. */
export function NodeButton({ data, label, className, children }: MainButtonProps) {
  const { select, takeFocus } = use(GraphActionsContext);
  const button = useRef<HTMLButtonElement>(null);
  const isWanted = data.isActive && data.isFocusWanted;
  useEffect(() => {
    if (isWanted) button.current?.focus({ preventScroll: true });
  }, [isWanted]);
  return (
    <button
      ref={button}
      type="button"
      aria-label={label}
      aria-pressed={data.isSelected}
      aria-current={data.isActive ? 'true' : undefined}
      tabIndex={data.isActive ? 0 : -1}
      onFocus={() => takeFocus(data.item.id)}
      onClick={() => select(data.item)}
      className={classNames('flex min-w-0 text-left', className)}
    >
      {children}
    </button>
  );
}
