export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

export interface Response {
  status: number;
  body: unknown;
}

/** The values of the path's `:names`, in their order. */
export type Handler = (request: Request, ...values: string[]) => Promise<Response>;

export class Router {
  readonly #routes: { method: string; pattern: RegExp; handler: Handler }[] = [];

  on(method: string, path: string, handler: Handler): this {
    this.#routes.push({ method, pattern: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`), handler });
    return this;
  }

  async handle(request: Request): Promise<Response> {
    for (const { method, pattern, handler } of this.#routes) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (match !== null) {
        return handler(request, ...match.slice(1).map(decodeURIComponent));
      }
    }
    return { status: 404, body: { error: 'not found' } };
  }
}

export function ok(body: unknown): Response {
  return { status: 200, body };
}

export function okOr404(body: unknown): Response {
  return body === undefined || body === null ? { status: 404, body: { error: 'not found' } } : ok(body);
}
