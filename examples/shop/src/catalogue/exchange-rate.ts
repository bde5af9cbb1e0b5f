export async function loadExchangeRate(currency: string): Promise<number> {
  const response = await fetch(`https://rates.example.com/EUR/${encodeURIComponent(currency)}`);
  const body = (await response.json()) as { rate: number };
  return body.rate;
}
