const ln2 = 0.6931471805599453;

/**
 * Natural logarithm by whole powers of two and the series of artanh: + − × ÷ alone, each rounded as IEEE 754 says, so that every language gives the same double. Within 4e-16 of the size of the true value, or of 1 where that is larger.
 * Built-in logarithms differ in their last digit from one machine to the next.
 */
export function definedLn(x: number): number {
  let m = x;
  let exponent = 0;
  for (; m < 0.7071067811865476; m *= 2) exponent -= 1;
  for (; m >= 1.4142135623730951; m /= 2) exponent += 1;
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let series = 0;
  for (let odd = 25; odd >= 1; odd -= 2) series = series * square + 1 / odd;
  return exponent * ln2 + 2 * s * series;
}

type Coefficients = readonly [readonly number[], readonly number[]];
const ratio = ([above, below]: Coefficients, r: number) => polynomial(above, r) / polynomial(below, r);

function polynomial(coefficients: readonly number[], r: number): number {
  let sum = 0;
  for (let power = 7; power >= 0; power -= 1) sum = sum * r + coefficients[power]!;
  return sum;
}

const middle: Coefficients = [
  [3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227],
  [1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854],
];
const near: Coefficients = [
  [1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414],
  [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09],
];
const far: Coefficients = [
  [6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07],
  [1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15],
];

/**
 * The standard normal quantile of a probability between 0 and 1, for draws alone; published figures use the exact engine's.
 * Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (Applied Statistics 37, 1988), PPND16, with the logarithm above.
 */
export function normalOf(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(middle, 0.180625 - q * q);
  const r = Math.sqrt(-definedLn(q < 0 ? p : 1 - p));
  const z = r <= 5 ? ratio(near, r - 1.6) : ratio(far, r - 5);
  return q < 0 ? -z : z;
}
