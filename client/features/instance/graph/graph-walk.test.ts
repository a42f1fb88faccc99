import { describe, expect, it } from 'vitest';
import { buildExecution } from '../../../../shared/domain/execution/build-execution.ts';
import {
  activity,
  child,
  childCompleted,
  completed,
  ScriptedHistory,
} from '../../../../shared/testing/scripted-history.ts';
import { buildScene, type SceneChoices } from './graph-scene.ts';
import { GraphWalk } from './graph-walk.ts';
import { layoutGraph } from '../../../lib/graph-layout/layout-graph.ts';
import type { Flow } from '../../../lib/graph-layout/layout-types.ts';
import { faceOf } from './node-face.ts';

const nothingOpen: SceneChoices = { open: new Set(), pages: new Map(), childOf: () => undefined };

/** A, then B and C side by side, then D and E. */
function branching() {
  const history = new ScriptedHistory();
  const a = history.turn([], [activity('A')]);
  const both = history.turn(a.map(completed), [activity('B'), activity('C')]);
  const two = history.turn(both.map(completed), [activity('D'), activity('E')]);
  return buildExecution(history.end(two.map(completed)));
}

function walkOver(model = branching(), flow: Flow = 'down', choices = nothingOpen) {
  const scene = buildScene(model, 'order-1', choices);
  const walk = new GraphWalk(scene, layoutGraph({ flow, inside: scene.inside }));
  const titleOf = (id: string | null) => {
    const item = scene.items.get(id ?? '');
    return item === undefined ? null : faceOf(item).title;
  };
  const idOf = (title: string) => [...scene.items.keys()].find((id) => titleOf(id) === title) ?? 'missing';
  return {
    step: (from: string, key: Parameters<GraphWalk['step']>[1]) => titleOf(walk.step(idOf(from), key)),
    outOf: (from: string) => titleOf(walk.outOf(idOf(from))),
    titles: () => [...scene.items.values()].map((item) => faceOf(item).title),
  };
}

describe('the keyboard walk', () => {
  it('goes along the edges and back', () => {
    const { step } = walkOver();
    expect(step('Flow', 'ArrowDown')).toBe('A');
    expect(['B', 'C']).toContain(step('A', 'ArrowDown'));
    expect(step('B', 'ArrowUp')).toBe('A');
    expect(step('End', 'ArrowDown')).toBeNull();
  });

  it('passes through the points where edges meet', () => {
    const { step } = walkOver();
    expect(['D', 'E']).toContain(step('B', 'ArrowDown'));
    expect(['B', 'C']).toContain(step('E', 'ArrowUp'));
  });

  it('goes to siblings', () => {
    const { step } = walkOver();
    const [left, right] = step('B', 'ArrowRight') === 'C' ? ['B', 'C'] : ['C', 'B'];
    expect(step(left, 'ArrowRight')).toBe(right);
    expect(step(right, 'ArrowLeft')).toBe(left);
    expect(step(left, 'ArrowLeft')).toBeNull();
  });

  it('turns with the direction of the graph', () => {
    const { step } = walkOver(branching(), 'right');
    expect(step('Flow', 'ArrowRight')).toBe('A');
    expect(step('A', 'ArrowLeft')).toBe('Flow');
    expect(['B', 'C', null]).toContain(step('B', 'ArrowDown'));
  });

  it('goes into a child that is shown in place, and out of it', () => {
    const inner = new ScriptedHistory();
    const pack = inner.turn([], [activity('Pack')]);
    const innerModel = buildExecution(inner.end(pack.map(completed)));
    const outer = new ScriptedHistory();
    const ship = outer.turn([], [child('Ship', 'order-1:ship')]);
    const model = buildExecution(outer.end(ship.map(childCompleted)));
    const { step, outOf, titles } = walkOver(model, 'down', {
      ...nothingOpen,
      open: new Set([model.steps[0]!.id]),
      childOf: (instanceId) => ({
        instanceId,
        execution: { history: { events: inner.events } as never, model: innerModel },
        error: null,
        refetch: () => undefined,
      }),
    });
    expect(titles()).toEqual(['Flow', 'Ship', 'Flow', 'Pack', 'End', 'End']);
    expect(step('Ship', 'ArrowDown')).toBe('Flow');
    expect(outOf('Pack')).toBe('Ship');
  });
});
