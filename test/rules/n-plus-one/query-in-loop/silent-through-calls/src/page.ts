import { byIds, describeUser, nameOf, onceARequest, remembered, unique } from './users';

const TEAMS = [1, 2, 3];

export async function page(ids: number[], groups: number[][], users: { name: string }[]) {
  for (const id of ids) await remembered(id);
  for (const id of ids) await onceARequest(id);
  for (const id of ids) await describeUser(id);
  for (const id of ids) await describeUser(id, { withPosts: false });
  for (const group of groups) await byIds(group);
  for (const user of users) await nameOf(user);
  for (const id of TEAMS) await describeUser(id, { withPosts: true });
  return Promise.all(ids.map(id => unique(id)));
}
