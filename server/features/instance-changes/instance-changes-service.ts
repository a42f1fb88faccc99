import type { InstanceChange } from '../../../shared/contract/instance-changes.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { InstanceFollower } from './instance-follower.ts';

/** One follower per instance, however many look at it; none when nobody does. */
export class InstanceFollowers {
  readonly #byHub = new WeakMap<OpenHub, Map<string, InstanceFollower>>();

  follow(
    open: OpenHub,
    { instanceId, after }: { readonly instanceId: string; readonly after: string },
    listener: (change: InstanceChange) => void,
  ): () => void {
    const followers = this.#byHub.get(open) ?? new Map<string, InstanceFollower>();
    this.#byHub.set(open, followers);
    let follower = followers.get(instanceId);
    if (follower === undefined) {
      follower = new InstanceFollower(open, instanceId, after, () => followers.delete(instanceId));
      followers.set(instanceId, follower);
    }
    return follower.follow(listener);
  }
}
