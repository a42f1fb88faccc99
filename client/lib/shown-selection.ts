/** The instances that the reader has selected, for whoever shows this page in a frame. */
export interface ShownSelection {
  readonly hub: string;
  readonly instanceIds: readonly string[];
}

const listeners = new Set<(selection: ShownSelection) => void>();

export function tellSelection(selection: ShownSelection): void {
  for (const listener of listeners) listener(selection);
}

export function onSelection(listener: (selection: ShownSelection) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
