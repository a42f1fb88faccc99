import {
  Ban,
  Brush,
  CirclePause,
  CirclePlay,
  CopyPlus,
  History,
  MessageSquareText,
  OctagonX,
  Play,
  Send,
  Trash2,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import type { CommandName } from '../../../shared/domain/actions.ts';

export interface CommandWords {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Title of the dialog for one instance, without its id. */
  readonly question: string;
  /** What will happen and what will not, one sentence each. */
  readonly effects: readonly string[];
  /** What sending it a second time risks when nobody knows whether the first one arrived. */
  readonly twice: string;
  /** It destroys something that does not come back. */
  readonly isDestructive: boolean;
}

const harmlessTwice = 'A second one changes nothing if the first one arrived.';

export const commandWords = {
  terminate: {
    label: 'Terminate',
    icon: OctagonX,
    question: 'Terminate this instance?',
    effects: [
      'The engine ends the instance at once with the status Terminated. It cannot be resumed.',
      'Its child instances are not terminated: they go on running.',
      'Activities that run at this moment finish, and their results are dropped.',
    ],
    twice: harmlessTwice,
    isDestructive: true,
  },
  'raise-event': {
    label: 'Raise event',
    icon: Send,
    question: 'Raise an event for this instance',
    effects: [
      'The event is put into the instance’s control queue. An instance that waits for this name goes on with the payload.',
      'Names are compared without regard to case. An event nobody waits for yet is kept until somebody does.',
    ],
    twice: 'If the first one arrived, the instance gets the event twice.',
    isDestructive: false,
  },
  suspend: {
    label: 'Suspend',
    icon: CirclePause,
    question: 'Suspend this instance?',
    effects: [
      'The engine stops acting on the instance until it is resumed.',
      'Results, timers and events that arrive meanwhile are kept and processed after the resume. Running activities finish.',
    ],
    twice: harmlessTwice,
    isDestructive: false,
  },
  resume: {
    label: 'Resume',
    icon: CirclePlay,
    question: 'Resume this instance?',
    effects: ['The engine goes on where the instance stopped and processes what arrived meanwhile.'],
    twice: harmlessTwice,
    isDestructive: false,
  },
  rewind: {
    label: 'Rewind',
    icon: History,
    question: 'Rewind this instance?',
    effects: [
      'What failed is taken out of the history, and the engine runs it again. What succeeded keeps its results.',
      'Children that failed are rewound too. Those at the ends of the tree are woken; their parents go on when they complete.',
    ],
    twice: 'If the first one arrived and the instance failed again since, it runs once more.',
    isDestructive: false,
  },
  restart: {
    label: 'Restart',
    icon: CopyPlus,
    question: 'Restart this instance?',
    effects: [
      'The orchestration runs again from its beginning. What it did before is not undone.',
      'The engine’s own restart carries neither version nor tags over: only those given here are set.',
    ],
    twice: 'If the first one arrived, the orchestration runs twice.',
    isDestructive: false,
  },
  purge: {
    label: 'Purge',
    icon: Trash2,
    question: 'Purge this instance?',
    effects: [
      'Row, history and blobs are deleted for good. Nothing brings them back.',
      'Messages that are still in queues stay there; a worker drops them when it finds no instance.',
    ],
    twice: 'A second one deletes what is left, and an instance that got the same id since.',
    isDestructive: true,
  },
  'set-custom-status': {
    label: 'Set custom status',
    icon: MessageSquareText,
    question: 'Set the custom status',
    effects: [
      'The custom status in the row is replaced at once.',
      'The orchestrator does not see it, and its history does not tell of it.',
    ],
    twice: 'A second one writes over what the instance itself has set since.',
    isDestructive: false,
  },
  'cancel-scheduled-start': {
    label: 'Cancel scheduled start',
    icon: Ban,
    question: 'Cancel the scheduled start?',
    effects: [
      'The instance will not start. Scheduling it again needs a new start.',
      'Its row says Terminated at once. The message that would start it may stay unseen in its queue until the due time; then workers drop it.',
    ],
    twice: harmlessTwice,
    isDestructive: true,
  },
  'signal-entity': {
    label: 'Signal',
    icon: Zap,
    question: 'Signal this entity',
    effects: [
      'The operation is put into the entity’s control queue. The entity runs it after what came before, and behind a lock once it is released.',
      'A signal gives no result back, and an entity without a state is created by it.',
    ],
    twice: 'If the first one arrived, the entity runs the operation twice.',
    isDestructive: false,
  },
  'clean-entity': {
    label: 'Clean',
    icon: Brush,
    question: 'Clean this entity?',
    effects: [
      'An entity without state, lock and waiting operations goes, with its row, history and blobs. A signal creates it again.',
      'A lock is released when the instance that holds it has ended or is gone.',
    ],
    twice: harmlessTwice,
    isDestructive: true,
  },
  start: {
    label: 'Start',
    icon: Play,
    question: 'Start an orchestration',
    effects: [
      'A message that starts the orchestration is put into its control queue, and its row is written.',
      'Names are not checked here: one that no worker knows fails in the worker.',
    ],
    twice:
      'If the first one arrived, a second instance starts; with a chosen id it is refused while the first one runs.',
    isDestructive: false,
  },
  'delete-task-hub': {
    label: 'Delete task hub',
    icon: Trash2,
    question: 'Delete this task hub?',
    effects: [
      'Every table, queue and container of the task hub is deleted for good.',
      'Workers that still run log errors and may create parts of it again: stop them first.',
    ],
    twice: 'A second one deletes what is left, and what a worker created since.',
    isDestructive: true,
  },
} as const satisfies Record<CommandName, CommandWords>;
