import { useEffect, useEffectEvent, type RefObject } from 'react';
import { clampWidth, moveBy, moveTo, withWidth, type ColumnChoice } from './column-choice.ts';
import { gridOf } from './column-list.ts';

interface ColumnGesturesProps {
  /** The row of headers, each with `data-column`. */
  header: RefObject<HTMLDivElement | null>;
  /** Carries the template of the columns. */
  board: RefObject<HTMLDivElement | null>;
  columns: ColumnChoice;
  timeStyle: Parameters<typeof gridOf>[1];
  onChange: (columns: ColumnChoice) => void;
}

/** So near to its right edge a header is taken to be resized. */
const edgePx = 6;
const keyStepPx = 16;

function headerAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
}

function isAtEdge(header: HTMLElement, clientX: number): boolean {
  return header.getBoundingClientRect().right - clientX <= edgePx;
}

/** As wide as the widest cell on the screen would like to be. */
function fittingWidth(table: HTMLElement, place: number): number {
  const columns = getComputedStyle(table).getPropertyValue('--columns');
  const tracks = [...(table.querySelector('[role=row]')?.children ?? [])].map(
    (cell) => `${cell.getBoundingClientRect().width}px`,
  );
  table.style.setProperty('--columns', tracks.with(place, 'max-content').join(' '));
  const widths = [...table.querySelectorAll('[role=row]')].map(
    (row) => row.children[place]?.getBoundingClientRect().width ?? 0,
  );
  table.style.setProperty('--columns', columns);
  return Math.ceil(Math.max(0, ...widths)) + 1;
}

/**
 * Dragging a header moves its column, dragging its right edge resizes it, a double click on the edge fits it. With the focus on a
 * header, Shift and an arrow resize it and with Ctrl they move it. Draws nothing: the headers are on the first page, this is not.
 */
export function ColumnGestures({ header, board, columns, timeStyle, onChange }: ColumnGesturesProps) {
  function showWidth(table: HTMLElement, id: string, widthPx: number): ColumnChoice {
    const resized = withWidth(columns, id, widthPx);
    const grid = gridOf(resized, timeStyle);
    table.style.setProperty('--columns', grid.template);
    table.style.minWidth = `${grid.minWidthPx}px`;
    return resized;
  }

  const onPointerDown = useEffectEvent((event: PointerEvent) => {
    const head = headerAt(event.target);
    const table = board.current;
    const id = head?.dataset.column;
    if (head === null || !table || id === undefined || event.button !== 0) return;
    head.draggable = !isAtEdge(head, event.clientX);
    if (head.draggable) return;
    event.preventDefault();
    head.setPointerCapture(event.pointerId);
    const startPx = head.getBoundingClientRect().width - event.clientX;
    let resized: ColumnChoice | null = null;
    const drag = ({ clientX }: PointerEvent) => {
      resized = showWidth(table, id, startPx + clientX);
    };
    head.addEventListener('pointermove', drag);
    head.addEventListener(
      'lostpointercapture',
      () => {
        head.removeEventListener('pointermove', drag);
        if (resized !== null) onChange(resized);
      },
      { once: true },
    );
  });

  const onDoubleClick = useEffectEvent((event: MouseEvent) => {
    const head = headerAt(event.target);
    const table = board.current;
    const id = head?.dataset.column;
    if (head === null || !table || id === undefined || !isAtEdge(head, event.clientX)) return;
    const place = [...(head.parentElement?.children ?? [])].indexOf(head);
    onChange(withWidth(columns, id, fittingWidth(table, place)));
  });

  /** A click that ends a resize does not sort. */
  const onClick = useEffectEvent((event: MouseEvent) => {
    const head = headerAt(event.target);
    if (head !== null && event.detail > 0 && isAtEdge(head, event.clientX)) event.stopPropagation();
  });

  const onPointerMove = useEffectEvent((event: PointerEvent) => {
    const head = headerAt(event.target);
    if (head !== null) head.style.cursor = isAtEdge(head, event.clientX) ? 'col-resize' : '';
  });

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const head = headerAt(event.target);
    const id = head?.dataset.column;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (head === null || id === undefined || step === undefined || !event.shiftKey || event.altKey) return;
    event.preventDefault();
    const isMove = event.ctrlKey || event.metaKey;
    const widthPx = clampWidth(head.getBoundingClientRect().width + step * keyStepPx);
    onChange(isMove ? moveBy(columns, id, step) : withWidth(columns, id, widthPx));
  });

  const onDrop = useEffectEvent((event: DragEvent) => {
    const id = event.dataTransfer?.getData('text/plain') ?? '';
    const place = columns.findIndex((column) => column.id === headerAt(event.target)?.dataset.column);
    if (place < 0 || !columns.some((column) => column.id === id)) return;
    event.preventDefault();
    onChange(moveTo(columns, id, place));
  });

  useEffect(() => {
    const row = header.current;
    if (row === null) return undefined;
    const listening = new AbortController();
    const options = { signal: listening.signal };
    row.addEventListener('pointerdown', (event) => onPointerDown(event), options);
    row.addEventListener('pointermove', (event) => onPointerMove(event), options);
    row.addEventListener('dblclick', (event) => onDoubleClick(event), options);
    row.addEventListener('click', (event) => onClick(event), { ...options, capture: true });
    row.addEventListener('keydown', (event) => onKeyDown(event), options);
    row.addEventListener(
      'dragstart',
      (event) => event.dataTransfer?.setData('text/plain', headerAt(event.target)?.dataset.column ?? ''),
      options,
    );
    row.addEventListener('dragover', (event) => event.preventDefault(), options);
    row.addEventListener('drop', (event) => onDrop(event), options);
    return () => listening.abort();
  }, [header]);

  return null;
}
