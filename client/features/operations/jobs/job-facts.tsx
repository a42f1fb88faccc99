import { Link } from '@tanstack/react-router';
import type { Job } from '../../../../shared/contract/jobs.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { commandWords } from '../../../components/commands/command-words.ts';
import { Fact, FactList } from '../../../components/fact-list.tsx';
import { InstantText } from '../../../components/instant-text.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { plural } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

const link = 'rounded-sm text-accent underline-offset-2 hover:underline';

function Target({ hub, job }: { hub: string; job: Job }) {
  if (job.target.kind === 'ids') return <>{plural(job.total, 'picked instance')}</>;
  const { q } = job.target;
  return (
    <Link
      to="/hubs/$hub/instances"
      params={{ hub }}
      search={q === '' ? {} : { q }}
      title={`${plural(job.total, 'instance')} that matched when the job was made; the list shows what matches by now`}
      className={link}
    >
      {q === '' ? 'All instances' : <span className="font-mono text-sm">{toVisibleText(q)}</span>}
    </Link>
  );
}

function Parameters({ job: { command } }: { job: Job }) {
  const given = Object.entries(command.parameters).filter(([, value]) => value !== null);
  if (given.length === 0) return null;
  return (
    <Fact label="Parameters">
      {given.map(([name, value]) => (
        <CodeText key={name} text={`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`} />
      ))}
    </Fact>
  );
}

/** Who gave which command to what, why and how fast. */
export function JobFacts({ hub, job }: { hub: string; job: Job }) {
  return (
    <FactList>
      <Fact label="Command">{commandWords[job.command.name].label}</Fact>
      <Fact label="Given to">
        <Target hub={hub} job={job} />
      </Fact>
      <Fact label="By">
        <bdi title={toVisibleText(job.createdBy.id)}>{toVisibleText(job.createdBy.name)}</bdi>
      </Fact>
      <Fact label="Made">
        <InstantText instant={job.createdAt} />
      </Fact>
      <Fact label="Reason">
        {job.command.reason === '' ? (
          <Unknown why="None given" />
        ) : (
          <span className="wrap-anywhere whitespace-normal">{toVisibleText(job.command.reason)}</span>
        )}
      </Fact>
      <Parameters job={job} />
      <Fact label="Last progress">
        <InstantText instant={job.lastProgressAt} missing="Nothing is over yet" />
      </Fact>
      <Fact label="Ended">
        <InstantText instant={job.endedAt} missing="Not over yet" />
      </Fact>
      <Fact label="At most">
        {job.ratePerSecond} a second, {job.concurrency} at a time
      </Fact>
      {job.retryOf !== null && (
        <Fact label="Repeats what failed in">
          <Link to="/hubs/$hub/operations" params={{ hub }} search={{ job: job.retryOf }} className={link}>
            the job before
          </Link>
        </Fact>
      )}
      <Fact label="Log">
        <Link
          to="/hubs/$hub/operations"
          params={{ hub }}
          search={{ tab: 'audit', ofJob: job.jobId }}
          className={link}
        >
          Its entries in the audit log
        </Link>
      </Fact>
    </FactList>
  );
}
