import type { CallChain, Link } from '../../core/facts/calls';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { Resolution } from './resolution';

/** Calls of which it is known by convention what they give, though what they call is not in the workspace. */
export interface WellKnownCalls {
  /** `require('./database').pool`, `(await import('./database')).pool`. */
  loadedModule(at: UnitPlace, chain: CallChain): Entity | undefined;
  /** `const [user, posts] = await Promise.all([…])`: a list of what the promises give. */
  fromPromises(at: UnitPlace, chain: CallChain): Entity | undefined;
  /** `container.resolve(UsersService)`, `inject(PrismaService)`, `app.get<Users>('users')`: an object of what it is asked for. */
  fromContainer(at: UnitPlace, chain: CallChain, index: number): Entity | undefined;
  /** `remember('prisma', () => new PrismaClient())`: a helper that keeps what a factory makes. */
  fromFactory(at: UnitPlace, link: Link): Entity | undefined;
}

export function createWellKnownCalls(resolution: Resolution): WellKnownCalls {
  function loadedModule(at: UnitPlace, { root, links }: CallChain): Entity | undefined {
    const [load] = links;
    if (root.kind !== 'ref' || root.root.kind !== 'outer' || root.path.length > 0 || load?.name !== '')
      return undefined;
    if (root.root.name !== 'import' && root.root.name !== 'require') return undefined;
    const specifier = load.args[0]?.value;
    return specifier?.kind === 'literal' && typeof specifier.value === 'string'
      ? resolution.imported(at.uri, specifier.value, '*')
      : undefined;
  }

  function fromPromises(at: UnitPlace, { root, links }: CallChain): Entity | undefined {
    if (root.kind !== 'ref' || root.root.kind !== 'outer' || root.root.name !== 'Promise') return undefined;
    const list = links[0]?.name === 'all' ? links[0].args[0]?.value : undefined;
    if (list?.kind !== 'array') return undefined;
    const items = list.items.map(item => (item.kind === 'call' ? { ...item, awaited: true } : item));
    return { kind: 'value', at, value: { ...list, items } };
  }

  function fromContainer(at: UnitPlace, { root, links }: CallChain, index: number): Entity | undefined {
    const link = links[index];
    const isOwn = link?.name === '' && root.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'inject';
    if (link?.form !== 'call' || !(isOwn || ASKS_CONTAINER.has(link.name))) return undefined;
    const [type] = link.types ?? [];
    if (type) return resolution.type(at, type);
    const token = link.args[0]?.value;
    const entity = token?.kind === 'ref' ? resolution.value(at, token) : undefined;
    return entity?.kind === 'class' ? { ...entity, kind: 'instance' } : undefined;
  }

  function fromFactory(at: UnitPlace, link: Link): Entity | undefined {
    return firstEntity(
      link.args.map(({ value }) => () => {
        const made = value.kind === 'function' ? resolution.returned(at, value.function) : undefined;
        return made?.kind === 'handle' ? made : undefined;
      }),
    );
  }

  return { loadedModule, fromPromises, fromContainer, fromFactory };
}

/** How containers of injected services are asked for one: NestJS, tsyringe, Inversify, Awilix, Angular. */
const ASKS_CONTAINER = new Set(['get', 'resolve', 'inject', 'create', 'make']);
