import type {
  CallerImpact,
  FunctionCall,
  FunctionImpact,
  FunctionNode,
  FunctionSampling,
} from '../contract/functions-map.ts';
import { functionKey } from '../domain/function-map/function-ref.ts';
import { at } from './instances.ts';

export function makeFunctionNode(overrides: Partial<FunctionNode> = {}): FunctionNode {
  const ref = { kind: overrides.kind ?? 'activity', name: overrides.name ?? 'ChargeCard' } as const;
  return {
    key: functionKey(ref),
    ...ref,
    sampledRuns: 0,
    calls: 3,
    failedCalls: 0,
    openCalls: 0,
    retries: 0,
    lengths: { count: 3, p50Ms: 120, p95Ms: 480, maxMs: 500 },
    versions: [],
    lastSeenAt: at(60),
    inHub: null,
    ...overrides,
  };
}

export function makeFunctionCall(overrides: Partial<FunctionCall> = {}): FunctionCall {
  return {
    from: 'orchestrator:OrderWorkflow',
    to: 'activity:ChargeCard',
    kind: 'activity',
    runs: 3,
    calls: 3,
    failedCalls: 0,
    openCalls: 0,
    retries: 0,
    lengths: null,
    lastSeenAt: at(60),
    operations: [],
    seenByCallee: 0,
    ...overrides,
  };
}

export function makeFunctionSampling(overrides: Partial<FunctionSampling> = {}): FunctionSampling {
  return {
    state: 'done',
    focus: null,
    startedAt: at(0),
    endedAt: at(5),
    looked: 20,
    total: 20,
    instances: 900,
    names: 2,
    namesLeftOut: 0,
    cutShort: 0,
    withoutHistory: 0,
    unreadable: 0,
    problem: null,
    ...overrides,
  };
}

const nobody = { count: 0, q: '' };

export function makeCallerImpact(overrides: Partial<CallerImpact> = {}): CallerImpact {
  return {
    name: 'OrderWorkflow',
    kinds: ['activity'],
    endedRuns: 10,
    callingRuns: 10,
    pending: nobody,
    running: { count: 4, q: 'name:OrderWorkflow' },
    looked: 4,
    open: nobody,
    ahead: nobody,
    done: nobody,
    passed: nobody,
    notLooked: 0,
    ...overrides,
  };
}

export function makeFunctionImpact(overrides: Partial<FunctionImpact> = {}): FunctionImpact {
  return {
    function: { kind: 'activity', name: 'ChargeCard' },
    readAt: at(60),
    sampledAt: at(5),
    own: null,
    ownVersions: [],
    callers: [makeCallerImpact()],
    callersLeftOut: 0,
    ...overrides,
  };
}
