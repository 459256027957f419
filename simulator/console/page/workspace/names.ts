import { createContext, useContext } from 'react';

/** What ids are called, and what menus of people and conversations offer. */
export interface Names {
  users: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  /** Opens a channel that is mentioned. */
  open?: (channel: string) => void;
  /** Goes where a link into this workspace leads; undefined for every other link. */
  follow?: (url: string) => (() => void) | undefined;
}

export const NamesContext = createContext<Names>({ users: [], channels: [] });

export const useNames = (): Names => useContext(NamesContext);

export const nameIn = (list: { id: string; name: string }[], id: string): string | undefined =>
  list.find((one) => one.id === id)?.name;
