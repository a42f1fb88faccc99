import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorNotice } from '../components/error-notice.tsx';

function toError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error('Something that is no error was thrown.', { cause: thrown });
}

/** In the place of the page that failed; the shell around it stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  function retry(): void {
    queries.reset();
    reset();
    void router.invalidate();
  }
  return (
    <div className="p-4">
      <ErrorNotice error={toError(error)} onRetry={retry} />
    </div>
  );
}
