import { toVisibleText } from './visible-text.ts';

/** Prose of several lines on one: its breaks are layout, and stand as spaces. */
export function toVisibleProse(text: string): string {
  return toVisibleText(text.trim().replaceAll(/\s*[\r\n\t]\s*/g, ' '));
}
