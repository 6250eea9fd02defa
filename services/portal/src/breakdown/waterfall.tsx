import { add, parseExact } from '@mizan/scoring-engine';
import { type Bar } from './bars.ts';
import { nearly } from './shown-parts.ts';
import { direction, type Language } from '../words/index.ts';

const width = 340;
const row = 46;
/** SVG text knows no <bdi>, so that a number is isolated by its characters. */
const isolated = (text: string) => `\u2066${text}\u2069`;

/** One bar per part, each starting where the last ended; the start is on the reader's own side. */
export function Waterfall({ bars, score, total, language, name, summary, id }: { bars: readonly Bar[]; score: string; total: string; language: Language; name: string; summary: string; id: string }) {
  const rtl = direction(language) === 'rtl';
  const height = (bars.length + 1) * row;
  const place = (from: number, to: number) => ({ x: rtl ? width - (to / 100) * width : (from / 100) * width, width: ((to - from) / 100) * width });
  const [start, end] = rtl ? [width, 0] : [0, width];
  let sum = parseExact('0');
  return (
    <svg className="waterfall" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`name-${id} summary-${id}`} direction={rtl ? 'rtl' : 'ltr'}>
      <title id={`name-${id}`}>{name}</title>
      <desc id={`summary-${id}`}>{summary}</desc>
      {bars.map(({ label, points, possible, contribution }, index) => {
        const from = nearly(sum);
        sum = add(sum, parseExact(contribution));
        const y = index * row;
        return (
          <g key={label}>
            <text x={start} y={y + 14} textAnchor="start">{label}</text>
            <text x={end} y={y + 14} textAnchor="end">{isolated(`${points} / ${possible}`)}</text>
            <rect className="still" y={y + 20} height="16" {...place(from, from + nearly(parseExact(possible)))} />
            <rect className="earned" y={y + 20} height="16" {...place(from, nearly(sum))} />
          </g>
        );
      })}
      <text className="strong" x={start} y={height - row + 14} textAnchor="start">{total}</text>
      <text className="strong" x={end} y={height - row + 14} textAnchor="end">{isolated(score)}</text>
      <rect className="still" y={height - row + 20} height="16" {...place(0, 100)} />
      <rect className="earned" y={height - row + 20} height="16" {...place(0, nearly(parseExact(score)))} />
    </svg>
  );
}
