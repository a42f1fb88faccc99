import type { KeyboardEvent, MouseEvent } from 'react';
import { rowIndexAt } from './row-at.ts';

/** What a reader can do with rows, by their place in the list. */
export interface RowActions {
  readonly open: (index: number) => void;
  readonly openInTab: (index: number) => void;
  /** Selects or unselects; a range goes on from the row selected before. */
  readonly toggle: (index: number, isRange: boolean) => void;
  readonly toggleScreen: () => void;
  readonly clear: () => void;
  readonly openMenu: (index: number, place: { readonly x: number; readonly y: number }) => void;
}

function isText(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input') === null && hasSelectedText();
}

/** The end of selecting text is no click. */
function hasSelectedText(): boolean {
  return window.getSelection()?.isCollapsed === false;
}

function onClick(event: MouseEvent, actions: RowActions): void {
  const index = rowIndexAt(event.target);
  if (index === null || isText(event.target)) return;
  if (event.target instanceof Element && event.target.closest('button') !== null) return;
  if (event.target instanceof HTMLInputElement) {
    actions.toggle(index, event.shiftKey);
    return;
  }
  const isLink = event.target instanceof Element && event.target.closest('a') !== null;
  const wantsTab = event.button === 1 || event.ctrlKey || event.metaKey;
  // A link knows by itself how to open a tab or a window.
  if (isLink && (wantsTab || event.shiftKey || event.button !== 0)) return;
  event.preventDefault();
  if (wantsTab) actions.openInTab(index);
  else if (event.shiftKey) actions.toggle(index, true);
  else if (event.button === 0) actions.open(index);
}

/** A range of rows is no range of text, whose end would be taken for no click. */
function onMouseDown(event: MouseEvent): void {
  const { target, shiftKey } = event;
  if (!shiftKey || rowIndexAt(target) === null || !(target instanceof Element)) return;
  if (target.closest('a, button, input') === null) event.preventDefault();
}

/** With Shift the browser's own menu comes. */
function onContextMenu(event: MouseEvent, actions: RowActions): void {
  const index = rowIndexAt(event.target);
  if (index === null || event.shiftKey || !(event.target instanceof Element)) return;
  event.preventDefault();
  const box = event.target.getBoundingClientRect();
  const isByKey = event.clientX === 0 && event.clientY === 0;
  actions.openMenu(
    index,
    isByKey ? { x: box.left + 24, y: box.bottom } : { x: event.clientX, y: event.clientY },
  );
}

function onKeyDown(event: KeyboardEvent, actions: RowActions): void {
  const index = rowIndexAt(event.target);
  const isRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined;
  if (event.key === 'Escape') actions.clear();
  else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) actions.toggleScreen();
  else if (index === null || !isRow || event.altKey) return;
  else if (event.key === ' ') actions.toggle(index, event.shiftKey);
  else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) actions.openInTab(index);
  else if (event.key === 'Enter') actions.open(index);
  else return;
  event.preventDefault();
}

/** One set of listeners for all rows. */
export function rowEvents(actions: RowActions) {
  return {
    onMouseDown,
    onClick: (event: MouseEvent) => onClick(event, actions),
    onAuxClick: (event: MouseEvent) => event.button === 1 && onClick(event, actions),
    onContextMenu: (event: MouseEvent) => onContextMenu(event, actions),
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, actions),
  };
}
