import './until-first-frame.mjs';
const [{ render, Text, useInput }, { createElement }] = await Promise.all([import('ink'), import('react')]);
const App = () => {
  useInput(() => undefined);
  return createElement(Text, null, 'next: nothing');
};
render(createElement(App));
