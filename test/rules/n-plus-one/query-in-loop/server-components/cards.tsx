import { PrismaClient } from '@prisma/client';
import type { ReactNode } from 'react';

const prisma = new PrismaClient();

export async function PostCount({ author }: { author: number; wide?: boolean }) {
  const count = await prisma.post.count({ where: { authorId: author } });
  return <b>{count}</b>;
}

export async function PostList({ author, children }: { author: number; children: ReactNode }) {
  return (
    <section>
      {children}
      <Posts author={author} />
    </section>
  );
}

async function Posts(props: { author: number }) {
  const posts = await prisma.post.findMany({ where: { authorId: props.author } });
  return <p>{posts.length}</p>;
}

// What is not async runs in the browser as well, where it asks no database while it renders.
export function Greeting({ name }: { name: string }) {
  const save = () => prisma.post.updateMany({ where: { slug: name }, data: { title: name } });
  return <button onClick={save}>{name}</button>;
}
