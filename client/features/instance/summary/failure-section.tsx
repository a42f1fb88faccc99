import type { InstanceDetail } from '../../../../shared/contract/instance-detail.ts';
import type { PayloadInfo } from '../../../../shared/contract/payloads.ts';
import type { ExecutionModel } from '../../../../shared/domain/execution/execution-model.ts';
import { parseFailureDetails, splitFailureText } from '../../../../shared/domain/failure-details.ts';
import { CodeText } from '../../../components/code-text.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { PayloadView } from '../../../components/payload-view.tsx';
import { useSmallPayload } from '../../../components/use-small-payload.ts';
import { toVisibleText } from '../../../lib/visible-text.ts';
import { FailureView } from '../failure/failure-view.tsx';

interface FailureSectionProps {
  hub: string;
  instance: InstanceDetail;
  model: ExecutionModel;
}

/** Engines write the word `null` where there are no details. */
function detailsOf({ end }: ExecutionModel): PayloadInfo | null {
  const info = end?.failure?.details ?? null;
  return info === null || info.preview === 'null' ? null : info;
}

function useFailureText(hub: string, { instanceId, output }: InstanceDetail): string | null {
  const text = useSmallPayload(output && { hub, instanceId, info: output });
  return text ?? (output?.preview == null ? null : `${output.preview}…`);
}

/** Why an instance failed: the row says it in a sentence, the history in detail. */
export function FailureSection({ hub, instance, model }: FailureSectionProps) {
  const { instanceId } = instance;
  const text = useFailureText(hub, instance);
  const info = detailsOf(model);
  const detailsText = useSmallPayload(info && { hub, instanceId, info });
  const failure = detailsText === null ? null : parseFailureDetails(detailsText);
  const { errorType, message } = failure ?? (text === null ? silence : splitFailureText(text));
  return (
    <section aria-label="Why it failed" className="border-l-4 border-failed bg-danger-soft px-4 py-2.5">
      <h2 className="group/copy flex items-center gap-1 font-semibold wrap-anywhere text-failed">
        {errorType === null ? 'Failed' : toVisibleText(errorType)}
        <CopyButton isShy text={detailsText ?? message} what="failure" />
      </h2>
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
