import type { DiagnosisFacts, UsualDuration } from '../../shared/domain/diagnosis/facts.ts';
import type { ExecutionModel } from '../../shared/domain/execution/execution-model.ts';
import type { Wait } from '../../shared/domain/execution/wait.ts';
import { printFilter } from '../../shared/domain/instance-filter/print-filter.ts';
import type { InstanceDetail } from '../../shared/contract/instance-detail.ts';
import { usualDurationOf } from '../functions/usual-duration.ts';
import type { OpenHub } from '../hubs/open-hub.ts';
import type { Sibling } from './sibling-histories.ts';
import { didActivityRun, usualDurationIn } from './usual-durations.ts';

const maxNames = 10;

interface FunctionClues {
  readonly model: ExecutionModel;
  readonly waits: readonly Wait[];
  /** `null` = they could not be read. */
  readonly siblings: readonly Sibling[] | null;
}

function openActivities(waits: readonly Wait[]): string[] {
  const names = waits.flatMap(({ kind, name }) => (kind === 'activity' && name !== null ? [name] : []));
  return [...new Set(names)].slice(0, maxNames);
}

/** By name: from the samples of the functions map when there are any, otherwise from a few histories. */
export function usualDurations(
  open: OpenHub,
  { model, waits, siblings }: FunctionClues,
): Map<string, UsualDuration> {
  const models = [model, ...(siblings ?? []).map((sibling) => sibling.model)];
  return new Map(
    openActivities(waits).flatMap((name) => {
      const usual = usualDurationOf(open, name) ?? usualDurationIn(models, name);
      return usual === null ? [] : [[name, usual] as const];
    }),
  );
}

/** From what other runs of the orchestrator asked for and got; not known of what none of them asked for. */
export function activitiesThatRan(
  open: OpenHub,
  { model, waits, siblings }: FunctionClues,
): DiagnosisFacts['everRan'] {
  const others = (siblings ?? []).map((sibling) => sibling.model);
  return new Map(
    openActivities(waits).flatMap((name): [string, boolean][] => {
      const isSampled = usualDurationOf(open, name) !== null;
      if (isSampled || didActivityRun([model], name) === true) return [[name, true]];
      const ran = didActivityRun(others, name);
      return ran === null ? [] : [[name, ran]];
    }),
  );
}

/** Whether any instance of the orchestrator got beyond being asked for; not known before the index was built. */
export async function didOrchestratorRun(
  { index }: OpenHub,
  { name }: Pick<InstanceDetail, 'name'>,
): Promise<DiagnosisFacts['everRan']> {
  if (name === null) return new Map();
  const q = printFilter([
    { isNegated: false, field: 'kind', values: ['orchestration'] },
    { isNegated: false, field: 'name', path: null, patterns: [[name]] },
    { isNegated: true, field: 'status', values: ['Pending'] },
  ]);
  const { total, coverage } = await index.list({ q, sort: 'instanceId', order: 'asc', limit: 1 });
  if (total === 0 && coverage.asOf === null) return new Map();
  return new Map([[name, total > 0]]);
}
