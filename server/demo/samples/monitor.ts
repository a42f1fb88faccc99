import { z } from 'zod';
import { instantToMs, msToInstant } from '../../../shared/domain/instant.ts';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { hour, minute, second, timerIn, type Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';

const monitorRequest = z.object({
  location: z.string(),
  phone: z.string(),
  pollEverySeconds: z
    .number()
    .positive()
    .default((30 * minute) / second),
  expiresAfterSeconds: z
    .number()
    .positive()
    .default((6 * hour) / second),
  /** The sky clears at this check; `null` = it keeps raining. */
  clearAtCheck: z.int().nullable().default(null),
});

function* monitor(context: OrchestrationContext, input: unknown): Orchestration {
  const request = monitorRequest.parse(input);
  const expiresAt = msToInstant(instantToMs(context.now) + request.expiresAfterSeconds * second);
  for (let check = 1; context.now < expiresAt; check += 1) {
    const weather = { location: request.location, check, clearAtCheck: request.clearAtCheck };
    const isClear = z.boolean().parse(yield context.callActivity('E3_GetIsClear', weather));
    context.setCustomStatus({ location: request.location, checks: check, isClear, expiresAt });
    if (isClear) {
      yield context.callActivity('E3_SendGoodWeatherAlert', request.phone);
      return { alerted: request.phone, checks: check };
    }
    yield timerIn(context, request.pollEverySeconds * second);
  }
  return { alerted: null, reason: 'expired' };
}

const weatherCheck = z.object({ location: z.string(), check: z.int(), clearAtCheck: z.int().nullable() });

/** Polling: a timer between the checks, until the condition holds or the monitor expires. */
export const monitorSample: Registry = {
  orchestrators: { E3_Monitor: monitor },
  activities: {
    ...activity(
      'E3_GetIsClear',
      weatherCheck,
      [80, 700],
      (weather) => weather.check === weather.clearAtCheck,
    ),
    ...activity('E3_SendGoodWeatherAlert', z.string(), [200, 1200], (phone) => `sent to ${phone}`),
  },
  entities: {},
};
