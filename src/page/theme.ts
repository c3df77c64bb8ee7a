/** Light or dark, against what the system asks for. */

/** @param changed Called when the colours of the page have changed. */
export function switchTheme(changed: () => void): void {
  const root = document.documentElement;
  document.getElementById('theme')?.addEventListener('click', () => {
    const isDark =
      root.dataset['theme'] === 'dark' ||
      (root.dataset['theme'] === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
    root.dataset['theme'] = isDark ? 'light' : 'dark';
    changed();
  });
}
