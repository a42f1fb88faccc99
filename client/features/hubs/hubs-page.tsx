export function HubsPage() {
  return <h1 className="p-4 text-xl font-semibold">Task hubs</h1>;
}
