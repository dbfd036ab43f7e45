import { Page } from '../patterns/Page.tsx';

export default function DossiersPage() {
  return <Page title="DossiersPage">…</Page>;
}
