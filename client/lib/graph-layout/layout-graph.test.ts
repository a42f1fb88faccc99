import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutGraph } from './layout-graph.ts';
import type { Flow, GraphLayout, LayoutEdge, LayoutNode, PlacedNode } from './layout-types.ts';
import { overlaps } from './overlaps.ts';

function makeNode(id: string, overrides: Partial<LayoutNode> = {}): LayoutNode {
  return { id, width: 100, height: 40, inside: null, ...overrides };
}

function makeEdge(from: string, to: string): LayoutEdge {
  return { from, to, kind: 'causes' };
}

function layoutOf(nodes: LayoutNode[], edges: LayoutEdge[], flow: Flow = 'down'): GraphLayout {
  return layoutGraph({ flow, inside: { shape: 'layers', nodes, edges } });
}

function nodeOf(layout: GraphLayout, id: string): PlacedNode {
  const node = layout.nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`${id} has no place`);
  return node;
}

function chain(length: number) {
  const ids = Array.from({ length }, (_, place) => `n${place}`);
  return {
    nodes: ids.map((id) => makeNode(id)),
    edges: ids.slice(1).map((id, place) => makeEdge(`n${place}`, id)),
  };
}

/** Edges only lead to nodes further down the list, so there is no cycle. */
const anyGraph = fc
  .record({
    count: fc.integer({ min: 1, max: 16 }),
    pairs: fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 30 }),
    isLarge: fc.boolean(),
  })
  .map(({ count, pairs, isLarge }) => {
    // Beyond what dagre is asked to do, the same rules hold.
    const total = isLarge ? count + 250 : count;
    const nodes = Array.from({ length: total }, (_, place) => makeNode(`n${place}`));
    const edges = new Map<string, LayoutEdge>();
    for (const [one, other] of pairs)
      if (one < other && other < count) edges.set(`${one}-${other}`, makeEdge(`n${one}`, `n${other}`));
    return { nodes, edges: [...edges.values()] };
  });

describe('the layout', () => {
  it('puts what comes after below, or to the right', () => {
    const { nodes, edges } = chain(3);
    const down = layoutOf(nodes, edges);
    expect(nodeOf(down, 'n1').y).toBeGreaterThan(nodeOf(down, 'n0').y + 40);
    const right = layoutOf(nodes, edges, 'right');
    expect(nodeOf(right, 'n2').x).toBeGreaterThan(nodeOf(right, 'n1').x + 100);
  });

  it.each(['down', 'right'] as const)('lets no two nodes overlap and every edge lead on (%s)', (flow) => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const layout = layoutOf(nodes, edges, flow);
        const drawn = layout.nodes;
        expect(drawn.map(({ id }) => id).toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
        const isClear = drawn.every((one, place) =>
          drawn.slice(place + 1).every((other) => !overlaps(one, other)),
        );
        expect(isClear).toBe(true);
        for (const { from, to, points } of layout.edges) {
          const first = points[0]!;
          const last = points.at(-1)!;
          const source = nodeOf(layout, from);
          const target = nodeOf(layout, to);
          if (flow === 'down') {
            expect(first.y).toBeCloseTo(source.y + source.height);
            expect(last.y).toBeCloseTo(target.y);
            expect(last.y).toBeGreaterThan(first.y);
          } else expect(last.x).toBeGreaterThan(first.x);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('keeps siblings in the order they were asked for', () => {
    const nodes = ['start', 'a', 'b', 'c', 'end'].map((id) => makeNode(id));
    const edges = ['a', 'b', 'c'].flatMap((id) => [makeEdge('start', id), makeEdge(id, 'end')]);
    for (const flow of ['down', 'right'] as const) {
      const layout = layoutOf(nodes, edges, flow);
      const across = ['a', 'b', 'c'].map((id) => nodeOf(layout, id)[flow === 'down' ? 'x' : 'y']);
      expect(across).toEqual(across.toSorted((one, other) => one - other));
    }
  });

  it('lays thousands of nodes out in layers', () => {
    const { nodes, edges } = chain(5000);
    const layout = layoutOf(nodes, edges);
    expect(layout.nodes).toHaveLength(5000);
    expect(nodeOf(layout, 'n4999').y).toBeGreaterThan(nodeOf(layout, 'n4998').y);
  });

  it('puts what is inside a node inside of it, below its heading', () => {
    const inside = { shape: 'layers', ...chain(4) } as const;
    const box = makeNode('box', { inside });
    const layout = layoutOf([makeNode('before'), box], [makeEdge('before', 'box')]);
    const outer = nodeOf(layout, 'box');
    for (const { id } of inside.nodes) {
      const inner = nodeOf(layout, id);
      expect(inner.x).toBeGreaterThanOrEqual(outer.x);
      expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
      expect(inner.y).toBeGreaterThanOrEqual(outer.y + 36);
      expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
    }
    expect(layout.nodes.map(({ id }) => id).indexOf('box')).toBeLessThan(
      layout.nodes.map(({ id }) => id).indexOf('n0'),
    );
  });

  it('fills a grid row by row', () => {
    const members = Array.from({ length: 9 }, (_, place) => makeNode(`m${place}`));
    const box = makeNode('box', { inside: { shape: 'grid', nodes: members, edges: [] } });
    const layout = layoutOf([box], []);
    expect(nodeOf(layout, 'm2').y).toBe(nodeOf(layout, 'm0').y);
    expect(nodeOf(layout, 'm2').x).toBeGreaterThan(nodeOf(layout, 'm1').x);
    expect(nodeOf(layout, 'm3').y).toBeGreaterThan(nodeOf(layout, 'm2').y);
  });
});
