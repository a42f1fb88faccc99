import type { Failure } from '../../../../shared/domain/failure-details.ts';
import { PayloadViewer, type PayloadViewerProps } from '../../../components/payload-viewer.tsx';
import { FailureView } from '../failure/failure-view.tsx';

function renderFailure(failure: Failure) {
  return <FailureView failure={failure} />;
}

/** A payload of an instance in full; exceptions are laid out. */
export function InstancePayload(props: Omit<PayloadViewerProps, 'renderFailure'>) {
  return <PayloadViewer {...props} renderFailure={renderFailure} />;
}
