import { h } from './dom.js';

/** Every request and answer, newest first; what stands open stays open. */
export async function drawLog() {
  const open = new Set([...document.querySelectorAll('#entries details[open]')].map((entry) => entry.dataset.id));
  const entries = await (await fetch('/control/log')).json();
  document.getElementById('entries').replaceChildren(
    ...entries
      .slice(-150)
      .reverse()
      .map((entry) => {
        const bad = entry.problems?.length > 0 || entry.fault;
        return h(
          'details',
          { 'data-id': entry.id, open: open.has(String(entry.id)), class: bad ? 'bad' : '' },
          h(
            'summary',
            {},
            h('span', { class: `way ${entry.direction}` }, entry.direction === 'in' ? 'app → Slack' : 'Slack → app'),
            h('span', { class: 'grow' }, entry.what, entry.about && h('small', {}, ` ${entry.about}`)),
            h(
              'small',
              {},
              `${entry.status ?? '…'} ${entry.elapsedMs === undefined ? '' : `${Math.round(entry.elapsedMs)} ms`}`,
            ),
          ),
          bad &&
            h(
              'p',
              { class: 'problem' },
              [...(entry.problems ?? []), entry.fault && `fault: ${entry.fault}`].filter(Boolean).join(' · '),
            ),
          h('pre', {}, JSON.stringify({ at: entry.at, request: entry.request, response: entry.response }, null, 2)),
        );
      }),
  );
}
