import { LIBRARIES } from '../../../server/src/libraries/index';
import { createConstants } from '../../../server/src/model/handles/constants';
import { createResolutionContext } from '../../../server/src/model/handles/resolution-context';
import { createResolver, type Resolver } from '../../../server/src/model/handles/resolver';
import { createSourceContexts } from '../../../server/src/model/handles/source-context';
import { createMentions } from '../../../server/src/model/handles/table-mentions';
import type { TestModel } from '../build-model';

/** The resolver of a model, over the same facts. */
export function resolverOf({ graph, inputs, model }: TestModel): Resolver {
  const context = createResolutionContext(graph, inputs, LIBRARIES);
  const constants = createConstants(context);
  const sourceContexts = createSourceContexts(context, constants);
  const mentions = createMentions({
    sourceContext: at => sourceContexts(at, 'postgres', 'default'),
    codeUnit: at => model.code(at.uri, at.unit),
    value: (at, value) => resolver.value(at, value),
  });
  const resolver: Resolver = createResolver(context, mentions);
  return resolver;
}
