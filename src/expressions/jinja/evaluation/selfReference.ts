import type { Body, Statement } from '../syntax/ast.ts';
import { Callable } from '../things/Callable.ts';
import { Members } from '../things/Members.ts';
import type { Thing } from '../things/Thing.ts';

type Block = Extract<Statement, { kind: 'block' }>;

/** What `self` stands for: the blocks of the template, to be rendered again by `self.name()`. */
class SelfReference extends Members {
  readonly typeName = 'TemplateReference';

  constructor(private readonly blocks: ReadonlyMap<string, () => string>) {
    super();
  }

  member(name: string): Thing | undefined {
    const render = this.blocks.get(name);
    return render && new Callable(name, render, 'BlockReference');
  }

  override repr(): string {
    return '<TemplateReference None>';
  }
}

export function selfReference(body: Body, render: (block: Block) => string): Thing {
  const blocks = blocksIn(body).map((block) => [block.name, () => render(block)] as const);
  return new SelfReference(new Map(blocks));
}

/** All blocks of a template, also those inside others. */
export function blocksIn(part: unknown): Block[] {
  if (part === null || typeof part !== 'object') return [];
  const inner = Object.values(part).flatMap(blocksIn);
  return 'kind' in part && part.kind === 'block' ? [part as Block, ...inner] : inner;
}
