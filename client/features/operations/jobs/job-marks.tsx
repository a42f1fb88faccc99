import type { Job, JobItem } from '../../../../shared/contract/jobs.ts';
import { itemLooks, jobLooks } from './job-look.ts';

export function JobStateMark({ state }: Pick<Job, 'state'>) {
  const { icon: Icon, text, word } = jobLooks[state];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${text}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {word}
    </span>
  );
}

export function ItemStateMark({ state }: Pick<JobItem, 'state'>) {
  const { icon: Icon, text, word, meaning } = itemLooks[state];
  return (
    <span title={meaning} className={`inline-flex items-center gap-1.5 whitespace-nowrap ${text}`}>
      <Icon aria-hidden size={14} className="shrink-0" />
      {word}
    </span>
  );
}
