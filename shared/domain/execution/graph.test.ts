import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../contract/history.ts';
import {
  activity,
  completed,
  failed,
  fired,
  raised,
  ScriptedHistory,
  timer,
} from '../../testing/scripted-history.ts';
import { buildExecution } from './build-execution.ts';
import type { ExecutionGraph, GraphNode } from './graph-model.ts';
import { buildGraph } from './graph.ts';

function nameOf(node: GraphNode | undefined): string {
  if (node?.kind === 'step') return node.step.name ?? node.step.kind;
  if (node?.kind === 'fold')
    return `${node.parts.map((part) => part.name ?? part.kind).join('+')}×${node.repeats}`;
  return node?.kind ?? 'nowhere';
}

/** “A → B”, dotted where nothing says why. */
function arrows(graph: ExecutionGraph): string[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.edges.map(
    ({ from, to, kind }) =>
      `${nameOf(nodes.get(from))} ${kind === 'causes' ? '→' : '⇢'} ${nameOf(nodes.get(to))}`,
  );
}

function graphOf(events: readonly HistoryEvent[]): ExecutionGraph {
  return buildGraph(buildExecution(events));
}

/** `rounds` times what one round asks for, one round behind the other. */
function looping(rounds: number, round: (history: ScriptedHistory, before: number[]) => number[]) {
  const history = new ScriptedHistory();
  let before: number[] = [];
  for (let count = 0; count < rounds; count++) before = round(history, before);
  return history.end(before.map(completed));
}

describe('the graph of an execution', () => {
  it('leads from one step to the next, and to the end', () => {
    const history = new ScriptedHistory();
    const [first = 0] = history.turn([], [activity('A')]);
    const [second = 0] = history.turn([completed(first)], [activity('B')]);
    expect(arrows(graphOf(history.end([completed(second)])))).toEqual(['start → A', 'A → B', 'B → end']);
  });

  it('has no end while the execution runs', () => {
    const history = new ScriptedHistory();
    history.turn([], [activity('A')]);
    expect(graphOf(history.events).nodes.map(({ kind }) => kind)).toEqual(['start', 'step']);
  });

  it('leads everything that a step waited for to it, even when taken in over several turns', () => {
    const history = new ScriptedHistory();
    const [a = 0, b = 0] = history.turn([], [activity('A'), activity('B')]);
    history.turn([completed(b)], []);
    const [c = 0] = history.turn([completed(a)], [activity('C')]);
    expect(arrows(graphOf(history.end([completed(c)])))).toEqual([
      'start → A',
      'start → B',
      'B → C',
      'A → C',
      'C → end',
    ]);
  });

  it('keeps branches apart that run side by side', () => {
    const history = new ScriptedHistory();
    const [a1 = 0, b1 = 0, c = 0] = history.turn([], [activity('A1'), activity('B1'), activity('C')]);
    const [a2 = 0] = history.turn([completed(a1)], [activity('A2')]);
    history.turn([completed(a2)], []);
    const [b2 = 0] = history.turn([completed(b1)], [activity('B2')]);
    const found = arrows(graphOf(history.end([completed(b2), completed(c)])));
    expect(found).toContain('B1 → B2');
    expect(found).toContain('C → end');
    expect(found.filter((arrow) => arrow.startsWith('A2'))).toEqual(['A2 → end']);
  });

  it('says where only the order tells that one waited for the other', () => {
    const history = new ScriptedHistory();
    const [a1 = 0, b = 0] = history.turn([], [activity('A1'), activity('B')]);
    const [a2 = 0] = history.turn([completed(a1)], [activity('A2')]);
    history.turn([completed(a2)], []);
    history.turn([completed(b)], [activity('Last')]);
    const found = arrows(graphOf(history.events));
    expect(found).toContain('B → Last');
    expect(found).toContain('A2 ⇢ Last');
  });

  it('meets in one point where several lead to several', () => {
    const history = new ScriptedHistory();
    const both = history.turn([], [activity('A'), activity('B')]);
    history.turn(both.map(completed), [activity('C'), activity('D')]);
    expect(arrows(graphOf(history.events))).toEqual([
      'start → A',
      'start → B',
      'A → join',
      'B → join',
      'join → C',
      'join → D',
    ]);
  });

  it('leaves the loser of a race without anything behind it', () => {
    const history = new ScriptedHistory();
    history.turn([], [timer()]);
    const [a = 0] = history.turn([raised('Approve')], [activity('A')]);
    expect(arrows(graphOf(history.end([completed(a)])))).toEqual([
      'start → timer',
      'start ⇢ Approve',
      'Approve → A',
      'A → end',
    ]);
  });

  it('draws a retried step once, its delays with it', () => {
    const history = new ScriptedHistory();
    const [first = 0] = history.turn([], [activity('A')]);
    const [delay = 0] = history.turn([failed(first)], [timer()]);
    const [again = 0] = history.turn([fired(delay)], [activity('A')]);
    const events = history.end([completed(again)]);
    const graph = graphOf(events);
    expect(arrows(graph)).toEqual(['start → A', 'A → end']);
    const node = graph.nodes.find(({ kind }) => kind === 'step');
    expect(node?.kind === 'step' && node.step.attempts.length).toBe(2);
  });
});

