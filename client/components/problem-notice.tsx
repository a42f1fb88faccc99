import { TriangleAlert } from 'lucide-react';
import type { ErrorCode } from '../../shared/contract/errors.ts';

interface ProblemNoticeProps {
  what: string;
  problem: { readonly code: ErrorCode; readonly message: string };
}

/** A part of an answer that the server could not give, while the rest arrived. */
export function ProblemNotice({ what, problem }: ProblemNoticeProps) {
  return (
    <div className="flex items-start gap-3 rounded-lg border border-line bg-danger-soft px-3 py-2.5">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0">
        <p className="font-medium">{what}</p>
        <p className="wrap-anywhere text-ink-muted">{problem.message}</p>
        <p className="mt-1 font-mono text-sm text-ink-muted">{problem.code}</p>
      </div>
    </div>
  );
}
