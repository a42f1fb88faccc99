import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { second, timerIn, type Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';
import { between, seededRandom } from './seeded-random.ts';

const secondsToAnswer = 90;
const tries = 3;

/** The code that the text message to this number carries. */
export function challengeCodeFor(phone: string): number {
  return between(seededRandom(`sms ${phone}`), 1000, 9999);
}

function* smsPhoneVerification(context: OrchestrationContext, input: unknown): Orchestration {
  const phone = z.string().min(1, 'A phone number is required.').parse(input);
  const code = yield context.callActivity('E4_SendSmsChallenge', phone);
  const timeout = timerIn(context, secondsToAnswer * second);
  for (let triesLeft = tries; triesLeft > 0; triesLeft -= 1) {
    context.setCustomStatus({ waitingFor: 'SmsChallengeResponse', phone, triesLeft });
    const response = context.waitForEvent('SmsChallengeResponse');
    const winner = yield context.any([response, timeout]);
    if (winner !== response) {
      context.setCustomStatus({ state: 'timed out', phone });
      return false;
    }
    if ((yield response) === code) {
      timeout.cancel();
      context.setCustomStatus({ state: 'verified', phone });
      return true;
    }
  }
  timeout.cancel();
  context.setCustomStatus({ state: 'refused', phone, tries });
  return false;
}

/** Human interaction: an event against a timer, with three tries. */
export const smsPhoneVerificationSample: Registry = {
  orchestrators: { E4_SmsPhoneVerification: smsPhoneVerification },
  activities: activity('E4_SendSmsChallenge', z.string(), [150, 1200], challengeCodeFor),
  entities: {},
};