describe('folding', () => {
  it('makes one node of many siblings, with their states', () => {
    const history = new ScriptedHistory();
    const ids = history.turn(
      [],
      Array.from({ length: 12 }, () => activity('Work')),
    );
    const [, ...others] = ids.map(completed);
    const events = history.end([failed(ids[0] ?? 0), ...others]);
    const graph = graphOf(events);
    expect(arrows(graph)).toEqual(['start → Work×12', 'Work×12 → end']);
    const fold = graph.nodes.find((node) => node.kind === 'fold');
    expect(fold?.counts).toMatchObject({ failed: 1, completed: 11 });
  });

  it('draws as many as the threshold allows one by one', () => {
    const history = new ScriptedHistory();
    history.turn(
      [],
      Array.from({ length: 8 }, () => activity('Work')),
    );
    expect(graphOf(history.events).nodes).toHaveLength(9);
  });

  it('folds the second stage of many pipelines as well', () => {
    const history = new ScriptedHistory();
    const ids = history.turn(
      [],
      Array.from({ length: 12 }, () => activity('Fetch')),
    );
    const stored = ids.flatMap((id) => history.turn([completed(id)], [activity('Store')]));
    const events = history.end(stored.map(completed));
    expect(arrows(graphOf(events))).toEqual(['start → Fetch×12', 'Fetch×12 → Store×12', 'Store×12 → end']);
  });

  it('makes one node of the same call over and over', () => {
    const events = looping(2000, (history, before) =>
      history.turn(before.map(completed), [activity('Step')]),
    );
    expect(arrows(graphOf(events))).toEqual(['start → Step×2000', 'Step×2000 → end']);
  });

  it('makes one node of a loop over several calls', () => {
    const events = looping(10, (history, before) => {
      const [check = 0] = history.turn(before.map(completed), [activity('Check')]);
      return history.turn([completed(check)], [activity('Wait')]);
    });
    const graph = graphOf(events);
    expect(arrows(graph)).toEqual(['start → Check+Wait×10', 'Check+Wait×10 → end']);
  });

  it('makes one node of a loop with a fan-out in each round', () => {
    const events = looping(6, (history, before) => {
      const three = history.turn(before.map(completed), [activity('A'), activity('B'), activity('C')]);
      return history.turn(three.map(completed), [activity('Sum')]);
    });
    expect(arrows(graphOf(events))).toEqual(['start → A+B+C+Sum×6', 'A+B+C+Sum×6 → end']);
  });

  it('leaves what stands before and behind a loop outside', () => {
    const history = new ScriptedHistory();
    let last = history.turn([], [activity('First')]);
    for (let count = 0; count < 9; count++) last = history.turn(last.map(completed), [activity('Again')]);
    last = history.turn(last.map(completed), [activity('Last')]);
    expect(arrows(graphOf(history.end(last.map(completed))))).toEqual([
      'start → First',
      'First → Again×9',
      'Again×9 → Last',
      'Last → end',
    ]);
  });
});

/** Turns that take in some of what is open and ask for some more. */
const anyHistory = fc
  .array(
    fc.record({
      takes: fc.nat({ max: 6 }),
      order: fc.nat(),
      isFailed: fc.boolean(),
      event: fc.option(fc.constantFrom('Go', 'Stop')),
      asks: fc.array(fc.constantFrom('A', 'B', 'C', 'timer'), { maxLength: 12 }),
    }),
    { maxLength: 40 },
  )
  .map((turns) => {
    const history = new ScriptedHistory();
    const open: { id: number; isTimer: boolean }[] = [];
    for (const { takes, order, isFailed, event, asks } of turns) {
      const start = open.length === 0 ? 0 : order % open.length;
      const taken = open.splice(start, takes);
      const answers = taken.map(({ id, isTimer }) =>
        isTimer ? fired(id) : isFailed ? failed(id) : completed(id),
      );
      const ids = history.turn(
        [...answers, ...(event === null ? [] : [raised(event)])],
        asks.map((name) => (name === 'timer' ? timer() : activity(name))),
      );
      open.push(...ids.map((id, place) => ({ id, isTimer: asks[place] === 'timer' })));
    }
    return history;
  });

function expectSound(graph: ExecutionGraph, stepIds: readonly string[]): void {
  const drawn = graph.nodes.flatMap((node) =>
    node.kind === 'fold' ? node.members : node.kind === 'step' ? [node] : [],
  );
  const inNodes = drawn.flatMap(({ step, delays }) => [step.id, ...delays.map(({ id }) => id)]);
  expect(inNodes.toSorted()).toEqual([...stepIds].sort());
  const ids = new Set(graph.nodes.map(({ id }) => id));
  expect(ids.size).toBe(graph.nodes.length);
  const missing = new Map<string, number>([...ids].map((id) => [id, 0]));
  for (const { from, to } of graph.edges) {
    expect(ids.has(from) && ids.has(to)).toBe(true);
    missing.set(to, (missing.get(to) ?? 0) + 1);
  }
  // Only the start has nothing before it, and taking away what is reached reaches all: there is no cycle.
  expect([...missing].filter(([, count]) => count === 0).map(([id]) => id)).toEqual(['start']);
  const ready = ['start'];
  let reached = 0;
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    reached++;
    for (const { to } of graph.edges.filter(({ from }) => from === id)) {
      const left = (missing.get(to) ?? 0) - 1;
      missing.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  expect(reached).toBe(ids.size);
}

describe('any execution', () => {
  it('has every step in exactly one node of an acyclic graph', () => {
    fc.assert(
      fc.property(anyHistory, fc.boolean(), fc.integer({ min: 1, max: 9 }), (history, hasEnd, threshold) => {
        const model = buildExecution(hasEnd ? history.end([]) : history.events);
        expectSound(
          buildGraph(model, threshold),
          model.steps.map(({ id }) => id),
        );
      }),
    );
  });

  it('has one even when rows are missing', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(fc.nat()), (history, lost) => {
        const gone = new Set(lost.map((place) => place % Math.max(1, history.events.length)));
        const model = buildExecution(history.events.filter((_, place) => !gone.has(place)));
        expectSound(
          buildGraph(model, 3),
          model.steps.map(({ id }) => id),
        );
      }),
    );
  });
});
