import type { HistoryEvent } from '../../../../shared/contract/history.ts';
import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../../../shared/contract/payloads.ts';
import { parseFailureDetails, splitFailureText } from '../../../../shared/domain/failure-details.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { PayloadView } from '../../../components/payload-view.tsx';
import { useSmallPayload } from '../../../components/use-small-payload.ts';
import { FailureView } from '../failure/failure-view.tsx';

interface FailureSectionProps {
  hub: string;
  instance: InstanceDetail;
  /** The event that ended the execution; `null` while the history is not read, or has none. */
  end: HistoryEvent | null;
}

/** Engines write the word `null` where there are no details. */
function detailsOf(end: HistoryEvent | null): PayloadInfo | null {
  const info = end?.payloads.FailureDetails;
  return info === undefined || info.preview === 'null' ? null : info;
}

function useFailureText(hub: string, { instanceId, output }: InstanceDetail): string | null {
  const text = useSmallPayload(output && { hub, instanceId, info: output });
  return text ?? (output?.preview == null ? null : `${output.preview}…`);
}

/** Why an instance failed: the row says it in a sentence, the history in detail. */
export function FailureSection({ hub, instance, end }: FailureSectionProps) {
  const { instanceId } = instance;
  const text = useFailureText(hub, instance);
  const info = detailsOf(end);
  const detailsText = useSmallPayload(info && { hub, instanceId, info });
  const failure = detailsText === null ? null : parseFailureDetails(detailsText);
  const { errorType, message } = failure ?? (text === null ? silence : splitFailureText(text));
  return (
    <section aria-label="Why it failed" className="border-l-4 border-failed bg-danger-soft px-4 py-2.5">
      <h2 className="font-semibold text-failed">{errorType ?? 'Failed'}</h2>
      <div tabIndex={0} role="group" aria-label="Message" className="max-h-60 overflow-auto">
        <CodeText as="block" text={message} />
      </div>
      {failure !== null && <FailureView isHeadHidden failure={failure} />}
      {failure === null && info !== null && (
        <PayloadView hub={hub} instanceId={instanceId} info={info} what="failure details" />
      )}
    </section>
  );
}

const silence = { errorType: null, message: 'The instance’s row says nothing about the reason.' };
