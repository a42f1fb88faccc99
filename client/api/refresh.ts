/** Every interval of the client in one place, in milliseconds. */
export const refresh = {
  /** All hubs, while the overview or the hub switcher is on screen. */
  hubsMs: 5_000,
  /** An instance that has not ended. */
  openInstanceMs: 2_000,
  /** The history of an instance that has not ended. */
  openHistoryMs: 2_000,
  /** What hints at the event that an instance waits for. */
  awaitedEventsMs: 10_000,
  /** An entity's state and queue. */
  entityMs: 3_000,
  /** What an entity did last, and the messages that wait for it. */
  entityActivityMs: 10_000,
  backlogMs: 5_000,
  /** Whether a hub is healthy, on the overview and on its own page. */
  verdictMs: 10_000,
  /** Requests are counted by the minute. */
  storageCostMs: 20_000,
  /** Lifecycle events that came in, where a webhook is configured. */
  eventGridMs: 10_000,
  /** Why an instance does not move, while its page shows it. */
  diagnosisMs: 5_000,
  /** The row of another instance that a command is offered for. */
  commandTargetMs: 15_000,
  /** Queues, owners and leases, while their page is open. */
  partitionsMs: 5_000,
  /** Messages of the queue that is looked into. */
  queueMessagesMs: 5_000,
  /** Samples of the queues over time. */
  queueHistoryMs: 15_000,
  /** How alert rules stand, and what became of their messages. */
  alertsMs: 5_000,
  /** A window that ends now moves on although nothing changed in the hub. */
  movingWindowMs: 30_000,
  /** Following a command until the engine took it in. */
  commandProgressMs: 1_000,
  /** Whether the server wrote down a command that got no answer. */
  attemptMs: 2_000,
  /** What the caller may do, while something can be done on the page. */
  accessMs: 60_000,
  /** A search inside payloads that runs. */
  payloadSearchMs: 1_000,
  /** Samples of histories that are read for the functions map. */
  functionSamplingMs: 1_000,
  /** Which running instances need the function on screen. */
  functionImpactMs: 30_000,
  /** A batch job that runs, and the list it is in. */
  jobMs: 1_000,
  /** What became of the instances of a job that runs. */
  jobItemsMs: 2_000,
  /** Whether somebody signed in in another window. */
  signInMs: 2_000,
  /** Lists are read again at most this often, however often the index reports changes. */
  hubChangeThrottleMs: 1_000,
  /** Lists are read again no later than this after they were, however long the reader scrolls. */
  hubChangeLatestMs: 10_000,
  /** First wait before a broken change feed is opened again; doubles up to the maximum. */
  feedRetryMs: 1_000,
  feedRetryMaxMs: 30_000,
} as const;
