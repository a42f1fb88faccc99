import { useMemo, useState, type KeyboardEvent } from 'react';
import type { Scene, SceneItem } from './graph-scene.ts';
import { GraphWalk, type ArrowKey } from './graph-walk.ts';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';

const arrowKeys: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] satisfies ArrowKey[];

function isArrowKey(key: string): key is ArrowKey {
  return arrowKeys.includes(key);
}

interface Focus {
  readonly id: string;
  /** The keyboard is among the nodes: the node takes the focus as soon as it is drawn. */
  readonly isWanted: boolean;
}

interface GraphKeysOptions {
  scene: Scene;
  layout: GraphLayout | null;
  toggle: (item: SceneItem) => void;
  reveal: (id: string) => void;
  /** Says whether there was something to leave. */
  leave: () => boolean;
}

/** The node that has the focus or would get it, and where keys take it. */
export function useGraphFocus(scene: Scene, firstId: string) {
  const [focus, setFocus] = useState<Focus>({ id: firstId, isWanted: false });
  const activeId = scene.items.has(focus.id) ? focus.id : firstId;
  return { activeId, isFocusWanted: focus.isWanted, setFocus };
}

/** Arrows walk, Home and End go to the ends, Space unfolds, Escape leaves the details and then the box around. */
export function useGraphKeys(
  options: GraphKeysOptions,
  { activeId, setFocus }: ReturnType<typeof useGraphFocus>,
) {
  const { scene, layout, toggle, reveal, leave } = options;
  const walk = useMemo(() => (layout === null ? null : new GraphWalk(scene, layout)), [scene, layout]);

  function go(id: string | null | undefined): void {
    if (id == null) return;
    setFocus({ id, isWanted: true });
    reveal(id);
  }
  function targetOf(key: string): string | null | undefined {
    if (isArrowKey(key)) return walk?.step(activeId, key);
    if (key === 'Home') return layout?.nodes[0]?.id;
    if (key === 'End') return layout?.nodes.at(-1)?.id;
    return undefined;
  }
  function onKeyDown(event: KeyboardEvent): void {
    const isOnNode = event.target instanceof HTMLElement && event.target.matches('[aria-pressed]');
    if (!isOnNode) return;
    const item = scene.items.get(activeId);
    const target = targetOf(event.key);
    if (target !== undefined) go(target);
    else if (event.key === ' ' && item !== undefined) toggle(item);
    else if (event.key === 'Escape') {
      if (!leave()) go(walk?.outOf(activeId));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return onKeyDown;
}
