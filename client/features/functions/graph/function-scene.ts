import type { CallKind } from '../../../../shared/domain/function-map/function-ref.ts';
import type { FunctionNode } from '../../../../shared/contract/functions-map.ts';
import type {
  GraphLayout,
  LayoutEdge,
  LayoutRequest,
  PlacedNode,
} from '../../../lib/graph-layout/layout-types.ts';
import type { FoldedFunctions, FoldedMap } from './fold-functions.ts';

const nodeWidthPx = 216;
export const nodeHeightPx = 48;

export type SceneItem =
  | { readonly id: string; readonly fold: null; readonly node: FunctionNode; readonly callsItself: boolean }
  | { readonly id: string; readonly fold: FoldedFunctions; readonly node: null };

export interface FunctionScene {
  readonly items: ReadonlyMap<string, SceneItem>;
  readonly request: LayoutRequest;
  /** What has to do with nothing else: the layout does not know of it. */
  readonly aloneIds: readonly string[];
}

/** Calls wait for a result; signals and events are sent off. */
const oneWay: ReadonlySet<CallKind> = new Set(['entity-signal', 'event-sent', 'external-event']);

export const lineKinds = { call: 'call', oneWay: 'one-way' } as const;

function edgesOf({ calls, folds }: FoldedMap): LayoutEdge[] {
  const edges = new Map<string, LayoutEdge>();
  for (const { from, to, kind } of calls) {
    // A line from a node to itself would only hide it.
    if (from === to) continue;
    const key = `${from}\n${to}`;
    const known = edges.get(key);
    if (known === undefined || known.kind === lineKinds.oneWay)
      edges.set(key, { from, to, kind: oneWay.has(kind) ? lineKinds.oneWay : lineKinds.call });
  }
  for (const { id, ownerKey, kind } of folds) {
    // What takes in an event stands behind it.
    const ends = kind === 'event' ? { from: id, to: ownerKey } : { from: ownerKey, to: id };
    edges.set(id, { ...ends, kind: kind === 'event' ? lineKinds.oneWay : lineKinds.call });
  }
  return [...edges.values()];
}

export function sceneOf(map: FoldedMap): FunctionScene {
  const selfCallers = new Set(map.calls.flatMap(({ from, to }) => (from === to ? [from] : [])));
  const items: SceneItem[] = [
    ...map.nodes.map((node) => ({
      id: node.key,
      fold: null,
      node,
      callsItself: selfCallers.has(node.key),
    })),
    ...map.folds.map((fold) => ({ id: fold.id, fold, node: null })),
  ];
  const size = { width: nodeWidthPx, height: nodeHeightPx, inside: null };
  const edges = edgesOf(map);
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const nodes = items.filter(({ id }) => joined.has(id)).map(({ id }) => ({ id, ...size }));
  return {
    items: new Map(items.map((item) => [item.id, item])),
    request: { flow: 'right', inside: { shape: 'layers', nodes, edges } },
    aloneIds: items.flatMap(({ id }) => (joined.has(id) ? [] : [id])),
  };
}

const gapPx = 16;
const fewestColumns = 4;

/** Rows under the rest, as wide as it is: in layers they would be one endless column. */
export function withAlone(layout: GraphLayout, aloneIds: readonly string[]): GraphLayout {
  if (aloneIds.length === 0) return layout;
  const [stepX, stepY] = [nodeWidthPx + gapPx, nodeHeightPx + gapPx];
  const columns = Math.max(fewestColumns, Math.floor((layout.width + gapPx) / stepX));
  const top = layout.nodes.length === 0 ? 0 : layout.height + 3 * gapPx;
  const placed = aloneIds.map((id, place): PlacedNode => {
    const [x, y] = [(place % columns) * stepX, top + Math.floor(place / columns) * stepY];
    return { id, x, y, width: nodeWidthPx, height: nodeHeightPx };
  });
  return {
    ...layout,
    width: Math.max(layout.width, Math.min(columns, aloneIds.length) * stepX - gapPx),
    height: top + Math.ceil(aloneIds.length / columns) * stepY - gapPx,
    nodes: [...layout.nodes, ...placed],
  };
}
