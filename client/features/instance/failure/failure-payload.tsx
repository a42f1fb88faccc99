import { parseFailureDetails } from '../../../../shared/domain/failure-details.ts';
import type { PayloadSource } from '../../../components/payload-queries.ts';
import { PayloadView } from '../../../components/payload-view.tsx';
import { useSmallPayload } from '../../../components/use-small-payload.ts';
import { FailureView } from './failure-view.tsx';

interface FailurePayloadProps extends PayloadSource {
  what: string;
}

/** A column that may hold failure details: laid out when it does, shown as any other payload when not. */
export function FailurePayload({ what, ...source }: FailurePayloadProps) {
  const text = useSmallPayload(source);
  const failure = text === null ? null : parseFailureDetails(text);
  return failure === null ? <PayloadView what={what} {...source} /> : <FailureView failure={failure} />;
}
