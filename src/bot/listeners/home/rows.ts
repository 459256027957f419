import { homeActions, homeForms } from '../../action-ids.ts';
import type { ClickListener } from '../click.ts';
import type { Rows } from '../kinds.ts';
import { chooseIteration, compareHere, comparePost } from './compare.ts';
import { iterate, iterated } from './iterate.ts';
import * as memory from './memory.ts';
import * as navigation from './navigation.ts';
import { homeOpened } from './opened.ts';
import * as project from './project.ts';
import { seller, sellerSaved } from './seller.ts';
import * as settings from './settings.ts';
import * as templates from './templates.ts';

const clicks: Record<(typeof homeActions)[keyof typeof homeActions], ClickListener> = {
  [homeActions.front]: navigation.goTo('front'),
  [homeActions.memory]: navigation.goTo('memory'),
  [homeActions.usage]: navigation.goTo('usage'),
  [homeActions.settings]: navigation.goTo('settings'),
  [homeActions.audit]: navigation.goTo('audit'),
  [homeActions.refresh]: navigation.refresh,
  [homeActions.start]: navigation.startHere,
  [homeActions.nextPage]: navigation.nextPage,
  [homeActions.firstPage]: navigation.firstPage,
  [homeActions.filterOwner]: navigation.filterOwner,
  [homeActions.filterVertical]: navigation.filterVertical,
  [homeActions.filterStatus]: navigation.filterStatus,
  [homeActions.retry]: navigation.retryHere,
  [homeActions.cancel]: navigation.cancelHere,
  [homeActions.choose]: navigation.chooseHere,
  [homeActions.link]: navigation.followLink,
  [homeActions.project]: navigation.goToProject,
  [homeActions.projectNew]: project.projectNew,
  [homeActions.iterate]: iterate,
  [homeActions.projectEdit]: project.projectEdit,
  [homeActions.projectArchive]: project.projectArchive,
  [homeActions.projectRestore]: project.projectRestore,
  [homeActions.projectDelete]: project.projectDelete,
  [homeActions.noteNew]: project.noteNew,
  [homeActions.compare]: compareHere,
  [homeActions.compareEarlier]: chooseIteration,
  [homeActions.compareLater]: chooseIteration,
  [homeActions.comparePost]: comparePost,
  [homeActions.unstar]: project.unstar,
  [homeActions.noteDelete]: project.noteDelete,
  [homeActions.make]: project.makeHere,
  [homeActions.promote]: project.promoteHere,
  [homeActions.search]: memory.search,
  [homeActions.playNew]: memory.playNew,
  [homeActions.playEdit]: memory.playEdit,
  [homeActions.playRetire]: memory.playRetire,
  [homeActions.playRestore]: memory.playRestore,
  [homeActions.playDelete]: memory.playDelete,
  [homeActions.entryNew]: memory.entryNew,
  [homeActions.entryEdit]: memory.entryEdit,
  [homeActions.entryDelete]: memory.entryDelete,
  [homeActions.clientEdit]: memory.clientEdit,
  [homeActions.clientDelete]: memory.clientDelete,
  [homeActions.seller]: seller,
  [homeActions.templateNew]: templates.templateNew,
  [homeActions.templateVersion]: templates.templateVersion,
  [homeActions.templatePreview]: templates.templatePreview,
  [homeActions.templateDefault]: templates.templateDefault,
  [homeActions.limits]: settings.limits,
  [homeActions.people]: settings.people,
  [homeActions.retention]: settings.retention,
  [homeActions.defaults]: settings.defaults,
  [homeActions.channelDefaults]: settings.channelDefaults,
  [homeActions.digestOn]: settings.digestOn,
  [homeActions.digestOff]: settings.digestOff,
};

/** App Home and everything opened from it. */
export const homeRows: Rows = {
  clicks,
  submissions: {
    [homeForms.project]: project.projectCreated,
    [homeForms.projectEdit]: project.projectEdited,
    [homeForms.projectDelete]: project.projectDeleted,
    [homeForms.iterate]: iterated,
    [homeForms.note]: project.noteAdded,
    [homeForms.search]: memory.searched,
    [homeForms.play]: memory.playSaved,
    [homeForms.entry]: memory.entrySaved,
    [homeForms.client]: memory.clientSaved,
    [homeForms.seller]: sellerSaved,
    [homeForms.template]: templates.templateSaved,
    [homeForms.templateDefault]: templates.templateDefaultSaved,
    [homeForms.limits]: settings.limitsSaved,
    [homeForms.people]: settings.peopleSaved,
    [homeForms.retention]: settings.retentionSaved,
    [homeForms.defaults]: settings.defaultsSaved,
  },
  options: {},
  shortcuts: {},
  events: { app_home_opened: homeOpened },
};
