/** Instances that are in the demo hub from its first seconds on, each in a state worth finding. */
export const landmarks = {
  /** Waits for `Event_Ship` and completes after it. */
  warehouse: 'warehouse-7001',
  /** Running for good: an activity never returns. */
  stuckReport: 'stuck-report-1',
  /** Failed: the card was declined. */
  failedOrder: 'order-1002',
  /** Waits for `Approve`; its id needs escaping everywhere. */
  hostileApproval: 'bestellung/2026#17 "ünï" 🚀 100% <b>?',
  /** Waits for `Approve`. */
  approval: 'approval-2001',
  /** Holds the locks of two accounts until `Confirm`. */
  holdingTransfer: 'transfer-holding',
  /** Waits for its child, which waits for `Event_Ship`. */
  splitOrder: 'order-1003',
  /** Three hundred activities at the same time. */
  stocktake: 'stocktake-north',
  ordersCounter: '@counter@orders',
  lockedAccount: '@account@savings',
} as const;
