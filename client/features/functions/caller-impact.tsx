import type { CallerImpact, FunctionImpact } from '../../../shared/contract/functions-map.ts';
import { formatCount, plural } from '../../lib/format-count.ts';
import { toVisibleText } from '../../lib/visible-text.ts';
import { ListLink } from './list-link.tsx';

interface StandingLineProps {
  hub: string;
  instances: CallerImpact['open'];
  certainty: 'certain' | 'likely' | 'possible' | 'unlikely';
  /** Behind the number of instances; the first is for one. */
  words: readonly [one: string, many: string];
}

/** How many instances stand in one way to the function, and how sure that they need it. */
function StandingLine({ hub, instances: { count, q }, certainty, words }: StandingLineProps) {
  if (count === 0) return null;
  return (
    <li className="flex items-baseline gap-2">
      <span className="w-16 shrink-0 text-sm text-ink-muted">{certainty}</span>
      <span className="min-w-0">
        <ListLink hub={hub} q={q}>
          {plural(count, 'instance')}
        </ListLink>{' '}
        {words[count === 1 ? 0 : 1]}
      </span>
    </li>
  );
}

function isEvent({ function: { kind } }: FunctionImpact): boolean {
  return kind === 'event';
}

/** Share of runs as a person says it; of none there is none. */
function shareWords({ endedRuns, callingRuns }: CallerImpact, impact: FunctionImpact): string {
  if (endedRuns === 0) return 'no run of it that ended was read';
  const verb = isEvent(impact) ? 'had to do with it' : 'needed it';
  return `${formatCount(callingRuns)} of ${plural(endedRuns, 'ended run')} that were read ${verb}`;
}

interface CallerProps {
  hub: string;
  caller: CallerImpact;
  impact: FunctionImpact;
}

/** Running instances of one caller, by how they stand to the function. */
export function CallerImpactItem({ hub, caller, impact }: CallerProps) {
  const { pending, running, open, ahead, done, passed, notLooked, endedRuns, callingRuns } = caller;
  const isAlways = endedRuns > 0 && callingRuns === endedRuns;
  const likely = isAlways ? 'likely' : 'possible';
  const lines = { hub };
  return (
    <li className="border-t border-line py-1.5">
      <p>
        <bdi className="font-medium wrap-anywhere">{toVisibleText(caller.name)}</bdi>
        <span className="text-ink-muted">: {shareWords(caller, impact)}</span>
      </p>
      <ul aria-label={`Open instances of ${toVisibleText(caller.name)}`} className="flex flex-col">
        <StandingLine
          {...lines}
          instances={open}
          certainty="certain"
          words={['waits for it', 'wait for it']}
        />
        <StandingLine
          {...lines}
          instances={pending}
          certainty={likely}
          words={['has not started: every step is before it', 'have not started: every step is before them']}
        />
        <StandingLine
          {...lines}
          instances={ahead}
          certainty={likely}
          words={['has not come to it', 'have not come to it']}
        />
        <StandingLine
          {...lines}
          instances={done}
          certainty="possible"
          words={['had it already, and may ask again', 'had it already, and may ask again']}
        />
        <StandingLine
          {...lines}
          instances={passed}
          certainty="unlikely"
          words={[
            'went another way: it did what ended runs do only afterwards',
            'went another way: they did what ended runs do only afterwards',
          ]}
        />
        <StandingLine
          {...lines}
          instances={{ count: notLooked, q: running.q }}
          certainty={likely}
          words={['runs, history not looked at', 'run, histories not looked at']}
        />
      </ul>
    </li>
  );
}
