import type { Rule } from './rule.ts';

/** What the row and the history of the instance tell, and those of its family. */
export const executionRules: readonly Rule[] = [];
