import { registerEnumType } from 'type-graphql';

/** Where an execution, a task execution or an action execution stands. */
export enum State {
  IDLE = 'IDLE',
  WAITING = 'WAITING',
  RUNNING = 'RUNNING',
  DELAYED = 'DELAYED',
  PAUSED = 'PAUSED',
  SUCCESS = 'SUCCESS',
  ERROR = 'ERROR',
  CANCELLED = 'CANCELLED',
  SKIPPED = 'SKIPPED',
}
registerEnumType(State, {
  name: 'State',
  description: 'Where an execution, a task execution or an action execution stands.',
  valuesConfig: {
    IDLE: { description: 'It exists and has not begun.' },
    WAITING: { description: 'A task waits for others, or for a time.' },
    RUNNING: { description: 'Under way.' },
    DELAYED: { description: 'A task waits to be tried again, or before it goes on.' },
    PAUSED: { description: 'Held until somebody resumes it.' },
    SUCCESS: { description: 'Ended well.' },
    ERROR: { description: 'Ended in an error; `stateInfo` says which.' },
    CANCELLED: { description: 'Ended because somebody cancelled it.' },
    SKIPPED: { description: 'A task that failed and that somebody passed over.' },
  },
});

/** Who may see a definition. */
export enum Scope {
  PRIVATE = 'PRIVATE',
  PUBLIC = 'PUBLIC',
}
registerEnumType(Scope, {
  name: 'Scope',
  description: 'Who may see a definition.',
  valuesConfig: {
    PRIVATE: { description: 'The project it belongs to.' },
    PUBLIC: { description: 'Every project.' },
  },
});

/** What a text defines. */
export enum DefinitionKind {
  WORKFLOW = 'WORKFLOW',
  WORKBOOK = 'WORKBOOK',
  ACTION = 'ACTION',
}
registerEnumType(DefinitionKind, {
  name: 'DefinitionKind',
  description: 'What a text defines.',
  valuesConfig: {
    WORKFLOW: { description: 'One or more workflows.' },
    WORKBOOK: { description: 'A workbook: workflows and ad-hoc actions under one name.' },
    ACTION: { description: 'One or more ad-hoc actions.' },
  },
});
