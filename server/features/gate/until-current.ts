import type { Instant } from '../../../shared/domain/instant.ts';
import type { InstanceIndex } from '../../task-hub/instance-index.ts';

/** Resolves when the index knows everything written before `moment`, or after `limitMs`, whichever comes first. */
export async function untilCurrent(index: InstanceIndex, moment: Instant, limitMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const stops: (() => void)[] = [];
    const finish = () => {
      for (const stop of stops) stop();
      resolve();
    };
    const look = () => {
      const { asOf } = index.coverage();
      if (asOf !== null && asOf >= moment) finish();
    };
    stops.push(index.watch(look));
    const timer = setTimeout(finish, limitMs);
    const poll = setInterval(look, 250);
    stops.push(
      () => clearTimeout(timer),
      () => clearInterval(poll),
    );
    look();
  });
}
