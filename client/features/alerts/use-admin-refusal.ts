import { useQuery } from '@tanstack/react-query';
import { isAtLeast } from '../../../shared/domain/access.ts';
import { hubAccessQuery } from '../../api/access-queries.ts';
import { describeError } from '../../lib/error-words.ts';

/** Why the reader cannot change alerts here; `null` = can. */
export function useAdminRefusal(hub: string): string | null {
  const { data, error } = useQuery(hubAccessQuery(hub));
  if (data !== undefined)
    return isAtLeast(data.role, 'admin') ? null : `This needs the role admin; yours here is ${data.role}.`;
  if (error === null) return 'What you may do here is being read.';
  return `What you may do here could not be read: ${describeError(error).detail}`;
}
