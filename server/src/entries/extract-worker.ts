import { parentPort } from 'node:worker_threads';
import type { Frontend } from '../core/frontend';
import { FRONTENDS } from '../frontends/index';
import type { ExtractReply, ExtractRequest } from '../host/extract-pool';
import { createNodeAssets } from '../host/node-assets';

/** A thread of the extract pool: texts come in, facts go out. */
const assets = createNodeAssets(__dirname);
const loading = new Map<string, Promise<void>>();

async function answer({ id, frontendId, input }: ExtractRequest): Promise<ExtractReply> {
  const frontend: Frontend | undefined = FRONTENDS.find(candidate => candidate.id === frontendId);
  if (!frontend) return { id };
  let loaded = loading.get(frontendId);
  if (!loaded) {
    loaded = frontend.load?.(assets) ?? Promise.resolve();
    loading.set(frontendId, loaded);
  }
  try {
    await loaded;
    return { id, facts: frontend.extract(input).facts };
  } catch {
    // The engine runs it again in its own thread and reports what happened there.
    return { id };
  }
}

parentPort?.on('message', (request: ExtractRequest) => {
  void answer(request).then(reply => parentPort?.postMessage(reply));
});
