import type { FunctionNode, FunctionSampling } from '../../../shared/contract/functions-map.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { kindLooks } from './function-look.ts';
import type { ShownFunctions } from './shown-functions.ts';

export function nameOf({ name }: Pick<FunctionNode, 'name'>): string {
  return toVisibleText(name);
}

/** How much of it was seen, for a place of one line. */
export function seenWords({ kind, sampledRuns, calls, inHub }: FunctionNode): string {
  if (kind !== 'orchestrator') return plural(calls, kind === 'event' ? 'time' : 'call');
  return inHub === null
    ? `${plural(sampledRuns, 'run')} read`
    : `${formatCount(sampledRuns)} of ${plural(inHub.total, 'run')} read`;
}

export function lengthWords({ lengths }: Pick<FunctionNode, 'lengths'>): string | null {
  return lengths === null
    ? null
    : `p50 ${formatDuration(lengths.p50Ms)}, p95 ${formatDuration(lengths.p95Ms)}`;
}

/** Of an orchestrator in the whole hub, of everything else in the samples. */
export function failedCountOf({ kind, failedCalls, inHub }: FunctionNode): number {
  return kind === 'orchestrator' && inHub !== null ? inHub.failed : failedCalls;
}

/** All that a node of the graph says, for those who hear it. */
export function spokenFunction(node: FunctionNode): string {
  const failedCount = failedCountOf(node);
  const parts = [
    `${kindLooks[node.kind].word} ${nameOf(node)}`,
    seenWords(node),
    failedCount > 0 ? `${formatCount(failedCount)} failed` : null,
    lengthWords(node),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** The graph in a sentence. */
export function summaryOf({ nodes, calls }: ShownFunctions): string {
  const counts = Object.entries(kindLooks).flatMap(([kind, { word, many }]) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    return count === 0 ? [] : [plural(count, word.toLowerCase(), many.toLowerCase())];
  });
  if (counts.length === 0) return 'No function.';
  const pairs = new Set(calls.map(({ from, to }) => `${from}\n${to}`)).size;
  const busiest = nodes.reduce((most, node) => (node.calls > most.calls ? node : most));
  const most =
    busiest.calls > 0 ? ` ${nameOf(busiest)} is called most: ${plural(busiest.calls, 'call')}.` : '';
  return `${counts.join(', ')}; ${plural(pairs, 'connection')} between them.${most}`;
}

export function sampledWords({ looked, instances, names, namesLeftOut }: FunctionSampling): string {
  const read = plural(looked, 'history', 'histories');
  return `${read} of ${plural(instances, 'orchestration')} under ${plural(names - namesLeftOut, 'name')}`;
}

/** What the reading did not see. */
export function gapsOf({ cutShort, withoutHistory, unreadable, namesLeftOut }: FunctionSampling): string[] {
  const histories = (count: number) => plural(count, 'history', 'histories');
  return [
    namesLeftOut > 0 ? `${plural(namesLeftOut, 'rarer orchestrator name')} left out.` : '',
    cutShort > 0 ? `${histories(cutShort)} read only in the first 2,000 rows.` : '',
    withoutHistory > 0 ? `${plural(withoutHistory, 'instance')} had no history.` : '',
    unreadable > 0 ? `${histories(unreadable)} could not be read.` : '',
  ].filter((gap) => gap !== '');
}
