import type { TableEntity } from '@azure/data-tables';

const at = { type: 'DateTime', value: '2026-11-21T05:28:37.9744253Z' };

/** A row of an Instances table; the id needs no escaping. */
export function makeStoredRow(instanceId: string, status: string, executionId = 'first'): TableEntity {
  return {
    partitionKey: instanceId,
    rowKey: '',
    Name: 'Order',
    Version: '',
    RuntimeStatus: status,
    ExecutionId: executionId,
    CreatedTime: at,
    LastUpdatedTime: at,
  };
}
