import { blocks } from './blocks.js';
import { h, post, toast } from './dom.js';
import { plain } from './text.js';

let shown;

/** Shows the view on top of the person's stack, or closes what is open. What was typed survives an update. */
export function showModal(seen, user) {
  if (!seen) {
    shown?.dialog.remove();
    shown = undefined;
    return;
  }
  if (shown?.id === seen.id && shown.hash === seen.view.hash) return;
  const entered = shown?.id === seen.id ? shown.entered : {};
  shown?.dialog.remove();
  shown = { id: seen.id, hash: seen.view.hash, entered, user, view: seen.view };
  draw({});
}

function draw(errors) {
  const { view, id, user, entered } = shown;
  const surface = {
    entered,
    errors,
    act: (action) => act({ ...action, user, viewId: id, values: entered }),
  };
  const submit = view.submit && h('button', { type: 'submit', class: 'button primary' }, plain(view.submit.text));
  const form = h(
    'form',
    { method: 'dialog', novalidate: true },
    h(
      'header',
      {},
      h('h2', {}, plain(view.title.text)),
      h('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    h('div', { class: 'modal-body' }, blocks(view.blocks, surface)),
    h(
      'footer',
      {},
      h('button', { type: 'button', class: 'button', onclick: close }, plain(view.close?.text ?? 'Close')),
      submit,
    ),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!submit) return;
    submit.disabled = true;
    const outcome = await post('submitView', { viewId: id, user, values: entered });
    submit.disabled = false;
    if (outcome.fieldErrors) redraw(outcome.fieldErrors);
    else if (!outcome.ok) toast(outcome.userSees ?? outcome.error);
  });
  shown.dialog = h('dialog', { class: 'modal' }, form);
  shown.dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  document.getElementById('modal-place').replaceChildren(shown.dialog);
  shown.dialog.showModal();
}

function redraw(errors) {
  if (!shown) return;
  draw(errors);
  shown.dialog.querySelector('.wrong input, .wrong textarea, .wrong select')?.focus();
}

const close = () => shown && post('closeView', { viewId: shown.id, user: shown.user });

/** Sends an action and says when it failed. */
export async function act(input) {
  const outcome = await post('action', input);
  if (!outcome.ok) toast(outcome.userSees ?? outcome.error ?? 'That did not work.');
  return outcome.ok;
}
