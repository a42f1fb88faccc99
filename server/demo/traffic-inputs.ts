import type { Order } from './samples/order-workflow.ts';
import { between, pick, type Random } from './samples/seeded-random.ts';

export const people = ['ada', 'grace', 'edsger', 'barbara', 'donald', 'margaret', 'alan', 'radia'] as const;
const prices = { hat: 25, scarf: 19, boots: 120, coat: 180, gloves: 15, umbrella: 30, backpack: 75 };
export const skus = ['hat', 'scarf', 'boots', 'coat', 'gloves', 'umbrella', 'backpack'] as const;
const trips = ['Oslo', 'Lisbon', 'Prague', 'Dublin'] as const;
export const locations = ['Bergen', 'Seattle', 'Manaus', 'Hilo', 'Cherrapunji'] as const;

export function makeOrder(id: string, random: Random): Order {
  const lines = Array.from({ length: between(random, 1, 4) }, () => ({
    sku: pick(random, skus),
    qty: between(random, 1, 3),
  }));
  const total = lines.reduce((sum, { sku, qty }) => sum + prices[sku] * qty, 0);
  return { id, customer: pick(random, people), total, lines };
}

export function makeWebOrder(id: string, random: Random) {
  const items = Array.from({ length: between(random, 1, 3) }, () => pick(random, skus));
  const amount = items.reduce((sum, sku) => sum + prices[sku], 0);
  return { id, email: `${pick(random, people)}@example.com`, amount, items };
}

export function makeGarment(id: string, random: Random) {
  const garment = pick(random, ['dress', 'shirt', 'jacket', 'trousers']);
  return { id, customer: pick(random, people), garment, price: between(random, 30, 240) };
}

export function makeTrip(random: Random) {
  const price = between(random, 200, 900);
  return { traveller: pick(random, people), city: pick(random, trips), price, budget: 800 };
}

export function makePhone(random: Random): string {
  return `+1 555 0${between(random, 100, 199)}`;
}
