import { readFileSync } from 'node:fs';
import * as lucide from 'lucide-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./marks.css', import.meta.url), 'utf8');
const names = readFileSync(new URL('../components/ui/mark.tsx', import.meta.url), 'utf8');
const drawn = [
  ...css.matchAll(/\.mark-([a-z-]+) \{\s*--mark: url\("data:image\/svg\+xml,(.*?)"\)/g),
];

const shapesOf = (svg: string) =>
  [...svg.matchAll(/<(path|circle|rect|line)\b([^>]*?)\/?>/g)].map(([, shape, attributes = '']) => [
    shape,
    [...attributes.matchAll(/([a-z0-9]+)=["']([^"']*)["']/g)].map(([, k, v]) => `${k}=${v}`).sort(),
  ]);

const iconOf = (name: string) => {
  const component = name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return Object.entries(lucide.icons).find(([each]) => each === component)?.[1];
};

test('every mark that has a name is drawn', () => {
  const named = [...names.matchAll(/\| '([a-z-]+)'/g)].map(([, name]) => name);
  expect(drawn.map(([, name]) => name).sort()).toEqual(named.sort());
});

test.each(drawn.map(([, name = '', data = '']) => [name, data] as const))(
  '%s is the icon of Lucide',
  (name, data) => {
    const icon = iconOf(name);
    const svg = icon ? renderToStaticMarkup(createElement(icon)) : '';
    expect(shapesOf(decodeURIComponent(data))).toEqual(shapesOf(svg));
  },
);
