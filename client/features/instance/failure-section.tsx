import type { HistoryEvent } from '../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../shared/contract/instances.ts';
import { splitFailureText } from '../../../shared/domain/failure-details.ts';
import { CodeText } from '../../components/code-text.tsx';
import { useSmallPayload } from '../../components/use-small-payload.ts';
import { FailurePayload } from './failure-payload.tsx';

interface FailureSectionProps {
  hub: string;
  instance: InstanceDetail;
  /** The event that ended the execution; `null` while the history is not read, or has none. */
  end: HistoryEvent | null;
}

function useFailureText(hub: string, { instanceId, output }: InstanceDetail): string | null {
  const text = useSmallPayload(output && { hub, instanceId, info: output });
  return text ?? (output?.preview == null ? null : `${output.preview}…`);
}

/** Why an instance failed: the row says it in a sentence, the history in detail. */
export function FailureSection({ hub, instance, end }: FailureSectionProps) {
  const text = useFailureText(hub, instance);
  const { errorType, message } = splitFailureText(text ?? '');
  const details = end?.payloads.FailureDetails;
  return (
    <section aria-label="Why it failed" className="border-l-4 border-failed bg-danger-soft px-4 py-2.5">
      <h2 className="font-semibold text-failed">{errorType ?? 'Failed'}</h2>
      {text === null ? (
        <p className="text-ink-muted">The instance’s row says nothing about the reason.</p>
      ) : (
        <CodeText as="block" text={message} />
      )}
      {details !== undefined && details.preview !== 'null' && (
        <div className="mt-1">
          <FailurePayload
            hub={hub}
            instanceId={instance.instanceId}
            info={details}
            what="failure details"
            isHeadHidden={text !== null}
          />
        </div>
      )}
    </section>
  );
}
