import type { JobTarget } from '../../../../shared/contract/jobs.ts';

/** What a batch job is to be given to, as its form got it. */
export interface BatchTarget {
  readonly target: JobTarget;
  /** In words, such as “3 picked instances”. */
  readonly words: string;
  /** Filter text that asks for the same instances, for a file of them; `null` = too many picked ones for an address. */
  readonly exportText: string | null;
}
