import { registerHooks } from 'node:module';
import { isSafeguard, safeguards } from '../safeguards.ts';

/**
 * Loaded into the app before its own code: changes the source of one module as it is read, so that one safeguard is
 * gone. Documents are blank pages where `CHAOS_DOCUMENTS` says so: printing is tested elsewhere and takes most of a run.
 */
const name = process.env.CHAOS_WITHOUT ?? '';
const changes = isSafeguard(name) ? safeguards[name] : [];
const blank = process.env.CHAOS_DOCUMENTS === 'blank';

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const isRenderer = found.url.endsWith('/src/render/renderer.ts');
    return blank && isRenderer ? { ...found, url: new URL('blank-renderer.ts', import.meta.url).href } : found;
  },
  load(url, context, next) {
    const loaded = next(url, context);
    const wanted = changes.filter(({ file }) => url.endsWith(`/${file}`));
    if (wanted.length === 0) return loaded;
    let source = String(loaded.source);
    for (const { file, from, to } of wanted) {
      if (!source.includes(from)) throw new Error(`${file} does not hold what was to be taken out of it: ${from}`);
      source = source.replace(from, to);
    }
    return { ...loaded, source };
  },
});
