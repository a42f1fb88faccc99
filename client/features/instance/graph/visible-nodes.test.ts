import { describe, expect, it } from 'vitest';
import type { GraphLayout } from '../../../lib/graph-layout/layout-types.ts';
import { tiledView, visibleNodes, type View } from './visible-nodes.ts';

function makeRow(count: number): GraphLayout {
  const nodes = Array.from({ length: count }, (_, place) => ({
    id: `n${place}`,
    x: place * 100,
    y: 0,
    width: 90,
    height: 40,
  }));
  return { flow: 'right', width: count * 100, height: 40, nodes, edges: [] };
}

function makeView(width: number, zoom = 1): View {
  return { x: 0, y: -100, width, height: 300, zoom };
}

describe('what is drawn', () => {
  it('is what the reader sees, and the node that has the focus', () => {
    const { nodes, detail } = visibleNodes(makeRow(1000), makeView(950), 'n500');
    expect(nodes.map(({ id }) => id)).toEqual([
      ...Array.from({ length: 10 }, (_, place) => `n${place}`),
      'n500',
    ]);
    expect(detail).toBe('full');
  });

  it('loses its words where nobody could read them, or where there are many', () => {
    expect(visibleNodes(makeRow(10), makeView(950, 0.2), 'n0').detail).toBe('compact');
    expect(visibleNodes(makeRow(1000), makeView(10_000), 'n0').detail).toBe('compact');
  });

  it('is one drawing when there are more nodes than a browser can hold', () => {
    const { nodes, detail } = visibleNodes(makeRow(5000), makeView(500_000), 'n7');
    expect(detail).toBe('overview');
    expect(nodes.map(({ id }) => id)).toEqual(['n7']);
  });
});

it('stays the same while the view moves a little, and covers it', () => {
  const base = { x: 10, y: 20, width: 500, height: 400, zoom: 1 };
  const tiled = tiledView(base);
  expect(tiledView({ ...base, x: 100 })).toEqual(tiled);
  expect(tiled.x).toBeLessThanOrEqual(10);
  expect(tiled.x + tiled.width).toBeGreaterThanOrEqual(510);
});
