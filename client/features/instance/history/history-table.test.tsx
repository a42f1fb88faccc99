import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import { makeHistoryEvent } from '../../../../shared/testing/history.ts';
import { sourceOf, type HistorySource } from './history-rows.ts';
import { HistoryTable } from './history-table.tsx';
import { useHistoryLines } from './use-history-lines.ts';

const nothing = () => undefined;

interface ShownTableProps {
  source: HistorySource;
  shown: readonly number[];
  isGrouped?: boolean;
}

function ShownTable({ source, shown, isGrouped = false }: ShownTableProps) {
  const lines = useHistoryLines(source, { shown, isGrouped, selected: undefined });
  const place = { hub: 'store~TestHub', instanceId: 'order-1001' };
  return <HistoryTable {...place} source={source} lines={lines} openKey={undefined} onOpen={nothing} />;
}

function showing(events: readonly HistoryEvent[]): HistorySource {
  return sourceOf(events, buildExecution(events));
}

function places(count: number, step = 1): number[] {
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** Tasks one after another, each scheduled and completed. */
function tasks(count: number): HistoryEvent[] {
  return Array.from({ length: count }, (_, id) => [
    makeHistoryEvent({ ordinal: 2 * id, eventType: 'TaskScheduled', eventId: id, name: `Task${id}` }),
    makeHistoryEvent({ ordinal: 2 * id + 1, eventType: 'TaskCompleted', taskScheduledId: id }),
  ]).flat();
}

function rowOf(name: string | RegExp): HTMLElement {
  return screen.getByRole('row', { name });
}

describe('the lines of the history', () => {
  it('keep their place in the page when lines come in before and behind them', () => {
    const source = showing(tasks(5));
    const { rerender } = render(<ShownTable source={source} shown={[4, 6]} />);
    const line = rowOf(/TaskScheduled Task3 /);
    rerender(<ShownTable source={source} shown={places(10)} />);
    expect(screen.getAllByRole('row')).toHaveLength(11);
    expect(rowOf(/TaskScheduled Task3 /)).toBe(line);
  });

  it('keep their place when a longer history is read', () => {
    const source = showing(tasks(3));
    const { rerender } = render(<ShownTable source={source} shown={places(6, 2)} />);
    const line = rowOf(/TaskScheduled Task2 /);
    rerender(<ShownTable source={showing(tasks(4))} shown={places(8)} />);
    expect(rowOf(/TaskScheduled Task2 /)).toBe(line);
  });

  it('keep their place when a step above them is opened, and when another comes before it', async () => {
    const source = showing(tasks(3));
    const { rerender } = render(<ShownTable source={source} shown={[2, 3, 4, 5]} isGrouped />);
    const head = rowOf(/^Task2/);
    await userEvent.click(screen.getByRole('button', { name: 'Task1' }));
    expect(rowOf(/TaskScheduled Task1/)).toBeDefined();
    expect(rowOf(/^Task2/)).toBe(head);
    rerender(<ShownTable source={source} shown={places(6)} isGrouped />);
    expect(rowOf(/^Task0/)).toBeDefined();
    expect(rowOf(/^Task2/)).toBe(head);
  });

  it('show what became of their event when it is read again', () => {
    const events = tasks(2);
    const { rerender } = render(<ShownTable source={showing(events)} shown={places(4)} />);
    const line = rowOf(/TaskCompleted Task1/);
    const rewound = events.with(
      3,
      makeHistoryEvent({ ordinal: 3, eventType: 'GenericEvent', rewoundType: 'TaskFailed' }),
    );
    rerender(<ShownTable source={showing(rewound)} shown={places(4)} />);
    expect(screen.queryByRole('row', { name: /TaskCompleted Task1/ })).toBeNull();
    expect(rowOf(/TaskFailed .*rewound/)).toBe(line);
  });

  it('know their partner as soon as it is read', () => {
    const events = tasks(1);
    const { rerender } = render(<ShownTable source={showing(events.slice(0, 1))} shown={[0]} />);
    expect(screen.queryByRole('button', { name: '#0' })).toBeNull();
    rerender(<ShownTable source={showing(events)} shown={[0, 1]} />);
    expect(screen.getByRole('button', { name: '#0' })).toBeDefined();
  });

  it('are not drawn again with the page around them, nor while the pointer is over others', () => {
    const events = tasks(3);
    let drawn = 0;
    const counted: HistoryEvent = {
      ...events[4]!,
      get orchestrationStatus() {
        drawn++;
        return null;
      },
    };
    const source = showing(events.with(4, counted));
    const shown = places(6);
    const { rerender } = render(<ShownTable source={source} shown={shown} />);
    const before = drawn;
    expect(before).toBeGreaterThan(0);
    rerender(<ShownTable source={source} shown={shown} />);
    expect(drawn).toBe(before);
    fireEvent.mouseEnter(rowOf(/TaskScheduled Task0/));
    expect(rowOf(/TaskCompleted Task0/).className).toContain('bg-selected');
    expect(drawn).toBe(before);
    fireEvent.mouseEnter(rowOf(/TaskCompleted Task2/));
    expect(drawn).toBeGreaterThan(before);
  });
});
