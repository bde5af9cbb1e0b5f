import { resolve } from 'node:path';
import type { Uri } from '../core/uri';

/** The address of a native path: `C:\app\a.ts` → `file:///C:/app/a.ts`. */
export function uriOfPath(path: string): Uri {
  const absolute = resolve(path).replaceAll('\\', '/');
  return absolute.startsWith('/') ? `file://${absolute}` : `file:///${absolute}`;
}

/** The native path of a `file:` address; undefined for every other scheme. */
export function pathOfUri(uri: Uri): string | undefined {
  if (!uri.startsWith('file://')) return undefined;
  const path = uri.slice('file://'.length);
  // The slash before a drive letter belongs to the address, not to the path.
  return /^\/[A-Za-z]:(\/|$)/.test(path) ? path.slice(1) : path;
}
