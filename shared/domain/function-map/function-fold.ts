import type { FunctionCall, FunctionNode, FunctionsMap } from '../../contract/functions-map.ts';
import { elapsedMs, type Instant } from '../instant.ts';
import { CallTally, later, lengthsOfMs } from './call-tally.ts';
import { functionKey, type CallKind, type FunctionRef } from './function-ref.ts';
import { observedCalls, type ObservedCall } from './observed-calls.ts';
import type { SampledExecution } from './sampled-execution.ts';

/** Names come from the hub: one that makes them up must not fill the memory. */
const maxNodes = 2_000;
const maxEdges = 10_000;
const maxVersions = 20;

interface Node {
  readonly ref: FunctionRef;
  readonly key: string;
  readonly calls: CallTally;
  readonly versions: Map<string | null, number>;
  readonly runLengthsMs: number[];
  sampledRuns: number;
  lastSeenAt: Instant | null;
  inHub: FunctionNode['inHub'];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: CallKind;
  readonly tally: CallTally;
  /** The last sample that was counted in `runs`. */
  countedFor: SampledExecution | null;
  runs: number;
  seenByCallee: number;
}

function countVersion({ versions }: Node, version: string | null): void {
  const known = version === '' ? null : version;
  if (versions.has(known) || versions.size < maxVersions) versions.set(known, (versions.get(known) ?? 0) + 1);
}

/** Who calls what, out of one execution after the other, in any order. */
export class FunctionFold {
  private readonly nodes = new Map<string, Node>();
  private readonly edges = new Map<string, Edge>();
  private unnamedSteps = 0;
  private callsLeftOut = 0;
  private known: FunctionsMap | null = null;

  add(sample: SampledExecution): void {
    this.known = null;
    const orchestrator = this.nodeOf({ kind: 'orchestrator', name: sample.name });
    if (orchestrator === null) return;
    this.addRun(orchestrator, sample);
    const { calls, unnamed } = observedCalls(sample.model);
    this.unnamedSteps += unnamed;
    for (const call of calls) this.addCall(orchestrator, call, sample);
    this.addParent(orchestrator, sample);
  }

  /** Instances of the name are known although no history may be. */
  note(ref: FunctionRef, inHub: NonNullable<FunctionNode['inHub']>): void {
    this.known = null;
    const node = this.nodeOf(ref);
    if (node !== null) node.inHub = inHub;
  }

  /** Of the attempts that ended, in no order; `null` = none was seen. */
  callLengthsMs(ref: FunctionRef): readonly number[] | null {
    const lengthsMs = this.nodes.get(functionKey(ref))?.calls.lengthsMs ?? [];
    return lengthsMs.length === 0 ? null : lengthsMs;
  }

  map(): FunctionsMap {
    this.known ??= {
      nodes: [...this.nodes.values()].map(toFunctionNode),
      calls: [...this.edges.values()].map(toFunctionCall),
      unnamedSteps: this.unnamedSteps,
      callsLeftOut: this.callsLeftOut,
    };
    return this.known;
  }

  private nodeOf(ref: FunctionRef): Node | null {
    const key = functionKey(ref);
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    if (this.nodes.size >= maxNodes) return null;
    const node: Node = {
      ref,
      key,
      calls: new CallTally(),
      versions: new Map(),
      runLengthsMs: [],
      sampledRuns: 0,
      lastSeenAt: null,
      inHub: null,
    };
    this.nodes.set(key, node);
    return node;
  }

  private edgeOf(from: Node, to: Node, kind: CallKind): Edge | null {
    const key = `${kind} ${from.key}\n${to.key}`;
    const known = this.edges.get(key);
    if (known !== undefined) return known;
    if (this.edges.size >= maxEdges) return null;
    const ends = { from: from.key, to: to.key, kind };
    const edge: Edge = { ...ends, tally: new CallTally(), countedFor: null, runs: 0, seenByCallee: 0 };
    this.edges.set(key, edge);
    return edge;
  }

  private addRun(node: Node, { version, createdAt, completedAt, model }: SampledExecution): void {
    node.sampledRuns += 1;
    node.lastSeenAt = later(node.lastSeenAt, model.lastEventAt ?? createdAt);
    countVersion(node, version);
    if (createdAt !== null && completedAt !== null)
      node.runLengthsMs.push(Math.max(0, elapsedMs(createdAt, completedAt)));
  }

  private addCall(orchestrator: Node, { other, kind, step }: ObservedCall, sample: SampledExecution): void {
    const node = this.nodeOf(other);
    const [from, to] = kind === 'external-event' ? [node, orchestrator] : [orchestrator, node];
    const edge = from === null || to === null ? null : this.edgeOf(from, to, kind);
    if (node === null || edge === null) {
      this.callsLeftOut += 1;
      return;
    }
    const isOpenKnown = !sample.isCutShort && !sample.hasEnded;
    node.calls.add(step, isOpenKnown);
    edge.tally.add(step, isOpenKnown);
    // Children are orchestrators: their versions are those of their own histories.
    if (kind === 'activity') countVersion(node, step.version);
    if (edge.countedFor !== sample) edge.runs += 1;
    edge.countedFor = sample;
  }

  private addParent(child: Node, { model }: SampledExecution): void {
    const name = model.parent?.name ?? '';
    const parent = name === '' ? null : this.nodeOf({ kind: 'orchestrator', name });
    const edge = parent === null ? null : this.edgeOf(parent, child, 'sub-orchestration');
    if (edge !== null) edge.seenByCallee += 1;
  }
}

function versionsOf({ versions }: Node): FunctionNode['versions'] {
  return [...versions]
    .map(([version, count]) => ({ version, count }))
    .sort((one, other) => other.count - one.count || ((one.version ?? '') < (other.version ?? '') ? -1 : 1));
}

function toFunctionNode(node: Node): FunctionNode {
  const { calls: tally, key, sampledRuns, inHub } = node;
  const { calls, failedCalls, openCalls, retries } = tally;
  const isOrchestrator = node.ref.kind === 'orchestrator';
  return {
    ...node.ref,
    ...{ key, sampledRuns, calls, failedCalls, openCalls, retries, inHub },
    lengths: lengthsOfMs(isOrchestrator ? node.runLengthsMs : tally.lengthsMs),
    versions: versionsOf(node),
    lastSeenAt: later(node.lastSeenAt, tally.lastSeenAt),
  };
}

function toFunctionCall({ from, to, kind, tally, runs, seenByCallee }: Edge): FunctionCall {
  const { calls, failedCalls, openCalls, retries, lastSeenAt } = tally;
  return {
    ...{ from, to, kind, runs, calls, failedCalls, openCalls, retries, lastSeenAt, seenByCallee },
    lengths: lengthsOfMs(tally.lengthsMs),
    operations: tally.operationList(),
  };
}
