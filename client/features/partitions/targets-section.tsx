import type { Partitions } from '../../../shared/contract/partitions.ts';
import { SentenceView } from '../../components/diagnosis/sentence-view.tsx';
import { Unknown } from '../../components/unknown.tsx';

const head = 'px-2 py-1 font-normal text-ink-muted';
const cell = 'px-2 py-1 align-top';

function rate(perSecond: number): string {
  return Number(perSecond.toPrecision(3)).toLocaleString('en-US');
}

/** What the documentation expects at most, beside what was seen. */
export function TargetsSection({ hub, targets }: { hub: string; targets: Partitions['targets'] }) {
  if (targets.length === 0) return null;
  return (
    <section aria-labelledby="targets" className="min-w-0 border-t border-line pt-2.5 pb-3">
      <h2 id="targets" className="px-4 font-semibold">
        Performance targets
      </h2>
      <p className="px-4 pb-1 text-ink-muted">
        Operations a second. The expected maximum is the one documented for a single instance on one small
        machine.
      </p>
      <div role="group" aria-label="Performance targets" tabIndex={0} className="relative overflow-x-auto">
        <table aria-label="Performance targets" className="w-full min-w-160 border-collapse">
          <thead>
            <tr>
              <th scope="col" className={`${head} pl-4 text-left`}>
                Scenario
              </th>
              <th scope="col" className={`${head} text-right whitespace-nowrap`}>
                Expected at most
              </th>
              <th scope="col" className={`${head} text-right whitespace-nowrap`}>
                Measured
              </th>
              <th scope="col" className={`${head} text-left`}>
                What was measured
              </th>
            </tr>
          </thead>
          <tbody>
            {targets.map(({ scenario, expectedPerSecond, measuredPerSecond, measured }) => (
              <tr key={scenario} className="border-t border-line">
                <th scope="row" className="py-1 pr-2 pl-4 text-left align-top font-normal">
                  {scenario}
                </th>
                <td className={`${cell} text-right`}>{rate(expectedPerSecond)}</td>
                <td className={`${cell} text-right whitespace-nowrap`}>
                  {measuredPerSecond === null ? (
                    <Unknown why="Nothing of the kind was seen" />
                  ) : (
                    `≥ ${rate(measuredPerSecond)}`
                  )}
                </td>
                <td className={`${cell} wrap-anywhere text-ink-muted`}>
                  <SentenceView hub={hub} sentence={measured} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
