import type { ExecutionModel, Step } from './execution-model.ts';
import { findCauses, type Causes, type CauseSet } from './graph-causes.ts';
import { foldOf } from './graph-fold.ts';
import { foldLoops } from './graph-loops.ts';
import {
  endId,
  startId,
  type ExecutionGraph,
  type GraphEdge,
  type GraphNode,
  type StepNode,
} from './graph-model.ts';

/** As many of a kind are drawn one by one; more become one node. */
const foldThreshold = 8;

function toStepNodes(steps: readonly Step[]): StepNode[] {
  const delays = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.delaysStepId === null) continue;
    const known = delays.get(step.delaysStepId);
    if (known === undefined) delays.set(step.delaysStepId, [step]);
    else known.push(step);
  }
  return steps.map((step) => ({ kind: 'step', id: step.id, step, delays: delays.get(step.id) ?? [] }));
}

/** By place in `model.steps`, the node that stands for the step; none for a timer that only delays. */
function foldSiblings(model: ExecutionModel, causes: Causes, threshold: number): (GraphNode | undefined)[] {
  const stepNodes = toStepNodes(model.steps);
  const byClass = new Map<number, StepNode[]>();
  for (const [place, node] of stepNodes.entries()) {
    const stepClass = causes.classOfStep[place] ?? -1;
    if (stepClass < 0) continue;
    const siblings = byClass.get(stepClass);
    if (siblings === undefined) byClass.set(stepClass, [node]);
    else siblings.push(node);
  }
  const folds = new Map<number, GraphNode>();
  for (const [stepClass, siblings] of byClass)
    if (siblings.length > threshold) folds.set(stepClass, foldOf('siblings', siblings.length, siblings));
  return stepNodes.map((node, place) => {
    const stepClass = causes.classOfStep[place] ?? -1;
    return stepClass < 0 ? undefined : (folds.get(stepClass) ?? node);
  });
}

/** Nodes and edges put together, each only once. */
class GraphDraft {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges = new Map<string, GraphEdge>();

  add(node: GraphNode): void {
    this.nodes.set(node.id, node);
  }

  link(from: string, to: string, kind: GraphEdge['kind']): void {
    const key = `${from}\n${to}`;
    if (from !== to && this.edges.get(key)?.kind !== 'causes') this.edges.set(key, { from, to, kind });
  }

  /** With several on both sides they meet in one point, instead of each with each. */
  linkAll(sources: ReadonlyMap<string, GraphEdge['kind']>, targets: readonly string[]): void {
    if (sources.size < 2 || targets.length < 2) {
      for (const [from, kind] of sources) for (const to of targets) this.link(from, to, kind);
      return;
    }
    const join = { kind: 'join', id: `join~${targets[0] ?? ''}` } as const;
    this.add(join);
    for (const [from, kind] of sources) this.link(from, join.id, kind);
    const isKnown = [...sources.values()].includes('causes');
    for (const to of targets) this.link(join.id, to, isKnown ? 'causes' : 'follows');
  }
}

function linkSet(draft: GraphDraft, set: CauseSet, nodeOf: readonly (GraphNode | undefined)[]): void {
  const idsOf = (places: readonly number[]) =>
    places.map((place) => nodeOf[place]?.id).filter((id) => id !== undefined);
  const sources = new Map<string, GraphEdge['kind']>();
  for (const id of idsOf(set.assumed)) sources.set(id, 'follows');
  for (const id of idsOf(set.named)) sources.set(id, 'causes');
  if (sources.size === 0) sources.set(startId, set.isStartAssumed ? 'follows' : 'causes');
  draft.linkAll(sources, [...new Set(idsOf(set.effects))]);
}

function linkEnd(draft: GraphDraft, reaching: readonly (string | undefined)[]): void {
  // The end came in the turn of the last steps, whatever those were asked for after.
  const last = [...draft.edges.values()].at(-1)?.from ?? startId;
  draft.add({ kind: 'end', id: endId });
  for (const from of reaching) if (from !== undefined) draft.link(from, endId, 'causes');
  if (reaching.length === 0) draft.link(last, endId, 'follows');
}

function withLoopsFolded(draft: GraphDraft, threshold: number): GraphDraft {
  const folded = foldLoops([...draft.nodes.values()], [...draft.edges.values()], threshold);
  if (folded.size === 0) return draft;
  const result = new GraphDraft();
  for (const node of draft.nodes.values()) result.add(folded.get(node.id) ?? node);
  for (const { from, to, kind } of draft.edges.values())
    result.link(folded.get(from)?.id ?? from, folded.get(to)?.id ?? to, kind);
  return result;
}

function indexSteps(nodes: Iterable<GraphNode>): Map<string, string> {
  const nodeOfStep = new Map<string, string>();
  for (const node of nodes) {
    if (node.kind !== 'step' && node.kind !== 'fold') continue;
    for (const { step, delays } of node.kind === 'fold' ? node.members : [node])
      for (const { id } of [step, ...delays]) nodeOfStep.set(id, node.id);
  }
  return nodeOfStep;
}

/** `threshold` = how many of a kind are still drawn one by one. */
export function buildGraph(model: ExecutionModel, threshold = foldThreshold): ExecutionGraph {
  const causes = findCauses(model);
  const nodeOf = foldSiblings(model, causes, threshold);
  const draft = new GraphDraft();
  draft.add({ kind: 'start', id: startId });
  for (const node of nodeOf) if (node !== undefined) draft.add(node);
  for (const set of causes.sets) linkSet(draft, set, nodeOf);
  if (model.end !== null) {
    const restarts = [...model.steps.keys()].filter(
      (place) => model.steps[place]?.kind === 'continue-as-new',
    );
    linkEnd(
      draft,
      [...causes.ends, ...restarts].map((place) => nodeOf[place]?.id),
    );
  }
  const whole = withLoopsFolded(draft, threshold);
  return {
    nodes: [...whole.nodes.values()],
    edges: [...whole.edges.values()],
    nodeOfStep: indexSteps(whole.nodes.values()),
  };
}
