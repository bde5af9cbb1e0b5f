import { posix } from 'node:path';
import type { Uri } from '../core/uri';
import { pathOfUri } from '../host/file-uri';

/** The path of a file as seen from a folder, with `/`; it starts with `../` where the file lies elsewhere. */
export function relativePath(folder: Uri, uri: Uri): string {
  return posix.relative(pathPart(folder), pathPart(uri)) || '.';
}

/** As the user's system writes it. */
export function nativePath(uri: Uri): string {
  return pathOfUri(uri) ?? uri;
}

function pathPart(uri: Uri): string {
  return uri.slice(uri.indexOf('://') + 3);
}
