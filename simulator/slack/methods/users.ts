import { wireUser } from '../wire.ts';
import { conversationsOf } from './conversations.ts';
import { fail, type Method, page, required } from './method.ts';

export const userMethods: Record<string, Method> = {
  'users.info': ({ args, workspace }) => {
    const user = workspace.user(required(args, 'user'));
    return user ? { user: wireUser(workspace, user) } : fail('user_not_found');
  },
  'users.conversations': conversationsOf,
  'users.list': ({ args, workspace }) => {
    const { items, cursor } = page(workspace.data.users, args, 1000);
    return { members: items.map((user) => wireUser(workspace, user)), response_metadata: { next_cursor: cursor } };
  },
};
