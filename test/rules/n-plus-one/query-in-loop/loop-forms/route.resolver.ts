import { PrismaClient } from '@prisma/client';
import { FieldResolver, Resolver, Root } from 'type-graphql';

const prisma = new PrismaClient();

class Route {
  id!: number;
}

@Resolver(() => Route)
export class RouteResolver {
  @FieldResolver()
  parcels(@Root() route: Route) {
    return prisma.parcel.findMany({ where: { routeId: route.id } });
//         ^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop: once per `Route` of a list that asks for `parcels`
  }
}
