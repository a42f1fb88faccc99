import { getHubAccess, getSession } from '../../../shared/contract/access.ts';
import type { Access } from '../../access/access.ts';
import type { CommandGate } from '../../commands/command-gate.ts';
import { serve, type Route } from '../../http/serve.ts';
import type { HubRegistry } from '../../hubs/hub-registry.ts';
import { describeHubAccess, describeSession } from './session-service.ts';

interface SessionParts {
  readonly access: Access;
  readonly hubs: HubRegistry;
  readonly gate: Pick<CommandGate, 'isReasonRequired'>;
  readonly frameAncestors: readonly string[];
}

export function sessionRoutes({ access, hubs, gate, frameAncestors }: SessionParts): Route[] {
  return [
    serve(getSession, (_input, { caller }) =>
      Promise.resolve(describeSession(access, caller, frameAncestors)),
    ),
    serve(getHubAccess, async ({ params }, { caller, requestId }) => {
      const open = await hubs.find(params.hub);
      return describeHubAccess({ open, caller, requestId, jobId: null }, gate.isReasonRequired);
    }),
  ];
}
