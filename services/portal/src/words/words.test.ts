import { describe, expect, it } from '@jest/globals';
import { words } from './index.ts';

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the words of the portal', () => {
  it('exist in both languages', () => {
    expect(Object.keys(words.ur).sort()).toEqual(Object.keys(words.en).sort());
    expect(Object.values(words.ur).every((text) => text.trim() !== '')).toBe(true);
  });
  it.each(Object.entries(words.en))('leave the same numbers and names to be put in: %s', (key, text) => {
    expect(places(words.ur[key as keyof typeof words.ur])).toEqual(places(text));
  });
  it('never put an arrow between numbers', () => {
    expect(Object.values({ ...words.en, ...words.ur }).join(' ')).not.toMatch(/[→←]/);
  });
});
