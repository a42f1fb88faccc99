import type { FoldNode, FoldPart, StepCounts, StepNode } from './graph-model.ts';

function countStates(members: readonly StepNode[]): StepCounts {
  const counts = { open: 0, completed: 0, failed: 0, abandoned: 0, rewound: 0, unknown: 0 };
  for (const { step } of members) counts[step.state]++;
  return counts;
}

function partsOf(members: readonly StepNode[]): FoldPart[] {
  const parts = new Map<string, FoldPart>();
  for (const { step } of members) {
    const key = `${step.kind} ${step.name ?? ''}`;
    if (!parts.has(key)) parts.set(key, { kind: step.kind, name: step.name });
  }
  return [...parts.values()];
}

/** `members` in the order of their steps, at least one. */
export function foldOf(shape: FoldNode['shape'], repeats: number, members: readonly StepNode[]): FoldNode {
  return {
    kind: 'fold',
    id: `${shape}~${members[0]?.id ?? ''}`,
    shape,
    parts: partsOf(members),
    repeats,
    members,
    counts: countStates(members),
  };
}
