import { lazy, type RefObject } from 'react';
import type { TermReader } from './filter-chip.tsx';

/** What every part of the bar is given. */
export interface FilterEditing {
  hub: string;
  text: string;
  reader: TermReader;
  field: RefObject<HTMLInputElement | null>;
  /** `words` are told to screen readers; empty where the control says it itself. */
  onChange: (text: string, words: string) => void;
}

export const LazyFilterPopover = lazy(async () => ({
  default: (await import('./filter-popover.tsx')).FilterPopover,
}));
