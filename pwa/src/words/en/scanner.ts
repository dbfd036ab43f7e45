import type { scanner as vi } from '../vi/scanner.ts';

export const scanner: typeof vi = {
  scanHint: 'Hold the receipt’s QR code in front of the camera.',
  notOurCode: 'This is not the code of a receipt. Please try another one.',
  cameraRefused: 'The app may not use the camera. Allow it in the settings of the browser, or type the number.',
  cameraMissing: 'The camera of this device could not be opened. Please type the number.',
};
