/** A terminal emulator, and what stands between its name and the words of the program that it shall run. */
export interface Terminal {
  name: string;
  before: readonly string[];
}

/** Debian's own choice first, then by how common they are; each takes the program's words as they are, never as one string. */
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
