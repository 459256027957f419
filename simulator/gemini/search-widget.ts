const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The search suggestions that Google asks to be shown beside a grounded answer, in a few lines of our own. */
export function searchWidget(queries: readonly string[]): string {
  const chips = queries.map(
    (query) =>
      `<a class="chip" href="https://www.google.com/search?q=${encodeURIComponent(query)}">${escaped(query)}</a>`,
  );
  return `<style>.chip{border:1px solid #d2d2d2;border-radius:16px;padding:5px 16px;margin:0 8px}</style><div class="container">${chips.join('')}</div>`;
}
