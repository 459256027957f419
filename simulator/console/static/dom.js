/**
 * One element. Strings among the children become text nodes: nothing from outside is ever parsed as HTML.
 * Members of `attributes` that begin with `on` are listeners; undefined and false are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

/** A link that leads where it says, or only its text when the address is of no kind that we open. */
export function link(address, ...label) {
  const safe = /^(https?:|mailto:)/i.test(address);
  return safe
    ? h('a', { href: address, target: '_blank', rel: 'noopener noreferrer', title: address }, ...label)
    : h('span', {}, ...label);
}

export const picture = (image, className) =>
  image?.image_url && /^https:/i.test(image.image_url)
    ? h('img', { class: className, src: image.image_url, alt: image.alt_text ?? '', loading: 'lazy' })
    : h('span', { class: `${className} missing` }, image?.alt_text || 'image');

/** Answers of the control interface; what went wrong stands in `error`. */
export async function post(name, input) {
  try {
    const response = await fetch(`/control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = await response.json();
    return response.ok ? answer : { ok: false, userSees: answer.error };
  } catch {
    return { ok: false, userSees: 'The simulator does not answer.' };
  }
}

export function toast(text) {
  const shown = h('div', { class: 'toast' }, text);
  document.getElementById('toasts').append(shown);
  setTimeout(() => shown.remove(), 6000);
}
