import { Download } from 'lucide-react';
import type { PurgePreview } from '../../../shared/contract/command-previews.ts';
import { downloadHistory } from '../../../shared/contract/history-file.ts';
import { endpointUrl } from '../../api/endpoint-url.ts';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatBytes } from '../../lib/format-bytes.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import type { CommandTarget } from './send-command.ts';

const cell = 'px-2 py-1 first:pl-3 last:pr-3';
const indentPx = 12;
const maxIndents = 6;

function PurgedRows({ instances }: Pick<PurgePreview, 'instances'>) {
  return (
    <div className="max-h-60 overflow-auto rounded-md border border-line">
      <table aria-label="What goes" className="w-full table-fixed border-collapse">
        <thead>
          <tr className="text-left text-ink-muted">
            <th scope="col" className={`${cell} font-medium`}>
              Instance
            </th>
            <th scope="col" className={`${cell} w-32 font-medium`}>
              Status
            </th>
            <th scope="col" className={`${cell} w-24 text-right font-medium`}>
              History
            </th>
            <th scope="col" className={`${cell} w-32 text-right font-medium`}>
              Blobs
            </th>
          </tr>
        </thead>
        <tbody>
          {instances.map(({ instanceId, depth, runtimeStatus, historyRows, blobs, blobBytes }) => (
            <tr key={instanceId} className="border-t border-line">
              <td className={cell} style={{ paddingLeft: 12 + Math.min(depth, maxIndents) * indentPx }}>
                <InstanceIdText instanceId={instanceId} isCopyable={false} />
              </td>
              <td className={cell}>
                <StatusBadge status={runtimeStatus} />
              </td>
              <td className={`${cell} text-right`}>{plural(historyRows, 'row')}</td>
              <td className={`${cell} text-right whitespace-nowrap`}>
                {formatCount(blobs)}
                {blobs > 0 && ` · ${formatBytes(blobBytes)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function totalWords({ instances, isTruncated }: PurgePreview): string {
  const sum = (pick: (one: PurgePreview['instances'][number]) => number) =>
    instances.reduce((total, one) => total + pick(one), 0);
  const blobs = sum((one) => one.blobs);
  const parts = [
    plural(instances.length, 'instance row'),
    plural(
      sum((one) => one.historyRows),
      'history row',
    ),
    blobs === 0 ? 'no blobs' : `${plural(blobs, 'blob')} of ${formatBytes(sum((one) => one.blobBytes))}`,
  ];
  return `${isTruncated ? 'At least ' : ''}${parts.join(', ')}`;
}

/** What a purge deletes, and a way to keep it as a file first. */
export function PurgePreviewView({ target, preview }: { target: CommandTarget; preview: PurgePreview }) {
  return (
    <div className="flex flex-col gap-2">
      <ProblemList problems={preview.warnings} />
      <p>
        <span className="font-medium">Goes:</span> {totalWords(preview)}
        {preview.isTruncated && '; there are more children than were looked at'}
      </p>
      <PurgedRows instances={preview.instances} />
      <a
        href={endpointUrl(downloadHistory, { ...target }, undefined)}
        download
        className="inline-flex h-7 items-center gap-1.5 self-start rounded-md border border-line-strong bg-raised px-2.5 hover:bg-hover"
      >
        <Download aria-hidden size={14} />
        Download its history first
      </a>
    </div>
  );
}
