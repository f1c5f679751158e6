// What the JSON API says of what has been.

// GET  /reports/summary?days=30 -> Summary (supervisor, administrator)

export interface Summary {
  days: number
  conversations: number
  turns: number
  by_kind: { answer: number; choices: number; handoff: number }
  helped: { yes: number; no: number }
  chats: {
    total: number
    tickets: number
    closed: number
    wait_p50_s: number
    wait_p90_s: number
    waits_told?: number
    waits_held?: number
  }
  ratings: {
    count: number
    average: number // 1 to 5; 0 of none
    stars: number[] // how many gave 1, 2, ... 5
    comments: { day: string; queue: string; name: string; stars: number; text: string }[]
  }
  by_queue: {
    queue: string
    name: string
    chats: number
    wait_p50_s: number
    wait_p90_s: number
    rating_count: number
    rating_average: number
  }[]
  by_day: { day: string; conversations: number; chats: number }[]
}
