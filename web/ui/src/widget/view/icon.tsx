// The widget's own icons: 24 by 24, one stroke, the colour of the text.
const paths = {
  chat: 'M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12.5h5',
  send: 'M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M11 5h2v2h-2zM11 11h2v2h-2zM11 17h2v2h-2z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5',
  phone: 'M6 4h3.5l1.5 4.5-2 1.5c1 2.5 2.5 4 5 5l1.5-2 4.5 1.5V18c0 1.2-.8 2-2 2C10.5 20 4 13.5 4 6c0-1.2.8-2 2-2z',
  mail: 'M4 6h16v12H4zM4 7l8 6.5L20 7',
  counter: 'M4 20h16M6 20V9M18 20V9M10 20v-6h4v6M3 9l9-5 9 5z',
  ticket: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6',
  external: 'M10 5H5v14h14v-5M13 5h6v6M19 5l-8 8',
  zoom: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20M10.5 7.5v6M7.5 10.5h6',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a2 2 0 0 1-3-3L14 7',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  star: 'M12 3.5l2.6 5.6 6.1.7-4.5 4.2 1.2 6-5.4-3-5.4 3 1.2-6-4.5-4.2 6.1-.7z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 4 2.5 20h19zM12 10v4.5M12 17.3v.01',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  add: 'M12 5v14M5 12h14',
  leave: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  right: 'M9 5l7 7-7 7',
  source: 'M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h10M9 8h5',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
