import { registerEnumType } from 'type-graphql';

/** Whether a trigger fires. */
export enum CronTriggerState {
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  FINISHED = 'FINISHED',
}
registerEnumType(CronTriggerState, {
  name: 'CronTriggerState',
  description: 'Whether a trigger fires.',
  valuesConfig: {
    ACTIVE: { description: 'It fires at its times.' },
    PAUSED: { description: 'It does not fire until somebody resumes it.' },
    FINISHED: { description: 'There are no more times, or no more executions to start.' },
  },
});

/** What is done about times at which no scheduler was up. */
export enum MissedPolicy {
  SKIP = 'SKIP',
  LAST = 'LAST',
  ALL = 'ALL',
}
registerEnumType(MissedPolicy, {
  name: 'MissedPolicy',
  description: 'What is done about missed times: those that nobody was there for, and that are more than 10 s late.',
  valuesConfig: {
    SKIP: { description: 'Nothing.' },
    LAST: { description: 'One execution is started, for the last of them.' },
    ALL: { description: 'An execution is started for each of them, or for the last `missedLimit`.' },
  },
});

/** What is done while an execution that the trigger started is still under way. */
export enum OverlapPolicy {
  ALLOW = 'ALLOW',
  SKIP = 'SKIP',
  QUEUE = 'QUEUE',
  CANCEL_PREVIOUS = 'CANCEL_PREVIOUS',
}
registerEnumType(OverlapPolicy, {
  name: 'OverlapPolicy',
  description: 'What is done when it is time and an execution that the trigger started is still under way.',
  valuesConfig: {
    ALLOW: { description: 'Another one is started beside it.' },
    SKIP: { description: 'The time is passed over.' },
    QUEUE: { description: 'The time waits until the execution has ended; 1,000 times can wait.' },
    CANCEL_PREVIOUS: { description: 'The execution is cancelled, and another one started.' },
  },
});
