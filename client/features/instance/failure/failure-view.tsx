import { Fragment } from 'react';
import type { Failure } from '../../../../shared/domain/failure-details.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { PayloadText } from '../../../components/payload-text.tsx';
import { StackView } from './stack-view.tsx';

function chainOf(failure: Failure): Failure[] {
  const chain: Failure[] = [];
  for (let at: Failure | null = failure; at !== null; at = at.inner) chain.push(at);
  return chain;
}

function FailureFacts({ failure, isHeadHidden }: { failure: Failure; isHeadHidden: boolean }) {
  return (
    <>
      {!isHeadHidden && (
        <>
          {failure.errorType !== null && <p className="font-mono text-sm font-medium">{failure.errorType}</p>}
          <CodeText as="block" text={failure.message} />
        </>
      )}
      {failure.isNonRetriable && <p className="text-ink-muted">Marked as not worth retrying.</p>}
      {failure.properties !== null && <PayloadText text={failure.properties} what="failure properties" />}
      {failure.stackTrace !== null && <StackView stack={failure.stackTrace} />}
    </>
  );
}

interface FailureViewProps {
  failure: Failure;
  /** Where type and message of the outermost failure stand above already. */
  isHeadHidden?: boolean;
}

/** A failure and what caused it, outermost first. */
export function FailureView({ failure, isHeadHidden = false }: FailureViewProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {chainOf(failure).map((link, depth) => (
        <Fragment key={depth}>
          {depth > 0 && <p className="mt-2 text-sm text-ink-muted">caused by</p>}
          <FailureFacts failure={link} isHeadHidden={isHeadHidden && depth === 0} />
        </Fragment>
      ))}
    </div>
  );
}
