import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleHelp, CircleSlash, CircleX, type LucideIcon } from 'lucide-react';
import type { auditResults, AuditEntry } from '../../shared/contract/audit.ts';
import { toVisibleProse } from '../lib/visible-prose.ts';
import { toVisibleText } from '../lib/visible-text.ts';
import { auditedLabel } from './audited-label.ts';
import { CodeText } from './code-text.tsx';
import { CopyButton } from './copy-button.tsx';
import { InstanceLink } from './instance-link.tsx';
import { InstantText } from './instant-text.tsx';
import { Unknown } from './unknown.tsx';

type AuditResult = (typeof auditResults)[number];

const resultLooks = {
  accepted: { icon: CircleCheck, text: 'text-ink', word: 'accepted' },
  refused: { icon: CircleSlash, text: 'text-warning', word: 'refused' },
  failed: { icon: CircleX, text: 'text-danger', word: 'failed' },
  unknown: { icon: CircleHelp, text: 'text-warning', word: 'unknown' },
} as const satisfies Record<AuditResult, { icon: LucideIcon; text: string; word: string }>;

function Result({ entry }: { entry: AuditEntry }) {
  const { icon: Icon, text, word } = resultLooks[entry.result];
  return (
    <>
      <span className={`inline-flex flex-wrap items-center gap-x-1.5 ${text}`}>
        <Icon aria-hidden size={14} className="shrink-0" />
        {word}
        {entry.code !== null && <span className="font-mono text-sm text-ink-muted">{entry.code}</span>}
      </span>
      {entry.message !== null && (
        <p className="text-sm wrap-anywhere text-ink-muted">{toVisibleProse(entry.message)}</p>
      )}
    </>
  );
}

function Parameters({ parameters }: Pick<AuditEntry, 'parameters'>) {
  const shown = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  if (shown.length === 0) return null;
  return (
    <ul className="min-w-0">
      {shown.map(([name, value]) => (
        <li key={name} className="min-w-0">
          <CodeText text={`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`} />
        </li>
      ))}
    </ul>
  );
}

const head = 'px-2 py-1.5 text-left font-medium text-ink-muted first:pl-4 last:pr-4';
const cell = 'px-2 py-1.5 align-top first:pl-4 last:pr-4';

const columns = [
  { label: 'When', width: 'w-32' },
  { label: 'Who', width: 'w-28' },
  { label: 'Command', width: 'w-36' },
  { label: 'Instance', width: 'w-48' },
  { label: 'Reason', width: '' },
  { label: 'Parameters', width: '' },
  { label: 'Result', width: '' },
  { label: 'Request', width: 'w-28' },
] as const;

interface AuditTableProps {
  hub: string;
  label: string;
  entries: readonly AuditEntry[];
  /** Off on the page of the instance itself. */
  isInstanceShown: boolean;
}

function AuditRow({
  hub,
  entry,
  isInstanceShown,
}: Omit<AuditTableProps, 'entries' | 'label'> & { entry: AuditEntry }) {
  return (
    <tr className="border-t border-line">
      <td className={cell}>
        <InstantText instant={entry.at} />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <bdi title={toVisibleText(entry.user.id)}>{toVisibleText(entry.user.name)}</bdi>
      </td>
      <td className={cell}>
        {auditedLabel(entry.command)}
        {entry.jobId !== null && (
          <>
            {' '}
            <Link
              to="/hubs/$hub/operations"
              params={{ hub }}
              search={{ job: entry.jobId }}
              className="text-sm text-ink-muted underline underline-offset-2"
            >
              in a job
            </Link>
          </>
        )}
      </td>
      {isInstanceShown && (
        <td className={cell}>
          {entry.instanceId === null ? (
            <Unknown why="About the whole task hub" />
          ) : (
            <InstanceLink hub={hub} instanceId={entry.instanceId} />
          )}
        </td>
      )}
      <td className={`${cell} wrap-anywhere`}>{toVisibleProse(entry.reason)}</td>
      <td className={cell}>
        <Parameters parameters={entry.parameters} />
      </td>
      <td className={cell}>
        <Result entry={entry} />
      </td>
      <td className={cell}>
        <span className="group/copy flex min-w-0 items-center gap-1">
          <CodeText text={entry.requestId} className="min-w-0" />
          <CopyButton isShy text={entry.requestId} what="request id" />
        </span>
      </td>
    </tr>
  );
}

/** Attempted commands: who, when, what, why, with what result. */
export function AuditTable({ hub, label, entries, isInstanceShown }: AuditTableProps) {
  const shown = columns.filter(({ label: name }) => isInstanceShown || name !== 'Instance');
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full min-w-[1000px] table-fixed border-collapse">
        <thead>
          <tr>
            {shown.map(({ label: name, width }) => (
              <th key={name} scope="col" className={`${head} ${width}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <AuditRow key={entry.id} hub={hub} entry={entry} isInstanceShown={isInstanceShown} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
