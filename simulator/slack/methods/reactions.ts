import { joinedChannel } from './conversation-access.ts';
import { fail, type Method, required } from './method.ts';

export const reactionMethods: Record<string, Method> = {
  'reactions.add': ({ args, workspace }) => {
    const channel = joinedChannel(workspace, required(args, 'channel'));
    const message = workspace.message(channel.id, required(args, 'timestamp'));
    if (!message) return fail('message_not_found');
    const name = required(args, 'name');
    if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) fail('invalid_name');
    const user = workspace.data.app.botUserId;
    const reactions = message.reactions ?? [];
    const known = reactions.find((reaction) => reaction.name === name);
    if (known?.users.includes(user)) fail('already_reacted');
    workspace.changeMessage(message, (changed) => {
      if (known) known.users.push(user);
      else changed.reactions = [...reactions, { name, users: [user] }];
    });
    return {};
  },
};
