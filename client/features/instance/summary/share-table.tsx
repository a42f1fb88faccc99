import type { SizeShare } from '../../../../shared/domain/execution/execution-model.ts';
import { ByteSizeText } from '../../../components/byte-size-text.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';

const maxShown = 8;

interface ShareTableProps {
  title: string;
  shares: readonly SizeShare[];
  /** The longest bar: bytes where there are any, otherwise rows. */
  whatOf: string;
}

function ShareRow({ share, largest }: { share: SizeShare; largest: number }) {
  const { name, rows, payloadBytes } = share;
  return (
    <tr>
      <th scope="row" className="max-w-0 truncate py-0.5 pr-2 text-left font-normal">
        <bdi title={toVisibleText(name)}>{toVisibleText(name)}</bdi>
      </th>
      <td className="px-2 text-right whitespace-nowrap tabular-nums">{formatCount(rows)}</td>
      <td className="px-2 text-right whitespace-nowrap tabular-nums">
        <ByteSizeText sizeBytes={payloadBytes} />
      </td>
      <td aria-hidden>
        <div className="h-1.5 w-16 rounded-sm bg-sunken">
          <div
            className="h-full rounded-sm bg-accent-fill"
            style={{ width: `${largest === 0 ? 0 : (payloadBytes / largest) * 100}%` }}
          />
        </div>
      </td>
    </tr>
  );
}

/** Rows and bytes by name, the largest first. */
export function ShareTable({ title, shares, whatOf }: ShareTableProps) {
  if (shares.length === 0) return null;
  const largest = Math.max(...shares.map(({ payloadBytes }) => payloadBytes));
  return (
    <div className="min-w-0">
      <table aria-label={title} className="w-full table-auto border-collapse text-sm">
        <thead>
          <tr className="text-ink-muted">
            <th scope="col" className="w-full py-0.5 pr-2 text-left font-medium">
              {whatOf}
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              Rows
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              Bytes
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {shares.slice(0, maxShown).map((share) => (
            <ShareRow key={share.name} share={share} largest={largest} />
          ))}
        </tbody>
      </table>
      {shares.length > maxShown && (
        <p className="text-sm text-ink-muted">and {formatCount(shares.length - maxShown)} more</p>
      )}
    </div>
  );
}
