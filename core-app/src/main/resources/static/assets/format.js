// Numbers, sizes and times for people.

const WHOLE = new Intl.NumberFormat("en");
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const SECONDS = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const SHORT_DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

export const whole = (number) => WHOLE.format(number);
export const short = (number) => (number < 10_000 ? WHOLE.format(number) : SHORT.format(number));
export const clock = (time) => CLOCK.format(new Date(time));
export const seconds = (time) => SECONDS.format(new Date(time));
export const dated = (time) => SHORT_DATE.format(new Date(time));
export const full = (time) => FULL.format(new Date(time));

export function size(bytes) {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function millis(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  return value < 1000 ? `${value} ms` : `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)} s`;
}

export function percent(share) {
  if (share === null || share === undefined) {
    return "–";
  }
  const value = share * 100;
  // Never rounded up to a hundred: one failure in ten thousand is a failure.
  return value === 100 ? "100 %" : `${(Math.floor(value * 10) / 10).toFixed(1)} %`;
}

export function ago(time, now = Date.now()) {
  const past = Math.max(0, Math.round((now - new Date(time).getTime()) / 1000));
  if (past < 2) {
    return "now";
  }
  if (past < 60) {
    return `${past} s ago`;
  }
  if (past < 3600) {
    return `${Math.floor(past / 60)} min ago`;
  }
  return past < 86_400 ? `${Math.floor(past / 3600)} h ago` : `${Math.floor(past / 86_400)} d ago`;
}

/** An amount in minor units: a hundred to most currencies, one to the yen. */
export function money(amount, currency) {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  } catch {
    return `${amount} ${currency}`; // no currency that anybody knows
  }
}

/** So many minutes, in the unit in which people say them. */
export function minutes(count) {
  if (count < 60) {
    return `${count} min`;
  }
  return count % 60 === 0 ? `${count / 60} h` : `${Math.floor(count / 60)} h ${count % 60} min`;
}

/** How long it was from one time to another. */
export function span(from, to) {
  const count = Math.max(1, Math.round((new Date(to) - new Date(from)) / 60_000));
  return count < 2 * 1440 ? minutes(count) : `${Math.floor(count / 1440)} d`;
}

/** `payment_failed` as people say it. */
export function words(code) {
  const spaced = code.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
