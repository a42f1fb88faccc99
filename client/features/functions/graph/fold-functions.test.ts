import { describe, expect, it } from 'vitest';
import { makeFunctionCall, makeFunctionNode } from '../../../../shared/testing/functions-map.ts';
import type { ShownFunctions } from '../shown-functions.ts';
import { foldFunctions, maxDrawn } from './fold-functions.ts';
import { nodeHeightPx, sceneOf, withAlone } from './function-scene.ts';
import { walkTo } from './function-walk.ts';

/** Orchestrators with so many activities of their own each. */
function hubOf(orchestrators: number, activities: number): ShownFunctions {
  const names = Array.from({ length: orchestrators }, (_, n) => `Flow${n}`);
  return {
    nodes: names.flatMap((name) => [
      makeFunctionNode({ kind: 'orchestrator', name, calls: 0, sampledRuns: 5 }),
      ...Array.from({ length: activities }, (_, n) => makeFunctionNode({ name: `${name}-${n}`, calls: n })),
    ]),
    calls: names.flatMap((name) =>
      Array.from({ length: activities }, (_, n) =>
        makeFunctionCall({ from: `orchestrator:${name}`, to: `activity:${name}-${n}` }),
      ),
    ),
  };
}

describe('a map that is too large for one picture', () => {
  const large = hubOf(20, 10);

  it('folds what only one function uses', () => {
    const { nodes, folds, leftOut } = foldFunctions(large, new Set(), undefined);
    expect([nodes.length, folds.length, leftOut]).toEqual([20, 20, 0]);
    expect(folds[0]).toMatchObject({ ownerKey: 'orchestrator:Flow0', kind: 'activity' });
    expect(folds[0]!.members).toHaveLength(10);
  });

  it('draws what is opened and what is selected', () => {
    const opened = foldFunctions(large, new Set(['fold activity orchestrator:Flow0']), 'activity:Flow1-3');
    expect(opened.folds).toHaveLength(19);
    expect(opened.nodes.map(({ key }) => key)).toContain('activity:Flow0-9');
    expect(opened.nodes.map(({ key }) => key)).toContain('activity:Flow1-3');
  });

  it('leaves out the rarest of what cannot be folded, and says how many', () => {
    const { nodes, folds, leftOut } = foldFunctions(hubOf(200, 0), new Set(), 'orchestrator:Flow199');
    expect(nodes.length + folds.length).toBe(maxDrawn);
    expect(leftOut).toBe(50);
    expect(nodes.map(({ key }) => key)).toContain('orchestrator:Flow199');
  });

  it('is as it is while it fits', () => {
    expect(foldFunctions(hubOf(5, 5), new Set(), undefined)).toMatchObject({ folds: [], leftOut: 0 });
  });
});

describe('the scene', () => {
  const signal = { from: 'orchestrator:Flow0', to: 'entity:cart' } as const;
  const nodes = [...hubOf(2, 1).nodes, makeFunctionNode({ kind: 'entity', name: 'cart' })];
  const alone = makeFunctionNode({ kind: 'orchestrator', name: 'Alone' });
  const scene = sceneOf({
    nodes: [...nodes, alone],
    folds: [],
    leftOut: 0,
    calls: [
      ...hubOf(2, 1).calls,
      makeFunctionCall({ ...signal, kind: 'entity-signal' }),
      makeFunctionCall({ ...signal, kind: 'entity-call' }),
      makeFunctionCall({ from: 'orchestrator:Flow1', to: 'orchestrator:Flow1', kind: 'sub-orchestration' }),
    ],
  });

  it('has one line between two functions, and marks who starts itself', () => {
    expect(scene.request.inside.edges).toHaveLength(3);
    expect(scene.request.inside.edges.find(({ to }) => to === 'entity:cart')?.kind).toBe('call');
    expect(scene.items.get('orchestrator:Flow1')).toMatchObject({ callsItself: true });
  });

  it('places what stands alone below the rest, where the keyboard finds it', () => {
    expect(scene.aloneIds).toEqual(['orchestrator:Alone']);
    const placed = (id: string, x: number, y: number) => ({ id, x, y, width: 216, height: nodeHeightPx });
    const layout = withAlone(
      {
        flow: 'right',
        width: 500,
        height: 100,
        nodes: [placed('a', 0, 0), placed('b', 284, 0), placed('c', 284, 60)],
        edges: [{ from: 'a', to: 'c', kind: 'call', points: [] }],
      },
      scene.aloneIds,
    );
    expect(layout.nodes.at(-1)).toMatchObject({ id: 'orchestrator:Alone', x: 0, y: 148 });
    expect(walkTo(layout, 'a', 'ArrowRight')).toBe('c');
    expect(walkTo(layout, 'c', 'ArrowUp')).toBe('b');
    expect(walkTo(layout, 'b', 'ArrowLeft')).toBe('a');
    expect(walkTo(layout, 'a', 'ArrowDown')).toBe('orchestrator:Alone');
    expect(walkTo(layout, 'a', 'ArrowUp')).toBeNull();
    expect(walkTo(layout, 'a', 'End')).toBe('orchestrator:Alone');
  });
});
