import { Page } from '../patterns/Page.tsx';

export default function Oversight() {
  return <Page title="Oversight">…</Page>;
}
