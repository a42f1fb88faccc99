export function InstancesPage() {
  return <h1 className="p-4 text-xl font-semibold">Instances</h1>;
}
