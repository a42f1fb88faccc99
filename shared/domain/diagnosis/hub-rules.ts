import type { Rule } from './rule.ts';

/** What queues, leases and workers tell. */
export const hubRules: readonly Rule[] = [];
