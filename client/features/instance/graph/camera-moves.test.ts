import { describe, expect, it } from 'vitest';
import { anchorOf, fittingViewport, isInSight } from './camera-moves.ts';
import type { GraphLayout, PlacedNode } from '../../../lib/graph-layout/layout-types.ts';

const canvas = { width: 800, height: 600 };

function makeNode(id: string, x: number, y: number): PlacedNode {
  return { id, x, y, width: 100, height: 40 };
}

function makeLayout(nodes: PlacedNode[], size = { width: 400, height: 300 }): GraphLayout {
  return { flow: 'down', nodes, edges: [], ...size };
}

describe('what stays in place when nodes are added', () => {
  const seen = { x: 0, y: 0, width: 800, height: 600 };

  it('is the node that has the focus', () => {
    const before = makeLayout([makeNode('a', 0, 0), makeNode('b', 400, 300)]);
    const after = makeLayout([makeNode('a', 50, 10), makeNode('b', 500, 300), makeNode('c', 0, 0)]);
    expect(anchorOf(before, after, { activeId: 'a', seen })).toEqual({ x: -50, y: -10 });
  });

  it('is the node in the middle when the one with the focus is out of sight', () => {
    const before = makeLayout([makeNode('a', 5000, 0), makeNode('b', 350, 280), makeNode('c', 0, 0)]);
    const after = makeLayout([makeNode('a', 0, 0), makeNode('b', 360, 280), makeNode('c', 0, 0)]);
    expect(anchorOf(before, after, { activeId: 'a', seen })).toEqual({ x: -10, y: 0 });
  });

  it('is nothing when none of the nodes is left', () => {
    const before = makeLayout([makeNode('a', 0, 0)]);
    expect(anchorOf(before, makeLayout([makeNode('b', 0, 0)]), { activeId: 'a', seen })).toBeNull();
  });
});

describe('fitting', () => {
  it('never enlarges a small graph, and puts it in the middle', () => {
    expect(fittingViewport(makeLayout([]), canvas, 0.02)).toEqual({ x: 200, y: 150, zoom: 1 });
  });

  it('shows all of a large graph', () => {
    const large = makeLayout([], { width: 752, height: 5520 });
    expect(fittingViewport(large, canvas, 0.02).zoom).toBeCloseTo(0.1);
  });

  it('shows the beginning where all of it could not be read', () => {
    const large = makeLayout([], { width: 752, height: 5520 });
    expect(fittingViewport(large, canvas, 0.6)).toMatchObject({ y: 24, zoom: 0.6 });
  });
});

it('counts a node as seen when all of it is, and large enough', () => {
  const at = (x: number, zoom = 1) => isInSight(makeNode('a', x, 0), canvas, { x: 0, y: 0, zoom });
  expect(at(0)).toBe(true);
  expect(at(750)).toBe(false);
  expect(at(-1)).toBe(false);
  expect(at(0, 0.1)).toBe(false);
});
