export async function loadFlags(id: number): Promise<string[]> {
  const answer = await fetch(`https://flags.example/${id}`);
  return (await answer.json()) as string[];
}
