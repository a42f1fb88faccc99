import type { OfferedCommand } from './offered-commands.ts';

export interface CommandWords {
  readonly label: string;
  /** Title of the dialog, without the instance id. */
  readonly question: string;
  /** What will happen, one sentence each. */
  readonly effects: readonly string[];
  /** The history event that shows that the engine acted. */
  readonly eventType: string;
}

export const commandWords = {
  terminate: {
    label: 'Terminate',
    question: 'Terminate this instance?',
    effects: [
      'The engine ends the instance at once with the status Terminated. It cannot be resumed.',
      'Its child instances are not terminated: they go on running.',
      'Activities that run at this moment finish, and their results are dropped.',
    ],
    eventType: 'ExecutionTerminated',
  },
  'raise-event': {
    label: 'Raise event',
    question: 'Raise an event for this instance',
    effects: [
      'The event is put into the instance’s control queue. An instance that waits for this name goes on with the payload.',
      'Names are compared without regard to case. An event nobody waits for yet is kept until somebody does.',
    ],
    eventType: 'EventRaised',
  },
  suspend: {
    label: 'Suspend',
    question: 'Suspend this instance?',
    effects: [
      'The engine stops acting on the instance until it is resumed.',
      'Results, timers and events that arrive meanwhile are kept and processed after the resume. Running activities finish.',
    ],
    eventType: 'ExecutionSuspended',
  },
  resume: {
    label: 'Resume',
    question: 'Resume this instance?',
    effects: ['The engine goes on where the instance stopped and processes what arrived meanwhile.'],
    eventType: 'ExecutionResumed',
  },
} as const satisfies Record<OfferedCommand, CommandWords>;
