import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { stepTitle } from '../step-look.ts';
import { countWords } from './node-face.ts';

const namedFailures = 3;

/** What the graph shows, in sentences. */
export function summaryWords(model: ExecutionModel, nodes: number): string {
  const counts = { open: 0, completed: 0, failed: 0, abandoned: 0, rewound: 0, unknown: 0 };
  for (const { state } of model.steps) counts[state]++;
  const name = model.name === null ? 'The orchestration' : toVisibleText(model.name);
  const steps = model.steps.length;
  const failed = model.steps.filter(({ state }) => state === 'failed');
  const names = [...new Set(failed.map((step) => toVisibleText(stepTitle(step))))].slice(0, namedFailures);
  return [
    steps === 0
      ? `${name} has not asked for anything yet.`
      : `${name} asked for ${plural(steps, 'step')} (${countWords(counts)}), drawn as ${plural(nodes, 'node')}.`,
    ...(names.length > 0 ? [`Failed: ${names.join(', ')}.`] : []),
    model.end === null ? 'It has not ended.' : `It ended as ${toVisibleText(model.end.status ?? 'unknown')}.`,
  ].join(' ');
}
