import { Load, type LoadSettings, type RoundOrder } from './round.js';

/** The process that asks, apart from those that answer and from the one that keeps the record. */
let load: Load | null = null;

process.on('message', (message: { settings: LoadSettings } | { order: RoundOrder }) => {
  if ('settings' in message) {
    load = new Load(message.settings);
  } else {
    load?.run(message.order).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  }
});
process.once('disconnect', () => process.exit());
