/** Lengths of the serial numbers that Lenovo has given: 8 since 2013, the others before. */
const LENGTHS = [7, 8, 10, 14];

/** `1S`, a machine type and model of 10 characters and a serial of 8, or 7 and 7, as labels print them. */
const LABELS = [/^1S[A-Z0-9]{10}([A-Z0-9]{8})$/, /^1S[A-Z0-9]{7}([A-Z0-9]{7})$/];

/**
 * The serial number that a text means (rule D4), or null when it is malformed: spaces and hyphens are dropped, letters
 * upper-cased, a label gives the serial it carries. Any other character is refused, not repaired.
 */
export function canonicalSerialNumber(text: string): string | null {
  // Before the change of case: that would make S of ſ and I of ı.
  if (text.length > 64 || !/^[A-Za-z0-9 -]+$/.test(text)) return null;
  const characters = text.replace(/[ -]/g, '').toUpperCase();
  for (const label of LABELS) {
    const serial = label.exec(characters)?.[1];
    if (serial !== undefined) return serial;
  }
  return LENGTHS.includes(characters.length) ? characters : null;
}
