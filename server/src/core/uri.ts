/**
 * A document's address inside Sargable: scheme and raw path (`file:///app/src/[id]/page.ts`), `/` separated and never
 * percent-encoded, so that import specifiers and globs can be applied to it as text. Only the edges (`lsp/convert.ts`,
 * `host/`) translate to encoded URIs and to native paths.
 */
export type Uri = string;

/** The address of the folder a document stands in, without a trailing slash. */
export function parentOf(uri: Uri): Uri {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** The last path segment: `page.ts`. */
export function baseNameOf(uri: Uri): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** Joins a folder and a relative path, folding `.` and `..`. Going above the root stays at the root. */
export function joinUri(folder: Uri, relative: string): Uri {
  const schemeEnd = folder.indexOf('://');
  const scheme = schemeEnd < 0 ? '' : folder.slice(0, schemeEnd + 3);
  const segments: string[] = [];
  for (const segment of `${folder.slice(scheme.length)}/${relative}`.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `${scheme}/${segments.join('/')}`;
}

/** True when `uri` is `folder` itself or lies below it. */
export function isInside(uri: Uri, folder: Uri): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The path of `uri` below `folder`, or undefined when it lies elsewhere. */
export function relativeTo(uri: Uri, folder: Uri): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(prefix) ? uri.slice(prefix.length) : undefined;
}
