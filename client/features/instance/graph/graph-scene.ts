import type { ExecutionModel, Step } from '../../../../shared/domain/execution/execution-model.ts';
import type {
  ExecutionGraph,
  FoldNode,
  GraphNode,
  StepNode,
} from '../../../../shared/domain/execution/graph-model.ts';
import { buildGraph } from '../../../../shared/domain/execution/graph.ts';
import type { ChildReading } from './use-children.ts';
import type { LayoutEdge, LayoutInside, LayoutNode } from '../../../lib/graph-layout/layout-types.ts';

/** Members of an unfolded node that are drawn at once; the others are on its next pages. */
export const membersOnPage = 60;

export type SceneContent =
  | { readonly kind: 'start' | 'join' | 'end'; readonly model: ExecutionModel }
  | {
      readonly kind: 'step';
      readonly node: StepNode;
      /** What is known of the child, while it is open. */
      readonly child: ChildReading | null;
      readonly opening: Opening;
    }
  | { readonly kind: 'fold'; readonly fold: FoldNode; readonly page: number };

/** `cycle` = the child is one of the instances around it. */
type Opening = 'none' | 'closed' | 'open' | 'cycle';

export interface SceneItem {
  readonly id: string;
  /** The node that this one is drawn inside of. */
  readonly insideId: string | null;
  /** Whose history it is of. */
  readonly instanceId: string;
  readonly content: SceneContent;
  readonly isOpen: boolean;
}

export interface Scene {
  /** A node stands before what is inside it. */
  readonly items: ReadonlyMap<string, SceneItem>;
  readonly inside: LayoutInside;
  /** Children whose histories are wanted. */
  readonly wanted: readonly string[];
}

export interface SceneChoices {
  /** Ids of the nodes that are unfolded, or whose child is shown in place. */
  readonly open: ReadonlySet<string>;
  /** From 0, by id of an unfolded node. */
  readonly pages: ReadonlyMap<string, number>;
  readonly childOf: (instanceId: string) => ChildReading | undefined;
}

const sizes = {
  start: { width: 248, height: 44 },
  end: { width: 248, height: 44 },
  join: { width: 8, height: 8 },
  step: { width: 248, height: 52 },
  fold: { width: 248, height: 76 },
  box: { width: 320, height: 96 },
  failedBox: { width: 480, height: 180 },
} as const;

const graphs = new WeakMap<ExecutionModel, ExecutionGraph>();

export function graphOf(model: ExecutionModel): ExecutionGraph {
  const known = graphs.get(model);
  if (known !== undefined) return known;
  const graph = buildGraph(model);
  graphs.set(model, graph);
  return graph;
}

/** Where in the nest of open children a graph stands. */
interface Place {
  readonly prefix: string;
  readonly insideId: string | null;
  readonly instanceId: string;
  /** This instance and those around it. */
  readonly around: ReadonlySet<string>;
}

class SceneDraft {
  readonly items = new Map<string, SceneItem>();
  readonly wanted = new Set<string>();
  private readonly choices: SceneChoices;

  constructor(choices: SceneChoices) {
    this.choices = choices;
  }

  drawGraph(model: ExecutionModel, place: Place): LayoutInside {
    const graph = graphOf(model);
    const nodes = graph.nodes.map((node) => this.drawNode(node, model, place));
    const edges = graph.edges.map(({ from, to, kind }): LayoutEdge => {
      return { from: place.prefix + from, to: place.prefix + to, kind };
    });
    return { shape: 'layers', nodes, edges };
  }

  private drawNode(node: GraphNode, model: ExecutionModel, place: Place): LayoutNode {
    if (node.kind === 'step') return this.drawStep(node, place);
    if (node.kind === 'fold') return this.drawFold(node, place);
    const id = place.prefix + node.id;
    this.put(id, place, { kind: node.kind, model }, false);
    return { id, ...sizes[node.kind], inside: null };
  }

  private drawStep(node: StepNode, place: Place): LayoutNode {
    const id = place.prefix + node.id;
    const opening = this.openingOf(node.step, id, place);
    const childId = node.step.instanceId;
    if (opening !== 'open' || childId === null) {
      this.put(id, place, { kind: 'step', node, child: null, opening }, false);
      return { id, ...sizes.step, inside: null };
    }
    this.wanted.add(childId);
    const child = this.choices.childOf(childId) ?? null;
    this.put(id, place, { kind: 'step', node, child, opening }, true);
    const model = child?.execution.model;
    if (model === undefined || model.eventCount === 0) {
      const size = child?.error ? sizes.failedBox : sizes.box;
      return { id, ...size, inside: null };
    }
    const inner = {
      prefix: `${id}/`,
      insideId: id,
      instanceId: childId,
      around: new Set([...place.around, childId]),
    };
    return { id, ...sizes.box, inside: this.drawGraph(model, inner) };
  }

  private openingOf({ kind, instanceId }: Step, id: string, { around }: Place): Opening {
    if (kind !== 'sub-orchestration' || instanceId === null) return 'none';
    if (around.has(instanceId)) return 'cycle';
    return this.choices.open.has(id) ? 'open' : 'closed';
  }

  private drawFold(fold: FoldNode, place: Place): LayoutNode {
    const id = place.prefix + fold.id;
    const isOpen = this.choices.open.has(id);
    const lastPage = Math.ceil(fold.members.length / membersOnPage) - 1;
    const page = Math.min(lastPage, this.choices.pages.get(id) ?? 0);
    this.put(id, place, { kind: 'fold', fold, page }, isOpen);
    if (!isOpen) return { id, ...sizes.fold, inside: null };
    const shown = fold.members.slice(page * membersOnPage, (page + 1) * membersOnPage);
    const nodes = shown.map((member) => this.drawStep(member, { ...place, insideId: id }));
    return { id, ...sizes.box, inside: { shape: 'grid', nodes, edges: [] } };
  }

  private put(id: string, place: Place, content: SceneContent, isOpen: boolean): void {
    const { insideId, instanceId } = place;
    this.items.set(id, { id, insideId, instanceId, content, isOpen });
  }
}

/** Everything that is to be drawn: which nodes stand inside which, and what each of them is. */
export function buildScene(model: ExecutionModel, instanceId: string, choices: SceneChoices): Scene {
  const draft = new SceneDraft(choices);
  const root: Place = { prefix: '', insideId: null, instanceId, around: new Set([instanceId]) };
  const inside = draft.drawGraph(model, root);
  return { items: draft.items, inside, wanted: [...draft.wanted] };
}
