/** A terminal emulator, and the options between its name and the command that it runs. */
export interface Terminal {
  name: string;
  before: readonly string[];
}

/** Debian's default first, then by popularity. Each accepts the command as separate arguments, not as one string. */
export const TERMINALS: readonly Terminal[] = [
  { name: 'x-terminal-emulator', before: ['-e'] },
  { name: 'gnome-terminal', before: ['--'] },
  { name: 'ptyxis', before: ['--'] },
  { name: 'kgx', before: ['--'] },
  { name: 'konsole', before: ['-e'] },
  { name: 'xfce4-terminal', before: ['-x'] },
  { name: 'mate-terminal', before: ['-x'] },
  { name: 'kitty', before: [] },
  { name: 'alacritty', before: ['-e'] },
  { name: 'foot', before: [] },
  { name: 'wezterm', before: ['start', '--'] },
  { name: 'urxvt', before: ['-e'] },
  { name: 'xterm', before: ['-e'] },
];
