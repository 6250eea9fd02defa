export type Language = 'en' | 'ur';
export const direction = (language: Language) => (language === 'ur' ? 'rtl' : 'ltr');
export const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The whole of a page; works without JavaScript. @param content - markup, already escaped */
export const document = ({ language, title, content }: { language: Language; title: string; content: string }): string => `<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><link rel="stylesheet" href="/sign-in.css"></head>
<body><main>
${content}
</main></body></html>`;

export const style = `
body { font: 1rem/1.5 system-ui, 'Noto Naskh Arabic', sans-serif; color: #12263a; background: #f6f8fa; margin: 0 }
[lang=ur] { line-height: 2 }
main { max-inline-size: 40rem; margin-inline: auto; padding: 1.5rem }
h1 { line-height: 1.4 }
nav a, .again { display: inline-flex; align-items: center; min-block-size: 44px }
a { color: #1d5fa8 }
ul { list-style: none; padding: 0; display: grid; gap: .5rem }
button { inline-size: 100%; min-block-size: 44px; padding: .5rem 1rem; text-align: start; font: inherit; color: inherit; background: #fff; border: 1px solid #57708a; border-radius: 6px; cursor: pointer }
button:hover, button:focus-visible { background: #e3eef9; outline: 3px solid #1d5fa8 }
small { display: block; color: #44586c; overflow-wrap: anywhere }
summary { cursor: pointer; padding-block: .75rem }
section + section { border-block-start: 1px solid #57708a; margin-block-start: 1.5rem }
`;
