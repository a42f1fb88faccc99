import type { RuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import { toRuntimeStatus } from '../../../../shared/domain/runtime-status.ts';
import type { LegendEntry } from '../../../components/charts/legend.tsx';
import { slotColor } from '../../../components/charts/series-slots.ts';
import { statusColor } from '../../../components/charts/status-color.ts';
import { statusLooks, statusOrder } from '../../../components/runtime-status-look.ts';
import type { HistogramAnswer, HistogramColor } from './histogram-queries.ts';

export interface HistogramSeries extends LegendEntry {
  /** Place in the lists of counts. */
  readonly place: number;
}

const othersPlace = Number.MAX_SAFE_INTEGER;

function rankOfStatus(status: RuntimeStatus): number {
  return statusOrder.indexOf(status);
}

function statusSeries(names: HistogramAnswer['series']): HistogramSeries[] {
  return names
    .map((name, place) => ({ status: toRuntimeStatus(name), place }))
    .sort((a, b) => rankOfStatus(a.status) - rankOfStatus(b.status))
    .map(({ status, place }) => ({
      key: status,
      label: status,
      color: statusColor(status),
      icon: statusLooks[status].icon,
      place,
    }));
}

function nameSeries(names: HistogramAnswer['series'], slots: ReadonlyMap<string, number>): HistogramSeries[] {
  const rank = (name: string | null) => (name === null ? othersPlace : (slots.get(name) ?? othersPlace - 1));
  return names
    .map((name, place) => ({ name, place }))
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map(({ name, place }) => ({
      key: name ?? '*',
      label: name ?? 'Other names',
      color: slotColor(name === null ? null : slots.get(name)),
      place,
    }));
}

/** From the bottom of a bar to its top, in an order that does not depend on the counts. */
export function seriesInOrder(
  names: HistogramAnswer['series'],
  color: HistogramColor,
  slots: ReadonlyMap<string, number>,
): HistogramSeries[] {
  return color === 'status' ? statusSeries(names) : nameSeries(names, slots);
}
