export type GridAction =
  | { readonly act: 'move'; readonly by: number }
  | { readonly act: 'first' | 'last' | 'fit' | 'open' | 'fold' | 'unfold' | 'show' | 'leave' }
  | { readonly act: 'zoom'; readonly factor: number }
  | { readonly act: 'pan'; readonly share: number };

const pageRows = 12;

const plain: Readonly<Record<string, GridAction>> = {
  ArrowDown: { act: 'move', by: 1 },
  ArrowUp: { act: 'move', by: -1 },
  PageDown: { act: 'move', by: pageRows },
  PageUp: { act: 'move', by: -pageRows },
  Home: { act: 'first' },
  End: { act: 'last' },
  ArrowRight: { act: 'unfold' },
  ArrowLeft: { act: 'fold' },
  Enter: { act: 'show' },
  ' ': { act: 'open' },
  Escape: { act: 'leave' },
  '0': { act: 'fit' },
  '-': { act: 'zoom', factor: 1.5 },
  '+': { act: 'zoom', factor: 1 / 1.5 },
  '=': { act: 'zoom', factor: 1 / 1.5 },
};

const shifted: Readonly<Record<string, GridAction>> = {
  ArrowLeft: { act: 'pan', share: -0.15 },
  ArrowRight: { act: 'pan', share: 0.15 },
  '+': { act: 'zoom', factor: 1 / 1.5 },
  _: { act: 'zoom', factor: 1.5 },
};

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means on the rows; `null` leaves it to the browser. */
export function gridAction({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): GridAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  return (shiftKey ? shifted[key] : plain[key]) ?? null;
}

export const keyHelp =
  'Up and down choose a row, whose details stand below. Right and left unfold and fold it, Enter brings its bar into sight. Plus and minus zoom, zero shows everything, Shift with left and right moves through time.';
