import { formatBytes, formatExactBytes } from '../lib/format-bytes.ts';
import { Unknown } from './unknown.tsx';

interface ByteSizeTextProps {
  sizeBytes: number | null;
  missing?: string;
}

export function ByteSizeText({ sizeBytes, missing = 'Size not known' }: ByteSizeTextProps) {
  if (sizeBytes === null) return <Unknown why={missing} />;
  return (
    <span title={formatExactBytes(sizeBytes)} className="whitespace-nowrap">
      {formatBytes(sizeBytes)}
    </span>
  );
}
