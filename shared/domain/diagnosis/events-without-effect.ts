import type { ExecutionModel, Step } from '../execution/execution-model.ts';

type NamedStep = Step & { readonly name: string };

/** Events that were taken in since the orchestrator asked for anything: it did nothing that shows on account of them. */
export function eventsWithoutEffect({ steps, end }: ExecutionModel): readonly NamedStep[] {
  if (end !== null) return [];
  const lastAsking = steps.reduce(
    (last, { kind, turn }) => (kind === 'external-event' ? last : Math.max(last, turn ?? -1)),
    -1,
  );
  return steps.flatMap((step) => {
    const { kind, name, turn, takenInAt } = step;
    const isSuch = kind === 'external-event' && takenInAt !== null && turn !== null && turn > lastAsking;
    return isSuch && name !== null ? [{ ...step, name }] : [];
  });
}

/** In order, without those that may have been raised by mistake. */
export function eventsWithEffect(model: ExecutionModel): readonly NamedStep[] {
  const without = new Set(eventsWithoutEffect(model).map(({ id }) => id));
  return model.steps.flatMap((step) =>
    step.kind === 'external-event' && step.name !== null && !without.has(step.id)
      ? [{ ...step, name: step.name }]
      : [],
  );
}
