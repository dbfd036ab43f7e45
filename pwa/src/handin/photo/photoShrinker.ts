/** Shrinks and edits photos in a worker beside the page, or in the page itself where there is none or it fails. */
import photoWorker from './photoWorker.ts?worker&url';
import { shrink, type PhotoTask, type Shrunk } from './shrink.ts';

/** The largest photos take a slow phone some seconds; a worker that says nothing for longer will never answer. */
const PATIENCE_MS = 30_000;

export class PhotoShrinker {
  /**
   * undefined until the first photo: a PDF needs none. null after its first failure: one that could not be loaded tells
   * so once and is silent from then on.
   */
  private worker: Worker | null | undefined;

  /** null for what nobody here can read. */
  async shrink(task: PhotoTask): Promise<Shrunk | null> {
    return (await this.inWorker(task)) ?? (await shrink(task).catch(() => null));
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private inWorker(task: PhotoTask): Promise<Shrunk | null> {
    if (this.worker === undefined) this.worker = typeof OffscreenCanvas === 'function' ? new Worker(photoWorker, { type: 'module' }) : null;
    const { worker } = this;
    if (!worker) return Promise.resolve(null);
    return new Promise((resolve) => {
      const fail = () => {
        this.stop();
        resolve(null);
      };
      const timer = setTimeout(fail, PATIENCE_MS);
      worker.onerror = fail;
      worker.onmessage = ({ data }: MessageEvent<Shrunk | null>) => {
        clearTimeout(timer);
        resolve(data);
      };
      worker.postMessage(task);
    });
  }
}
