import { Page } from '../patterns/Page.tsx';

export default function Desk() {
  return <Page title="Desk">…</Page>;
}
