// The few icons, drawn here (24 x 24, one path each, no request, no sprite).
const paths = {
  chat: 'M4 5h16v11H9l-5 4z',
  ticket: 'M3 6h18v12H3zM3 7l9 6 9-6',
  book: 'M5 4h6a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H5zM21 4h-6a2 2 0 0 0-2 2v14a2 2 0 0 1 2-2h6z',
  bulb: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-4 10.5c.7.6 1 1.5 1 2.5h6c0-1 .3-1.9 1-2.5A6 6 0 0 0 12 3z',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16V9',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.2.8 3.5 2.8 3.5 5.5',
  person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2 12.5l4.5 4.5L15 8M11.5 16l1 1L22 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  warn: 'M12 3.5L22 20.5H2zM12 10v5M12 17.5v.5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.5',
  cross: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4',
  note: 'M5 3.5h10l4 4v13H5zM15 3.5v4h4M8.5 12h7M8.5 16h5',
  transfer: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  undo: 'M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M12 5.5v.5M12 12v.5M12 18.5v.5',
  keyboard: 'M2.5 6h19v12h-19zM6 10h.5M9.5 10h.5M13 10h.5M17 10h.5M6 14h.5M9 14h6M17.5 14h.5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4',
  mute: 'M6 17V11a6 6 0 0 1 9-5.2M18 11v6l1.5 2H6M10 21.5h4M3 3l18 18',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  link: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  search: 'M10.5 18a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM16 16l5 5',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a2 2 0 0 1-3-3L14 7',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  slash: 'M4 4h16v16H4zM14.5 8l-5 8',
  twins: 'M4 4h11v11H4zM9 15v5h11V9h-5',
  equal: 'M4 9h16M4 15h16',
  plus: 'M12 5v14M5 12h14',
  insert: 'M4 4v7a3 3 0 0 0 3 3h12M15 9l5 5-5 5',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6zM8.5 12l2.5 2.5 4.5-5',
  pause: 'M8 5v14M16 5v14',
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  chain:
    'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6h.5M4.500 12h.5M4.500 18h.5',
  steps: 'M10 6h10M10 12h10M10 18h10M4 4.500l1.500-.5v4.500M4 14h3l-3 4.500h3',
  heading: 'M6 5v14M18 5v14M6 12h12',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9.500h.5',
  edit: 'M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19zM14 6.500l3.500 3.500',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon-line" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
