import { PayloadFacts } from './payload-facts.tsx';
import type { PayloadSource } from './payload-queries.ts';
import { PayloadText } from './payload-text.tsx';
import { ProblemList } from './problem-list.tsx';
import { CutNote, UnreadPayload } from './payload-reading.tsx';
import { usePayload } from './use-payload.ts';

interface PayloadViewProps extends PayloadSource {
  /** What the payload is, for example “input”. */
  what: string;
}

/** One payload where there is little room: its text at once when small and on demand when not. */
export function PayloadView({ what, ...source }: PayloadViewProps) {
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
      {payload !== null && <PayloadText text={payload.text} what={what} />}
      <CutNote reading={reading} />
    </div>
  );
}
