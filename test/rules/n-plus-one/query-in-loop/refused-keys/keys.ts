import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

// A key that comes twice is refused: nothing is remembered of the first.
export async function check(codes: string[]) {
  const seen = new Set<string>();
  for (const code of codes) {
    if (seen.has(code)) throw new Error(`${code} comes twice`);
    seen.add(code);
    const parcel = await prisma.parcel.findFirst({ where: { code } });
//                       ^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    if (!parcel) throw new Error(`${code} is unknown`);
  }
}

// What was asked for a key is not asked again.
export async function routesOf(parcels: { routeId: number }[], print: (name: string) => void) {
  const seen = new Set<number>();
  for (const { routeId } of parcels) {
    if (seen.has(routeId)) continue;
    seen.add(routeId);
    print((await prisma.route.findFirst({ where: { id: routeId } }))?.name ?? '');
  }
}

// Those that are there already are not made; each of the others is.
export async function missing(codes: string[], known: ReadonlySet<string>) {
  const found: object[] = [];
  for (const code of codes) {
    if (known.has(code)) continue;
    const parcel = await prisma.parcel.findFirst({ where: { code } });
//                       ^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    if (parcel) found.push(parcel);
  }
  return found;
}

interface Token {
  readonly code: string;
  readonly routeId: number;
}

// A list that an object keeps is a memory as well.
export class Routes {
  private readonly tokens: Token[] = [];

  async load(codes: string[]) {
    for (const code of codes) await this.tokenOf(code);
  }

  private async tokenOf(code: string) {
    const kept = this.tokens.find(token => token.code === code);
    if (kept) return kept;
    const parcel = await prisma.parcel.findFirst({ where: { code } });
    const token = { code, routeId: parcel?.routeId ?? 0 };
    this.tokens.push(token);
    return token;
  }
}
