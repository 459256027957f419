import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * What has been compiled is kept beside the packages and used by the next start, which takes half the time then
 * (docs/decisions/0007-compile-cache.md). It serves what is imported after this call, so a start file loads the rest
 * by `await import()`. Where the folder may not be written to, it is only read; nothing depends on it.
 * NODE_COMPILE_CACHE names another folder, NODE_DISABLE_COMPILE_CACHE=1 switches it off.
 * https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'));
}
