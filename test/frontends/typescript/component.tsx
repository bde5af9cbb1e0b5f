export default async function Page({ params }: { params: { id: string } }) {
  const user = await prisma.user.findUnique({ where: { id: params.id } });
  return (
    <main className={cn('a b', user?.role)}>
      {/* sargable-ignore n-plus-one/query-in-loop: three rows at most */}
      {user?.posts.map(post => <Post key={post.id} author={getAuthor(post.authorId)} onClick={() => remove(post)} />)}
      // sargable-ignore is text here
      <Cards.Grid wide {...params}>
        {user?.name} <b>by</b> <Author name="x" />
      </Cards.Grid>
    </main>
  );
}
