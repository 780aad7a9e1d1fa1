/** Entry of the compiled core: what the host may call, see `compiled/core-instance.ts`. */
export { analyseSlot } from './analyse-records';
export { addThread, createAnalysis, finishAnalysis, restartAnalysis, selectThread } from './analysis-life';
export { reserve, reserved } from './memory';
export { clearPictureRows } from './picture';
export { createPicture, drawThread, endPicture, flushPicture } from './picture-life';
export { restoreCall, restoreThread } from './restore-threads';
export {
  beginWindow,
  createScanner,
  endWindow,
  findSwitch,
  scanPacket,
  setBins,
  setCounted,
  setPacket,
  setPacketTimes,
} from './scan-window';
export { addDamage, createSlot } from './window-slot';
