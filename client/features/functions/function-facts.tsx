import { Link } from '@tanstack/react-router';
import type { FunctionNode } from '../../../shared/contract/functions-map.ts';
import { Fact, FactList } from '../../components/fact-list.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { formatCount, plural } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { failuresFilter, instancesFilter } from './function-filters.ts';
import { ListLink } from './list-link.tsx';

function versionWords(versions: FunctionNode['versions']): string {
  return versions
    .map(
      ({ version, count }) => `${version === null ? 'none' : toVisibleText(version)} (${formatCount(count)})`,
    )
    .join(', ');
}

function InstanceFacts({ hub, node }: { hub: string; node: FunctionNode }) {
  const q = instancesFilter(node);
  if (node.inHub === null || q === null) return null;
  const { total, open, failed } = node.inHub;
  return (
    <>
      <Fact label={node.kind === 'entity' ? 'Entities in the task hub' : 'Instances in the task hub'}>
        <ListLink hub={hub} q={q}>
          {formatCount(total)}
        </ListLink>
        {node.kind === 'orchestrator' && `, ${formatCount(open)} open, ${formatCount(failed)} failed`}
      </Fact>
      {node.kind === 'orchestrator' && <Fact label="Histories read">{formatCount(node.sampledRuns)}</Fact>}
    </>
  );
}

/** Where its failures are listed. */
function FailureLinks({ hub, node }: { hub: string; node: FunctionNode }) {
  const q = failuresFilter(node);
  if (q === null) return null;
  return (
    <p className="flex flex-wrap gap-x-3">
      <Link
        to="/hubs/$hub/failures"
        params={{ hub }}
        search={{ q }}
        className="rounded-sm text-accent underline underline-offset-2"
      >
        {node.kind === 'orchestrator' ? 'Its failures, grouped' : 'Failures that name it, grouped'}
      </Link>
      <ListLink hub={hub} q={q}>
        {node.kind === 'orchestrator' ? 'Failed instances' : 'Failed instances that name it'}
      </ListLink>
    </p>
  );
}

export function FunctionFacts({ hub, node }: { hub: string; node: FunctionNode }) {
  const { calls, failedCalls, openCalls, retries, lengths, versions } = node;
  const outcome = [
    failedCalls > 0 ? `${formatCount(failedCalls)} failed` : '',
    openCalls > 0 ? `${formatCount(openCalls)} open` : '',
    retries > 0 ? plural(retries, 'retry', 'retries') : '',
  ].filter((part) => part !== '');
  return (
    <>
      <FactList>
        <InstanceFacts hub={hub} node={node} />
        <Fact label={node.kind === 'event' ? 'Seen in what was read' : 'Calls in what was read'}>
          {[formatCount(calls), ...outcome].join(', ')}
        </Fact>
        {lengths !== null && (
          <Fact
            label={
              node.kind === 'orchestrator'
                ? `Start to end, ${plural(lengths.count, 'run')}`
                : `Call to result, ${plural(lengths.count, 'attempt')}`
            }
          >
            <span title={`Longest ${formatDuration(lengths.maxMs)}`}>
              p50 {formatDuration(lengths.p50Ms)}, p95 {formatDuration(lengths.p95Ms)}
            </span>
          </Fact>
        )}
        {versions.some(({ version }) => version !== null) && (
          <Fact label="Versions in what was read">
            <span title={versionWords(versions)}>{versionWords(versions)}</span>
          </Fact>
        )}
        <Fact label="Last seen">
          <InstantText instant={node.lastSeenAt} missing="Not seen in what was read" />
        </Fact>
      </FactList>
      <FailureLinks hub={hub} node={node} />
    </>
  );
}
