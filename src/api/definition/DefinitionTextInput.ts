import { Field, InputType } from 'type-graphql';

/** What every input that stores definitions begins with. */
@InputType()
export abstract class DefinitionTextInput {
  @Field(() => String, { description: 'YAML, workflow language version 2.0.' })
  definition!: string;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Where the names count.' })
  namespace?: string | null;
}
