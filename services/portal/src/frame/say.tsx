import { Fragment, type ReactNode } from 'react';

/** A number, code or name that keeps its own order inside a sentence of either language. */
export const Ltr = ({ children }: { children: ReactNode }) => <bdi dir="ltr">{children}</bdi>;

/** A sentence with its numbers and names put in, each isolated. */
export function Say({ text, ...values }: { text: string } & Record<string, ReactNode>) {
  return (
    <>
      {text.split(/(\{\w+\})/).map((piece, index) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        return name === undefined ? <Fragment key={index}>{piece}</Fragment> : <bdi key={index}>{values[name]}</bdi>;
      })}
    </>
  );
}

/** Rupees grouped in thousands; paisa, where there are any, stay as they are. */
export function grouped(amount: string): string {
  const [whole = '', paisa] = amount.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return paisa === undefined ? thousands : `${thousands}.${paisa}`;
}
export const Rupees = ({ amount }: { amount: string }) => <Ltr>Rs {grouped(amount)}</Ltr>;
export const instant = (time: string): string => time.slice(0, 16).replace('T', ' ');

/** A table that becomes labelled cards on a narrow screen. */
export function Table({ caption, heads, rows }: { caption: string; heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>{cells.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column} data-head={heads[column]}>{cell}</td>))}</tr>
        ))}
      </tbody>
    </table>
  );
}
