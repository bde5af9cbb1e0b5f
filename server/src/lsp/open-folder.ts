import type { Uri } from '../core/uri';
import { fromLspUri } from './convert';

/** A folder that is open in the client, by both of its names. */
export interface OpenFolder {
  readonly uri: Uri;
  readonly lspUri: string;
}

/** Without a trailing slash, so that paths can be put together. */
export function toOpenFolder(lspUri: string): OpenFolder {
  return { uri: fromLspUri(lspUri).replace(/(?<=[^/])\/+$/, ''), lspUri };
}
