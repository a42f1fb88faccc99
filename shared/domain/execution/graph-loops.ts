import { foldOf } from './graph-fold.ts';
import type { GraphEdge, GraphNode, StepNode } from './graph-model.ts';

/** Longest round of a loop that is looked for, in stages. */
const maxRoundStages = 12;
const minRounds = 3;

/** Nodes that stand side by side: behind the same nodes, and before the same or none. */
interface Stage {
  readonly nodes: GraphNode[];
  readonly label: string;
}

interface Neighbours {
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly after: ReadonlyMap<string, readonly string[]>;
}

function neighboursOf(edges: readonly GraphEdge[]): Neighbours {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, key: string, value: string) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const { from, to } of edges) {
    push(after, from, to);
    push(before, to, from);
  }
  return { before, after };
}

function labelOf(node: GraphNode): string {
  if (node.kind === 'step') return `${node.step.kind} ${node.step.name ?? ''}`;
  if (node.kind === 'fold')
    return `${node.shape} ${node.parts.map((part) => part.name ?? part.kind).join(' ')}`;
  // Start and end are never part of a round.
  return node.kind === 'join' ? 'join' : node.id;
}

function toStage(nodes: GraphNode[]): Stage {
  return { nodes, label: [...new Set(nodes.map(labelOf))].sort().join('\n') };
}

const keyOf = (ids: readonly string[] | undefined) => [...(ids ?? [])].sort().join('\n');

/** Splits nodes with the same predecessors by their successors; those without any go with the first. */
function groupStages(nodes: readonly GraphNode[], { before, after }: Neighbours): Stage[] {
  const byBefore = new Map<string, Map<string, GraphNode[]>>();
  for (const node of nodes) {
    const beforeKey = keyOf(before.get(node.id));
    const groups = byBefore.get(beforeKey) ?? new Map<string, GraphNode[]>();
    byBefore.set(beforeKey, groups);
    const afterKey = keyOf(after.get(node.id));
    const group = groups.get(afterKey);
    if (group === undefined) groups.set(afterKey, [node]);
    else group.push(node);
  }
  return [...byBefore.values()].flatMap((groups) => {
    const dead = groups.get('') ?? [];
    const [first, ...rest] = [...groups].filter(([key]) => key !== '').map(([, group]) => group);
    if (first === undefined) return [toStage(dead)];
    return [toStage([...first, ...dead]), ...rest.map(toStage)];
  });
}

/** Longest runs of stages of which each leads to the next one and nowhere else. */
function chainsOf(stages: readonly Stage[], { before, after }: Neighbours): Stage[][] {
  const stageOf = new Map(stages.flatMap((stage) => stage.nodes.map((node) => [node.id, stage] as const)));
  const onlyOne = (stage: Stage, neighbours: ReadonlyMap<string, readonly string[]>) => {
    const found = new Set(
      stage.nodes.flatMap((node) => neighbours.get(node.id) ?? []).map((id) => stageOf.get(id)),
    );
    const [only] = found;
    return found.size === 1 ? only : undefined;
  };
  const next = new Map<Stage, Stage>();
  const isReached = new Set<Stage>();
  for (const stage of stages) {
    const after1 = onlyOne(stage, after);
    if (after1 === undefined || onlyOne(after1, before) !== stage) continue;
    next.set(stage, after1);
    isReached.add(after1);
  }
  return stages
    .filter((stage) => !isReached.has(stage))
    .map((first) => {
      const chain = [first];
      for (let stage = next.get(first); stage !== undefined; stage = next.get(stage)) chain.push(stage);
      return chain;
    });
}

interface Rounds {
  readonly stages: number;
  readonly count: number;
}

/** How often the labels that begin at `start` come round; `null` = not often enough. */
function roundsAt(chain: readonly Stage[], start: number): Rounds | null {
  let best: Rounds | null = null;
  for (let stages = 1; stages <= maxRoundStages; stages++) {
    let same = 0;
    let place = start + stages;
    while (place < chain.length && chain[place]?.label === chain[place - stages]?.label) {
      same++;
      place++;
    }
    const count = Math.floor(same / stages) + 1;
    if (count >= minRounds && count * stages > (best === null ? 0 : best.stages * best.count))
      best = { stages, count };
  }
  return best;
}

function stepNodesOf(nodes: readonly GraphNode[]): StepNode[] {
  return nodes.flatMap((node) =>
    node.kind === 'step' ? [node] : node.kind === 'fold' ? [...node.members] : [],
  );
}

/** Folds what comes round again and again, one round behind the other; by folded node, the fold it went into. */
export function foldLoops(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  threshold: number,
): ReadonlyMap<string, GraphNode> {
  const neighbours = neighboursOf(edges);
  const folded = new Map<string, GraphNode>();
  for (const chain of chainsOf(groupStages(nodes, neighbours), neighbours))
    for (let start = 0; start < chain.length; start++) {
      const rounds = roundsAt(chain, start);
      if (rounds === null) continue;
      const taken = chain.slice(start, start + rounds.stages * rounds.count).flatMap((stage) => stage.nodes);
      const members = stepNodesOf(taken);
      if (members.length <= threshold) continue;
      const fold = foldOf('loop', rounds.count, members);
      for (const node of taken) folded.set(node.id, fold);
      start += rounds.stages * rounds.count - 1;
    }
  return folded;
}
