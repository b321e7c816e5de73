import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ExecutorShown, OfferedPlugin } from '../../persistence/ExecutorStore.ts';
import { DateTimeScalar } from '../scalars.ts';

@ObjectType('ExecutorPlugin', { description: 'A plugin that an executor has loaded.' })
export class ExecutorPlugin {
  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => String, { nullable: true, description: 'Of the files that the executor has, as their author calls it.' })
  readonly version: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of these files: the same on executors that have the same.',
  })
  readonly checksum: string | null;

  constructor({ name, version, checksum }: OfferedPlugin) {
    this.name = name;
    this.version = version;
    this.checksum = checksum;
  }
}

@ObjectType('Executor', { description: 'A process that runs actions, as it has announced itself.' })
export class Executor {
  @Field(() => ID, { description: 'The id: a UUID, new with each start of the process.' })
  readonly id: string;

  @Field(() => String, { description: 'The `target` by which tasks reach it.' })
  readonly name: string;

  @Field(() => [String], { description: 'Further `target`s, which executors may share.' })
  readonly groups: readonly string[];

  @Field(() => String, { description: 'The machine it runs on.' })
  readonly host: string;

  @Field(() => Int, { description: 'The id of its process there.' })
  readonly pid: number;

  @Field(() => Int, { description: 'Actions it may run at once.' })
  readonly slots: number;

  @Field(() => Int, { description: 'Actions it ran when it was heard of last.' })
  readonly running: number;

  @Field(() => Boolean, {
    description: 'Whether it gives signs of life; one that has gone in good order is not shown.',
  })
  readonly isLive: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was started.' })
  readonly startedAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was heard of last.' })
  readonly seenAt: Date;

  @Field(() => [String], { description: 'Names of the actions that it offers.' })
  readonly actions: readonly string[];

  @Field(() => [ExecutorPlugin], { description: 'The plugins they come from.' })
  readonly plugins: readonly ExecutorPlugin[];

  constructor(shown: ExecutorShown) {
    this.id = shown.id;
    this.name = shown.name;
    this.groups = shown.groups;
    this.host = shown.host;
    this.pid = shown.pid;
    this.slots = shown.slots;
    this.running = shown.running;
    this.isLive = shown.isLive;
    this.startedAt = shown.started_at;
    this.seenAt = shown.seen_at;
    this.actions = shown.offers.actions.map(({ name }) => name);
    this.plugins = shown.offers.plugins.map((plugin) => new ExecutorPlugin(plugin));
  }
}
