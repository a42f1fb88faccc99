import type { ReactNode } from 'react';
import type { Failure } from '../../shared/domain/failure-details.ts';
import { PayloadDownload } from './payload-download.tsx';
import { PayloadFacts } from './payload-facts.tsx';
import type { PayloadSource } from './payload-queries.ts';
import { ProblemList } from './problem-list.tsx';
import { TextViewer } from './text-viewer.tsx';
import { CutNote, UnreadPayload } from './payload-reading.tsx';
import { usePayload } from './use-payload.ts';

export interface PayloadViewerProps extends PayloadSource {
  /** What the payload is, for example “input”. */
  what: string;
  /** Other buttons beside those that copy and download. */
  actions?: ReactNode;
  /** Lays out failure details; without it they are a tree like others. */
  renderFailure?: (failure: Failure) => ReactNode;
}

/** One payload in full: what it is and how big at once; its text, on demand when large, in every way it can be looked at. */
export function PayloadViewer({ what, actions, renderFailure, ...source }: PayloadViewerProps) {
  const { info } = source;
  const reading = usePayload(source);
  const { payload } = reading;
  const problems = [info.problem, payload?.problem].filter((problem) => typeof problem === 'string');
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <PayloadFacts info={info} payload={payload} />
      <ProblemList problems={problems} />
      {payload === null && info.problem === null && (
        <UnreadPayload info={info} what={what} reading={reading} />
      )}
      {payload !== null && (
        <TextViewer
          text={payload.text}
          what={what}
          isTruncated={payload.isTruncated}
          renderFailure={renderFailure}
          actions={
            <>
              <PayloadDownload {...source} what={what} />
              {actions}
            </>
          }
        />
      )}
      <CutNote reading={reading} />
    </div>
  );
}
