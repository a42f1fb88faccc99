import { RotateCw, TriangleAlert } from 'lucide-react';
import { describeError } from '../lib/error-words.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

interface ErrorNoticeProps {
  error: Error;
  onRetry?: () => void;
  isRetrying?: boolean;
}

export function ErrorNotice({ error, onRetry, isRetrying = false }: ErrorNoticeProps) {
  const { title, detail, code, requestId } = describeError(error);
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-lg border border-line bg-danger-soft px-3 py-2.5"
    >
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="wrap-anywhere text-ink-muted">{detail}</p>
        {code !== null && requestId !== null && (
          <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
            <span className="font-mono">{code}</span>
            <span className="group/copy inline-flex items-center gap-1">
              Request <span className="font-mono">{requestId}</span>
              <CopyButton text={requestId} what="request id" />
            </span>
          </p>
        )}
      </div>
      {onRetry !== undefined && (
        <Button icon={RotateCw} isBusy={isRetrying} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
