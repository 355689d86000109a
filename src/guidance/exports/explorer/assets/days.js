// Days are counted from the first of January 1970, as whole numbers.

const LENGTH = 86400000;
const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

export const FIRST_DAY = -719162;
export const LAST_DAY = 2932896;

export function calendar(day) {
  const at = new Date(day * LENGTH);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), day: at.getUTCDate() };
}

export function dayOf(year, month, day) {
  const at = new Date(0);
  at.setUTCFullYear(year, month, day);
  return Math.round(at.getTime() / LENGTH);
}

export function written(day) {
  return new Date(day * LENGTH).toISOString().slice(0, 10);
}

// A day from 2020-01-15; null for anything else, the 31st of February included.
export function readDay(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "");
  if (!parts) return null;
  const day = dayOf(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return day >= FIRST_DAY && written(day) === text ? day : null;
}

export function today() {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth(), now.getDate());
}

export function within(day, low = FIRST_DAY, high = LAST_DAY) {
  return Math.min(high, Math.max(low, day));
}

// The same day of another month, or its last day.
export function monthsLater(day, months) {
  const { year, month, day: date } = calendar(day);
  const last = calendar(dayOf(year, month + months + 1, 0)).day;
  return within(dayOf(year, month + months, Math.min(date, last)));
}

export function exactWords(day) {
  const at = calendar(day);
  return `${at.day} ${MONTHS[at.month]} ${at.year}`;
}

function counted(number, noun) {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

function ageWords(start, end) {
  const one = calendar(start);
  const two = calendar(end);
  const months = (two.year - one.year) * 12 + two.month - one.month - (two.day < one.day ? 1 : 0);
  if (months >= 12) {
    const rest = months % 12;
    return counted(Math.floor(months / 12), "year") + (rest ? ` ${counted(rest, "month")}` : "");
  }
  if (months > 0) return counted(months, "month");
  return end > start ? counted(end - start, "day") : "less than a day";
}

// How old something is that came about on one day between two; the first is null where open.
export function agesWords([earliest, latest], end) {
  const youngest = ageWords(latest, end);
  if (earliest === null) return `at least ${youngest}`;
  const oldest = ageWords(earliest, end);
  if (oldest === youngest) return oldest;
  return latest < end ? `between ${youngest} and ${oldest}` : `up to ${oldest}`;
}
