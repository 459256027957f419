import { createHash } from 'node:crypto';
import { SellerProfile } from '../../../domain/seller.ts';
import { cleanLine } from '../../../domain/text.ts';
import { assertRole } from '../../access.ts';
import type { View } from '../../payloads.ts';
import { formMetadataIn } from '../../views/home-state.ts';
import { sellerBlocks, sellerForm } from '../../views/settings-forms.ts';
import type { ClickListener } from '../click.ts';
import type { SubmissionListener } from '../kinds.ts';
import { errorsAnswer, fieldErrors, openForm, record, showHomeOf, typed } from './forms.ts';
import { stateOf } from './navigation.ts';

/** The profile has no number of its own: what was shown is known by its content. */
const revisionOf = (seller: SellerProfile): string =>
  createHash('sha256').update(JSON.stringify(seller)).digest('hex').slice(0, 16);

export const seller: ClickListener = async (click, deps, slack) => {
  await assertRole(click, 'admin');
  const profile = await deps.repositories.settings.seller(click.team);
  await openForm(click, slack, sellerForm(profile, { home: stateOf(click), revision: revisionOf(profile) }));
  return undefined;
};

export const sellerSaved: SubmissionListener = async (submission, deps, slack) => {
  await assertRole(submission, 'admin');
  const { view, team } = submission;
  const { settings } = deps.repositories;
  const known = await settings.seller(team);
  if (revisionOf(known) !== formMetadataIn(view.private_metadata).revision) {
    return errorsAnswer({
      [sellerBlocks.name]:
        'Somebody else changed the profile since you opened this form. Nothing was saved and what you typed stands here; close the form and open it again to see theirs.',
    });
  }
  const capabilities = capabilitiesIn(view);
  if (typeof capabilities === 'string') return errorsAnswer({ [sellerBlocks.capabilities]: capabilities });
  const website = typed(view, sellerBlocks.website).trim();
  const asked = SellerProfile.safeParse({
    ...optionalLines(view),
    name: typed(view, sellerBlocks.name),
    capabilities: capabilities ?? known.capabilities,
    voice: typed(view, sellerBlocks.voice),
    colours: { primary: typed(view, sellerBlocks.primary).trim(), accent: typed(view, sellerBlocks.accent).trim() },
    callToAction: typed(view, sellerBlocks.callToAction),
    ...(website !== '' && { website }),
    ...(known.logo !== undefined && { logo: known.logo }),
  });
  if (!asked.success) {
    const [first] = asked.error.issues;
    if (first?.path[0] === 'colours')
      return errorsAnswer({
        [first.path[1] === 'accent' ? sellerBlocks.accent : sellerBlocks.primary]: 'A colour is written #rrggbb.',
      });
    if (first?.path[0] === 'website')
      return errorsAnswer({ [sellerBlocks.website]: 'A website begins with https:// or http://.' });
    return fieldErrors(asked.error, sellerBlocks, sellerBlocks.name);
  }
  const saved = asked.data;
  const changed = (Object.keys(SellerProfile.shape) as (keyof SellerProfile)[]).filter(
    (name) => JSON.stringify(saved[name]) !== JSON.stringify(known[name]),
  );
  if (changed.length > 0) {
    await settings.saveSeller(team, saved);
    await record(submission, 'seller.save', { on: 'seller', detail: changed.join(', ') }, deps);
  }
  await showHomeOf(submission, deps, slack);
  return undefined;
};

function optionalLines(view: View): { tagline?: string; contact?: string } {
  const tagline = cleanLine(typed(view, sellerBlocks.tagline));
  const contact = cleanLine(typed(view, sellerBlocks.contact));
  return { ...(tagline !== '' && { tagline }), ...(contact !== '' && { contact }) };
}

/** What is wrong with the lines, or what they say; undefined where the form did not hold them. */
function capabilitiesIn(view: View): SellerProfile['capabilities'] | string | undefined {
  if (view.state.values[sellerBlocks.capabilities] === undefined) return undefined;
  const lines = typed(view, sellerBlocks.capabilities)
    .split('\n')
    .flatMap((line) => cleanLine(line) || []);
  if (lines.length === 0 || lines.length > 20) return 'Write 1 to 20 lines, one for each thing you sell.';
  const read = lines.map((line) => {
    const [name = '', ...description] = line.split(':');
    return { name: name.trim(), description: description.join(':').trim() };
  });
  const wrong = read.findIndex(({ name, description }) => name === '' || description === '');
  if (wrong >= 0) return `Line ${wrong + 1}: write it as Name: description.`;
  const long = read.findIndex(({ name, description }) => name.length > 80 || description.length > 400);
  if (long >= 0) return `Line ${long + 1}: a name may have 80 characters, a description 400.`;
  return read;
}
