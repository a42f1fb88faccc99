import type { Scene } from './graph-scene.ts';
import type { GraphLayout, PlacedNode } from '../../../lib/graph-layout/layout-types.ts';

export type ArrowKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

type Way = 'forward' | 'back' | 'aside-left' | 'aside-right';

const ways: Record<GraphLayout['flow'], Record<ArrowKey, Way>> = {
  down: { ArrowDown: 'forward', ArrowUp: 'back', ArrowLeft: 'aside-left', ArrowRight: 'aside-right' },
  right: { ArrowRight: 'forward', ArrowLeft: 'back', ArrowUp: 'aside-left', ArrowDown: 'aside-right' },
};

const middle = (node: PlacedNode) => ({ x: node.x + node.width / 2, y: node.y + node.height / 2 });

function distance(one: PlacedNode, other: PlacedNode): number {
  const from = middle(one);
  const to = middle(other);
  return Math.hypot(from.x - to.x, from.y - to.y);
}

/** Finds the node that an arrow key leads to: along the edges, to siblings, into and out of boxes. */
export class GraphWalk {
  private readonly scene: Scene;
  private readonly layout: GraphLayout;
  private readonly placed: ReadonlyMap<string, PlacedNode>;
  private readonly after = new Map<string, string[]>();
  private readonly before = new Map<string, string[]>();

  constructor(scene: Scene, layout: GraphLayout) {
    this.scene = scene;
    this.layout = layout;
    this.placed = new Map(layout.nodes.map((node) => [node.id, node]));
    for (const { from, to } of layout.edges) {
      this.after.set(from, [...(this.after.get(from) ?? []), to]);
      this.before.set(to, [...(this.before.get(to) ?? []), from]);
    }
  }

  /** `null` = there is nothing that way. */
  step(fromId: string, key: ArrowKey): string | null {
    const from = this.placed.get(fromId);
    if (from === undefined) return null;
    const inGrid = this.gridNeighbour(from, key);
    if (inGrid !== null) return inGrid;
    const way = ways[this.layout.flow][key];
    if (way === 'forward') return this.forward(from);
    if (way === 'back') return this.back(from);
    return this.aside(from, way);
  }

  outOf(id: string): string | null {
    return this.scene.items.get(id)?.insideId ?? null;
  }

  private forward(from: PlacedNode): string | null {
    const [first] = this.insideOf(from.id);
    if (first !== undefined) return first.id;
    for (let id: string | null = from.id; id !== null; id = this.outOf(id)) {
      const next = this.nearest(from, this.through(id, this.after));
      if (next !== null) return next;
    }
    return null;
  }

  private back(from: PlacedNode): string | null {
    return this.nearest(from, this.through(from.id, this.before)) ?? this.outOf(from.id);
  }

  /** Neighbours, and those behind points where edges meet. */
  private through(id: string, neighbours: ReadonlyMap<string, readonly string[]>): string[] {
    return (neighbours.get(id) ?? []).flatMap((next) =>
      this.isJoin(next) ? this.through(next, neighbours) : [next],
    );
  }

  private isJoin(id: string): boolean {
    return this.scene.items.get(id)?.content.kind === 'join';
  }

  private nearest(from: PlacedNode, ids: readonly string[]): string | null {
    const nodes = ids.map((id) => this.placed.get(id)).filter((node) => node !== undefined);
    const [best] = nodes.sort((one, other) => distance(from, one) - distance(from, other));
    return best?.id ?? null;
  }

  private insideOf(boxId: string | null): PlacedNode[] {
    return this.layout.nodes.filter(({ id }) => this.outOf(id) === boxId && !this.isJoin(id));
  }

  /** The next one in the same layer. */
  private aside(from: PlacedNode, way: 'aside-left' | 'aside-right'): string | null {
    const sign = way === 'aside-left' ? -1 : 1;
    const [along, across] = this.layout.flow === 'down' ? (['y', 'x'] as const) : (['x', 'y'] as const);
    const reach = (this.layout.flow === 'down' ? from.height : from.width) / 2;
    const here = middle(from);
    const sameLayer = this.insideOf(this.outOf(from.id)).filter((node) => {
      const there = middle(node);
      return Math.abs(there[along] - here[along]) <= reach && (there[across] - here[across]) * sign > 0;
    });
    return this.nearest(
      from,
      sameLayer.map(({ id }) => id),
    );
  }

  private gridNeighbour(from: PlacedNode, key: ArrowKey): string | null {
    const boxId = this.outOf(from.id);
    const box = boxId === null ? undefined : this.scene.items.get(boxId);
    if (box?.content.kind !== 'fold') return null;
    const here = middle(from);
    const isThatWay = (node: PlacedNode) => {
      const there = middle(node);
      if (key === 'ArrowLeft' || key === 'ArrowRight') {
        const isSameRow = node.y < from.y + from.height && from.y < node.y + node.height;
        return isSameRow && (key === 'ArrowLeft' ? there.x < here.x : there.x > here.x);
      }
      return key === 'ArrowUp' ? node.y + node.height <= from.y : node.y >= from.y + from.height;
    };
    const members = this.insideOf(boxId).filter((node) => isThatWay(node));
    return this.nearest(
      from,
      members.map(({ id }) => id),
    );
  }
}
