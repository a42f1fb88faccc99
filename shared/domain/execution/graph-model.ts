import type { Step, StepKind, StepState } from './execution-model.ts';

/** What repeats in a fold: one function or event, or several that come round together. */
export interface FoldPart {
  readonly kind: StepKind;
  readonly name: string | null;
}

export type StepCounts = Readonly<Record<StepState, number>>;

interface PlainNode {
  readonly kind: 'start' | 'join' | 'end';
  readonly id: string;
}

export interface StepNode {
  readonly kind: 'step';
  readonly id: string;
  readonly step: Step;
  /** Timers that delay its next attempts; they have no node of their own. */
  readonly delays: readonly Step[];
}

export interface FoldNode {
  readonly kind: 'fold';
  readonly id: string;
  /** `siblings` ran side by side, a `loop` one after the other. */
  readonly shape: 'siblings' | 'loop';
  readonly parts: readonly FoldPart[];
  readonly repeats: number;
  readonly members: readonly StepNode[];
  readonly counts: StepCounts;
}

export type GraphNode = PlainNode | StepNode | FoldNode;

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /**
   * `causes`: taking in the one made the orchestrator ask for the other. `follows`: the other came later, and nothing
   * says why, as with an event from outside.
   */
  readonly kind: 'causes' | 'follows';
}

/** What happened before what, acyclic; every step is in exactly one node. */
export interface ExecutionGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Node by step id, folded steps and delaying timers included. */
  readonly nodeOfStep: ReadonlyMap<string, string>;
}

export const startId = 'start';
export const endId = 'end';
