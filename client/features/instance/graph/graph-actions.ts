import { createContext } from 'react';
import type { SceneItem } from './graph-scene.ts';

/** What can be done with a node; the canvas says how. */
export interface GraphActions {
  readonly hub: string;
  readonly select: (item: SceneItem) => void;
  /** Unfolds or folds, shows the child in place or hides it. */
  readonly toggle: (item: SceneItem) => void;
  readonly turnPage: (item: SceneItem, page: number) => void;
  readonly takeFocus: (id: string) => void;
}

const nothing = () => undefined;

export const GraphActionsContext = createContext<GraphActions>({
  hub: '',
  select: nothing,
  toggle: nothing,
  turnPage: nothing,
  takeFocus: nothing,
});
