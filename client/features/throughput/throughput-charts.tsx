import { LatencyPanel } from './latency-panel.tsx';
import { NamesPanel } from './names-panel.tsx';
import { OutcomePanel, type PanelContext } from './outcome-panel.tsx';

/** Everything that needs the chart library. */
export function ThroughputCharts(context: PanelContext) {
  return (
    <>
      <OutcomePanel {...context} />
      <NamesPanel {...context} />
      <LatencyPanel {...context} />
    </>
  );
}
