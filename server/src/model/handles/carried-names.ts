import type { Binding, CodeFacts } from '../../core/facts/code';
import type { Ref } from '../../core/facts/values';
import { isInside, type Uri } from '../../core/uri';
import { type Entity, firstEntity, type UnitPlace } from './entity';
import type { Resolution } from './resolution';
import type { ResolutionContext } from './resolution-context';

/**
 * What programs put on the objects that a framework hands around: `app.locals.db = pool` here is `req.app.locals.db` there,
 * `fastify.decorate('db', pool)` is `request.server.db`. The objects are known by what everybody calls them, what they
 * carry by its name within the package.
 */
export interface CarriedNames {
  /** The object that a name without any other meaning stands for. */
  carrier(at: UnitPlace, binding: Binding): Entity | undefined;
  member(carrier: Entity & { readonly kind: 'carrier' }, name: string): Entity | undefined;
}

const CARRIER = /^(?:req|request|ctx|context|c|app|server|fastify|instance|event|res|reply)$/;
/** Objects of the framework that hang on one another and carry the same. */
const PASSES_ON = /^(?:app|server|req|request|ctx|context|locals|state|var|raw|instance)$/;

export function createCarriedNames(
  { shared, inputs, codeOf }: ResolutionContext,
  resolution: Resolution,
): CarriedNames {
  function carried(uri: Uri, name: string): Entity | undefined {
    const folder = packageOf(uri);
    return shared(`carried ${folder} ${name}`, () => {
      const carriers = inputs.carriers(name);
      const near = carriers.filter(carrier => isInside(carrier, folder));
      return firstEntity((near.length > 0 ? near : carriers).map(carrier => () => putOn(carrier, name)));
    });
  }

  function packageOf(uri: Uri): Uri {
    const folders = inputs.project.packages.map(({ folder }) => folder).filter(folder => isInside(uri, folder));
    return folders.reduce((longest, folder) => (folder.length > longest.length ? folder : longest), '');
  }

  function putOn(uri: Uri, name: string): Entity | undefined {
    return firstEntity(
      inputs.units(uri).flatMap(unit => {
        const code = codeOf(uri, unit);
        return code ? writesOf({ uri, unit }, code, name) : [];
      }),
    );
  }

  function writesOf(at: UnitPlace, code: CodeFacts, name: string): readonly (() => Entity | undefined)[] {
    const assigned = (code.propertyWrites ?? [])
      .filter(({ target }) => target.path.at(-1) === name && isCarrier(code, target))
      .map(
        ({ value }) =>
          () =>
            resolution.value(at, value),
      );
    const said = code.calls.flatMap(({ links }) =>
      links.flatMap(link => {
        const [key, given] = link.args;
        const isSaid = SAYS.test(link.name) && key?.value.kind === 'literal' && key.value.value === name;
        return isSaid && given ? [() => resolution.value(at, given.value)] : [];
      }),
    );
    const typed = code.types.flatMap(({ name: type, members }) =>
      CARRIER_TYPE.test(type)
        ? members.filter(member => member.name === name).map(member => () => resolution.type(at, member.type))
        : [],
    );
    return [...assigned, ...said, ...typed];
  }

  return {
    carrier: (at, { name, path }) => (path.length === 0 && CARRIER.test(name) ? { kind: 'carrier', at } : undefined),
    member: (carrier, name) => carried(carrier.at.uri, name) ?? (PASSES_ON.test(name) ? carrier : undefined),
  };
}

const SAYS = /^(?:decorate(?:Request|Reply)?|set)$/;
const CARRIER_TYPE =
  /^(?:Fastify(?:Instance|Request|Reply)|Request|Locals|Application|Default(?:State|Context)|ContextVariableMap|H3EventContext)$/;

function isCarrier(code: CodeFacts, { root }: Ref): boolean {
  if (root.kind === 'outer') return CARRIER.test(root.name);
  return root.kind === 'local' && CARRIER.test(code.bindings.find(({ id }) => id === root.binding)?.name ?? '');
}
