/** What a code action carries until its edit is asked for. It is about one version of one document. */
export type ActionData =
  | (ActionTarget & { readonly kind: 'fix'; readonly findingId: string; readonly fix: number })
  | (ActionTarget & { readonly kind: 'suppress'; readonly findingId: string })
  | (ActionTarget & { readonly kind: 'fix-all' });

interface ActionTarget {
  /** As the client knows it. */
  readonly lspUri: string;
  readonly version: number;
}

/** The data comes back from the client, so nothing about it is certain. */
export function readActionData(data: unknown): ActionData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { kind, lspUri, version, findingId, fix } = data as Record<string, unknown>;
  if (typeof lspUri !== 'string' || typeof version !== 'number') return undefined;
  if (kind === 'fix-all') return { kind, lspUri, version };
  if (typeof findingId !== 'string') return undefined;
  if (kind === 'suppress') return { kind, lspUri, version, findingId };
  if (kind === 'fix' && typeof fix === 'number') return { kind, lspUri, version, findingId, fix };
  return undefined;
}
