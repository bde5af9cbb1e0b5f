import { PostCount, PostList, Greeting } from './cards';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export default async function Page() {
  const users = await prisma.user.findMany();
  return (
    <main>
      {users.map(user => (
        <li key={user.id}>
          <Greeting name={user.email} />
          <PostCount author={user.id} wide />
//         ^^^^^^^^^ n-plus-one/query-in-loop
          <PostList author={user.id}>
            <b>{user.email}</b>
          </PostList>
        </li>
      ))}
      <PostCount author={1} />
    </main>
  );
}
