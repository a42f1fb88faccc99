import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import { eventWithin, minute, type Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';

const request = z.object({
  subject: z.string(),
  requestedBy: z.string(),
  approver: z.string(),
  /** `null` = no deadline. */
  deadlineMinutes: z.number().positive().nullable(),
  text: z.string().optional(),
});
export type ApprovalRequest = z.input<typeof request>;

const approve = 'Approve';

function* approval(context: OrchestrationContext, input: unknown): Orchestration {
  const { subject, requestedBy, approver, deadlineMinutes } = request.parse(input);
  yield context.callActivity('AskApprover', { subject, approver });
  context.setCustomStatus({ waitingFor: approve, approver, deadlineMinutes });
  const answer =
    deadlineMinutes === null
      ? { data: yield context.waitForEvent(approve) }
      : yield* eventWithin(context, approve, deadlineMinutes * minute);
  const outcome = answer === 'deadline' ? 'expired' : answer.data === false ? 'rejected' : 'approved';
  yield context.callActivity('TellRequester', { requestedBy, outcome });
  context.setCustomStatus({ state: outcome });
  return { subject, outcome };
}

/** An approval with a deadline: no answer means expired, `false` means rejected, anything else approved. */
export const approvalSample: Registry = {
  orchestrators: { Approval: approval },
  activities: {
    ...activity(
      'AskApprover',
      z.object({ subject: z.string(), approver: z.string() }),
      [80, 600],
      () => 'sent',
    ),
    ...activity(
      'TellRequester',
      z.object({ requestedBy: z.string(), outcome: z.string() }),
      [80, 600],
      () => 'sent',
    ),
  },
  entities: {},
};
